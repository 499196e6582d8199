"""UPRNs of staged rows: one property is one door, however it is spelt; one that two premises share tells nothing."""

from typing import Any

from hustings.register.querying import change
from hustings.register.staging.rows import MINE

# What `lib.addresses.Address.key` writes third (a number, else a name) and fourth (the flat).
PREMISES, FLAT = "split_part({0}address_key, '|', 3)", "split_part({0}address_key, '|', 4)"
STATED = f"{MINE} AND fault = '' AND uprn <> '' AND side <> ''"
# A council that has no number for each flat or caravan gives the whole block's or park's to all of them.
FORGET_SHARED = f"""
UPDATE register_stagedrow s SET uprn = ''
FROM (SELECT uprn, {FLAT.format("")} AS flat_key FROM register_stagedrow WHERE {STATED}
      GROUP BY 1, 2 HAVING min({PREMISES.format("")}) <> max({PREMISES.format("")})) AS shared
WHERE s.run_id = %(run)s AND s.constituency_id = %(constituency)s AND s.uprn = shared.uprn
  AND {FLAT.format("s.")} = shared.flat_key
"""
WORDS = """flat, premises, house, house_suffix, street, street_key, locality, locality_key, side, walk_key,
address_key"""
SPELL_ALIKE = f"""
UPDATE register_stagedrow s SET ({WORDS}) = ({", ".join(f"first.{word.strip()}" for word in WORDS.split(","))})
FROM (SELECT DISTINCT ON (uprn, flat_key) * FROM (
          SELECT *, {FLAT.format("")} AS flat_key, min(address_key) OVER same <> max(address_key) OVER same AS differ
          FROM register_stagedrow WHERE {STATED} WINDOW same AS (PARTITION BY uprn, {FLAT.format("")})) AS spelt
      WHERE differ ORDER BY uprn, flat_key, line) AS first
WHERE s.run_id = %(run)s AND s.constituency_id = %(constituency)s AND s.fault = '' AND s.uprn = first.uprn
  AND {FLAT.format("s.")} = first.flat_key AND s.address_key <> first.address_key
"""


def settle_uprns(parameters: dict[str, Any]) -> None:
    """Forget the UPRNs that a file gives to several premises, and spell each other one as its first row does.

    The lines and the postcode that the register entry keeps stay as the council wrote them.
    """
    change(FORGET_SHARED, parameters)
    change(SPELL_ALIKE, parameters)
