"""Writing a looked-over file to the register, whole."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hustings.access.actor import Actor
from hustings.register.faults import UnableToImportRegister
from hustings.register.files.layouts import BY_KEY
from hustings.register.identity.joining import note_linked_rows
from hustings.register.importing.editions import make_current
from hustings.register.importing.housing import make_doors
from hustings.register.importing.looking_over import note_import, waiting_import
from hustings.register.importing.planning import STEPS, extent_of, parameters_of, plan_import
from hustings.register.importing.writing import make_districts, write_register
from hustings.register.locking import lock_seats, revisions_of
from hustings.register.models import Import, ImportState, StagedRow
from hustings.register.objections.heeding import reapply_objections
from hustings.register.querying import joining_whole_tables
from hustings.register.staging.knowing import refuse_vanished
from hustings.register.staging.placing import PlacedDistrict, place_districts, staged_districts
from hustings.register.staging.rows import forget_rows
from hustings.register.stations.linking import link_new_districts
from hustings.work.reporting import Report, silent


@transaction.atomic
def apply_import(*, by: Actor, at: datetime, run_id: UUID, report: Report = silent) -> Import:
    """Write a dry run's difference to the register, whole.

    Where the register has changed since the dry run, writes nothing but the new difference and leaves the import
    in its dry run (`state` tells). Raises UnableToImportRegister for an import that is not waiting to be applied.
    """
    run = _ready_import(run_id)
    parameters = parameters_of(run, None, by, at)
    lock_seats(run.seats)
    placed = [one for one in place_districts(run, parameters) if one.seat in run.seats]
    with joining_whole_tables():
        if _has_changed(run, placed, staged_districts(parameters)):
            refuse_vanished(parameters | {"seats": run.seats})
            kept = {key: run.counts[key] for key in ("read", "cancelled", "dropped_outside", "refused")}
            plan_import(run, parameters, report, kept)
            return run
        _write(run, placed, parameters | extent_of(run, placed, run.seats), at, report)
    forget_rows(parameters)
    make_current(run.edition)
    run.state, run.applied_by, run.applied_at = ImportState.APPLIED, by.person_id, at
    run.save(update_fields=["state", "applied_by", "applied_at"])
    note_import(run, by, at, "applied")
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
    note_linked_rows(
        run=run,
        day=day,
        is_update=parameters["is_update"],
        letters=parameters["letters"],
        editions=parameters["editions"],
    )
    write_register(parameters, day)
    if any(one.is_new for one in placed):
        link_new_districts(officer=run.edition.officer_id, seats=run.seats, on=timezone.localdate(at))
    report(7, STEPS, _("Finding again who objected."))
    reapply_objections(constituencies=run.seats, run_id=run.id)


def _ready_import(run_id: UUID) -> Import:
    run = waiting_import(run_id)
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
