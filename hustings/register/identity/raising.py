"""Questions for a person, written while an import is planned: what is doubtful about its rows."""

from collections.abc import Iterable
from typing import Any

from hustings.register.identity.leaving import LEAVING
from hustings.register.identity.pairing import Pair, Paired
from hustings.register.models import Doubt, Verdict
from hustings.register.querying import NEW_ID, change, fetch
from hustings.register.staging.rows import MINE_AS_S

THIS_RUN = "d.run_id = %(run)s AND d.constituency_id = ANY (%(seats)s)"
FORGET_OPEN = f"DELETE FROM register_doubt d WHERE {THIS_RUN} AND d.state = '{Doubt.State.OPEN}'"
# What a person said before the plan was made anew is said of the same line, whose elector has another id by now.
FOLLOW = f"""
UPDATE register_doubt d SET elector_id = s.elector_id FROM register_stagedrow s
WHERE {THIS_RUN} AND {MINE_AS_S} AND s.line = d.line AND d.state = '{Doubt.State.OTHER}'
  AND s.elector_id <> d.earlier_id
"""
DOUBT = "id, constituency_id, run_id, line, elector_id, earlier_id, kind, likeness, state, moved"
RAISE = f"""
INSERT INTO register_doubt ({DOUBT})
SELECT {NEW_ID}, s.seat_id, s.run_id, s.line, s.elector_id, found.elector, %(kind)s, found.likeness,
       '{Doubt.State.OPEN}', '{{}}'
FROM unnest(%(rows)s::uuid[], %(electors)s::uuid[], %(likenesses)s::int[]) AS found (row, elector, likeness)
JOIN register_stagedrow s ON {MINE_AS_S} AND s.id = found.row AND s.verdict = '{Verdict.NEW}'
ON CONFLICT DO NOTHING
"""
ASKED = f"SELECT FROM register_doubt d WHERE {THIS_RUN}"
GONE = f"""n.id IN ({LEAVING}) OR EXISTS (
    SELECT FROM register_stagedrow s WHERE {MINE_AS_S} AND s.verdict = '{Verdict.CLOSED}' AND s.entry_id = n.id)"""
# Some files give middle names as initials.
WITH_INITIALS = "regexp_replace({0}.given_key, ' (.)[^ ]*', ' \\1', 'g')"
ONE_FORENAME, LIKE_A_MOVE, WITH_DATE = 62, 70, 79
# One left one door and one came to another, of the same full name and of no other date, and nobody else of that name
# came or left. They may be two people, so they are never joined without being asked about: in a year of 75,000
# electors 1,700 moved, and 44 pairs of strangers looked like it.
RAISE_MOVED = f"""
INSERT INTO register_doubt ({DOUBT})
SELECT {NEW_ID}, come.seat_id, %(run)s, come.line, come.elector_id, gone.id, '{Doubt.Kind.MOVED}',
       CASE WHEN come.attains_on = gone.attains_on THEN {WITH_DATE}
            WHEN position(' ' in come.given) > 0 THEN {LIKE_A_MOVE} ELSE {ONE_FORENAME} END,
       '{Doubt.State.OPEN}', '{{}}'
FROM (SELECT s.seat_id, s.line, s.elector_id, s.surname_key, {WITH_INITIALS.format("s")} AS given, s.attains_on,
             count(*) OVER (PARTITION BY s.seat_id, s.surname_key, {WITH_INITIALS.format("s")}) AS many
      FROM register_stagedrow s
      WHERE {MINE_AS_S} AND s.verdict = '{Verdict.NEW}' AND s.surname_key <> '' AND s.given_key <> ''
        AND NOT EXISTS ({ASKED} AND d.line = s.line)) AS come
JOIN (SELECT e.id, e.constituency_id, e.surname_key, {WITH_INITIALS.format("e")} AS given, e.attains_on,
             count(*) OVER (PARTITION BY e.constituency_id, e.surname_key, {WITH_INITIALS.format("e")}) AS many
      FROM register_elector e
      JOIN register_registerentry n ON n.constituency_id = e.constituency_id AND n.elector_id = e.id
        AND n.closed_by_id IS NULL
      WHERE e.constituency_id = ANY (%(seats)s) AND ({GONE})
        AND NOT EXISTS ({ASKED} AND d.earlier_id = e.id)) AS gone
  ON gone.constituency_id = come.seat_id AND gone.surname_key = come.surname_key AND gone.given = come.given
WHERE come.many = 1 AND gone.many = 1
  AND (come.attains_on IS NULL OR gone.attains_on IS NULL OR come.attains_on = gone.attains_on)
ON CONFLICT DO NOTHING
"""
# Somebody who had moved was taken for a newcomer, until a file came that gives the officer's references.
RAISE_REFERENCED = f"""
INSERT INTO register_doubt ({DOUBT})
SELECT {NEW_ID}, s.seat_id, s.run_id, s.line, s.elector_id, e.id, '{Doubt.Kind.MOVED}', {WITH_DATE},
       '{Doubt.State.OPEN}', '{{}}'
FROM register_stagedrow s
JOIN register_elector e ON e.constituency_id = s.seat_id AND e.officer_reference = s.reference
  AND e.id <> s.elector_id AND NOT e.on_register
WHERE {MINE_AS_S} AND s.reference <> '' AND s.change <> 'delete' AND s.verdict <> '{Verdict.NEW}'
  AND NOT EXISTS (SELECT FROM register_doubt d WHERE d.constituency_id = s.seat_id
                  AND d.elector_id = s.elector_id AND d.earlier_id = e.id)
ON CONFLICT DO NOTHING
"""
COUNT = f"""
SELECT count(DISTINCT d.line) FROM register_doubt d
WHERE {THIS_RUN} AND d.state = '{Doubt.State.OPEN}' AND d.kind <> '{Doubt.Kind.MOVED}'
"""


def forget_open_doubts(parameters: dict[str, Any]) -> None:
    """Remove what an earlier plan of this run left open; what was decided stands."""
    change(FORGET_OPEN, parameters)


def raise_doubts(paired: Paired, parameters: dict[str, Any]) -> None:
    """Write what is doubtful about the judged rows: whom they may be, and who may have moved."""
    change(FOLLOW, parameters)
    _raise(paired.several, Doubt.Kind.SEVERAL, parameters)
    _raise(paired.alike, Doubt.Kind.LIKE, parameters)
    change(RAISE_MOVED, parameters)
    change(RAISE_REFERENCED, parameters)


def count_unsure_rows(parameters: dict[str, Any]) -> int:
    """Count the rows that may be somebody we know, and wait for a person to say so or not."""
    return int(fetch(COUNT, parameters)[0][0])


def _raise(pairs: Iterable[Pair], kind: Doubt.Kind, parameters: dict[str, Any]) -> None:
    found = list(pairs)
    if found:
        columns = {
            "rows": [one.row for one in found],
            "electors": [one.elector for one in found],
            "likenesses": [one.likeness for one in found],
        }
        change(RAISE, {**parameters, **columns, "kind": kind.value})
