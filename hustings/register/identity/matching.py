"""Rows of a file to electors we know: what is certain by set-based statements, the rest by likeness. What could be two
people is nobody's until a person has said so, so that no voting intention is ever hung on the wrong one.
"""

from typing import Any

from hustings.register.faults import Reason
from hustings.register.identity.leaving import NOTE_REFUSED
from hustings.register.identity.likeness import weigh_rows
from hustings.register.identity.pairing import Paired
from hustings.register.identity.raising import forget_open_doubts, raise_doubts
from hustings.register.models import Doubt, Verdict
from hustings.register.querying import NEW_ID, change
from hustings.register.staging.rows import MINE, MINE_AS_S, SAYS_THE_SAME

FIRST_OF_ROW = "split_part(s.given_key, ' ', 1)"
FIRST_OF_ELECTOR = "split_part(e.given_key, ' ', 1)"
SAME_NAME = f"(s.surname_key = e.surname_key AND {FIRST_OF_ROW} = {FIRST_OF_ELECTOR})"
# Some councils end an entry by its number alone.
LIKE_NAME = f"""(s.surname_key || s.given_key = '' OR s.surname_key <> '' AND s.surname_key = e.surname_key
                 OR {FIRST_OF_ROW} <> '' AND {FIRST_OF_ROW} = {FIRST_OF_ELECTOR})"""
UNMATCHED = f"{MINE_AS_S} AND s.fault = '' AND s.elector_id IS NULL"


TAKEN = """SELECT FROM register_stagedrow t WHERE t.run_id = %(run)s AND t.constituency_id = %(constituency)s
           AND t.elector_id = e.id AND t.change <> 'delete' AND s.change <> 'delete'"""
# Somebody who was said to be the row stays so when the plan is made anew.
AS_DECIDED = f"""
UPDATE register_stagedrow s SET elector_id = d.earlier_id FROM register_doubt d
WHERE {UNMATCHED} AND d.run_id = s.run_id AND d.constituency_id = s.seat_id AND d.line = s.line
  AND d.state = '{Doubt.State.SAME}'
"""
# An officer who gives a reference again to somebody of another name at another door has made a mistake, or we have.
BY_REFERENCE = f"""
UPDATE register_stagedrow s SET elector_id = e.id
FROM (SELECT id, count(*) OVER (PARTITION BY seat_id, reference, change = 'delete') AS many
      FROM register_stagedrow WHERE {MINE} AND fault = '' AND reference <> '') AS alone, register_elector e
WHERE {UNMATCHED} AND s.id = alone.id AND alone.many = 1
  AND e.constituency_id = s.seat_id AND e.officer_reference = s.reference
  AND ({LIKE_NAME} OR e.is_anonymous OR s.door_id = e.door_id) AND e.on_register = {{on_register}}
  AND NOT EXISTS ({TAKEN})
"""
# Within one edition a number is one person's. A stated row must also bear the name; an amendment may change it. The
# elector's seat is not compared with the row's: of rows staged just now the planner knows nothing, and would join all
# electors of the seat to all its rows by that alone.
BY_NUMBER = f"""
UPDATE register_stagedrow s SET elector_id = e.id
FROM register_registerentry n JOIN register_elector e ON e.id = n.elector_id
WHERE {UNMATCHED} AND e.constituency_id = ANY (%(seats)s) AND n.constituency_id = s.seat_id
  AND n.edition_id = %(edition)s AND n.closed_by_id IS NULL
  AND (n.letters, n.number, n.suffix) = (s.letters, s.number::int, s.suffix::int)
  AND NOT EXISTS ({TAKEN})
  AND (e.is_anonymous AND position('N' in s.markers) > 0 OR {{name}})
"""
STATED_BY_NUMBER = BY_NUMBER.format(name=f"s.change IN ('state', 'add') AND {SAME_NAME}")
UPDATED_BY_NUMBER = BY_NUMBER.format(name=f"s.change = 'amend' OR s.change = 'delete' AND {LIKE_NAME}")
# Marriage changes a surname and leaves the rest: number, edition, first forename.
RENAMED_BY_NUMBER = BY_NUMBER.format(
    name=f"s.change = 'state' AND {FIRST_OF_ROW} <> '' AND {FIRST_OF_ROW} = {FIRST_OF_ELECTOR}"
)
# Somebody who has still to come of age is not who was of age already: a son, where a father of his name has gone.
FITS_DATE = """(wanted.attains_on IS NULL OR wanted.attains_on = held.attains_on OR held.attains_on IS NULL
    AND wanted.attains_on <= (SELECT published_on FROM register_registeredition WHERE id = %(edition)s))"""
# Only one row and only one elector of the name in the place: father and son of one name are left unmatched. In an
# update somebody who keeps a number in this edition cannot be who was just added, unless the update ends that number.
# Whoever has left and is asked about elsewhere is not taken for somebody meanwhile.
IN_PLACE = f"""
WITH wanted AS (
    SELECT s.id, s.seat_id, {{row_place}} AS place, s.surname_key, {{row_name}} AS given, s.given_key, s.attains_on,
           count(*) OVER (PARTITION BY s.seat_id, {{row_place}}, s.surname_key, {{row_name}}) AS many
    FROM register_stagedrow s
    WHERE {UNMATCHED} AND {{row_placed}} AND s.change <> 'delete' AND s.surname_key || s.given_key <> ''
      AND s.line <> ALL (%(doubted)s) AND {{alone}}
), held AS (
    SELECT e.id, e.constituency_id, {{elector_place}} AS place, e.surname_key, {{elector_name}} AS given, e.given_key,
           e.attains_on,
           count(*) OVER (PARTITION BY e.constituency_id, {{elector_place}}, e.surname_key, {{elector_name}}) AS many
    FROM register_elector e
    WHERE e.constituency_id = ANY (%(seats)s) AND {{elector_place}} IN (SELECT place FROM wanted)
      AND e.on_register = {{on_register}} AND NOT e.is_anonymous
      AND NOT EXISTS (SELECT FROM register_stagedrow t WHERE t.run_id = %(run)s
                      AND t.constituency_id = %(constituency)s AND t.elector_id = e.id AND t.change <> 'delete')
      AND (e.on_register OR NOT EXISTS (
          SELECT FROM register_doubt d WHERE d.constituency_id = e.constituency_id AND d.earlier_id = e.id
            AND d.state = '{Doubt.State.OPEN}' AND d.kind <> '{Doubt.Kind.MOVED}'))
      AND (NOT %(is_update)s OR NOT EXISTS (
          SELECT FROM register_registerentry n
          WHERE n.constituency_id = e.constituency_id AND n.elector_id = e.id AND n.closed_by_id IS NULL
            AND n.edition_id = %(edition)s AND NOT EXISTS (
              SELECT FROM register_stagedrow d WHERE d.run_id = %(run)s AND d.constituency_id = %(constituency)s
                AND d.change = 'delete' AND d.elector_id = e.id)))
)
UPDATE register_stagedrow s SET elector_id = held.id
FROM wanted JOIN held ON held.constituency_id = wanted.seat_id AND held.place = wanted.place
    AND held.surname_key = wanted.surname_key AND held.given = wanted.given
WHERE s.id = wanted.id AND wanted.many = 1 AND held.many = 1 AND {FITS_DATE}
  AND (starts_with(held.given_key, wanted.given_key) OR starts_with(wanted.given_key, held.given_key))
"""
# Florin's row is Florin's, who had left and is back, or that of Florin Ionut, whose middle name was dropped.
NOBODY_BACK = """NOT EXISTS (SELECT FROM register_elector o
    WHERE o.constituency_id = s.seat_id AND o.door_id = s.door_id AND NOT o.on_register
      AND o.surname_key = s.surname_key AND o.given_key = s.given_key)"""
IN_FULL, BY_FIRST = ("s.given_key", "e.given_key"), (FIRST_OF_ROW, FIRST_OF_ELECTOR)
AT_DOOR = {"row_place": "s.door_id", "row_placed": "s.door_id IS NOT NULL", "elector_place": "e.door_id"}
OVERSEAS_ALIKE = "CASE WHEN {0}.door_id IS NULL THEN substr({0}.surname_key, 1, 1) END"
NOWHERE = {
    "row_place": OVERSEAS_ALIKE.format("s"),
    "row_placed": "s.side = ''",
    "elector_place": OVERSEAS_ALIKE.format("e"),
}


def _in_place(place: dict[str, str], names: tuple[str, str], *, on_register: bool) -> str:
    alone = NOBODY_BACK if on_register and names == BY_FIRST else "true"
    return IN_PLACE.format(
        row_name=names[0], elector_name=names[1], on_register=on_register, alone=alone, **place
    )


CERTAIN_TIERS = (
    AS_DECIDED,
    BY_REFERENCE.format(on_register=True),
    STATED_BY_NUMBER,
    UPDATED_BY_NUMBER,
    _in_place(AT_DOOR, IN_FULL, on_register=True),
    _in_place(AT_DOOR, BY_FIRST, on_register=True),
    _in_place(NOWHERE, IN_FULL, on_register=True),
    # Who is at the door by that name may have moved there unrecognised: that is asked, not overruled.
    BY_REFERENCE.format(on_register=False),
    RENAMED_BY_NUMBER,
)
RETURNING_TIERS = (
    _in_place(AT_DOOR, IN_FULL, on_register=False),
    _in_place(AT_DOOR, BY_FIRST, on_register=False),
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
FROM (SELECT r.id, n.id AS entry, n.edition_id, {SAYS_THE_SAME.format("r")} AS is_same
      FROM register_stagedrow r LEFT JOIN register_registerentry n
        ON n.constituency_id = r.seat_id AND n.elector_id = r.elector_id AND n.closed_by_id IS NULL
      WHERE r.run_id = %(run)s AND r.constituency_id = %(constituency)s AND r.fault = '' AND NOT r.is_known) AS found
WHERE s.id = found.id
"""


def match_rows(parameters: dict[str, Any], *, any_electors: bool) -> None:
    """Find each row's elector and judge what the row does: by what a person decided, by the officer's reference, by
    number and name within the edition, by name at the door, then by likeness, and last among those who had left.

    Who is doubtful counts as new, and waits as a Doubt.
    """
    forget_open_doubts(parameters)
    paired = Paired()
    if any_electors:
        for tier in CERTAIN_TIERS:
            change(tier, {**parameters, "doubted": []})
        paired, doubted = weigh_rows(parameters)
        for tier in RETURNING_TIERS:
            change(tier, {**parameters, "doubted": doubted})
        change(OTHER_NAME, parameters)
        change(NOTE_REFUSED, parameters)
    change(JUDGE, parameters)
    if any_electors:
        raise_doubts(paired, parameters)
