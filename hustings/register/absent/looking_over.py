"""Looking an absent-voter list over: what it says of whom, and what it would change. The register stays as it is."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hustings.access.actor import Actor
from hustings.audit.words import Action
from hustings.register.absent.rules import NONE, RANKS
from hustings.register.faults import Reason
from hustings.register.files.list_drafts import Wanted
from hustings.register.models import Import, Supply
from hustings.register.querying import change, fetch, joining_whole_tables
from hustings.register.staging.list_runs import ListFile, begin_list, note_list, refuse_repetition
from hustings.register.staging.listed import (
    Agreement,
    compare_names,
    find_listed,
    list_parameters,
    stage_list,
)
from hustings.register.staging.rows import MINE, MINE_AS_S
from hustings.work.reporting import Report, silent

ABSENT = Supply.Kind.ABSENT
FULL, ADDITION = "state", "add"
LINES_NAMED = 10
FEWEST_STANDING = 20

# Who votes in person has nothing to be written; a full list ends what they had, as of anybody who is not on it.
FORGET_NONE = f"DELETE FROM register_stagedrow WHERE {MINE} AND fault = '' AND markers = '{NONE}'"
FRESH = f"UPDATE register_stagedrow SET verdict = 'new' WHERE {MINE} AND elector_id IS NOT NULL"
KNOWN = f"""
UPDATE register_stagedrow s SET verdict = CASE
    WHEN v.kind = s.markers AND v.lapses_on IS NOT DISTINCT FROM s.attains_on THEN 'same' ELSE 'changed' END
FROM register_absentvote v
WHERE {MINE_AS_S} AND v.constituency_id = s.seat_id AND v.elector_id = s.elector_id AND v.closed_by_id IS NULL
  AND v.constituency_id = ANY (%(seats)s)
"""
COUNT = f"""
SELECT verdict, markers, count(*) FROM register_stagedrow WHERE {MINE} AND elector_id IS NOT NULL GROUP BY 1, 2
"""
# A full list speaks of the districts and of the kinds that stand on it, and of nothing else.
ENDED = f"""
register_elector e JOIN geography_pollingdistrict d ON d.id = e.district_id
WHERE v.constituency_id = ANY (%(seats)s) AND v.closed_by_id IS NULL
  AND e.constituency_id = v.constituency_id AND e.id = v.elector_id
  AND d.officer_id = %(officer)s AND upper(d.letters) IN (SELECT letters FROM register_stagedrow WHERE {MINE})
  AND v.kind IN (SELECT markers FROM register_stagedrow WHERE {MINE})
  AND EXISTS (SELECT FROM register_stagedrow WHERE {MINE} AND change = '{FULL}')
  AND NOT EXISTS (SELECT FROM register_stagedrow s WHERE {MINE_AS_S} AND s.seat_id = v.constituency_id
                  AND s.elector_id = v.elector_id)
"""
COUNT_ENDED = f"SELECT count(*) FROM register_absentvote v, {ENDED}"
COUNT_LEFT = f"""
SELECT count(*) FROM register_absentvote v
WHERE v.constituency_id = ANY (%(seats)s) AND v.closed_by_id IS NULL
  AND v.kind NOT IN (SELECT markers FROM register_stagedrow WHERE {MINE})
  AND EXISTS (SELECT FROM register_stagedrow WHERE {MINE} AND change = '{FULL}')
"""


@dataclass(frozen=True)
class Said:
    """What somebody said about a list: `kind` of every row where no column tells; `is_full` where who is not on it
    any more has ended their absent vote; `details_until` the day on which addresses and proxies are forgotten, None
    where they are not read at all.
    """

    kind: str = ""
    is_full: bool = True
    details_until: date | None = None


@transaction.atomic
def look_over_absent(
    *,
    by: Actor,
    at: datetime,
    constituency: int,
    sent: ListFile,
    said: Said,
    run_id: UUID | None = None,
    report: Report = silent,
) -> Import:
    """Read an absent-voter list against one edition and find out what it would change.

    Raises UnableToReadFile or UnableToImportRegister, keeping nothing, for a list that as a whole cannot be meant.
    """
    run, rows = begin_list(
        ABSENT,
        sent,
        by=by,
        at=at,
        constituency=constituency,
        run_id=run_id,
        details_until=said.details_until,
    )
    refuse_repetition(run)
    parameters = list_parameters(run, by, Action.REGISTER_ABSENT_IMPORT, at)
    with joining_whole_tables():
        read = stage_list(rows, sent.columns, _wanted(said), parameters, report)
        change(FORGET_NONE, parameters)
        report(1, 2, _("Comparing with the register."))
        plan_absent(run, parameters, {"read": read})
    note_list(run, "dry run", by=by, at=at)
    return run


def plan_absent(run: Import, parameters: dict[str, Any], kept: dict[str, int]) -> None:
    """Find the staged rows' electors, compare with what stands, and keep the difference on the import."""
    left_out = find_listed(parameters, RANKS)
    agreement = compare_names(parameters)
    change(FRESH, parameters)
    change(KNOWN, parameters)
    run.seats = parameters["seats"]
    run.counts = {**kept, **_counted(parameters)}
    for key, count in left_out.items():
        run.counts[key] = count + kept.get(key, 0)
    run.warnings = _warnings(run, parameters, agreement)
    run.save(update_fields=["seats", "counts", "warnings"])


def _wanted(said: Said) -> Wanted:
    return Wanted(
        change=FULL if said.is_full else ADDITION,
        meaning=said.kind,
        unknown=Reason.KIND,
        keeps_details=said.details_until is not None,
    )


def _counted(parameters: dict[str, Any]) -> dict[str, int]:
    counts = {"added": 0, "amended": 0, "unchanged": 0}
    keys = {"new": "added", "changed": "amended", "same": "unchanged"}
    for verdict, kind, count in fetch(COUNT, parameters):
        counts[keys[verdict]] += count
        counts[kind] = counts.get(kind, 0) + count
    counts["closed"] = fetch(COUNT_ENDED, parameters)[0][0]
    return counts


def _warnings(run: Import, parameters: dict[str, Any], agreement: Agreement) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    strangers = agreement.strangers
    if strangers:
        found.append({"kind": "other names", "count": len(strangers), "lines": list(strangers[:LINES_NAMED])})
    if not agreement.compared:
        found.append({"kind": "no names"})
    if not run.edition.is_current:
        found.append({"kind": "past edition"})
    standing = run.counts["unchanged"] + run.counts["amended"] + run.counts["closed"]
    if standing >= FEWEST_STANDING and run.counts["closed"] * 2 > standing:
        found.append({"kind": "many end", "count": run.counts["closed"], "of": standing})
    left = fetch(COUNT_LEFT, parameters)[0][0]
    if left:
        found.append({"kind": "other kinds", "count": left})
    if run.details_until is not None:
        found.append({"kind": "details kept", "until": run.details_until.isoformat()})
    return found
