"""Rows of a list of elector numbers in the database: staged as text, found in one edition, refused or left out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from hustings.access.actor import Actor
from hustings.audit.words import Action
from hustings.geography.models import PollingDistrict
from hustings.lib.markup import grouped
from hustings.register.faults import Reason, UnableToImportRegister
from hustings.register.files.list_columns import ListColumns
from hustings.register.files.list_drafts import LIST_COLUMNS, Wanted, draft_listed_with
from hustings.register.files.reading import Row
from hustings.register.models import Import, StagedRow
from hustings.register.querying import NEW_ID, change, clock_digits, fetch
from hustings.register.staging.agreeing import names_agree
from hustings.register.staging.cells import cast, cut, written
from hustings.register.staging.rows import BATCH, MINE, MINE_AS_S, refuse_empty, refuse_rows
from hustings.work.reporting import Report

FEWEST_COMPARED = 3
CASTS = {"line": "int", "fault_column": "int", "attains_on": "date"}
CELLS = cast(LIST_COLUMNS, CASTS)
# What a register's row holds besides stays empty.
EMPTY = [
    str(field.column)
    for field in StagedRow._meta.concrete_fields
    if isinstance(field, models.TextField | models.CharField) and field.column not in LIST_COLUMNS
]
STAGE = f"""
INSERT INTO register_stagedrow (id, constituency_id, run_id, {", ".join(LIST_COLUMNS)}, {", ".join(EMPTY)})
SELECT {NEW_ID}, %(constituency)s, %(run)s, {CELLS}, {", ".join(["''"] * len(EMPTY))}
FROM {cut("rows")}
"""
FORGET_FOUND = (
    f"UPDATE register_stagedrow SET elector_id = NULL, entry_id = NULL, seat_id = NULL WHERE {MINE}"
)
FOUND = (
    "SET elector_id = n.elector_id, entry_id = n.id, seat_id = n.constituency_id, district_id = n.district_id"
)
BY_NUMBER = "(n.letters, n.number, n.suffix) = (s.letters, s.number::int, s.suffix::int)"
FIND_OPEN = f"""
UPDATE register_stagedrow s {FOUND} FROM register_registerentry n
WHERE {MINE_AS_S} AND s.fault = '' AND s.reference = '' AND n.constituency_id = ANY (%(seats)s)
  AND n.edition_id = %(edition)s AND n.closed_by_id IS NULL AND {BY_NUMBER}
"""
# An edition that another has followed, or somebody who has left since: the last line that had the number, unless
# its import was undone.
FIND_CLOSED = f"""
UPDATE register_stagedrow s {FOUND} FROM (
    SELECT DISTINCT ON (letters, number, suffix) * FROM register_registerentry
    WHERE constituency_id = ANY (%(seats)s) AND edition_id = %(edition)s AND closed_by_id <> opened_by_id
    ORDER BY letters, number, suffix, id DESC) AS n
WHERE {MINE_AS_S} AND s.fault = '' AND s.reference = '' AND s.elector_id IS NULL AND {BY_NUMBER}
"""
FIND_BY_ID = f"""
UPDATE register_stagedrow s {FOUND} FROM (
    SELECT DISTINCT ON (elector_id) * FROM register_registerentry
    WHERE constituency_id = ANY (%(seats)s) AND elector_id = ANY (%(named)s) AND edition_id = %(edition)s
      AND closed_by_id IS DISTINCT FROM opened_by_id
    ORDER BY elector_id, closed_by_id IS NOT NULL, id DESC) AS n
WHERE {MINE_AS_S} AND s.fault = '' AND s.reference <> '' AND n.elector_id = s.reference::uuid
  AND (s.letters = '' OR {BY_NUMBER})
"""
NAMED = (
    f"SELECT DISTINCT reference::uuid FROM register_stagedrow WHERE {MINE} AND fault = '' AND reference <> ''"
)
LEAVE_OUTSIDE = f"""
DELETE FROM register_stagedrow
WHERE {MINE} AND fault = '' AND elector_id IS NULL AND reference = '' AND letters = ANY (%(elsewhere)s)
"""
REFUSE_UNKNOWN = f"""
UPDATE register_stagedrow SET fault = '{Reason.UNKNOWN_NUMBER}', fault_column = %(number_column)s
WHERE {MINE} AND fault = '' AND elector_id IS NULL
"""
# Of two rows for one elector the one that says more stands: `ranks` puts the meanings in order.
REFUSE_REPEATED = f"""
UPDATE register_stagedrow s SET fault = '{Reason.REPEATED}', fault_column = %(number_column)s
FROM (SELECT id, row_number() OVER (
          PARTITION BY seat_id, elector_id ORDER BY array_position(%(ranks)s::text[], markers), line) AS nth
      FROM register_stagedrow WHERE {MINE} AND fault = '' AND elector_id IS NOT NULL) AS counted
WHERE s.id = counted.id AND counted.nth > 1
"""
NAMES = f"""
SELECT s.line, s.surname_key, n.surname, n.forenames, e.surname_key, e.given_key
FROM register_stagedrow s
JOIN register_registerentry n ON n.constituency_id = s.seat_id AND n.id = s.entry_id
JOIN register_elector e ON e.constituency_id = s.seat_id AND e.id = s.elector_id
WHERE {MINE_AS_S} AND n.constituency_id = ANY (%(seats)s) AND e.constituency_id = ANY (%(seats)s)
  AND s.fault = '' AND s.surname_key <> '' AND n.surname <> '' ORDER BY s.line
"""
COUNT_FOUND = f"SELECT count(*), count(elector_id) FROM register_stagedrow WHERE {MINE} AND fault = ''"


@dataclass(frozen=True)
class Agreement:
    """How many names could be compared with the register, and the lines of those that are somebody else's."""

    compared: int
    strangers: tuple[int, ...]


def list_parameters(run: Import, by: Actor, action: Action, at: datetime) -> dict[str, Any]:
    """What the statements about a list ask for: the seats of its officer where the actor may do this, no others."""
    districts = PollingDistrict.objects.filter(officer_id=run.edition.officer_id)
    at_seats: dict[int, set[str]] = {}
    for seat, letters in districts.values_list("constituency_id", "letters"):
        at_seats.setdefault(seat, set()).add(letters.upper())
    seats = sorted(at_seats.keys() & by.seats_for(action))
    here = set().union(*(at_seats[seat] for seat in seats))
    return {
        "run": run.id,
        "constituency": run.constituency_id,
        "edition": run.edition_id,
        "officer": run.edition.officer_id,
        "clock": clock_digits(at),
        "seats": seats,
        "elsewhere": sorted(set().union(*at_seats.values()) - here),
        "number_column": 1,
    }


def stage_list(
    rows: Iterable[Row], columns: ListColumns, wanted: Wanted, parameters: dict[str, Any], report: Report
) -> int:
    """Write all rows to the staging table and return how many there were. Memory: one batch."""
    draft = draft_listed_with(columns, wanted)
    drafts, count = (draft(row) for row in rows), 0
    while batch := list(islice(drafts, BATCH)):
        change(STAGE, {**parameters, "rows": written(batch)})
        count += len(batch)
        report(0, 0, _("%(count)d rows read.") % {"count": count})
    refuse_empty(count)
    return count


def find_listed(parameters: dict[str, Any], ranks: Iterable[str]) -> dict[str, int]:
    """Find each row's elector in the edition; refuse what is nobody's number or stands twice, and leave out what
    lies in other seats. Gives the counts `refused` and `dropped_outside`.
    """
    # Applying finds everybody again: since the dry run somebody may have been joined, moved or removed.
    change(FORGET_FOUND, parameters)
    change(FIND_OPEN, parameters)
    named = [row[0] for row in fetch(NAMED, parameters)]
    if named:
        change(FIND_BY_ID, {**parameters, "named": named})
    # A council sends all its districts to everybody; those of other seats are no fault of the file.
    outside = change(LEAVE_OUTSIDE, parameters)
    taken, found = fetch(COUNT_FOUND, parameters)[0]
    if found < taken:
        change(FIND_CLOSED, parameters)
        taken, found = fetch(COUNT_FOUND, parameters)[0]
    _refuse_wrong_edition(taken, found)
    change(REFUSE_UNKNOWN, parameters)
    change(REFUSE_REPEATED, {**parameters, "ranks": list(ranks)})
    return {"refused": refuse_rows(parameters), "dropped_outside": outside}


def compare_names(parameters: dict[str, Any]) -> Agreement:
    """Hold the list's names against the register's, where it has any.

    Raises UnableToImportRegister where most of them are other people's: the numbers are of another edition.
    """
    found = fetch(NAMES, parameters)
    strangers = tuple(
        line
        for line, said, surname, forenames, surname_now, given_now in found
        if not (names_agree(said, surname, forenames) or names_agree(said, surname_now, given_now))
    )
    if len(found) >= FEWEST_COMPARED and len(strangers) * 2 > len(found):
        raise UnableToImportRegister(
            _(
                "%(strangers)s of the %(compared)s names in this file belong to other numbers in the edition that was "
                "chosen: it is the list of another edition. Choose that one. Nothing was kept."
            )
            % {"strangers": grouped(len(strangers)), "compared": grouped(len(found))}
        )
    return Agreement(len(found), strangers)


def refuse_lost_rows(run: Import) -> None:
    """Raise UnableToImportRegister where the rows kept aside for a list did not outlive the server."""
    if not StagedRow.objects.filter(run=run, constituency_id=run.constituency_id).exists():
        raise UnableToImportRegister(
            _(
                "The rows kept aside for this list are gone, since the server was restarted. Send the file again."
            )
        )


def _refuse_wrong_edition(taken: int, found: int) -> None:
    if not taken or found * 2 < taken:
        raise UnableToImportRegister(
            _(
                "Only %(found)s of the %(taken)s numbers in this file stand in the edition that was chosen, as far as "
                "you may import. Choose the edition that the council made the list for, and look at the columns again. "
                "Nothing was kept."
            )
            % {"found": grouped(found), "taken": grouped(taken)}
        )
