"""Who may vote in a chosen election, from letters, age and polling day; for one person in words, for a seat in SQL."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import F, Func, Q, TextField, Value
from django.db.models.functions import Upper
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hustings.elections.models import Election, ElectionKind
from hustings.elections.rules import is_held
from hustings.lib import markers
from hustings.lib.voting_ages import latest_majority, of_age_from, voting_age
from hustings.register.models import Elector, ElectorQuerySet
from hustings.register.wording import meaning_in_words

COMING = 8
"""Elections ahead that an elector's page speaks of."""


class Standing(StrEnum):
    """Whether somebody votes; `ASK` where the register bears a letter that only the officer can explain."""

    MAY = "may"
    ASK = "ask"
    MAY_NOT = "may not"


@dataclass(frozen=True)
class Entitlement:
    """Whether one elector may vote in one election, and why."""

    standing: Standing
    reason: str

    @property
    def may_vote(self) -> bool:
        return self.standing is not Standing.MAY_NOT


@dataclass(frozen=True)
class Votes:
    """One elector's entitlements by what is elected; `is_of_today` where no election is on the list."""

    is_of_today: bool
    of: list[tuple[str, Entitlement]]


@dataclass(frozen=True)
class Poll:
    """What the franchise depends on: where, what for and when."""

    nation: str
    kind: str
    day: date

    @classmethod
    def of(cls, election: Election, nation: str) -> "Poll":
        return cls(nation, election.kind, election.polling_day)


def entitlement(elector: Elector, election: Election) -> Entitlement:
    """Say whether an elector may vote in an election, and why, in words. Reads the elector's seat for its nation."""
    return entitlement_at(elector, Poll.of(election, elector.constituency.nation))


def entitlement_at(elector: Elector, poll: Poll) -> Entitlement:
    """As `entitlement`, at any poll."""
    if not elector.on_register:
        return Entitlement(Standing.MAY_NOT, _("No longer on the register."))
    if young := _too_young(elector, poll):
        return Entitlement(Standing.MAY_NOT, young)
    if barring := markers.barring(elector.markers, nation=poll.nation, kind=poll.kind, on=poll.day):
        meanings = ", ".join(meaning_in_words(each) for each in barring)
        return Entitlement(Standing.MAY_NOT, _("No vote in this kind of election: %s.") % meanings)
    if stale := markers.stale_letters(elector.markers, nation=poll.nation, on=poll.day):
        words = _("The marker %s is out of date. Ask the registration officer.") % stale
        return Entitlement(Standing.ASK, words)
    if unknown := markers.unknown_in(elector.markers, nation=poll.nation, on=poll.day):
        return Entitlement(Standing.MAY, _("Unknown marker %s, which takes nothing away here.") % unknown)
    return Entitlement(Standing.MAY, _coming_of_age(elector, poll) or _("On the register and of age."))


def votes_of(elector: Elector, nation: str, today: date) -> Votes:
    """Say of each coming election whether an elector may vote in it; where none is on the list, as if it were today."""
    coming = Election.objects.filter(polling_day__gte=today).order_by("polling_day", "name")
    polls = [(f"{one}, {_written(one.polling_day)}", Poll.of(one, nation)) for one in coming[:COMING]]
    is_of_today = not polls
    if is_of_today:
        held = [(kind, label) for kind, label in ElectionKind.choices if is_held(kind, nation)]
        polls = [(str(label), Poll(nation, kind, today)) for kind, label in held]
    return Votes(is_of_today, [(label, entitlement_at(elector, poll)) for label, poll in polls])


def _too_young(elector: Elector, poll: Poll) -> str:
    if elector.attains_on is None:
        return ""
    old_enough = of_age_from(elector.attains_on, nation=poll.nation, kind=poll.kind, on=poll.day)
    if old_enough <= poll.day:
        return ""
    years = voting_age(nation=poll.nation, kind=poll.kind, on=poll.day).years
    return _("Too young: %(years)d on %(day)s.") % {"years": years, "day": _written(old_enough)}


def _coming_of_age(elector: Elector, poll: Poll) -> str:
    """Of somebody who votes before eighteen, or is eighteen only just in time, the day."""
    if elector.attains_on is None or elector.attains_on.year < poll.day.year - 1:
        return ""
    years = voting_age(nation=poll.nation, kind=poll.kind, on=poll.day).years
    day = of_age_from(elector.attains_on, nation=poll.nation, kind=poll.kind, on=poll.day)
    return _("Of age: %(years)d on %(day)s.") % {"years": years, "day": _written(day)}


def _written(day: date) -> str:
    return date_format(day, "j F Y")


def entitled_in(electors: ElectorQuerySet, poll: Poll) -> ElectorQuerySet:
    """Narrow electors to those on the register who may vote at a poll: the same as `entitlement_at`, in SQL."""
    # The letters that bar are cut out; whoever bears none of them keeps all.
    letters = markers.barring_letters(nation=poll.nation, kind=poll.kind, on=poll.day)
    cut = Func(F("borne"), Value(letters), Value(""), function="translate", output_field=TextField())
    of_age = electors.on_the_register().filter(of_age_at(poll))
    return of_age.alias(borne=Upper("markers", output_field=TextField())).filter(borne=cut)


def of_age_at(poll: Poll) -> Q:
    """The condition on electors of being old enough at a poll; without a date they are."""
    latest = latest_majority(nation=poll.nation, kind=poll.kind, on=poll.day)
    return Q(attains_on=None) | Q(attains_on__lte=latest)
