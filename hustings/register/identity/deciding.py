"""What a person says of a doubt: the same, or somebody else; and taking it back.

Before the import is applied that changes what its row will do; afterwards it joins two electors, or parts them.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import models, transaction
from django.db.models import Q
from django.dispatch import Signal
from django.utils.translation import gettext as _

from hustings.access.actor import Actor
from hustings.audit.recording import record
from hustings.audit.words import Action
from hustings.register.identity.joining import heed_again, join_electors, sentence_against_joining
from hustings.register.identity.linking import (
    is_applied,
    is_taken,
    link_row,
    rows_kept_aside,
    staged_row,
    unlink_row,
)
from hustings.register.identity.parting import part_electors
from hustings.register.locking import lock_seats
from hustings.register.models import Doubt, Import, ImportState, SeatCount, StagedRow

# Sent with `run`, `by` and `at` when somebody decided about a row of an import that waits, and with whether the row
# `does_the_same` as before.
row_decided = Signal()


class UnableToDecide(Exception):
    """Nothing was changed; the message says why and what to do."""


def decide_same(*, by: Actor, at: datetime, constituency: int, doubt_id: UUID) -> Doubt:
    """Say that the row and the earlier elector are one person.

    Every other question about the row, or about the earlier elector in the same file, is answered with it. Saying
    it twice changes nothing. Raises UnableToDecide where it cannot be so, or something else was said before.
    """
    with transaction.atomic():
        doubt = _lock_doubt(constituency, doubt_id)
        if _is_said_already(doubt, Doubt.State.SAME):
            return doubt
        row = _waiting_row(doubt)
        if row is not None:
            _link(doubt, row)
        else:
            _join(doubt, at)
        doubt.moved["closed"] = _close_others(doubt, by, at)
        _settle(doubt, Doubt.State.SAME, by, at)
        _count_again(doubt, by, at)
    return doubt


def decide_other(*, by: Actor, at: datetime, constituency: int, doubt_id: UUID) -> Doubt:
    """Say that the row is somebody else than the earlier elector: both stay as they are.

    Saying it twice changes nothing. Raises UnableToDecide where something else was said before.
    """
    with transaction.atomic():
        doubt = _lock_doubt(constituency, doubt_id)
        if not _is_said_already(doubt, Doubt.State.OTHER):
            _settle(doubt, Doubt.State.OTHER, by, at)
            _count_again(doubt, by, at, does_the_same=True)
    return doubt


def take_back_decision(*, by: Actor, at: datetime, constituency: int, doubt_id: UUID) -> Doubt:
    """Let a decision be as if it had not been taken; the question waits again. Twice changes nothing.

    Who was joined is parted, newest first. Raises UnableToDecide where a later decision builds upon this one, or
    it came with another.
    """
    with transaction.atomic():
        doubt = _lock_doubt(constituency, doubt_id)
        if doubt.state == Doubt.State.OPEN:
            return doubt
        _refuse_built_upon(doubt)
        was_other = doubt.state == Doubt.State.OTHER
        if was_other:
            _settle(doubt, Doubt.State.OPEN, by, at)
        else:
            _undo_same(doubt, by, at)
        _count_again(doubt, by, at, does_the_same=was_other)
    return doubt


def _lock_doubt(constituency: int, doubt_id: UUID) -> Doubt:
    """Hold the import, then the seat, in the order in which imports themselves hold them."""
    found = Doubt.objects.filter(constituency_id=constituency, pk=doubt_id).first()
    if found is not None:
        Import.objects.select_for_update().filter(pk=found.run_id).first()
        lock_seats([constituency])
        # It may have been answered, or its import undone, while we waited.
        found = Doubt.objects.select_for_update().filter(constituency_id=constituency, pk=doubt_id).first()
    if found is None:
        raise UnableToDecide(_("This question is gone: its import was undone or given up."))
    return found


def _is_said_already(doubt: Doubt, state: str) -> bool:
    if doubt.state not in (Doubt.State.OPEN, state):
        raise UnableToDecide(
            _("Something else was decided here meanwhile. Take that back first, if it is wrong.")
        )
    return doubt.state == state


def _waiting_row(doubt: Doubt) -> StagedRow | None:
    """The staged row of a doubt while its import waits, None once it is applied."""
    if is_applied(doubt):
        return None
    row = staged_row(doubt)
    if row is None:
        raise UnableToDecide(
            _(
                "The row is not here: its file waits in another constituency, or the rows kept aside are gone. "
                "Decide when the file is applied."
            )
        )
    return row


def _link(doubt: Doubt, row: StagedRow) -> None:
    if is_taken(doubt):
        raise UnableToDecide(
            _("Another row of this file is that person already, so this one is somebody else.")
        )
    link_row(doubt, row)


def _join(doubt: Doubt, at: datetime) -> None:
    if sentence := sentence_against_joining(doubt):
        raise UnableToDecide(sentence)
    join_electors(doubt, at=at)
    _count_revision(doubt)


def _close_others(doubt: Doubt, by: Actor, at: datetime) -> list[str]:
    """Answer what is answered with it: whose else the row could be, and who else the earlier elector."""
    others = Doubt.objects.filter(
        Q(elector_id=doubt.elector_id) | Q(earlier_id=doubt.earlier_id),
        constituency_id=doubt.constituency_id,
        run_id=doubt.run_id,
        state=Doubt.State.OPEN,
    ).exclude(pk=doubt.pk)
    answered = list(others)
    others.update(
        state=Doubt.State.OTHER, decided_by=by.person_id, decided_at=at, moved={"with": str(doubt.pk)}
    )
    _heed(answered)
    return [str(other.pk) for other in answered]


def _refuse_built_upon(doubt: Doubt) -> None:
    if "with" in doubt.moved:
        raise UnableToDecide(
            _(
                "This was answered with another question about the same people. Take that decision back instead."
            )
        )
    later = Doubt.objects.filter(
        Q(earlier_id=doubt.earlier_id) | Q(elector_id=doubt.earlier_id),
        Q(decided_at__gt=doubt.decided_at) | Q(decided_at=doubt.decided_at, id__gt=doubt.id),
        constituency_id=doubt.constituency_id,
        state=Doubt.State.SAME,
    )
    if doubt.state == Doubt.State.SAME and later.exists():
        raise UnableToDecide(
            _("The same person was joined with somebody else later. Take that decision back first.")
        )


def _undo_same(doubt: Doubt, by: Actor, at: datetime) -> None:
    row = _waiting_row(doubt)
    if row is None:
        part_electors(doubt, at=at)
        _count_revision(doubt)
    else:
        unlink_row(doubt, row)
    closed = doubt.moved.get("closed", [])
    again = list(Doubt.objects.filter(constituency_id=doubt.constituency_id, pk__in=closed))
    Doubt.objects.filter(pk__in=closed, constituency_id=doubt.constituency_id).update(
        state=Doubt.State.OPEN, decided_by=None, decided_at=None, moved={}
    )
    doubt.moved = {}
    _settle(doubt, Doubt.State.OPEN, by, at)
    _heed(again)


def _settle(doubt: Doubt, state: Doubt.State, by: Actor, at: datetime) -> None:
    before, doubt.state = doubt.state, state
    is_open = state == Doubt.State.OPEN
    doubt.decided_by, doubt.decided_at = (None, None) if is_open else (by.person_id, at)
    doubt.save(update_fields=["state", "decided_by", "decided_at", "moved"])
    _heed([doubt])
    record(
        action=Action.REGISTER_MATCH_DECIDE,
        purpose=by.purpose,
        by=by.person_id,
        at=at,
        constituency=doubt.constituency_id,
        place=f"doubt {doubt.id}",
        rule=f"taken back: {before}" if is_open else state,
        subjects=[doubt.elector_id, doubt.earlier_id],
        detail={
            "import": str(doubt.run_id),
            "line": doubt.line,
            "likeness": doubt.likeness,
            "kind": doubt.kind,
        },
    )


def _count_again(doubt: Doubt, by: Actor, at: datetime, *, does_the_same: bool = False) -> None:
    """Let an import that still waits here be counted again."""
    run = Import.objects.filter(pk=doubt.run_id, state=ImportState.DRY_RUN).first()
    if run is not None and rows_kept_aside(doubt).exists():
        row_decided.send(sender=Doubt, run=run, does_the_same=does_the_same, by=by, at=at)


def _heed(doubts: Sequence[Doubt]) -> None:
    for seat in {doubt.constituency_id for doubt in doubts}:
        heed_again(seat, [one for doubt in doubts for one in (doubt.elector_id, doubt.earlier_id)])


def _count_revision(doubt: Doubt) -> None:
    """Imports that wait were compared with a register that is another one now."""
    counts = SeatCount.objects.filter(constituency_id=doubt.constituency_id)
    counts.update(revision=models.F("revision") + 1)
