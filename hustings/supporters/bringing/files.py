"""The life of a file of members and supporters: sent, understood, looked over, applied or given up."""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import datetime
from io import BytesIO
from typing import BinaryIO
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hustings.access.actor import Actor
from hustings.audit.recording import record
from hustings.geography.models import Place
from hustings.register.councils import editions_meant
from hustings.register.locking import take_turns
from hustings.supporters.bringing.comparing import Plan, compare
from hustings.supporters.bringing.matching import match_people
from hustings.supporters.files.columns import Columns, columns_asked
from hustings.supporters.files.drafting import Drafting, Said
from hustings.supporters.files.reading import rows_of
from hustings.supporters.models import ContactDetail, FileState, Supporter, SupporterFile, UnappliedLine
from hustings.supporters.rules import Kind
from hustings.work.models import SealedFile
from hustings.work.reporting import Report, silent
from hustings.work.sealing import UnableToOpenFile, forget_file, open_file, seal_file

BATCH = 2_000


class UnableToBringIn(Exception):
    """The file is not brought in. The message says why, what was kept and what to do."""


@transaction.atomic
def take_file(
    sent: Iterator[bytes], *, name: str, everybody: str, seat: Place, by: Actor, at: datetime
) -> SupporterFile:
    """Seal a file that was sent, and write down that it came. Nothing of it is read."""
    digest = hashlib.sha256()

    def counted() -> Iterator[bytes]:
        for piece in sent:
            digest.update(piece)
            yield piece

    sealed = seal_file(
        counted(),
        name=name,
        media_type="application/octet-stream",
        person_id=by.own_id,
        at=at,
        constituency=seat.id,
    )
    file = SupporterFile.objects.create(
        constituency=seat,
        file_name=sealed.name,
        file_sha256=digest.hexdigest(),
        sealed=sealed.id,
        everybody=everybody,
        sent_by=by.person_id,
        sent_at=at,
    )
    note_step(file, "sent", by, at)
    return file


def content_of(file: SupporterFile, at: datetime) -> BinaryIO:
    """The file itself, in memory: unsealed, it must lie on no disk. Raises UnableToBringIn where it is gone."""
    sealed = SealedFile.objects.filter(id__in=[file.sealed], expires_at__gt=at).first()
    if sealed is None or file.state not in (FileState.SENT, FileState.LOOKED_OVER):
        raise _gone()
    try:
        return BytesIO(b"".join(open_file(sealed)))
    except UnableToOpenFile as error:
        raise _gone() from error


def rows_said(file: SupporterFile, columns: Columns, content: BinaryIO, at: datetime) -> Iterator[Said]:
    """What each row of a file says, by how its columns were understood; of other columns no cell is read.

    Raises UnableToReadFile, also at any row.
    """
    everybody = Kind(file.everybody) if file.everybody else None
    drafting = Drafting(columns, timezone.localdate(at), everybody)
    return map(drafting.read, rows_of(content, only=columns.all)[1])


@transaction.atomic
def say_columns(
    file_id: UUID, columns: Columns, *, edition: UUID | None = None, by: Actor, at: datetime
) -> SupporterFile:
    """Keep what the columns of a file were said to hold, and of which register its numbers are; it waits to be looked
    over so. Raises UnableToBringIn.
    """
    file = _waiting(file_id, FileState.SENT, FileState.LOOKED_OVER)
    file.columns, file.edition_id, file.state = columns.as_asked(), edition, FileState.SENT
    file.save(update_fields=["columns", "edition", "state"])
    note_step(file, "columns said", by, at)
    return file


@transaction.atomic
def look_over(file_id: UUID, *, by: Actor, at: datetime, report: Report = silent) -> SupporterFile:
    """Read a file and say what it would change; nothing is changed. Raises UnableToReadFile and UnableToBringIn."""
    file = _waiting(file_id, FileState.SENT, FileState.LOOKED_OVER)
    plan = _plan(file, at, report)
    _keep(file, plan, FileState.LOOKED_OVER)
    note_step(file, "looked over", by, at, _numbers(file, plan))
    return file


@transaction.atomic
def apply_file(file_id: UUID, *, by: Actor, at: datetime, report: Report = silent) -> SupporterFile:
    """Write what a file says, all of it or nothing, and forget the file.

    Where it would now change anything else than when it was looked over, writes nothing and leaves it waiting with the
    new difference (`state` tells). Raises UnableToReadFile and UnableToBringIn.
    """
    file = _waiting(file_id, FileState.LOOKED_OVER)
    take_turns("supporters", file.constituency_id)
    plan = _plan(file, at, report)
    if _digest(plan) != file.difference:
        # What somebody has agreed to is what they saw; anything else they are shown again first.
        _keep(file, plan, FileState.LOOKED_OVER)
        note_step(file, "looked over", by, at, _numbers(file, plan))
        return file
    _write(file, plan, by, at)
    _end(file, FileState.APPLIED, by, at)
    note_step(file, "applied", by, at, _numbers(file, plan))
    return file


@transaction.atomic
def give_up_file(file_id: UUID, *, by: Actor, at: datetime) -> SupporterFile:
    """Forget a file that was sent and not applied. Raises UnableToBringIn for any other."""
    file = _waiting(file_id, FileState.SENT, FileState.LOOKED_OVER)
    _end(file, FileState.GIVEN_UP, by, at)
    note_step(file, "given up", by, at)
    return file


def _plan(file: SupporterFile, at: datetime, report: Report) -> Plan:
    rows = []
    for row in rows_said(file, columns_asked(file.columns), content_of(file, at), at):
        rows.append(row)
        if len(rows) % BATCH == 0:
            report(0, 0, _("%(count)d rows read.") % {"count": len(rows)})
    report(1, 2, _("Comparing with the register."))
    matched = match_people(file.constituency_id, rows, editions_meant(file.constituency, file.edition_id))
    return compare(file.constituency_id, rows, matched)


def _numbers(file: SupporterFile, plan: Plan) -> list[tuple[int, int]]:
    return [(file.constituency_id, number) for number in plan.electors.values()]


def _digest(plan: Plan) -> str:
    return hashlib.sha256("\n".join(plan.told()).encode()).hexdigest()


def _keep(file: SupporterFile, plan: Plan, state: FileState) -> None:
    file.counts, file.difference, file.state = dict(plan.counts), _digest(plan), state
    file.save(update_fields=["counts", "difference", "state"])
    file.unapplied.all().delete()
    UnappliedLine.objects.bulk_create(
        (
            UnappliedLine(
                constituency_id=file.constituency_id,
                file=file,
                line=one.line,
                column=one.column,
                fault=str(one.fault),
            )
            for one in plan.left_out
        ),
        batch_size=BATCH,
    )


def _write(file: SupporterFile, plan: Plan, by: Actor, at: datetime) -> None:
    common = {
        "constituency_id": file.constituency_id,
        "brought_by": file,
        "recorded_by": by.person_id,
        "recorded_at": at,
    }

    def source(line: int) -> str:
        return _("%(file)s, line %(line)d") % {"file": file.file_name[:150], "line": line}

    Supporter.objects.bulk_create(
        (
            Supporter(
                elector_id=one.elector,
                relation=one.relation,
                since=one.since or timezone.localdate(at),
                source=source(one.line),
                **common,
            )
            for one in plan.relations
        ),
        batch_size=BATCH,
    )
    ContactDetail.objects.bulk_create(
        (
            ContactDetail(
                elector_id=one.elector,
                way=str(one.said.way),
                value=one.said.value,
                consented_on=one.said.consented_on,
                source=source(one.line),
                **common,
            )
            for one in plan.details
        ),
        batch_size=BATCH,
    )


def _end(file: SupporterFile, state: FileState, by: Actor, at: datetime) -> None:
    sealed = SealedFile.objects.filter(id__in=[file.sealed]).first()
    if sealed is not None:
        # With the transaction its row comes back and its bytes do not; then the file is simply sent again.
        forget_file(sealed)
    # Of few lines, what the digest was made of could be guessed: it goes with the file.
    file.difference = ""
    file.state, file.sealed, file.ended_by, file.ended_at = state, None, by.person_id, at
    file.save(update_fields=["difference", "state", "sealed", "ended_by", "ended_at"])


def is_kept(file: SupporterFile, at: datetime) -> bool:
    """Whether the file that was sent is still there to be read."""
    return SealedFile.objects.filter(id__in=[file.sealed], expires_at__gt=at).exists()


def _waiting(file_id: UUID, *states: FileState) -> SupporterFile:
    file = SupporterFile.objects.select_for_update(of=("self",)).filter(pk=file_id).first()
    if file is None or file.state not in states:
        raise UnableToBringIn(
            _(
                "This file does not wait for that any more. Nothing was changed; send it again if it should be applied."
            )
        )
    return file


def _gone() -> UnableToBringIn:
    return UnableToBringIn(
        _("The file that was sent is not kept any more. Nothing was changed; send it again.")
    )


def note_step(
    file: SupporterFile, step: str, by: Actor, at: datetime, numbers: Iterable[tuple[int, int]] | None = None
) -> None:
    """Log what was done with a file, with the electors it concerned as seat and number there."""
    record(
        action=by.action,
        purpose=by.purpose,
        by=by.person_id,
        at=at,
        constituency=file.constituency_id,
        place=f"supporters file {file.id}",
        count=file.counts.get("read", 0),
        electors=numbers,
        detail={"file": str(file.id), "step": step, "sha256": file.file_sha256, "counts": file.counts},
    )
