"""Rows of a file to electors we know. Certain matches only: what could be two people is nobody's (a queue for
people to decide is a later step), so that no voting intention is ever hung on the wrong person.
"""

from typing import Any

from hustings.register.faults import Reason
from hustings.register.models import Verdict
from hustings.register.querying import NEW_ID, change, fetch
from hustings.register.staging.rows import MINE, MINE_AS_S

FIRST_OF_ROW = "split_part(s.given_key, ' ', 1)"
FIRST_OF_ELECTOR = "split_part(e.given_key, ' ', 1)"
SAME_NAME = f"(s.surname_key = e.surname_key AND {FIRST_OF_ROW} = {FIRST_OF_ELECTOR})"
# Some councils end an entry by its number alone.
LIKE_NAME = f"""(s.surname_key || s.given_key = '' OR s.surname_key <> '' AND s.surname_key = e.surname_key
                 OR {FIRST_OF_ROW} <> '' AND {FIRST_OF_ROW} = {FIRST_OF_ELECTOR})"""
UNMATCHED = f"{MINE_AS_S} AND s.fault = '' AND s.elector_id IS NULL"

BY_REFERENCE = f"""
UPDATE register_stagedrow s SET elector_id = e.id
FROM (SELECT id, count(*) OVER (PARTITION BY seat_id, reference, change = 'delete') AS many
      FROM register_stagedrow WHERE {MINE} AND fault = '' AND reference <> '') AS alone, register_elector e
WHERE {UNMATCHED} AND s.id = alone.id AND alone.many = 1
  AND e.constituency_id = s.seat_id AND e.officer_reference = s.reference
"""
# Within one edition a number is one person's. A stated row must also bear the name; an amendment may change it.
BY_NUMBER = f"""
UPDATE register_stagedrow s SET elector_id = e.id
FROM register_registerentry n JOIN register_elector e ON e.id = n.elector_id AND e.constituency_id = n.constituency_id
WHERE {UNMATCHED} AND n.constituency_id = s.seat_id AND n.edition_id = %(edition)s AND n.closed_by_id IS NULL
  AND (n.letters, n.number, n.suffix) = (s.letters, s.number::int, s.suffix::int)
  AND NOT EXISTS ({{taken}})
  AND (e.is_anonymous AND position('N' in s.markers) > 0 OR {{name}})
"""
TAKEN = """SELECT FROM register_stagedrow t WHERE t.run_id = %(run)s AND t.constituency_id = %(constituency)s
           AND t.elector_id = e.id AND t.change <> 'delete' AND s.change <> 'delete'"""
STATED_BY_NUMBER = BY_NUMBER.format(taken=TAKEN, name=f"s.change IN ('state', 'add') AND {SAME_NAME}")
UPDATED_BY_NUMBER = BY_NUMBER.format(
    taken=TAKEN, name=f"s.change = 'amend' OR s.change = 'delete' AND {LIKE_NAME}"
)
# Marriage changes a surname and leaves the rest: number, edition, first forename.
RENAMED_BY_NUMBER = BY_NUMBER.format(
    taken=TAKEN, name=f"s.change = 'state' AND {FIRST_OF_ROW} <> '' AND {FIRST_OF_ROW} = {FIRST_OF_ELECTOR}"
)
# Only one row and only one elector of the name at the door: father and son of one name are left unmatched. In an
# update somebody who keeps a number in this edition cannot be who was just added, unless the update ends that number.
AT_DOOR = f"""
WITH wanted AS (
    SELECT s.id, s.seat_id, s.door_id, s.surname_key, {{row_name}} AS given,
           count(*) OVER (PARTITION BY s.seat_id, s.door_id, s.surname_key, {{row_name}}) AS many
    FROM register_stagedrow s
    WHERE {UNMATCHED} AND s.door_id IS NOT NULL AND s.change <> 'delete' AND s.surname_key || s.given_key <> ''
), held AS (
    SELECT e.id, e.constituency_id, e.door_id, e.surname_key, {{elector_name}} AS given,
           count(*) OVER (PARTITION BY e.constituency_id, e.door_id, e.surname_key, {{elector_name}}) AS many
    FROM register_elector e
    WHERE e.constituency_id = ANY (%(seats)s) AND e.door_id IN (SELECT door_id FROM wanted)
      AND e.on_register = {{on_register}} AND NOT e.is_anonymous
      AND NOT EXISTS (SELECT FROM register_stagedrow t WHERE t.run_id = %(run)s
                      AND t.constituency_id = %(constituency)s AND t.elector_id = e.id AND t.change <> 'delete')
      AND (NOT %(is_update)s OR NOT EXISTS (
          SELECT FROM register_registerentry n
          WHERE n.constituency_id = e.constituency_id AND n.elector_id = e.id AND n.closed_by_id IS NULL
            AND n.edition_id = %(edition)s AND NOT EXISTS (
              SELECT FROM register_stagedrow d WHERE d.run_id = %(run)s AND d.constituency_id = %(constituency)s
                AND d.change = 'delete' AND d.elector_id = e.id)))
)
UPDATE register_stagedrow s SET elector_id = held.id
FROM wanted JOIN held ON held.constituency_id = wanted.seat_id AND held.door_id = wanted.door_id
    AND held.surname_key = wanted.surname_key AND held.given = wanted.given
WHERE s.id = wanted.id AND wanted.many = 1 AND held.many = 1
"""
AT_DOOR_TIERS = tuple(
    AT_DOOR.format(row_name=row_name, elector_name=elector_name, on_register=on_register)
    for on_register in ("true", "false")
    for row_name, elector_name in (("s.given_key", "e.given_key"), (FIRST_OF_ROW, FIRST_OF_ELECTOR))
)
OTHER_NAME = f"""
UPDATE register_stagedrow s SET fault = '{Reason.OTHER_NAME}', fault_column = %(name_column)s
FROM register_registerentry n
WHERE {UNMATCHED} AND s.change IN ('add', 'delete') AND n.constituency_id = s.seat_id AND n.edition_id = %(edition)s
  AND n.closed_by_id IS NULL AND (n.letters, n.number, n.suffix) = (s.letters, s.number::int, s.suffix::int)
"""
# Who is new gets an id here, so that applying need not write every row again.
JUDGE = f"""
UPDATE register_stagedrow s SET entry_id = found.entry,
    elector_id = CASE WHEN s.elector_id IS NULL AND s.change <> 'delete' THEN {NEW_ID} ELSE s.elector_id END,
    verdict = CASE
    WHEN s.change = 'delete' AND found.entry IS NULL THEN '{Verdict.GONE}'
    WHEN s.change = 'delete' THEN '{Verdict.CLOSED}'
    WHEN s.elector_id IS NULL THEN '{Verdict.NEW}'
    WHEN found.entry IS NULL THEN '{Verdict.RETURNED}'
    WHEN found.edition_id <> %(edition)s THEN '{Verdict.RENEWED}'
    WHEN found.is_same THEN '{Verdict.SAME}'
    ELSE '{Verdict.CHANGED}' END
FROM (SELECT r.id, n.id AS entry, n.edition_id,
             (n.letters, n.number, n.suffix, n.surname, n.forenames, n.address_lines,
              n.postcode, n.markers, n.attains_on)
             IS NOT DISTINCT FROM (r.letters, r.number::int, r.suffix::int, r.surname, r.forenames, r.address_lines,
                                   r.postcode, r.markers, r.attains_on) AS is_same
      FROM register_stagedrow r LEFT JOIN register_registerentry n
        ON n.constituency_id = r.seat_id AND n.elector_id = r.elector_id AND n.closed_by_id IS NULL
      WHERE r.run_id = %(run)s AND r.constituency_id = %(constituency)s AND r.fault = '') AS found
WHERE s.id = found.id
"""
UNSURE = f"""
SELECT count(*) FROM register_stagedrow s WHERE {MINE_AS_S} AND verdict = '{Verdict.NEW}' AND EXISTS (
    SELECT FROM register_elector e WHERE e.constituency_id = s.seat_id AND e.door_id = s.door_id AND {SAME_NAME})
"""


def match_rows(parameters: dict[str, Any], *, any_electors: bool) -> None:
    """Find each row's elector and judge what the row does: by the officer's reference, then by number and name
    within the edition, then by name at the door, unique on both sides.
    """
    if any_electors:
        for tier in (BY_REFERENCE, STATED_BY_NUMBER, UPDATED_BY_NUMBER, *AT_DOOR_TIERS, RENAMED_BY_NUMBER):
            change(tier, parameters)
        change(OTHER_NAME, parameters)
    change(JUDGE, parameters)


def count_unsure_rows(parameters: dict[str, Any]) -> int:
    """Count new rows whose name lives at their door already, more than once: nobody could tell which."""
    return int(fetch(UNSURE, parameters)[0][0])
