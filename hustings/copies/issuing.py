"""Putting what leaves on the register of copies. Whatever prints, writes or sends people's data calls this."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from hustings.access.actor import Actor
from hustings.access.watching.limits import Spending
from hustings.access.watching.quotas import CopiesHeld, spend
from hustings.access.watching.taking import look_at
from hustings.audit.recording import Receipt
from hustings.copies.models import Copy, CopyKind, CopyRows
from hustings.copies.rules import packed, spell_number
from hustings.lib.uuid7 import uuid7

TRIES = 12
LONGER_AFTER = 4

Rows = Iterable[tuple[int, int]]
"""People as pairs of a constituency's id and the elector's number in it."""


class UnableToIssueCopy(Exception):
    """Nothing leaves; the message says why."""


@dataclass(frozen=True)
class Leaving:
    """What is about to leave: its kind and title, the words of its purpose, who is on it, when it is due.

    `number` is for what bears a code of its own already, as a printed sheet does; `receipt` is that of the log's entry
    which tells of it.
    """

    kind: CopyKind
    title: str
    purpose: str
    people: int
    due_on: date
    rows: Rows = ()
    to: UUID | None = None
    holder: str = ""
    number: str = ""
    fields: Sequence[str] = ()
    source_kind: str = ""
    source_id: UUID | None = None
    file_id: UUID | None = None
    file_sha256: str = ""
    expires_at: datetime | None = None
    receipt: Receipt | None = None
    id: UUID = field(default_factory=uuid7)


def take_copy(*, by: Actor, people: int, seat: int, shown_at: datetime | None = None) -> bool:
    """Take one copy from the quota of whoever asks for it, before it is written; gives whether it is held for a second
    person after something unusual. What is held takes nothing yet.

    `shown_at` is when a second factor was last shown. Raises a ReadingRefused where the quota is used up or a second
    factor is wanted again. What is printed for one's own seat never asks this.
    """
    try:
        spent = spend(by=by, spending=Spending.COPY, people=people, seat=seat, shown_at=shown_at)
    except CopiesHeld:
        return True
    look_at(by, spent, seat)
    return False


def issue_copy(
    leaving: Leaving, *, by: Actor, at: datetime, constituency: int | None = None, unit: int | None = None
) -> Copy:
    """Register one copy, in the caller's transaction and under the caller's entry in the log.

    Raises UnableToIssueCopy where it names nobody, is due before it leaves or belongs neither to a seat nor a unit.
    """
    _refuse_unfit([leaving], at, constituency, unit)
    for attempt in range(TRIES):
        copy = _copy(
            leaving, leaving.number or _number(attempt), by, at, constituency=constituency, unit=unit
        )
        try:
            with transaction.atomic():
                copy.save(force_insert=True)
        except IntegrityError:
            # The number is taken, perhaps by a copy that the walls do not show here: draw another.
            if leaving.number:
                raise
            continue
        CopyRows.objects.bulk_create(_rows_of(copy.id, leaving.rows))
        return copy
    raise UnableToIssueCopy(_("No number was free for this copy. Nothing was issued; please try again."))


def issue_copies(leaving: Sequence[Leaving], *, by: Actor, at: datetime, constituency: int) -> list[Copy]:
    """Register many copies that bear codes of their own, a seat's printed sheets say, in two statements."""
    _refuse_unfit(leaving, at, constituency, None)
    copies = [_copy(each, each.number, by, at, constituency=constituency, unit=None) for each in leaving]
    Copy.objects.bulk_create(copies, batch_size=500)
    rows = [row for each in leaving for row in _rows_of(each.id, each.rows)]
    CopyRows.objects.bulk_create(rows, batch_size=500)
    return copies


def _refuse_unfit(
    leaving: Iterable[Leaving], at: datetime, constituency: int | None, unit: int | None
) -> None:
    if constituency is None and unit is None:
        raise UnableToIssueCopy(_("A copy belongs to a seat or to a unit. Nothing was issued."))
    for each in leaving:
        if each.people < 0 or each.due_on < at.date():
            raise UnableToIssueCopy(
                _("A copy says how many people it names, and is due on a day to come. Nothing was issued.")
            )


def _copy(
    leaving: Leaving, number: str, by: Actor, at: datetime, *, constituency: int | None, unit: int | None
) -> Copy:
    return Copy(
        id=leaving.id,
        number=number,
        kind=leaving.kind,
        constituency_id=constituency,
        unit_id=unit,
        title=leaving.title[:300],
        purpose=leaving.purpose[:40],
        fields=list(leaving.fields),
        people=leaving.people,
        issued_to=leaving.to or by.person_id,
        issued_by=by.person_id,
        issued_at=at,
        holder=leaving.holder[:80],
        due_on=leaving.due_on,
        state_at=at,
        source_kind=leaving.source_kind,
        source_id=leaving.source_id,
        file_id=leaving.file_id,
        file_sha256=leaving.file_sha256,
        expires_at=leaving.expires_at,
        entry_id=leaving.receipt.entry_id if leaving.receipt else None,
        leaf_hash=leaving.receipt.leaf_hash if leaving.receipt else "",
    )


def _rows_of(copy: UUID, rows: Rows) -> list[CopyRows]:
    by_seat: dict[int, list[int]] = {}
    for seat, number in rows:
        by_seat.setdefault(seat, []).append(number)
    return [
        CopyRows(copy_id=copy, constituency_id=seat, seat_nos=packed(numbers))
        for seat, numbers in by_seat.items()
    ]


def _number(attempt: int) -> str:
    letters = 4 if attempt < LONGER_AFTER else 6
    return spell_number(secrets.randbelow(32**letters), letters=letters)
