"""Chasing what is out: officers told of files that left, holders reminded, files that nobody fetched withdrawn.

A copy that is due and not back is asked after once a week. The letters name copies and nobody who is on one.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from hustings.access.actor import Actor
from hustings.access.scope import on_duty
from hustings.access.telling import address_of, addresses_of_holders
from hustings.audit.recording import record
from hustings.audit.words import Action, Purpose
from hustings.copies.models import Copy, CopyKind, CopyState
from hustings.copies.rules import State
from hustings.copies.settling import move_copies
from hustings.work.letters import hand_over

DUTY = "chase copies"
AGAIN_AFTER = timedelta(days=7)
AT_ONCE = 500


def chase_copies(*, at: datetime) -> int:
    """Do the installation's duty of chasing; gives how many letters were handed over."""
    with on_duty(DUTY, action=Action.COPIES_COPY_SETTLE, purpose=Purpose.ADMINISTRATION, at=at) as by:
        withdrawn = _withdraw_unfetched(by, at)
        told, reminded = _tell_officers(), _remind_holders(at)
        if withdrawn or told or reminded:
            record(
                action=by.action,
                purpose=by.purpose,
                by=None,
                at=at,
                place="copies",
                rule="chased",
                detail={"withdrawn": withdrawn, "told": told, "reminded": reminded},
            )
    return told + reminded


def _withdraw_unfetched(by: Actor, at: datetime) -> int:
    """A file that expired before anybody fetched it never left."""
    expired = Copy.objects.filter(state=CopyState.OUT, fetched_count=0, expires_at__lte=at)
    copies = list(expired.select_for_update()[:AT_ONCE])
    move_copies(copies, state=State.WITHDRAWN, by=by, at=at)
    return len(copies)


def _tell_officers() -> int:
    """Tell the next officers of each file that has left since the last time."""
    files = Copy.objects.filter(is_told=False).exclude(kind=CopyKind.SHEETS)
    letters = 0
    for copy in files.select_related("constituency").order_by("issued_at")[:AT_ONCE]:
        if copy.constituency_id is not None:
            officers = addresses_of_holders(
                Action.ACCESS_GRANT_GIVE, seat=copy.constituency_id, besides=copy.issued_to
            )
            subject = _("A list has left %(seat)s: copy %(number)s") % {
                "seat": copy.constituency, "number": copy.number,
            }  # fmt: skip
            letters += _send(subject, "copies/left.txt", {"copy": copy}, officers)
        copy.is_told = True
        copy.save(update_fields=["is_told"])
    return letters


def _remind_holders(at: datetime) -> int:
    today = localdate(at)
    overdue = Copy.objects.filter(state=CopyState.OUT, due_on__lt=today, issued_to__isnull=False)
    due = overdue.filter(Q(reminded_on=None) | Q(reminded_on__lte=today - AGAIN_AFTER))
    by_holder: dict[UUID, list[Copy]] = defaultdict(list)
    for copy in due.order_by("due_on", "number"):
        assert copy.issued_to is not None
        by_holder[copy.issued_to].append(copy)
    return sum(_remind(holder, copies, at) for holder, copies in by_holder.items())


def _remind(holder: UUID, copies: Sequence[Copy], at: datetime) -> int:
    Copy.objects.filter(id__in=[copy.id for copy in copies]).update(reminded_on=localdate(at))
    address = address_of(holder)
    subject = _("Please bring back or destroy: %d copies are overdue") % len(copies)
    return _send(subject, "copies/overdue.txt", {"copies": copies}, [address] if address else [])


def _send(subject: str, template: str, words: dict[str, object], addresses: Iterable[str]) -> int:
    """Hand a letter over for each address; one that cannot be is left for the page, which shows the same."""
    return sum(hand_over(address, subject, template, words) for address in addresses)
