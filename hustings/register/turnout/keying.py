"""Keying a marked register in: numbers of one polling district of one edition, saved as they are typed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hustings.access.actor import Actor
from hustings.elections.models import Election
from hustings.register.models import KeyedMark, MarkedBatch, RegisterEdition, Turnout
from hustings.register.querying import NEW_ID, change, clock_digits
from hustings.register.turnout.batches import (
    FIRST,
    OPEN,
    SECOND,
    UnableToKeyTurnout,
    lock_batch,
    marks_of,
    note_keying,
    numbers_of,
    pass_for,
)
from hustings.register.turnout.locking import lock_turnout
from hustings.register.turnout.rules import Chosen, Number, choose, read_numbers

SAID = {FIRST: "keyed", SECOND: "keyed again"}
# What was typed at one go shares the first twelve digits of its identifiers: the moment.
KEY = f"""
INSERT INTO register_keyedmark (id, constituency_id, batch_id, pass_no, number, suffix, method)
SELECT {NEW_ID}, %(seat)s, %(batch)s, %(pass)s, n, s, m
FROM unnest(%(numbers)s::int[], %(suffixes)s::int[], %(methods)s::text[]) AS typed (n, s, m)
ON CONFLICT (constituency_id, batch_id, pass_no, number, suffix) DO UPDATE SET method = excluded.method
WHERE register_keyedmark.method <> excluded.method
"""


@dataclass(frozen=True)
class Keyed:
    """What became of a typed line: how many marks are new, and what in it names nobody."""

    count: int
    chosen: Chosen
    unreadable: tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """What lies in front of whoever keys: one polling district of one list of one poll, in the edition's numbers."""

    election: Election
    edition: RegisterEdition
    letters: str
    method: Turnout.Method


@transaction.atomic
def begin_batch(*, by: Actor, at: datetime, constituency: int, part: Part, twice: bool) -> MarkedBatch:
    """Begin keying a part in, or go on with what is being keyed already.

    `twice` asks for a second person who keys it again without seeing the first. Raises UnableToKeyTurnout where the
    edition has no such district in this seat.
    """
    lock_turnout([constituency])
    same = {"constituency_id": constituency, **vars(part)}
    batch = MarkedBatch.objects.filter(state__in=OPEN, **same).first()
    if batch is not None:
        return batch
    batch = MarkedBatch(twice=twice, first_by=by.own_id, made_at=at, **same)
    if not numbers_of(batch):
        raise UnableToKeyTurnout(
            _(
                "The edition “%(edition)s” has no electors in %(letters)s here. Choose the edition that was printed."
            )
            % {"edition": part.edition, "letters": part.letters}
        )
    batch.save(force_insert=True)
    note_keying(batch, by, at, 0, "begun twice over" if twice else "begun, to be keyed once")
    return batch


@transaction.atomic
def key_numbers(*, by: Actor, at: datetime, constituency: int, batch_id: UUID, text: str) -> Keyed:
    """Mark the numbers of a typed line: "12 15-40 45 51/1 60p". What names nobody is told and not kept.

    Raises UnableToKeyTurnout where the batch is not this person's to key now, or nothing in the line can be read.
    """
    batch = lock_batch(constituency, batch_id)
    pass_no = _own_pass(batch, by)
    typed = read_numbers(text)
    if not typed.spans:
        raise UnableToKeyTurnout(
            _(
                "No number can be read in “%s”. Type numbers and spans of them: 12 15-40 51/1. Nothing was kept."
            )
            % text[:60]
        )
    chosen = choose(typed.spans, numbers_of(batch))
    count = _mark(batch, pass_no, chosen.numbers, chosen.by_proxy, at)
    note_keying(batch, by, at, count, SAID[pass_no])
    return Keyed(count, chosen, typed.unreadable)


@transaction.atomic
def set_marks(
    *,
    by: Actor,
    at: datetime,
    constituency: int,
    batch_id: UUID,
    shown: Iterable[Number],
    marked: Iterable[Number],
) -> int:
    """Let exactly `marked` of the numbers shown on a page of the grid be marked; gives how many changed.

    Raises UnableToKeyTurnout where the batch is not this person's to key now.
    """
    batch = lock_batch(constituency, batch_id)
    pass_no = _own_pass(batch, by)
    # Only what the page showed is set: another page of the grid may have been ticked since this one was drawn.
    there = set(shown) & set(numbers_of(batch))
    wanted, before = set(marked) & there, {mark.whole for mark in marks_of(batch, pass_no)} & there
    gone = [mark.id for mark in marks_of(batch, pass_no) if mark.whole in before - wanted]
    KeyedMark.objects.filter(constituency_id=constituency, batch=batch, id__in=gone).delete()
    count = len(gone) + _mark(batch, pass_no, wanted - before, (), at)
    if count:
        note_keying(batch, by, at, count, SAID[pass_no])
    return count


@transaction.atomic
def undo_keyed(*, by: Actor, at: datetime, constituency: int, batch_id: UUID, moment: str) -> int:
    """Take back what was keyed at one go; gives how many marks went. Raises UnableToKeyTurnout."""
    batch = lock_batch(constituency, batch_id)
    pass_no = _own_pass(batch, by)
    ids = [mark.id for mark in marks_of(batch, pass_no) if mark.moment == moment]
    if not ids:
        raise UnableToKeyTurnout(_("This was taken back already. Nothing was changed."))
    KeyedMark.objects.filter(constituency_id=constituency, batch=batch, id__in=ids).delete()
    note_keying(batch, by, at, len(ids), "taken back")
    return len(ids)


def _own_pass(batch: MarkedBatch, by: Actor) -> int:
    pass_no = pass_for(batch, by.own_id)
    if pass_no is None:
        raise UnableToKeyTurnout(_("This part is not yours to key in now. Nothing was kept."))
    if pass_no == SECOND and batch.second_by is None:
        batch.second_by = by.own_id
        batch.save(update_fields=["second_by"])
    return pass_no


def _mark(
    batch: MarkedBatch, pass_no: int, numbers: Iterable[Number], by_proxy: Iterable[Number], at: datetime
) -> int:
    ordered, proxies = sorted(numbers), frozenset(by_proxy)
    parameters: dict[str, Any] = {
        "seat": batch.constituency_id,
        "batch": batch.id,
        "pass": pass_no,
        "clock": clock_digits(at),
        "numbers": [number for number, _suffix in ordered],
        "suffixes": [suffix for _number, suffix in ordered],
        "methods": [Turnout.Method.PROXY if one in proxies else batch.method for one in ordered],
    }
    return change(KEY, parameters)
