"""What a phone sends: conversations that happened somewhere else and some time ago, each taken in once.

Whatever the answer, a sender loses nothing: every item is answered by its own id, and only what is answered as safe may
be forgotten by who sent it. Objections of the same call are recorded whatever becomes of the rest.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db import ProgrammingError, transaction
from django.utils.translation import gettext as _

from hustings.access.actor import Actor
from hustings.audit.recording import Receipt, record
from hustings.canvassing.judging import Heard, Refused
from hustings.canvassing.recording import RecordResult, UnableToRecord, record_conversations
from hustings.canvassing.rules import Meaning, moment_heard
from hustings.register.models import Channel, Elector
from hustings.register.objections.objecting import UnableToRecordObjection, record_objection

FIRST_YEAR, LAST_YEAR = 2000, 2099


class State(StrEnum):
    """What became of one item. Recorded, already and held are safe; a refused one stays with its sender."""

    RECORDED = "recorded"
    ALREADY = "already"
    REFUSED = "refused"
    HELD = "held"


@dataclass(frozen=True)
class Answered:
    """One item's answer; the sentence says why it was refused or is held, and what to do."""

    id: UUID
    state: State
    sentence: str = ""

    @property
    def is_safe(self) -> bool:
        return self.state is not State.REFUSED


@dataclass(frozen=True)
class TakenIn:
    """What became of a call: an answer for each item in the order sent. `unsettled` await the worker; `receipt` is that
    of the log's entry.
    """

    answers: tuple[Answered, ...]
    objections: int
    unsettled: tuple[UUID, ...]
    receipt: Receipt


@transaction.atomic
def take_in(
    *, constituency: int, rows: Sequence[Heard], sent_at: datetime | None, by: Actor, at: datetime
) -> TakenIn:
    """Record what was sent, once each; a second sending changes nothing and is answered as safe.

    `sent_at` is the sender's own clock at the moment of sending, by which a wrong clock is put right
    (`rules.moment_heard`). Refuses, item by item, what `record_conversations` refuses and whoever is out of reach.
    """
    timed = [_timed(row, sent_at, at) for row in rows]
    out_of_reach = _out_of_reach(constituency, timed, by)
    refused = {
        row.id: sentence for row in timed if (sentence := _against_time(row) or out_of_reach.get(row.id, ""))
    }
    result = _record(constituency, [row for row in timed if row.id not in refused], by, at)
    refused |= {one.id: one.sentence for one in result.refused}
    answers = tuple(_answer(row.id, refused, set(result.fresh)) for row in timed)
    already = {answer.id for answer in answers if answer.state is State.ALREADY}
    objections = _object(constituency, [row for row in timed if row.id not in already], by, at)
    receipt = record(
        action=by.action,
        purpose=by.purpose,
        by=by.person_id,
        at=at,
        constituency=constituency,
        count=len(rows),
        detail={"recorded": len(result.fresh), "refused": len(refused), "objections": objections},
    )
    return TakenIn(answers, objections, result.unsettled, receipt)


def _timed(row: Heard, sent_at: datetime | None, at: datetime) -> Heard:
    if not _is_of_our_time(row.happened_at) or (sent_at is not None and not _is_of_our_time(sent_at)):
        return row
    return replace(row, happened_at=moment_heard(row.happened_at, sent_at, at))


def _is_of_our_time(moment: datetime) -> bool:
    return FIRST_YEAR <= moment.year <= LAST_YEAR


def _against_time(row: Heard) -> str:
    if _is_of_our_time(row.happened_at):
        return ""
    return (
        _("Its time is the year %d. Correct the telephone's clock and the date, and send it again.")
        % row.happened_at.year
    )


def _out_of_reach(constituency: int, rows: Iterable[Heard], by: Actor) -> dict[UUID, str]:
    """Whom somebody speaks of who reaches handed-out doors alone must live behind one of them."""
    if constituency in by.seats_for(by.action):
        return {}
    rows = list(rows)
    asked = [row.elector for row in rows if row.elector]
    behind = dict(Elector.objects.of_seat(constituency).filter(id__in=asked).values_list("id", "door_id"))
    sentence = _(
        "This door is not handed out to you now. Keep this, and ask your organiser for the door again."
    )
    return {row.id: sentence for row in rows if row.elector and not _is_behind(behind, row)}


def _is_behind(behind: Mapping[UUID, UUID | None], row: Heard) -> bool:
    assert row.elector is not None
    return row.elector in behind and row.door in (None, behind[row.elector])


def _record(constituency: int, rows: Sequence[Heard], by: Actor, at: datetime) -> RecordResult:
    """Record all at once; where the walls or a key refuse that, one by one, so that each has its own answer."""
    try:
        with transaction.atomic():
            return record_conversations(constituency=constituency, rows=rows, by=by, at=at)
    except (UnableToRecord, ProgrammingError) as error:
        if len(rows) <= 1:
            return RecordResult(0, 0, tuple(Refused(row.id, _why(error)) for row in rows))
    results = [_record(constituency, [row], by, at) for row in rows]
    return RecordResult(
        sum(one.recorded for one in results),
        sum(one.already for one in results),
        tuple(refused for one in results for refused in one.refused),
        tuple(id for one in results for id in one.fresh),
        tuple(id for one in results for id in one.unsettled),
    )


def _why(error: Exception) -> str:
    if isinstance(error, UnableToRecord):
        return _("This elector or door does not belong to this seat. Choose again and send it again.")
    return _("This door is out of your reach. Keep this, and ask your organiser to hand the door out to you.")


def _answer(id: UUID, refused: dict[UUID, str], fresh: set[UUID]) -> Answered:
    if id in refused:
        return Answered(id, State.REFUSED, refused[id])
    return Answered(id, State.RECORDED if id in fresh else State.ALREADY)


def _object(constituency: int, rows: Iterable[Heard], by: Actor, at: datetime) -> int:
    """Record who asked not to be contacted again, also where the conversation itself was refused; gives how many.

    Each stands for itself: one that names nobody here takes no other down with it.
    """
    return sum(_objects(constituency, row, by, at) for row in rows if row.outcome == Meaning.OBJECTED)


def _objects(constituency: int, row: Heard, by: Actor, at: datetime) -> bool:
    household = row.elector is None
    try:
        with transaction.atomic():
            record_objection(
                by=by,
                at=at,
                constituency=constituency,
                elector_id=row.elector,
                door_id=row.door if household else None,
                channel=Channel.ALL,
                whole_household=household,
                happened_at=min(row.happened_at, at),
                source=_("said at the door"),
            )
    except (UnableToRecordObjection, ProgrammingError):
        return False
    return True
