"""Taking an import back: what it opened is closed, what it closed is opened again, whom it brought is removed unless
something was recorded about them since.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from hustings.access.actor import Actor
from hustings.audit.recording import record
from hustings.audit.words import Action
from hustings.geography.placing import moved_since
from hustings.register.absent.applying import undo_absent
from hustings.register.faults import UnableToImportRegister
from hustings.register.importing.taking_back import check_at_once, take_back_rows
from hustings.register.locking import lock_seats
from hustings.register.models import Import, ImportState, RegisterEdition, SeatCount, Supply
from hustings.register.objections.heeding import reapply_objections
from hustings.register.querying import joining_whole_tables
from hustings.register.turnout.applying import undo_marked
from hustings.work.reporting import Report

CAN_BE_UNDONE = timedelta(days=390)
"""A few days less than thirteen months have in any year."""

LISTS: dict[Supply.Kind, Callable[..., Import]] = {
    Supply.Kind.ABSENT: undo_absent,
    Supply.Kind.MARKED: undo_marked,
}
"""Lists of elector numbers have undoings of their own; nothing of a register builds upon them."""


class UnableToUndoImport(Exception):
    """The import stands. The message says why and what to do."""


@transaction.atomic
def undo_import(*, by: Actor, at: datetime, run_id: UUID, report: Report) -> Import:
    """Take an applied import back, whole. Imports of one seat are taken back newest first.

    Raises UnableToUndoImport for one that is not applied, that a later one builds upon, or that reached seats
    where the actor may not undo.
    """
    run = Import.objects.select_for_update().filter(pk=run_id).first()
    if run is not None:
        _refuse_forgotten(run, at)
    if run is not None and run.kind in LISTS:
        return _undo_list(run, by, at)
    if run is None or run.state != ImportState.APPLIED:
        raise UnableToUndoImport(_("This import is not applied, so there is nothing to undo."))
    if not set(run.seats) <= by.seats_for(Action.REGISTER_IMPORT_UNDO):
        raise UnableToUndoImport(
            _(
                "This import also changed constituencies where you may not undo one. Ask whoever organises them all."
            )
        )
    lock_seats(run.seats)
    _refuse_built_upon(run)
    _refuse_redrawn(run)
    with joining_whole_tables():
        touched, removed = take_back_rows(run, report)
    reapply_objections(constituencies=run.seats)
    check_at_once()
    SeatCount.objects.filter(constituency_id__in=run.seats).update(revision=models.F("revision") + 1)
    run.state, run.undone_by, run.undone_at = ImportState.UNDONE, by.person_id, at
    run.save(update_fields=["state", "undone_by", "undone_at"])
    _hand_back_edition(run)
    _note(run, by, at, touched, removed)
    return run


def _refuse_forgotten(run: Import, at: datetime) -> None:
    """What an import closed is deleted after thirteen months (`access/terms.py`): it could not be opened again."""
    if run.applied_at is not None and run.applied_at < at - CAN_BE_UNDONE:
        raise UnableToUndoImport(
            _(
                "This file was imported more than a year ago, and the lines it closed have been deleted since. Import "
                "the council’s newest register instead. Nothing was changed."
            )
        )


def _undo_list(run: Import, by: Actor, at: datetime) -> Import:
    if run.applied_at is not None:
        _refuse_redrawn(run)
    try:
        return LISTS[Supply.Kind(run.kind)](by=by, at=at, run_id=run.id)
    except UnableToImportRegister as refusal:
        raise UnableToUndoImport(str(refusal)) from refusal


def _refuse_built_upon(run: Import) -> None:
    later = (
        Import.objects.filter(state=ImportState.APPLIED, seats__overlap=run.seats)
        .exclude(kind__in=LISTS)
        .filter(Q(applied_at__gt=run.applied_at) | Q(applied_at=run.applied_at, id__gt=run.id))
        .filter(edition__officer_id=run.edition.officer_id)
        .order_by("-applied_at", "-id")
        .first()
    )
    if later is not None:
        raise UnableToUndoImport(
            _("“%(file)s” was imported later and builds upon this. Undo that first; nothing was changed.")
            % {"file": later.file_name}
        )


def _refuse_redrawn(run: Import) -> None:
    """Whom the file brought may live in another seat by now, under other numbers: it cannot be taken back piecemeal."""
    assert run.applied_at is not None
    moved = moved_since(officer=run.edition.officer_id, seats=run.seats, since=run.applied_at)
    if moved is not None:
        raise UnableToUndoImport(
            _(
                "Polling district %(letters)s was redrawn since, by “%(change)s”. What was imported before a change of "
                "boundaries can no longer be undone: import the council’s newest register instead. Nothing was changed."
            )
            % {"letters": moved.letters, "change": moved.change}
        )


def _hand_back_edition(run: Import) -> None:
    """Make the edition before current again once nothing of this one stands."""
    of_officer = RegisterEdition.objects.filter(officer_id=run.edition.officer_id)
    stands = of_officer.filter(imports__state=ImportState.APPLIED).order_by("-published_on").first()
    of_officer.update(is_current=False)
    if stands is not None:
        of_officer.filter(pk=stands.pk).update(is_current=True)


def _note(run: Import, by: Actor, at: datetime, touched: int, removed: int) -> None:
    record(
        action=Action.REGISTER_IMPORT_UNDO,
        purpose=by.purpose,
        by=by.person_id,
        at=at,
        constituency=run.constituency_id,
        place=f"import {run.id}",
        count=touched,
        detail={"import": str(run.id), "removed": removed},
    )
