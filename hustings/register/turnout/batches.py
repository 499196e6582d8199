"""A district of a marked register as it is being keyed in: its numbers, whose turn it is, what each has keyed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from hustings.access.actor import Actor
from hustings.audit.recording import record
from hustings.register.models import KeyedMark, MarkedBatch
from hustings.register.querying import fetch
from hustings.register.turnout.rules import Number

State = MarkedBatch.State
FIRST, SECOND, SETTLED = 1, 2, 3
"""Whose marks they are: one person's, the other's, or what was decided between the two."""
OPEN = (State.KEYING, State.SECOND, State.DIFFERING)
SHOWN = 8

# Two queries and not one condition: each half goes by an index of its own, of entries in force and of past ones.
NUMBERS = """
SELECT number, suffix FROM register_registerentry
WHERE constituency_id = %(seat)s AND edition_id = %(edition)s AND letters = %(letters)s AND closed_by_id IS NULL
UNION
SELECT number, suffix FROM register_registerentry
WHERE constituency_id = %(seat)s AND edition_id = %(edition)s AND letters = %(letters)s
  AND closed_by_id <> opened_by_id
ORDER BY number, suffix
"""


class UnableToKeyTurnout(Exception):
    """Nothing of this was kept. The message says why and what to do."""


@dataclass(frozen=True)
class Entry:
    """What was keyed at one go, for the list of the last ones: `moment` tells it from the others."""

    moment: str
    marks: tuple[KeyedMark, ...]


def numbers_of(batch: MarkedBatch) -> list[Number]:
    """The numbers of a batch's district as the edition has them, also of people who have left since, in order."""
    parameters = {"seat": batch.constituency_id, "edition": batch.edition_id, "letters": batch.letters}
    return [(number, suffix) for number, suffix in fetch(NUMBERS, parameters)]


def lock_batch(constituency: int, batch_id: UUID) -> MarkedBatch:
    """Hold a batch until the transaction ends, so that two who key it in do so one after the other."""
    batches = MarkedBatch.objects.select_for_update(of=("self",)).select_related("edition", "election")
    batch = batches.filter(constituency_id=constituency, pk=batch_id).first()
    if batch is None:
        raise UnableToKeyTurnout(_("There is no such part of a marked register in this seat."))
    return batch


def pass_for(batch: MarkedBatch, person: UUID) -> int | None:
    """Which of the two times somebody keys a batch, or None where it is not theirs to key now."""
    # Two times by one person is the same slip twice: whoever keyed first cannot key again.
    if batch.state == State.KEYING and batch.first_by == person:
        return FIRST
    if batch.state == State.SECOND and batch.first_by != person and batch.second_by in (None, person):
        return SECOND
    return None


def marks_of(batch: MarkedBatch, pass_no: int) -> list[KeyedMark]:
    """What somebody keyed of a batch, in the order of the numbers."""
    marks = KeyedMark.objects.filter(constituency_id=batch.constituency_id, batch=batch, pass_no=pass_no)
    return list(marks.order_by("number", "suffix"))


def last_keyed(marks: Iterable[KeyedMark]) -> list[Entry]:
    """What was keyed last, newest first, joined by the go it was keyed at."""
    entries: dict[str, list[KeyedMark]] = {}
    for mark in marks:
        entries.setdefault(mark.moment, []).append(mark)
    newest = sorted(entries, reverse=True)[:SHOWN]
    return [Entry(moment, tuple(entries[moment])) for moment in newest]


@dataclass(frozen=True)
class Difference:
    """A number that the two keyed differently: what each has for it, an empty text for no mark."""

    number: Number
    first: str
    second: str


def differences_of(batch: MarkedBatch) -> list[Difference]:
    """Where the two keyed differently, in the order of the numbers."""
    first = {mark.whole: mark.method for mark in marks_of(batch, FIRST)}
    second = {mark.whole: mark.method for mark in marks_of(batch, SECOND)}
    numbers = sorted(first.keys() | second.keys())
    found = [Difference(one, first.get(one, ""), second.get(one, "")) for one in numbers]
    return [one for one in found if one.first != one.second]


def note_keying(batch: MarkedBatch, by: Actor, at: datetime, count: int, rule: str) -> None:
    """Write the log's entry of a step in keying a batch in."""
    record(
        action=by.action,
        purpose=by.purpose,
        by=by.person_id,
        at=at,
        constituency=batch.constituency_id,
        place=f"marked register {batch.id}",
        count=count,
        rule=rule,
    )
