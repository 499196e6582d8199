"""The sync write: what a phone has heard, sent when there is a signal. The types are the check and the description."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from ninja import Router, Schema
from pydantic import AwareDatetime, ConfigDict, Field, ValidationError

from hustings.access.actor import Actor
from hustings.access.answering import REFUSALS
from hustings.access.models import Quarantined
from hustings.access.stopping.quarantining import ADMITTERS, Admitter, UnableToAdmit, items_of
from hustings.audit.words import Action, Purpose
from hustings.canvassing.judging import Heard
from hustings.canvassing.models import Conversation
from hustings.canvassing.rules import Meaning
from hustings.canvassing.sending import State, TakenIn, take_in
from hustings.canvassing.tasks import settle_conversations
from hustings.elections.models import ElectionKind
from hustings.lib.declaring import declare

MOST = 200
LARGEST_LINE = 2**31 - 1

router = Router(tags=["canvassing"])
Word = Annotated[str, Field(pattern=r"^[a-z_]*$")]


class Sent(Schema):
    """Whatever else a sender adds is refused and not passed over: a misspelt field is a lost answer."""

    model_config = ConfigDict(extra="forbid")


class Intention(Sent):
    """How somebody means to vote at one kind of election: the id of a code of the seat's scheme."""

    kind: Literal[tuple(ElectionKind.values)]  # type: ignore[valid-type]
    code: UUID


class Answer(Sent):
    """Something else that was said or asked: the id of a code, and mostly no value."""

    code: UUID
    value: Annotated[str, Field(max_length=20, pattern=r"^[^\x00-\x1f]*$")] = ""


class ConversationSent(Sent):
    """One conversation. Its id is made by the sender, so that sending again changes nothing."""

    id: UUID
    happened_at: AwareDatetime
    outcome: Annotated[Word, Field(max_length=12)] = str(Meaning.SPOKE)
    elector: UUID | None = None
    door: UUID | None = None
    channel: Annotated[Word, Field(max_length=6)] = str(Conversation.Channel.DOOR)
    source_kind: Annotated[Word, Field(max_length=12)] = ""
    source_id: UUID | None = None
    source_line: Annotated[int, Field(ge=0, le=LARGEST_LINE)] | None = None
    intentions: Annotated[list[Intention], Field(max_length=8)] = []
    answers: Annotated[list[Answer], Field(max_length=40)] = []
    consent_given: bool | None = None
    supersedes: UUID | None = None

    def as_heard(self) -> Heard:
        """What the verb takes."""
        told = self.model_dump(exclude={"intentions", "answers"})
        return Heard(
            **told,
            intentions=tuple((one.kind, one.code) for one in self.intentions),
            answers=tuple((one.code, one.value) for one in self.answers),
        )


class Call(Sent):
    """What was heard since the last call; `sent_at` is the sender's clock now, by which a wrong one is put right."""

    sent_at: AwareDatetime | None = None
    items: Annotated[list[ConversationSent], Field(min_length=1, max_length=MOST)]


class ItemAnswered(Schema):
    """What became of one item: refused ones stay with their sender, all others are safe here."""

    id: UUID
    state: State
    sentence: str


class LogReceipt(Schema):
    """What proves later that the call stands in the log: its entry and the hash of its leaf in the tree."""

    entry_id: UUID
    leaf_hash: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class CallAnswered(Schema):
    """An answer for each item in the order sent; "18 of 18 safe"."""

    items: list[ItemAnswered]
    safe: int
    objections: int
    received_at: AwareDatetime
    receipt: LogReceipt


@router.post(
    "/seats/{slug:seat}/conversations/",
    response={200: CallAnswered, 202: CallAnswered, **REFUSALS},
    url_name="send_conversations",
    summary="Send conversations",
)
@declare(action=Action.CANVASSING_CONVERSATION_SEND, purpose=Purpose.CANVASS, place="seat")
def send_conversations(request: HttpRequest, seat: str, call: Call) -> dict[str, Any]:
    """Record conversations once each, at most 200 a call; what was recorded before changes nothing.

    202 is the answer to a stopped sender: every item is held for the seat's own officers, and safe.
    """
    at = timezone.now()
    place = request.seat.id  # type: ignore[attr-defined]  # set by the scope middleware
    done = take_in(
        constituency=place,
        rows=[item.as_heard() for item in call.items],
        sent_at=call.sent_at,
        by=request.actor,  # type: ignore[attr-defined]
        at=at,
    )
    if done.unsettled:
        settle_conversations.defer(constituency=place, ids=[str(id) for id in done.unsettled])
    return _told(done) | {"received_at": at}


def _told(done: TakenIn) -> dict[str, Any]:
    return {
        "items": [{"id": one.id, "state": one.state, "sentence": one.sentence} for one in done.answers],
        "safe": sum(one.is_safe for one in done.answers),
        "objections": done.objections,
        "receipt": done.receipt.as_json(),
    }


def admit_call(*, kept: Quarantined, by: Actor, at: datetime, objections_only: bool = False) -> int:
    """Record what was sent, each once; a wrong clock is put right by the moment it arrived.

    Raises UnableToAdmit for what has not the form of a call.
    """
    call = _read(kept)
    rows: Sequence[Heard] = [one.as_heard() for one in call.items]
    if objections_only:
        rows = [row for row in rows if row.outcome == Meaning.OBJECTED]
    if not rows:
        return 0
    done = take_in(constituency=kept.constituency_id, rows=rows, sent_at=call.sent_at, by=by, at=at)
    return sum(answer.is_safe for answer in done.answers)


def describe_call(kept: Quarantined) -> str:
    """How many conversations, and how many objections among them."""
    items = items_of(bytes(kept.sent))
    objections = sum(isinstance(one, dict) and one.get("outcome") == Meaning.OBJECTED for one in items)
    told = ngettext("One conversation", "%(count)d conversations", len(items)) % {"count": len(items)}
    if not objections:
        return told
    more = ngettext("one objection", "%(count)d objections", objections) % {"count": objections}
    return _("%(told)s, with %(more)s recorded at once") % {"told": told, "more": more}


def _read(kept: Quarantined) -> Call:
    try:
        return Call.model_validate_json(bytes(kept.sent))
    except ValidationError as fault:
        raise UnableToAdmit(_("What was sent has not the right form, and cannot be recorded.")) from fault


ADMITTERS[Action.CANVASSING_CONVERSATION_SEND] = Admitter(admit_call, describe_call, "api:send_conversations")
