"""Photographs that somebody sends: sealed at once, and left to be read."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from hustings.access.actor import Actor
from hustings.audit.recording import record
from hustings.audit.words import Action
from hustings.lib.uuid7 import uuid7
from hustings.paper.models import PageState, Photograph, PhotographedPage, PhotographState
from hustings.work.sealing import seal_file

MOST_FILES = 60
MOST_BYTES = 30 * 1024 * 1024
MOST_ALTOGETHER = 300 * 1024 * 1024


class UnableToSendPhotographs(Exception):
    """None of these photographs was kept; the message says why and what to do."""


class Sent(Protocol):
    """A file as it was uploaded."""

    @property
    def name(self) -> str | None: ...

    @property
    def size(self) -> int | None: ...

    def chunks(self) -> Iterable[bytes]: ...


def send_photographs(
    *, constituency: int, files: Sequence[Sent], happened_on: date, by: Actor, at: datetime
) -> UUID:
    """Keep photographs of sheets sealed, to be read; gives what joins them. The very same file is kept once.

    Raises UnableToSendPhotographs for none, too many or too large files, and a day that is to come.
    """
    _refuse(files, happened_on, at)
    batch = uuid7()
    with transaction.atomic():
        for file in files:
            _keep(file, batch=batch, constituency=constituency, happened_on=happened_on, by=by, at=at)
        record(
            action=Action.PAPER_SHEET_KEY,
            purpose=by.purpose,
            by=by.person_id,
            at=at,
            constituency=constituency,
            place=f"photographs {batch}",
            count=len(files),
            rule="photographs sent",
        )
    return batch


def _refuse(files: Sequence[Sent], happened_on: date, at: datetime) -> None:
    if not files:
        raise UnableToSendPhotographs(_("Choose at least one photograph or PDF. Nothing was kept."))
    if len(files) > MOST_FILES:
        raise UnableToSendPhotographs(
            _("These are more than %d files. Send them in parts, or as one PDF; nothing was kept.")
            % MOST_FILES
        )
    sizes = [file.size or 0 for file in files]
    if max(sizes) > MOST_BYTES:
        raise UnableToSendPhotographs(
            _("“%(name)s” is larger than %(most)d MB. Send it smaller or in parts; nothing was kept.")
            % {"name": files[sizes.index(max(sizes))].name, "most": MOST_BYTES // 1024**2}
        )
    if sum(sizes) > MOST_ALTOGETHER:
        raise UnableToSendPhotographs(
            _("Together these files are larger than %d MB. Send them in parts; nothing was kept.")
            % (MOST_ALTOGETHER // 1024**2)
        )
    if happened_on > timezone.localdate(at):
        raise UnableToSendPhotographs(_("The day of the session is still to come. Nothing was kept."))


def _read_already(constituency: int, sha256: str, batch: UUID) -> Photograph | None:
    """The very same file of which something is read, recorded, or waits to be read at this go.

    One whose reading broke off, or of which every page was left out, may be sent again.
    """
    recorded = PhotographedPage.objects.filter(
        constituency=OuterRef("constituency"), photograph=OuterRef("pk"), state=PageState.RECORDED
    )
    same = Photograph.objects.filter(constituency_id=constituency, sha256=sha256)
    return same.filter(
        Q(state=PhotographState.READ)
        | Q(state=PhotographState.SETTLED) & Exists(recorded)
        | Q(state=PhotographState.WAITING, batch=batch)
    ).first()


def _keep(file: Sent, *, batch: UUID, constituency: int, happened_on: date, by: Actor, at: datetime) -> None:
    digest = hashlib.sha256()
    for piece in file.chunks():
        digest.update(piece)
    same = _read_already(constituency, digest.hexdigest(), batch)
    sealed = None
    if same is None:
        sealed = seal_file(
            file.chunks(),
            name=(file.name or "photograph")[:200],
            media_type="application/octet-stream",
            person_id=by.person_id or batch,
            at=at,
            constituency=constituency,
        )
    Photograph.objects.create(
        constituency_id=constituency,
        batch=batch,
        name=(file.name or "")[:200],
        sha256=digest.hexdigest(),
        file_id=sealed.id if sealed else None,
        state=PhotographState.AGAIN if same else PhotographState.WAITING,
        same_as=same.id if same else None,
        happened_on=happened_on,
        sent_by=by.person_id,
        sent_at=at,
    )
