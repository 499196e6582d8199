"""Whether what was heard may be kept: every refusal is a sentence, and nothing of a refused row is stored."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from hustings.canvassing import rules
from hustings.canvassing.models import Code, Conversation
from hustings.elections.models import ElectionKind
from hustings.organisation.models import Basis, Organisation, Switch, SwitchKey
from hustings.register.models import Elector

FEW = 1_000
"""So many electors are looked up one by one; for more the whole seat is read."""


@dataclass(frozen=True)
class Heard:
    """What was heard in one conversation, as paper, a page or a phone sends it.

    `id` is made by the sender, so that sending again changes nothing. `intentions` are pairs of a kind of
    election and a code's id, `answers` pairs of a code's id and a value (mostly ""). `supersedes` names the
    conversation this one corrects, whether or not that has arrived.
    """

    id: UUID
    happened_at: datetime
    outcome: str = rules.Meaning.SPOKE
    elector: UUID | None = None
    door: UUID | None = None
    channel: str = Conversation.Channel.DOOR
    source_kind: str = ""
    source_id: UUID | None = None
    source_line: int | None = None
    intentions: tuple[tuple[str, UUID], ...] = ()
    answers: tuple[tuple[UUID, str], ...] = ()
    consent_given: bool | None = None
    supersedes: UUID | None = None


@dataclass(frozen=True)
class Refused:
    """A row that was not kept, and the sentence that says why and what to do."""

    id: UUID
    sentence: str


@dataclass
class Judge:
    """What is asked of every row of one seat; made by `judge_for` with three queries."""

    at: datetime
    opinions_open: bool
    consent_needed: bool
    codes: dict[UUID, tuple[str, str]]
    not_yet_of_age: dict[UUID, datetime] = field(default_factory=dict)

    def sentence_against(self, heard: Heard) -> str:
        """Say why a row cannot be kept; "" where it can."""
        return self._against_shape(heard) or self._against_codes(heard) or self._against_opinions(heard)

    def _against_shape(self, heard: Heard) -> str:
        if heard.elector is None and heard.door is None:
            return _("It names neither an elector nor a door. Choose one and send it again.")
        if heard.happened_at > self.at:
            return _("Its time lies in the future: %s. Correct the date and send it again.") % (
                timezone.localtime(heard.happened_at).strftime("%d %B %Y %H:%M")
            )
        if heard.outcome not in rules.OUTCOMES:
            return _("“%s” is no outcome of a conversation.") % heard.outcome
        if heard.channel not in Conversation.Channel.values:
            return _("“%s” is no way of speaking to somebody.") % heard.channel
        return ""

    def _against_codes(self, heard: Heard) -> str:
        if heard.intentions and heard.elector is None:
            return _("A voting intention belongs to one elector, and none is named.")
        kinds = [kind for kind, _code in heard.intentions]
        if len(kinds) != len(set(kinds)) or not set(kinds) <= set(ElectionKind.values):
            return _("There is one voting intention for each kind of election, and each names its kind.")
        intended = (self._is_wrong(code, is_intention=True) for _kind, code in heard.intentions)
        answered = (self._is_wrong(code, is_intention=False) for code, _value in heard.answers)
        if any(intended) or any(answered):
            return _("A code is not of this seat's scheme. Look at the scheme and send it again.")
        if len({code for code, _value in heard.answers}) != len(heard.answers):
            return _("The same code is ticked twice.")
        return ""

    def _is_wrong(self, code: UUID, *, is_intention: bool) -> bool:
        question, _meaning = self.codes.get(code, ("", ""))
        if is_intention:
            return question != rules.Question.INTENTION
        return question not in (rules.Question.ACTION, rules.Question.LOCAL)

    def _against_opinions(self, heard: Heard) -> str:
        if not has_opinions(heard, self.codes):
            return ""
        if not self.opinions_open:
            return _(
                "Opinions cannot be recorded before the organisation's papers are filed and the switch is "
                "on. Nothing of this line was kept; it can be sent again then."
            )
        if self.consent_needed and not heard.consent_given:
            return _("Opinions are recorded by consent alone here. Ask, tick the consent and send it again.")
        of_age = self.not_yet_of_age.get(heard.elector) if heard.elector else None
        if of_age is not None and of_age > heard.happened_at:
            return _("This elector is not yet 18: no opinion is recorded. Record the visit alone.")
        return ""


def has_opinions(heard: Heard, codes: dict[UUID, tuple[str, str]]) -> bool:
    """Whether a row tells a political opinion, or somebody's own words about one."""
    return bool(heard.intentions) or any(
        rules.is_opinion(*codes.get(code, ("", ""))) for code, _value in heard.answers
    )


def judge_for(constituency: int, rows: Iterable[Heard], at: datetime) -> Judge:
    """Read what the law, the organisation and the scheme ask of these rows."""
    organisation = Organisation.objects.first()
    codes = Code.objects.filter(Q(constituency=None) | Q(constituency_id=constituency))
    judge = Judge(
        at=at,
        opinions_open=Switch.objects.filter(key=SwitchKey.OPINIONS, is_on=True).exists(),
        consent_needed=organisation is None or organisation.basis == Basis.CONSENT,
        codes={code.id: (code.question, code.meaning) for code in codes.only("id", "question", "meaning")},
    )
    judge.not_yet_of_age = _not_yet_of_age(constituency, rows, judge.codes)
    return judge


def _not_yet_of_age(
    constituency: int, rows: Iterable[Heard], codes: dict[UUID, tuple[str, str]]
) -> dict[UUID, datetime]:
    """Find electors who told an opinion before the day on which they come of age."""
    telling = {row.elector: row.happened_at for row in rows if row.elector and has_opinions(row, codes)}
    if not telling:
        return {}
    young = Elector.objects.of_seat(constituency).filter(attains_on__gt=min(telling.values()).date())
    if len(telling) <= FEW:
        young = young.filter(id__in=telling)
    return {
        id: timezone.make_aware(datetime.combine(day, datetime.min.time()))
        for id, day in young.values_list("id", "attains_on")
        if day is not None
    }
