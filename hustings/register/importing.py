"""Importing a council's register file: look it over (a dry run), then apply it, in one transaction each."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, BinaryIO
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hustings.access.actor import Actor
from hustings.audit.recording import record
from hustings.audit.words import Action
from hustings.geography.models import Place
from hustings.lib.markers import years_after
from hustings.lib.uuid7 import uuid7
from hustings.register.applying import make_districts, write_register
from hustings.register.comparing import compare
from hustings.register.faults import UnableToReadFile
from hustings.register.housing import make_doors
from hustings.register.layouts import BY_KEY, Columns, Part, recognise
from hustings.register.locking import lock_seats, revisions_of
from hustings.register.matching import match_rows
from hustings.register.models import Elector, Import, ImportState, RegisterEdition, StagedRow
from hustings.register.objecting import reapply_objections
from hustings.register.placing import PlacedDistrict, place_districts, place_rows, refuse_another_council
from hustings.register.querying import clock_digits
from hustings.register.reading import LIMITS, Limits, OpenFile, open_text
from hustings.register.shifting import refuse_shifted
from hustings.register.spreadsheets import is_packed, open_workbook
from hustings.register.staging import Report, check_rows, forget_rows, refuse_rows, stage_rows

UNDER_AGE = 16
STEPS = 8


class UnableToImportRegister(Exception):
    """The file is not imported. The message says why, what was kept and what to do."""


@dataclass(frozen=True)
class SentFile:
    """A file as it was sent: `content` can be rewound. `place_here` puts districts that no postcode places into the
    seat on whose page it was sent.
    """

    content: BinaryIO
    name: str
    place_here: bool = False


def silent(done: int, total: int, sentence: str) -> None:
    """Report to nobody."""


def open_register(file: BinaryIO, limits: Limits = LIMITS) -> tuple[OpenFile, Columns]:
    """Open a council's file, text or workbook, and recognise its layout; its rows are left at the first below the
    headings. Raises UnableToReadFile.
    """
    opened = open_workbook(file, limits=limits) if is_packed(file) else open_text(file, limits=limits)
    headings = next(opened.rows)
    return opened, recognise(headings.cells)


def find_edition(*, officer: Place, name: str, published_on: date | None, at: datetime) -> RegisterEdition:
    """Find an officer's edition by its name, or make it. Raises UnableToImportRegister for a date that differs."""
    edition, is_new = RegisterEdition.objects.get_or_create(
        officer=officer, name=name, defaults={"published_on": published_on or timezone.localdate(at)}
    )
    if not is_new and published_on is not None and edition.published_on != published_on:
        raise UnableToImportRegister(
            _("%(officer)s has an edition “%(name)s” of %(date)s already. Choose it, or give the new one another name.")
            % {"officer": officer, "name": name, "date": edition.published_on}
        )
    return edition


@transaction.atomic
def look_over_file(
    *,
    by: Actor,
    at: datetime,
    constituency: int,
    edition: RegisterEdition,
    sent: SentFile,
    run_id: UUID | None = None,
    report: Report = silent,
) -> Import:
    """Read a file, keep its rows aside and find out what it would change; the register stays as it is.

    Raises UnableToReadFile or UnableToImportRegister, keeping nothing, for a file that as a whole cannot be meant.
    """
    digest = hashlib.file_digest(sent.content, "sha256").hexdigest()  # type: ignore[arg-type]
    opened, columns = open_register(sent.content)
    run = Import.objects.create(
        id=run_id or uuid7(),
        constituency_id=constituency,
        edition=edition,
        layout=columns.layout.key,
        file_name=sent.name[:200],
        file_sha256=digest,
        encoding=opened.encoding,
        delimiter=opened.delimiter,
        place_here=sent.place_here,
        made_by=by.person_id,
        made_at=at,
    )
    _refuse_repetition(run)
    parameters = _parameters(run, columns, by, at)
    read = stage_rows(run, opened.rows, columns, parameters, report)
    report(2, STEPS, _("Checking the rows."))
    cancelled = check_rows(parameters)
    refuse_shifted(parameters, read)
    refuse_another_council(run, parameters)
    _plan(run, parameters, report, {"read": read, "cancelled": cancelled})
    _note(run, by, at, "dry run")
    return run


@transaction.atomic
def apply_import(*, by: Actor, at: datetime, run_id: UUID, report: Report = silent) -> Import:
    """Write a dry run's difference to the register, whole.

    Where the register has changed since the dry run, writes nothing but the new difference and leaves the import
    in its dry run (`state` tells). Raises UnableToImportRegister for an import that is not waiting to be applied.
    """
    run = _waiting(run_id)
    layout = BY_KEY[run.layout]
    parameters = {**_parameters(run, None, by, at), "seats": run.seats, "is_update": layout.is_update}
    lock_seats(run.seats)
    placed = place_districts(run, parameters)
    if revisions_of(run.seats) != run.revisions:
        kept = {key: run.counts[key] for key in ("read", "cancelled", "dropped_outside", "refused")}
        _plan(run, parameters, report, kept)
        return run
    parameters |= _editions(run) | _letters(placed, run.seats)
    report(4, STEPS, _("Making districts, streets and doors."))
    make_districts(run, placed, run.seats, parameters)
    make_doors(parameters)
    report(5, STEPS, _("Writing electors."))
    write_register(parameters, timezone.localdate(at) if layout.is_update else run.edition.published_on)
    report(7, STEPS, _("Finding again who objected."))
    reapply_objections(constituencies=run.seats, run_id=run.id)
    forget_rows(parameters)
    _make_current(run.edition)
    run.state, run.applied_by, run.applied_at = ImportState.APPLIED, by.person_id, at
    run.save(update_fields=["state", "applied_by", "applied_at"])
    _note(run, by, at, "applied")
    return run


@transaction.atomic
def give_up_import(*, by: Actor, at: datetime, run_id: UUID) -> Import:
    """Forget a dry run and the rows kept aside for it. Raises UnableToImportRegister where there is none."""
    run = _waiting(run_id)
    forget_rows(_parameters(run, None, by, at))
    run.state = ImportState.GIVEN_UP
    run.save(update_fields=["state"])
    _note(run, by, at, "given up")
    return run


def _plan(run: Import, parameters: dict[str, Any], report: Report, counts: dict[str, int]) -> None:
    """Place, match and compare the staged rows, and keep the difference on the import."""
    report(3, STEPS, _("Finding constituencies and doors."))
    placed = place_districts(run, parameters)
    outside = place_rows(placed, parameters)
    seats = _seats_of(placed, parameters)
    if not seats:
        raise UnableToImportRegister(_nothing_reached(outside))
    parameters |= {"seats": seats} | _editions(run) | _letters(placed, seats)
    lock_seats(seats)
    _refuse_older(run, parameters)
    report(4, STEPS, _("Finding electors we know."))
    match_rows(parameters, any_electors=Elector.objects.filter(constituency_id__in=seats).exists())
    refused = refuse_rows(parameters) + counts.get("refused", 0)
    outside += counts.get("dropped_outside", 0)
    run.seats, run.revisions = seats, revisions_of(seats)
    run.counts, run.warnings = compare(run, placed, parameters, {**counts, "refused": refused, "dropped_outside": outside})
    run.save(update_fields=["seats", "revisions", "counts", "warnings"])


def _parameters(run: Import, columns: Columns | None, by: Actor, at: datetime) -> dict[str, Any]:
    """What the statements ask for; columns are counted from 1, as people count them."""
    oldest = max(run.edition.published_on, timezone.localdate(at))
    at_columns = columns.at if columns else {}

    def column(*parts: Part) -> int:
        return next((at_columns[part] + 1 for part in parts if part in at_columns), 1)

    return {
        "run": run.id,
        "constituency": run.constituency_id,
        "edition": run.edition_id,
        "reach": sorted(by.seats_for(Action.REGISTER_EDITION_IMPORT)),
        "clock": clock_digits(at),
        "is_update": bool(columns and columns.layout.is_update),
        "direction": -1 if columns and columns.layout.is_update else 1,
        "under_age_after": years_after(oldest, 18 - UNDER_AGE),
        "letters_column": column(Part.LETTERS, Part.FULL_NUMBER),
        "number_column": column(Part.NUMBER, Part.FULL_NUMBER),
        "date_column": column(Part.BORN_ON, Part.ATTAINS_ON),
        "name_column": column(Part.SURNAME, Part.COMBINED_NAME),
    }


def _editions(run: Import) -> dict[str, Any]:
    of_officer = RegisterEdition.objects.filter(officer_id=run.edition.officer_id)
    return {"editions": list(of_officer.values_list("id", flat=True))}


def _letters(placed: Sequence[PlacedDistrict], seats: Sequence[int]) -> dict[str, Any]:
    here = [one for one in placed if one.seat in seats]
    known = [one.id for one in here if one.id is not None]
    before = Elector.objects.filter(constituency_id__in=seats, district_id__in=known)
    met = set(before.order_by().values_list("district__letters", flat=True).distinct())
    return {"letters": [one.letters for one in here], "letters_before": sorted(met)}


def _seats_of(placed: Sequence[PlacedDistrict], parameters: dict[str, Any]) -> list[int]:
    return sorted({one.seat for one in placed} & set(parameters["reach"]))


def _waiting(run_id: UUID) -> Import:
    run = Import.objects.select_for_update().filter(pk=run_id).first()
    if run is None or run.state != ImportState.DRY_RUN:
        raise UnableToImportRegister(_("This import is not waiting to be applied. Send the file again if it should be."))
    if not StagedRow.objects.filter(run=run, constituency_id=run.constituency_id).exists():
        raise UnableToImportRegister(
            _("The rows kept aside for this import are gone, since the server was restarted. Send the file again.")
        )
    return run


def _refuse_repetition(run: Import) -> None:
    twin = Import.objects.filter(
        constituency_id=run.constituency_id,
        edition_id=run.edition_id,
        file_sha256=run.file_sha256,
        state=ImportState.APPLIED,
    ).first()
    if twin is not None:
        raise UnableToImportRegister(
            _("This very file was imported on %(date)s. Nothing was changed, and nothing needs to be.")
            % {"date": f"{timezone.localtime(twin.applied_at):%d/%m/%Y %H:%M}"}
        )


def _refuse_older(run: Import, parameters: dict[str, Any]) -> None:
    newer = RegisterEdition.objects.filter(
        officer_id=run.edition.officer_id,
        published_on__gt=run.edition.published_on,
        imports__state=ImportState.APPLIED,
        imports__seats__overlap=parameters["seats"],
    ).first()
    if newer is not None:
        raise UnableToImportRegister(
            _("The edition “%(newer)s” of %(date)s is in use, later than “%(older)s”. An older one would undo it. Nothing was kept.")
            % {"newer": newer, "date": newer.published_on, "older": run.edition}
        )


def _nothing_reached(outside: int) -> str:
    if outside:
        return _(
            "All %d rows lie in constituencies where you may not import. Ask an organiser there to send the file. "
            "Nothing was kept."
        ) % outside
    return _(
        "Nothing tells which constituency the rows lie in: neither polling districts nor postcodes are known. Import "
        "the postcodes first, or say that unknown districts belong to this constituency. Nothing was kept."
    )


def _make_current(edition: RegisterEdition) -> None:
    others = RegisterEdition.objects.filter(officer_id=edition.officer_id).exclude(pk=edition.pk)
    others.update(is_current=False)
    RegisterEdition.objects.filter(pk=edition.pk).update(is_current=True)


def _note(run: Import, by: Actor, at: datetime, step: str) -> None:
    record(
        action=Action.REGISTER_EDITION_IMPORT,
        purpose=by.purpose,
        by=by.person_id,
        at=at,
        constituency=run.constituency_id,
        place=f"import {run.id}",
        count=run.counts.get("read", 0),
        detail={"import": str(run.id), "step": step, "sha256": run.file_sha256, "counts": run.counts},
    )
