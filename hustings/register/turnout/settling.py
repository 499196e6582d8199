"""Finishing what was keyed: a second person's turn, where the two differ, and the end of a batch."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hustings.access.actor import Actor
from hustings.register.models import KeyedMark, MarkedBatch
from hustings.register.turnout.batches import (
    FIRST,
    SECOND,
    SETTLED,
    State,
    UnableToKeyTurnout,
    differences_of,
    lock_batch,
    note_keying,
    pass_for,
)
from hustings.register.turnout.rules import Number
from hustings.register.turnout.writing import take_back, write_batch

MOST_DIFFERENCES = 200
"""So many are no slips of the hand: one of the two had another paper in front of them."""


@transaction.atomic
def finish_pass(*, by: Actor, at: datetime, constituency: int, batch_id: UUID) -> MarkedBatch:
    """End one's turn at a batch: it waits for the second person, or for settling, or is written (`state` tells).

    Raises UnableToKeyTurnout where it is not this person's turn.
    """
    batch = lock_batch(constituency, batch_id)
    turn = pass_for(batch, by.own_id)
    if turn is None:
        raise UnableToKeyTurnout(_("This part is not yours to finish now. Nothing was changed."))
    if turn == FIRST and batch.twice:
        _move(batch, State.SECOND, by, at, "keyed once, waits for a second person")
    elif turn == SECOND and differences_of(batch):
        batch.second_by = by.own_id
        _move(batch, State.DIFFERING, by, at, "keyed twice, differing")
    else:
        if turn == SECOND:
            batch.second_by = by.own_id
        _write(batch, by, at)
    return batch


@transaction.atomic
def settle(
    *, by: Actor, at: datetime, constituency: int, batch_id: UUID, verdicts: Mapping[Number, str]
) -> MarkedBatch:
    """Decide every difference by the paper, giving the method of each number ("" for no mark), and write the batch.

    Raises UnableToKeyTurnout, with nothing kept, while one of them is undecided.
    """
    batch = lock_batch(constituency, batch_id)
    if batch.state != State.DIFFERING:
        raise UnableToKeyTurnout(_("There is nothing to settle here any more. Nothing was changed."))
    differences = differences_of(batch)
    left = [one.number for one in differences if one.number not in verdicts]
    if left:
        raise UnableToKeyTurnout(
            _(
                "%(count)d numbers are not decided yet. Look each up in the marked register. Nothing was written."
            )
            % {"count": len(left)}
        )
    KeyedMark.objects.filter(constituency_id=constituency, batch=batch, pass_no=SETTLED).delete()
    KeyedMark.objects.bulk_create(
        KeyedMark(
            constituency_id=constituency,
            batch=batch,
            pass_no=SETTLED,
            number=one.number[0],
            suffix=one.number[1],
            method=verdicts[one.number],
        )
        for one in differences
        if verdicts[one.number]
    )
    _write(batch, by, at)
    return batch


@transaction.atomic
def begin_again(*, by: Actor, at: datetime, constituency: int, batch_id: UUID) -> MarkedBatch:
    """Throw the second keying away, to be keyed again by a second person: the two are of different papers."""
    batch = lock_batch(constituency, batch_id)
    if batch.state not in (State.DIFFERING, State.SECOND):
        raise UnableToKeyTurnout(_("There is no second keying to throw away. Nothing was changed."))
    KeyedMark.objects.filter(constituency_id=constituency, batch=batch, pass_no=SECOND).delete()
    batch.second_by = None
    _move(batch, State.SECOND, by, at, "second keying thrown away")
    return batch


@transaction.atomic
def give_up_batch(*, by: Actor, at: datetime, constituency: int, batch_id: UUID) -> MarkedBatch:
    """Give a batch up: what was keyed is forgotten, and what was written of it is taken back.

    Raises UnableToKeyTurnout where something written later speaks of the same people.
    """
    batch = lock_batch(constituency, batch_id)
    if batch.state == State.GIVEN_UP:
        raise UnableToKeyTurnout(_("This was given up already. Nothing was changed."))
    if batch.state == State.WRITTEN:
        take_back(batch)
    KeyedMark.objects.filter(constituency_id=constituency, batch=batch).delete()
    _move(batch, State.GIVEN_UP, by, at, "given up")
    return batch


def _write(batch: MarkedBatch, by: Actor, at: datetime) -> None:
    write_batch(batch, by, at)
    batch.written_at = at
    _move(batch, State.WRITTEN, by, at, "written, keyed twice" if batch.twice else "written, keyed once")


def _move(batch: MarkedBatch, state: State, by: Actor, at: datetime, rule: str) -> None:
    batch.state = state
    batch.save(update_fields=["state", "second_by", "written_at"])
    note_keying(batch, by, at, 0, rule)
