"""Looking a marked register over: who it says has voted, and what of that is news. Nothing is written yet."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hustings.access.actor import Actor
from hustings.audit.words import Action
from hustings.elections.models import Election
from hustings.lib.markers import ABSENT
from hustings.register.faults import Reason
from hustings.register.files.list_drafts import Wanted
from hustings.register.models import Import, Supply, Turnout
from hustings.register.querying import change, fetch, joining_whole_tables
from hustings.register.staging.list_runs import ListFile, begin_list, note_list, refuse_repetition
from hustings.register.staging.listed import compare_names, find_listed, list_parameters, stage_list
from hustings.register.staging.rows import MINE, MINE_AS_S
from hustings.register.turnout.rules import RANKS, Meaning
from hustings.work.reporting import Report, silent

MARKED = Supply.Kind.MARKED
STATES = "state"
LINES_NAMED = 10

# Which list a fact stands on: a proxy's vote has a list of its own, wherever it was marked.
METHOD = f"CASE s.markers WHEN '{Meaning.PROXY}' THEN '{Turnout.Method.PROXY}' ELSE %(method)s END"
FRESH = f"""
UPDATE register_stagedrow SET verdict = CASE markers WHEN '{Meaning.ELSEWHERE}' THEN '' ELSE 'new' END
WHERE {MINE} AND elector_id IS NOT NULL
"""
KNOWN = f"""
UPDATE register_stagedrow s
SET verdict = CASE WHEN t.voted = (s.markers <> '{Meaning.NOT}') THEN 'same' ELSE 'changed' END
FROM register_turnout t
WHERE {MINE_AS_S} AND s.verdict <> '' AND t.constituency_id = ANY (%(seats)s) AND t.constituency_id = s.seat_id
  AND t.elector_id = s.elector_id AND t.election_id = %(election)s AND t.superseded_by IS NULL
  AND t.source = '{Turnout.Source.MARKED_REGISTER}' AND t.method = {METHOD}
"""
COUNT = f"""
SELECT letters, markers, verdict, count(*) FROM register_stagedrow
WHERE {MINE} AND elector_id IS NOT NULL GROUP BY 1, 2, 3
"""
# Somebody's pack came back and they are marked at the station too: one of the lists is wrong.
TWICE = f"""
SELECT count(*) FROM register_stagedrow s JOIN register_turnout t
  ON t.constituency_id = s.seat_id AND t.elector_id = s.elector_id
WHERE {MINE_AS_S} AND s.markers IN ('{Meaning.VOTED}', '{Meaning.PROXY}') AND t.constituency_id = ANY (%(seats)s)
  AND t.election_id = %(election)s AND t.superseded_by IS NULL AND t.voted
  AND t.source = '{Turnout.Source.MARKED_REGISTER}' AND t.method <> {METHOD}
"""

# Names seldom stand on a marked register; its absent voters do, and tell whether the numbers are of this edition.
ABSENT_KNOWN = f"""
SELECT count(*) FILTER (WHERE is_marked), count(*) FILTER (WHERE is_known),
    count(*) FILTER (WHERE is_marked AND NOT is_known)
FROM (SELECT s.markers = '{Meaning.ELSEWHERE}' AS is_marked, position('{ABSENT}' in n.markers) > 0
          OR v.elector_id IS NOT NULL AS is_known
      FROM register_stagedrow s
      JOIN register_registerentry n ON n.constituency_id = s.seat_id AND n.id = s.entry_id
      LEFT JOIN register_absentvote v ON v.constituency_id = s.seat_id AND v.elector_id = s.elector_id
          AND v.closed_by_id IS NULL AND v.constituency_id = ANY (%(seats)s)
      WHERE {MINE_AS_S} AND n.constituency_id = ANY (%(seats)s)) AS held
"""
FEWEST_ABSENT = 20


@transaction.atomic
def look_over_marked(
    *,
    by: Actor,
    at: datetime,
    constituency: int,
    sent: ListFile,
    election: Election,
    method: Turnout.Method,
    run_id: UUID | None = None,
    report: Report = silent,
) -> Import:
    """Read a marked register of one poll against the edition it was printed from, and find out what it says.

    `method` tells which list it is: the polling stations', the postal packs returned, the proxies'. Raises
    UnableToReadFile or UnableToImportRegister, keeping nothing, for a list that as a whole cannot be meant.
    """
    run, rows = begin_list(
        MARKED,
        sent,
        by=by,
        at=at,
        constituency=constituency,
        run_id=run_id,
        election=election,
        method=method,
    )
    refuse_repetition(run)
    parameters = marked_parameters(run, by, at)
    wanted = Wanted(STATES, meaning=Meaning.VOTED, unknown=Reason.MARK)
    with joining_whole_tables():
        read = stage_list(rows, sent.columns, wanted, parameters, report)
        report(1, 2, _("Comparing with the register."))
        plan_marked(run, parameters, {"read": read})
    note_list(run, "dry run", by=by, at=at)
    return run


def marked_parameters(run: Import, by: Actor, at: datetime) -> dict[str, Any]:
    """What the statements about a marked register ask for."""
    found = list_parameters(run, by, Action.REGISTER_TURNOUT_IMPORT, at)
    return {**found, "election": run.election_id, "method": run.method}


def plan_marked(run: Import, parameters: dict[str, Any], kept: dict[str, int]) -> None:
    """Find the staged rows' electors, compare with what is known of the poll, and keep the difference."""
    left_out = find_listed(parameters, RANKS)
    strangers = compare_names(parameters).strangers
    change(FRESH, parameters)
    change(KNOWN, parameters)
    run.seats = parameters["seats"]
    run.counts = {**kept, **_counted(parameters)}
    for key, count in left_out.items():
        run.counts[key] = count + kept.get(key, 0)
    run.warnings = []
    if strangers:
        named = list(strangers[:LINES_NAMED])
        run.warnings.append({"kind": "other names", "count": len(strangers), "lines": named})
    twice = fetch(TWICE, parameters)[0][0]
    if twice:
        run.warnings.append({"kind": "voted twice", "count": twice})
    marked, known, strange = fetch(ABSENT_KNOWN, parameters)[0]
    if min(marked, known) >= FEWEST_ABSENT and strange * 2 > marked:
        run.warnings.append({"kind": "other absent voters", "count": strange, "of": marked})
    run.save(update_fields=["seats", "counts", "warnings"])


def _counted(parameters: dict[str, Any]) -> dict[str, Any]:
    """Totals, and of each district how many were marked, were not, and are left to another list."""
    counts: dict[str, Any] = {"added": 0, "amended": 0, "unchanged": 0, "voted": 0, "not": 0, "elsewhere": 0}
    keys = {"new": "added", "changed": "amended", "same": "unchanged"}
    said = {
        Meaning.VOTED: "voted",
        Meaning.PROXY: "voted",
        Meaning.NOT: "not",
        Meaning.ELSEWHERE: "elsewhere",
    }
    districts: dict[str, dict[str, int]] = {}
    for letters, meaning, verdict, count in fetch(COUNT, parameters):
        key = said[Meaning(meaning)]
        counts[key] += count
        if verdict:
            counts[keys[verdict]] += count
        district = districts.setdefault(letters or "–", {"voted": 0, "not": 0, "elsewhere": 0})
        district[key] += count
    counts["districts"] = dict(sorted(districts.items()))
    return counts
