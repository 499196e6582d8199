"""A month that comes late: what a later month of the same edition said of somebody stands, and is not written over."""

from collections.abc import Iterable
from typing import Any

from hustings.register.faults import Reason
from hustings.register.models import Import, ImportState, Supply, Verdict
from hustings.register.querying import NEW_ID, change, fetch
from hustings.register.staging.rows import MINE, MINE_AS_S

TOUCHED = """
SELECT {columns} FROM register_registerentry n
WHERE n.constituency_id = ANY (%(seats)s) AND n.edition_id = %(edition)s
  AND (n.opened_by_id = ANY (%(later)s::uuid[]) OR n.closed_by_id = ANY (%(later)s::uuid[]))
"""
NUMBER = "letters || '-' || number::int || '/' || suffix::int"
# What a late row says of a number or a person of whom a later month spoke is left out, a conflict of names included;
# so is everything in the districts of which a later full register stated everybody.
SUPERSEDE = f"""
UPDATE register_stagedrow s SET is_superseded = true, verdict = '', fault = '', fault_column = 0
WHERE {MINE_AS_S} AND s.fault IN ('', '{Reason.OTHER_NAME}') AND (
    s.letters = ANY (%(covered)s)
    OR (s.seat_id, s.letters, s.number::int, s.suffix::int) IN (
        {TOUCHED.format(columns="n.constituency_id, n.letters, n.number, n.suffix")})
    OR s.elector_id IN ({TOUCHED.format(columns="n.elector_id")})
    OR {NUMBER} IN (SELECT f.number_key FROM register_importrefusal f WHERE f.constituency_id = ANY (%(seats)s)
        AND f.run_id = ANY (%(later)s::uuid[]) AND f.reason = '{Reason.GONE_BEFORE}'))
"""
AS_BEFORE = f"""
UPDATE register_stagedrow SET is_superseded = false, verdict = CASE WHEN is_known THEN '{Verdict.SAME}' ELSE verdict END
WHERE {MINE} AND is_superseded
"""
NO_DOUBTS = f"""
DELETE FROM register_doubt d WHERE d.run_id = %(run)s AND d.constituency_id = ANY (%(seats)s) AND d.line IN (
    SELECT s.line FROM register_stagedrow s WHERE {MINE_AS_S} AND s.is_superseded)
"""
# A month before may still come, and bring somebody whom this one ended: the number is kept, and nothing of the person.
FORGET_ENDED = f"""
DELETE FROM register_importrefusal
WHERE run_id = %(run)s AND constituency_id = ANY (%(seats)s) AND reason = '{Reason.GONE_BEFORE}'
"""
NOTE_ENDED = f"""
INSERT INTO register_importrefusal (id, constituency_id, run_id, line, "column", reason, number_key)
SELECT {NEW_ID}, seat_id, run_id, line, 0, '{Reason.GONE_BEFORE}', left({NUMBER}, 60)
FROM register_stagedrow WHERE {MINE} AND verdict = '{Verdict.GONE}'
"""


def later_than(run: Import) -> dict[str, Any]:
    """Tell the statements which applied imports of the edition speak of a later time, and which polling districts a
    full register among them covers.
    """
    found = Import.objects.filter(
        edition_id=run.edition_id,
        state=ImportState.APPLIED,
        kind__in=(Supply.Kind.FULL, Supply.Kind.UPDATE),
        states_on__gt=run.states_on,
    )
    return {"later": [one.id for one in found], "covered": sorted(letters_stated(found))}


def letters_stated(imports: Iterable[Import]) -> set[str]:
    """The polling districts of which full registers among these imports stated everybody."""
    return {
        district["letters"] for one in imports if one.kind == Supply.Kind.FULL for district in one.by_district
    }


def leave_out_superseded(parameters: dict[str, Any]) -> None:
    """Mark the judged rows that a later month speaks against, so that they write nothing, and note whom this month
    ended without our having known them.
    """
    change(AS_BEFORE, parameters)
    if parameters["later"]:
        change(SUPERSEDE, parameters)
        change(NO_DOUBTS, parameters)
    change(FORGET_ENDED, parameters)
    change(NOTE_ENDED, parameters)


def count_superseded(parameters: dict[str, Any]) -> int:
    """Count the rows of which a later month said more."""
    return int(
        fetch(f"SELECT count(*) FROM register_stagedrow WHERE {MINE} AND is_superseded", parameters)[0][0]
    )
