"""Importing a council's register file: look it over (a dry run), then apply it, in one transaction each."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, BinaryIO
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hustings.access.actor import Actor
from hustings.audit.recording import record
from hustings.audit.words import Action
from hustings.geography.models import Place
from hustings.lib.uuid7 import uuid7
from hustings.register.applying import make_districts, write_register
from hustings.register.demonstrating import refuse_real_addresses
from hustings.register.faults import UnableToImportRegister
from hustings.register.heeding import reapply_objections
from hustings.register.housing import make_doors
from hustings.register.layouts import BY_KEY, Columns, recognise
from hustings.register.locking import lock_seats, revisions_of
from hustings.register.models import Import, ImportState, RegisterEdition, StagedRow
from hustings.register.placing import (
    PlacedDistrict,
    place_districts,
    refuse_another_council,
    staged_districts,
)
from hustings.register.planning import STEPS, extent_of, parameters_of, plan_import
from hustings.register.querying import joining_whole_tables
from hustings.register.reading import LIMITS, Limits, OpenFile, open_text
from hustings.register.shifting import refuse_shifted
from hustings.register.spreadsheets import is_packed, open_workbook
from hustings.register.staging import Report, check_rows, forget_rows, stage_rows

KEPT_ASIDE = timedelta(days=7)


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
    """Find an officer's edition by its name, or make it; the date of one that is not in use yet can still change.

    Raises UnableToImportRegister for another date than that of an edition in use.
    """
    edition, is_new = RegisterEdition.objects.get_or_create(
        officer=officer, name=name, defaults={"published_on": published_on or timezone.localdate(at)}
    )
    if is_new or published_on is None or edition.published_on == published_on:
        return edition
    if edition.imports.filter(state=ImportState.APPLIED).exists():
        raise UnableToImportRegister(
            _(
                "%(officer)s has an edition “%(name)s” of %(date)s already. Choose it, or give the new one "
                "another name."
            )
            % {"officer": officer, "name": name, "date": edition.published_on}
        )
    edition.published_on = published_on
    edition.save(update_fields=["published_on"])
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
    _forget_stale(constituency, by, at)
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
    parameters = parameters_of(run, columns, by, at)
    with joining_whole_tables():
        read = stage_rows(run, opened.rows, columns, parameters, report)
        report(2, STEPS, _("Checking the rows."))
        cancelled = check_rows(parameters)
        refuse_shifted(parameters, read)
        refuse_real_addresses(parameters)
        refuse_another_council(run, parameters)
        plan_import(run, parameters, report, {"read": read, "cancelled": cancelled})
    _note(run, by, at, "dry run")
    return run


@transaction.atomic
def apply_import(*, by: Actor, at: datetime, run_id: UUID, report: Report = silent) -> Import:
    """Write a dry run's difference to the register, whole.

    Where the register has changed since the dry run, writes nothing but the new difference and leaves the import
    in its dry run (`state` tells). Raises UnableToImportRegister for an import that is not waiting to be applied.
    """
    run = _waiting(run_id)
    parameters = parameters_of(run, None, by, at)
    lock_seats(run.seats)
    placed = [one for one in place_districts(run, parameters) if one.seat in run.seats]
    with joining_whole_tables():
        if _has_changed(run, placed, staged_districts(parameters)):
            kept = {key: run.counts[key] for key in ("read", "cancelled", "dropped_outside", "refused")}
            plan_import(run, parameters, report, kept)
            return run
        _write(run, placed, parameters | extent_of(run, placed, run.seats), at, report)
    forget_rows(parameters)
    _make_current(run.edition)
    run.state, run.applied_by, run.applied_at = ImportState.APPLIED, by.person_id, at
    run.save(update_fields=["state", "applied_by", "applied_at"])
    _note(run, by, at, "applied")
    return run


@transaction.atomic
def give_up_import(*, by: Actor, at: datetime, run_id: UUID) -> Import:
    """Forget a dry run and the rows kept aside for it. Raises UnableToImportRegister where there is none."""
    run = _looked_over(run_id)
    forget_rows(parameters_of(run, None, by, at))
    run.state = ImportState.GIVEN_UP
    run.save(update_fields=["state"])
    _note(run, by, at, "given up")
    return run


def _has_changed(run: Import, placed: Sequence[PlacedDistrict], given: dict[str, UUID | None]) -> bool:
    """Whether another import has changed the register, or its districts were made, since the dry run."""
    became_known = any(not one.is_new and given[one.letters] != one.id for one in placed)
    return became_known or revisions_of(run.seats) != run.revisions


def _write(
    run: Import, placed: Sequence[PlacedDistrict], parameters: dict[str, Any], at: datetime, report: Report
) -> None:
    given = staged_districts(parameters)
    report(4, STEPS, _("Making districts, streets and doors."))
    make_districts(run, [replace(one, id=given[one.letters] or one.id) for one in placed])
    make_doors(parameters)
    report(5, STEPS, _("Writing electors."))
    day = timezone.localdate(at) if BY_KEY[run.layout].is_update else run.edition.published_on
    write_register(parameters, day)
    report(7, STEPS, _("Finding again who objected."))
    reapply_objections(constituencies=run.seats, run_id=run.id)


def _forget_stale(constituency: int, by: Actor, at: datetime) -> None:
    """Give up what waits to be applied for longer than a week: rows are kept aside for a decision, not for good."""
    waiting = Import.objects.filter(
        constituency_id=constituency, state=ImportState.DRY_RUN, made_at__lt=at - KEPT_ASIDE
    )
    for run in waiting:
        give_up_import(by=by, at=at, run_id=run.id)


def _looked_over(run_id: UUID) -> Import:
    run = Import.objects.select_for_update().filter(pk=run_id).first()
    if run is None or run.state != ImportState.DRY_RUN:
        raise UnableToImportRegister(
            _("This import is not waiting to be applied. Send the file again if it should be.")
        )
    return run


def _waiting(run_id: UUID) -> Import:
    run = _looked_over(run_id)
    counts = run.counts
    if counts["read"] == counts["cancelled"] + counts["refused"] + counts["dropped_outside"]:
        raise UnableToImportRegister(
            _("No row of this file was taken, so there is nothing to apply. See why below.")
        )
    if not StagedRow.objects.filter(run=run, constituency_id=run.constituency_id).exists():
        raise UnableToImportRegister(
            _(
                "The rows kept aside for this import are gone, since the server was restarted. Send the file again."
            )
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
