"""Words for rows and schemes: titles of lists, what happened in a conversation, the parts of a scheme."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from hustings.canvassing import rules
from hustings.canvassing.models import Conversation
from hustings.canvassing.rules import Meaning, Question
from hustings.canvassing.schemes import Entry, Scheme, label_of


@dataclass(frozen=True)
class ToldConversation:
    """One conversation in words."""

    happened_at: datetime
    recorded_at: datetime
    outcome: str
    channel: str
    said: tuple[str, ...]
    recorded_by: str
    stands: bool


@dataclass(frozen=True)
class SchemeSection:
    """The codes of one kind of question."""

    title: str
    explanation: str
    entries: tuple[Entry, ...]


def title_of(figure: str) -> str:
    """Name the list behind a figure."""
    return {
        "electors": _("Electors"),
        "contacted": _("Electors contacted"),
        "attempted": _("Electors we tried"),
        "told": _("Electors who told us"),
        "moved": _("Electors who said something else before"),
        "doors": _("Doors"),
        "doors-left": _("Doors left"),
    }[figure]


def told(conversations: Iterable[Conversation], names: Mapping[UUID, str]) -> list[ToldConversation]:
    """Put conversations into words, with the colleague who recorded each."""
    return [
        ToldConversation(
            happened_at=each.happened_at,
            recorded_at=each.recorded_at,
            outcome=_outcome(each.outcome),
            channel=each.get_channel_display(),
            said=tuple(_said(each)),
            recorded_by=names.get(each.recorded_by, _("a colleague")) if each.recorded_by else "",
            stands=each.is_current and each.outcome != Meaning.WITHDRAWN,
        )
        for each in conversations
    ]


def _outcome(meaning: str) -> str:
    if meaning == Meaning.WITHDRAWN:
        return _("Taken back")
    return label_of(rules.BY_MEANING[Meaning(meaning)])


def _said(conversation: Conversation) -> Iterable[str]:
    for intention in conversation.intentions.all():
        yield f"{intention.get_election_kind_display()}: {intention.code}"
    for answer in conversation.answers.all():
        yield str(answer.code)


def scheme_sections(scheme: Scheme) -> list[SchemeSection]:
    """Divide a scheme as its page shows it."""
    return [
        SchemeSection(
            _("Voting intention"),
            _("One for each kind of election. A letter behind 4 or 5 names the party."),
            scheme.of(Question.INTENTION),
        ),
        SchemeSection(
            _("Whom we reached"),
            _("Where nothing else is marked, a voting intention says that we spoke to the elector."),
            scheme.of(Question.REACH),
        ),
        SchemeSection(
            _("Things to do"), _("As many as apply, beside any other mark."), scheme.of(Question.ACTION)
        ),
    ]
