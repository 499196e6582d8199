"""The file of a copy: sealed with it, fetched by whoever it was issued to, a few times and for a few days."""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from hustings.access.actor import Actor
from hustings.access.stops import Kind
from hustings.access.watching.quotas import copies_held_until
from hustings.audit.recording import record
from hustings.copies.models import Copy, Export, ProgrammeRun
from hustings.copies.rules import FETCHES, FILE_KEPT, State
from hustings.copies.settling import move_copies
from hustings.work.models import SealedFile
from hustings.work.sealing import forget_file, seal_file

EXPORT = "export"
FILES_OF_DATA = frozenset({EXPORT, "edition"})
"""What a copy was made from that leaves as rows of data: an export, and the numbers of an edition of the register."""


class UnableToFetchCopy(Exception):
    """The file is gone for good; the message says why and what to do."""


class CopyIsHeld(UnableToFetchCopy):
    """The file waits; the message says until when, and what to do."""


def seal_copy(
    copy: Copy, content: Iterable[bytes], *, name: str, media_type: str, at: datetime
) -> SealedFile:
    """Write the file of a copy and keep its hash with it; it leaves through the copy's page alone."""
    digest = hashlib.sha256()
    file = seal_file(
        _hashed(content, digest),
        name=name,
        media_type=media_type,
        person_id=copy.issued_to or copy.id,
        at=at,
        constituency=copy.constituency_id,
        is_issued=True,
    )
    copy.file_id, copy.file_sha256, copy.expires_at = file.id, digest.hexdigest(), at + FILE_KEPT
    copy.save(update_fields=["file_id", "file_sha256", "expires_at"])
    return file


def fetch_copy(*, copy: Copy, by: Actor, at: datetime) -> SealedFile:
    """Take one of a copy's fetches and give its file. Two at the same moment take two.

    Raises UnableToFetchCopy where the copy is stopped, or the file has expired, was fetched as often as it may be, or
    was taken back; and while copies are held after something unusual, where no second person has agreed to this one.
    """
    if is_stopped(copy, by):
        raise UnableToFetchCopy(stopped_sentence())
    _refuse_held(copy)
    with transaction.atomic():
        locked = Copy.objects.select_for_update().get(pk=copy.pk)
        file = SealedFile.objects.filter(id__in=[locked.file_id], expires_at__gt=at).first()
        if file is None or why_gone(locked, at):
            raise UnableToFetchCopy(
                why_gone(locked, at) or _("The file is not kept any more. Write a new one.")
            )
        locked.fetched_count += 1
        locked.save(update_fields=["fetched_count"])
        record(
            action=by.action,
            purpose=by.purpose,
            by=by.person_id,
            at=at,
            constituency=locked.constituency_id,
            place=f"copy {locked.id}",
            count=locked.people,
            rule=f"fetched {locked.fetched_count} of {FETCHES}",
        )
    return file


def _refuse_held(copy: Copy) -> None:
    """A hold is for files that were written before it too. What is printed goes out all the same: sheets, labels and
    letters reach doors whatever somebody read.
    """
    until = copies_held_until() if copy.source_kind in FILES_OF_DATA else None
    if until is None or _two_agreed(copy):
        return
    again = _("Ordered anew, it is asked of a second person.") if copy.source_kind == EXPORT else ""
    said = _(
        "After something unusual in what was read, no file leaves with one person alone until %(moment)s. It can be "
        "fetched then."
    ) % {"moment": date_format(localtime(until), "j F, H:i")}
    raise CopyIsHeld(f"{said} {again}".strip())


def _two_agreed(copy: Copy) -> bool:
    """Whether a second person agreed to this very file, or to the programme that it is one of."""
    exports = Export.objects.filter(id__in=[copy.source_id])
    runs = ProgrammeRun.objects.filter(export_id=OuterRef("pk"))
    return exports.filter(Q(approval_id__isnull=False) | Exists(runs)).exists()


def is_stopped(copy: Copy, by: Actor) -> bool:
    """Whether a stop of this one copy is in force; the database hides its file meanwhile from everybody."""
    things = {str(copy.id), str(copy.file_id)}
    return any(stop.kind is Kind.COPY and stop.thing in things for stop in by.stops)


def stopped_sentence() -> str:
    return _(
        "This copy is stopped because of danger. Its file cannot be fetched until the stop ends or is lifted."
    )


def why_gone(copy: Copy, at: datetime) -> str:
    """Why a copy's file cannot be fetched any more; empty while it can."""
    if copy.file_id is None or copy.state != State.OUT:
        return _(
            "This copy’s file was taken back or reported as gone. Nothing can be fetched; write a new one."
        )
    if copy.expires_at is None or copy.expires_at <= at:
        return _(
            "The file could be fetched for seven days, and those are over. Write a new one if it is wanted."
        )
    if copy.fetched_count >= FETCHES:
        return _("The file was fetched three times, which is all. Write a new one if it is wanted.")
    return ""


def withdraw_copy(*, copy: Copy, by: Actor, at: datetime) -> Copy:
    """Make a copy's file unreadable at once. One that nobody has fetched never left and is settled by that; one that
    somebody has stays out until it is destroyed.
    """
    with transaction.atomic():
        locked = Copy.objects.select_for_update().get(pk=copy.pk)
        for file in SealedFile.objects.filter(id__in=[locked.file_id]):
            forget_file(file)
        locked.expires_at = at
        locked.save(update_fields=["expires_at"])
        if locked.fetched_count == 0 and locked.state == State.OUT:
            move_copies([locked], state=State.WITHDRAWN, by=by, at=at)
        record(
            action=by.action,
            purpose=by.purpose,
            by=by.person_id,
            at=at,
            constituency=locked.constituency_id,
            place=f"copy {locked.id}",
            rule="withdrawn",
        )
    return locked


def copy_of_file(file: UUID) -> UUID | None:
    """The copy whose file this is: what a stop of one copy goes by. None for a file that is none."""
    return Copy.objects.filter(file_id=file).values_list("id", flat=True).first()


def file_of_copy(copy: UUID) -> UUID | None:
    """The sealed file of a copy; None for paper, and where the file was never written."""
    return Copy.objects.filter(pk=copy).values_list("file_id", flat=True).first()


def _hashed(content: Iterable[bytes], digest: "hashlib._Hash") -> Iterator[bytes]:
    for piece in content:
        digest.update(piece)
        yield piece
