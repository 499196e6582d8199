"""The life of a list of elector numbers: begun from a file, waiting with its difference, applied or not, undone."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, BinaryIO
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from hustings.access.actor import Actor
from hustings.audit.recording import record
from hustings.audit.words import Action
from hustings.lib.uuid7 import uuid7
from hustings.register.faults import UnableToImportRegister
from hustings.register.files.apart import open_apart
from hustings.register.files.list_columns import ListColumns
from hustings.register.files.lists import open_list
from hustings.register.files.reading import Row
from hustings.register.models import Import, ImportState, RegisterEdition, Supply
from hustings.register.staging.rows import forget_rows

KEPT_ASIDE = timedelta(days=7)
LAYOUTS = {Supply.Kind.ABSENT: "absent-voters", Supply.Kind.MARKED: "marked-register"}


@dataclass(frozen=True)
class ListFile:
    """A list's file as it was sent, what its columns hold, and the edition whose numbers it gives."""

    content: BinaryIO
    name: str
    columns: ListColumns
    edition: RegisterEdition


def begin_list(
    kind: Supply.Kind,
    sent: ListFile,
    *,
    by: Actor,
    at: datetime,
    constituency: int,
    run_id: UUID | None,
    **facts: Any,
) -> tuple[Import, Iterator[Row]]:
    """Open a list and write its import down with `facts` of its kind, in the caller's transaction; what waited for
    a week is forgotten.

    Raises UnableToReadFile, and UnableToImportRegister where this very list was the last one applied.
    """
    _forget_stale(kind, constituency, by, at)
    digest = hashlib.file_digest(sent.content, "sha256").hexdigest()  # type: ignore[arg-type]
    # The digest has read it to its end.
    sent.content.seek(0)
    opened, rows = open_list(sent.content, sent.columns, opener=open_apart)
    run = Import.objects.create(
        id=run_id or uuid7(),
        constituency_id=constituency,
        edition=sent.edition,
        kind=kind,
        layout=LAYOUTS[kind],
        file_name=sent.name[:200],
        file_sha256=digest,
        encoding=opened.encoding,
        delimiter=opened.delimiter,
        made_by=by.person_id,
        made_at=at,
        **facts,
    )
    return run, rows


def refuse_repetition(run: Import) -> None:
    """Raise UnableToImportRegister where the last list applied of this kind and edition is this very file."""
    last = (
        Import.objects.filter(
            constituency_id=run.constituency_id,
            kind=run.kind,
            edition_id=run.edition_id,
            election=run.election,
            method=run.method,
            state=ImportState.APPLIED,
        )
        .order_by("-applied_at", "-id")
        .first()
    )
    if last is not None and last.file_sha256 == run.file_sha256:
        raise UnableToImportRegister(
            _("This very file was imported on %(date)s. Nothing was changed, and nothing needs to be.")
            % {"date": f"{timezone.localtime(last.applied_at):%d/%m/%Y %H:%M}"}
        )


def waiting_list(run_id: UUID, kind: Supply.Kind) -> Import:
    """Lock a list that was looked over and waits. Raises UnableToImportRegister where there is none."""
    run = Import.objects.select_for_update().filter(pk=run_id, kind=kind).first()
    if run is None or run.state != ImportState.DRY_RUN:
        raise UnableToImportRegister(
            _("This list is not waiting to be applied. Send the file again if it should be.")
        )
    return run


def applied_list(run_id: UUID, kind: Supply.Kind, by: Actor) -> Import:
    """Lock a list that can be undone: applied, the last of its kind, and within the actor's seats.

    Raises UnableToImportRegister for any other.
    """
    run = Import.objects.select_for_update().filter(pk=run_id, kind=kind).first()
    if run is None or run.state != ImportState.APPLIED:
        raise UnableToImportRegister(_("This list is not applied, so there is nothing to undo."))
    if not set(run.seats) <= by.seats_for(Action.REGISTER_IMPORT_UNDO):
        raise UnableToImportRegister(
            _(
                "This list also changed constituencies where you may not undo one. Ask whoever organises them all."
            )
        )
    later = _later(run).first()
    if later is not None:
        raise UnableToImportRegister(
            _("“%(file)s” was imported later and builds upon this. Undo that first; nothing was changed.")
            % {"file": later.file_name}
        )
    return run


def end_list(run: Import, state: ImportState, *, by: Actor, at: datetime) -> None:
    """Write down what became of a list, and forget its staged rows."""
    forget_rows({"run": run.id, "constituency": run.constituency_id})
    run.state = state
    if state == ImportState.APPLIED:
        run.applied_by, run.applied_at = by.person_id, at
    if state == ImportState.UNDONE:
        run.undone_by, run.undone_at = by.person_id, at
    run.save(update_fields=["state", "applied_by", "applied_at", "undone_by", "undone_at"])
    note_list(run, state, by=by, at=at)


@transaction.atomic
def give_up_list(*, by: Actor, at: datetime, run_id: UUID, kind: Supply.Kind) -> Import:
    """Forget a list that was looked over, and its rows. Raises UnableToImportRegister where there is none."""
    run = waiting_list(run_id, kind)
    end_list(run, ImportState.GIVEN_UP, by=by, at=at)
    return run


def note_list(run: Import, step: str, *, by: Actor, at: datetime) -> None:
    """Write the log's entry of a step in a list's life."""
    record(
        action=by.action,
        purpose=by.purpose,
        by=by.person_id,
        at=at,
        constituency=run.constituency_id,
        place=f"import {run.id}",
        count=run.counts.get("read", 0),
        detail={"import": str(run.id), "step": step, "sha256": run.file_sha256, "counts": run.counts},
    )


def _later(run: Import) -> QuerySet[Import]:
    same = Import.objects.filter(kind=run.kind, election=run.election, method=run.method)
    standing = same.filter(state=ImportState.APPLIED, seats__overlap=run.seats)
    after = standing.filter(Q(applied_at__gt=run.applied_at) | Q(applied_at=run.applied_at, id__gt=run.id))
    return after.filter(edition__officer_id=run.edition.officer_id).order_by("-applied_at", "-id")


def _forget_stale(kind: Supply.Kind, constituency: int, by: Actor, at: datetime) -> None:
    waiting = Import.objects.filter(
        constituency_id=constituency, kind=kind, state=ImportState.DRY_RUN, made_at__lt=at - KEPT_ASIDE
    )
    for run in waiting:
        give_up_list(by=by, at=at, run_id=run.id, kind=kind)
