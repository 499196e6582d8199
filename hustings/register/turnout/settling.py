"""Finishing what was keyed: a second person's turn, where the two differ, and writing it to the register."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hustings.access.actor import Actor
from hustings.lib.markers import ABSENT
from hustings.register.models import AbsentVote, KeyedMark, MarkedBatch, Turnout
from hustings.register.querying import NEW_ID, change, clock_digits, fetch
from hustings.register.turnout.keying import (
    FIRST,
    OPEN,
    SECOND,
    SETTLED,
    State,
    UnableToKeyTurnout,
    lock_batch,
    marks_of,
    note_keying,
    pass_for,
)
from hustings.register.turnout.locking import lock_turnout
from hustings.register.turnout.rules import Number

MOST_DIFFERENCES = 200
POSTAL_KINDS = f"('{AbsentVote.Kind.POSTAL}', '{AbsentVote.Kind.PROXY_POSTAL}')"
IN_SEAT = "constituency_id = %(seat)s"

# The district's people as the edition lists them, each with how they were marked, if they were; of a number that was
# given again the last who had it. Postal voters have no ballot at the station and nobody else has a pack to return.
LISTED = f"""
SELECT DISTINCT ON (n.elector_id) n.elector_id, k.method,
    position('{ABSENT}' in n.markers) > 0 OR EXISTS (
        SELECT FROM register_absentvote v WHERE v.{IN_SEAT} AND v.elector_id = n.elector_id
          AND v.kind IN {POSTAL_KINDS}) AS votes_by_post,
    EXISTS (SELECT FROM register_absentvote v WHERE v.{IN_SEAT} AND v.elector_id = n.elector_id
          AND v.kind <> '{AbsentVote.Kind.POSTAL}') AS has_proxy
FROM (SELECT DISTINCT ON (number, suffix) * FROM register_registerentry
      WHERE {IN_SEAT} AND edition_id = %(edition)s AND letters = %(letters)s
        AND closed_by_id IS DISTINCT FROM opened_by_id
      ORDER BY number, suffix, closed_by_id IS NOT NULL, id DESC) AS n
LEFT JOIN unnest(%(numbers)s::int[], %(suffixes)s::int[], %(methods)s::text[]) AS k (number, suffix, method)
    ON (k.number, k.suffix) = (n.number, n.suffix)
ORDER BY n.elector_id, k.method IS NULL
"""
SAID = f"""
SELECT elector_id, coalesce(method, %(method)s) AS method, method IS NOT NULL AS voted FROM ({LISTED}) AS listed
WHERE method IS NOT NULL OR CASE %(method)s WHEN '{Turnout.Method.STATION}' THEN NOT votes_by_post
    WHEN '{Turnout.Method.POSTAL}' THEN votes_by_post ELSE has_proxy END
"""
SUPERSEDE = f"""
UPDATE register_turnout t SET superseded_by = %(batch)s FROM ({SAID}) AS said
WHERE t.{IN_SEAT} AND t.elector_id = said.elector_id AND t.election_id = %(election)s AND t.superseded_by IS NULL
  AND t.source = '{Turnout.Source.MARKED_REGISTER}' AND t.method = said.method AND t.voted <> said.voted
"""
WRITE = f"""
INSERT INTO register_turnout
    (id, constituency_id, elector_id, election_id, voted, method, source, batch_id, recorded_by, recorded_at)
SELECT {NEW_ID}, %(seat)s, said.elector_id, %(election)s, said.voted, said.method,
    '{Turnout.Source.MARKED_REGISTER}', %(batch)s, %(by)s, %(at)s
FROM ({SAID}) AS said WHERE NOT EXISTS (
    SELECT FROM register_turnout t WHERE t.{IN_SEAT} AND t.elector_id = said.elector_id
      AND t.election_id = %(election)s AND t.superseded_by IS NULL
      AND t.source = '{Turnout.Source.MARKED_REGISTER}' AND t.method = said.method)
"""
REPLACED = f"""
SELECT count(*) FROM register_turnout WHERE {IN_SEAT} AND batch_id = %(batch)s AND superseded_by IS NOT NULL
"""
FORGET_WRITTEN = f"DELETE FROM register_turnout WHERE {IN_SEAT} AND batch_id = %(batch)s"
LET_STAND = f"UPDATE register_turnout SET superseded_by = NULL WHERE {IN_SEAT} AND superseded_by = %(batch)s"


@dataclass(frozen=True)
class Difference:
    """A number that the two keyed differently: what each has for it, an empty text for no mark."""

    number: Number
    first: str
    second: str


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


def differences_of(batch: MarkedBatch) -> list[Difference]:
    """Where the two keyed differently, in the order of the numbers."""
    first = {mark.whole: mark.method for mark in marks_of(batch, FIRST)}
    second = {mark.whole: mark.method for mark in marks_of(batch, SECOND)}
    numbers = sorted(first.keys() | second.keys())
    found = [Difference(one, first.get(one, ""), second.get(one, "")) for one in numbers]
    return [one for one in found if one.first != one.second]


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
        _take_back(batch)
    KeyedMark.objects.filter(constituency_id=constituency, batch=batch).delete()
    _move(batch, State.GIVEN_UP, by, at, "given up")
    return batch


def _take_back(batch: MarkedBatch) -> None:
    lock_turnout([batch.constituency_id])
    parameters = {"seat": batch.constituency_id, "batch": batch.id}
    if fetch(REPLACED, parameters)[0][0]:
        raise UnableToKeyTurnout(
            _("What it said was replaced by something later. Take that back first; nothing was changed.")
        )
    change(FORGET_WRITTEN, parameters)
    change(LET_STAND, parameters)


def _agreed(batch: MarkedBatch) -> list[KeyedMark]:
    """The marks to write: what one person keyed alone, or what both have with what was settled between them."""
    first = marks_of(batch, FIRST)
    if not batch.twice:
        return first
    disputed = {one.number for one in differences_of(batch)}
    return [mark for mark in first if mark.whole not in disputed] + marks_of(batch, SETTLED)


def _write(batch: MarkedBatch, by: Actor, at: datetime) -> None:
    lock_turnout([batch.constituency_id])
    marks = _agreed(batch)
    parameters: dict[str, Any] = {
        "seat": batch.constituency_id,
        "edition": batch.edition_id,
        "election": batch.election_id,
        "letters": batch.letters,
        "method": batch.method,
        "batch": batch.id,
        "clock": clock_digits(at),
        "by": by.person_id,
        "at": at,
        "numbers": [mark.number for mark in marks],
        "suffixes": [mark.suffix for mark in marks],
        "methods": [mark.method for mark in marks],
    }
    change(SUPERSEDE, parameters)
    change(WRITE, parameters)
    batch.written_at = at
    _move(batch, State.WRITTEN, by, at, "written, keyed twice" if batch.twice else "written, keyed once")


def _move(batch: MarkedBatch, state: State, by: Actor, at: datetime, rule: str) -> None:
    batch.state = state
    batch.save(update_fields=["state", "second_by", "written_at"])
    note_keying(batch, by, at, 0, rule)


def open_batches(constituency: int) -> "list[MarkedBatch]":
    """What is being keyed in a seat or waits for somebody, newest first."""
    batches = MarkedBatch.objects.filter(constituency_id=constituency, state__in=OPEN)
    return list(batches.select_related("election", "edition__officer").order_by("-made_at"))
