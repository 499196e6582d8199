"""Importing a council's register file: look it over (a dry run), then apply it, in one transaction each."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, BinaryIO
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hustings.access.actor import Actor
from hustings.audit.recording import record
from hustings.audit.words import Action
from hustings.lib.uuid7 import uuid7
from hustings.register.faults import UnableToImportRegister
from hustings.register.files.apart import open_apart
from hustings.register.files.keeping import mapped_layouts
from hustings.register.files.layouts import Columns
from hustings.register.files.opening import open_register
from hustings.register.files.reading import OpenFile
from hustings.register.importing.planning import STEPS, parameters_of, plan_import
from hustings.register.importing.supplying import Supplied, note_arrival
from hustings.register.models import Doubt, Import, ImportState, RegisterEdition, Supply
from hustings.register.querying import joining_whole_tables
from hustings.register.staging.demonstrating import refuse_real_addresses
from hustings.register.staging.mistaken import mark_mixed_dates
from hustings.register.staging.placing import refuse_another_council
from hustings.register.staging.rows import check_rows, forget_rows, stage_rows
from hustings.register.staging.shifting import refuse_shifted
from hustings.work.reporting import Report, silent

KEPT_ASIDE = timedelta(days=7)


@dataclass(frozen=True)
class SentFile:
    """A file as it was sent: `content` can be rewound. `place_here` puts districts that no postcode places into the
    seat on whose page it was sent; `layout` is the key of the one to read it by, where somebody chose it, and
    `states_on` the month it speaks of, where it does not say so itself; `supplied` tells by what right it is held.
    """

    content: BinaryIO
    name: str
    place_here: bool = False
    layout: str = ""
    states_on: date | None = None
    supplied: Supplied | None = None


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
    opened, columns = _open(sent, edition)
    run = Import.objects.create(
        id=run_id or uuid7(),
        constituency_id=constituency,
        edition=edition,
        file_sha256=digest,
        made_by=by.person_id,
        made_at=at,
        **_found(sent, opened, columns),
    )
    _refuse_repetition(run)
    parameters = parameters_of(run, columns, by, at)
    with joining_whole_tables():
        read = stage_rows(run, opened.rows, columns, parameters, report)
        report(2, STEPS, _("Checking the rows."))
        cancelled = check_rows(parameters)
        _refuse_mistaken(run, parameters, read)
        plan_import(run, parameters, report, {"read": read, "cancelled": cancelled})
    if sent.supplied is not None:
        note_arrival(run, sent.supplied)
        run.save(update_fields=["supply"])
    note_import(run, by, at, "dry run")
    return run


@transaction.atomic
def give_up_import(*, by: Actor, at: datetime, run_id: UUID) -> Import:
    """Forget a dry run and the rows kept aside for it. Raises UnableToImportRegister where there is none."""
    run = waiting_import(run_id)
    forget_rows(parameters_of(run, None, by, at))
    Doubt.objects.filter(run=run).delete()
    run.state = ImportState.GIVEN_UP
    run.save(update_fields=["state"])
    note_import(run, by, at, "given up")
    return run


def _forget_stale(constituency: int, by: Actor, at: datetime) -> None:
    """Give up what waits to be applied for longer than a week: rows are kept aside for a decision, not for good."""
    waiting = Import.objects.filter(
        constituency_id=constituency,
        kind__in=(Supply.Kind.FULL, Supply.Kind.UPDATE),
        state=ImportState.DRY_RUN,
        made_at__lt=at - KEPT_ASIDE,
    )
    for run in waiting:
        give_up_import(by=by, at=at, run_id=run.id)


def _open(sent: SentFile, edition: RegisterEdition) -> tuple[OpenFile, Columns]:
    return open_register(
        sent.content,
        layout=sent.layout,
        mapped=mapped_layouts(edition.officer_id),
        published_on=edition.published_on,
        opener=open_apart,
    )


def _found(sent: SentFile, opened: OpenFile, columns: Columns) -> dict[str, Any]:
    """What the file itself tells of an import, and what was said of it."""
    return {
        "layout": columns.layout.key,
        "council_layout_id": columns.council_layout,
        "kind": Supply.Kind.UPDATE if columns.layout.is_update else Supply.Kind.FULL,
        "states_on": opened.states_on or sent.states_on,
        "file_name": sent.name[:200],
        "encoding": opened.encoding,
        "delimiter": opened.delimiter,
        "place_here": sent.place_here,
    }


def _refuse_mistaken(run: Import, parameters: dict[str, Any], read: int) -> None:
    """Refuse rows, or the file, whose cells are sound and yet cannot be meant."""
    mark_mixed_dates(parameters)
    refuse_shifted(parameters, read)
    refuse_real_addresses(parameters)
    refuse_another_council(run, parameters)


def waiting_import(run_id: UUID) -> Import:
    """Hold a register's import that waits to be applied. Raises UnableToImportRegister where there is none."""
    registers = Import.objects.filter(kind__in=(Supply.Kind.FULL, Supply.Kind.UPDATE))
    run = registers.select_for_update().filter(pk=run_id).first()
    if run is None or run.state != ImportState.DRY_RUN:
        raise UnableToImportRegister(
            _("This import is not waiting to be applied. Send the file again if it should be.")
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


def note_import(run: Import, by: Actor, at: datetime, step: str) -> None:
    """Log a step of an import with its counts."""
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
