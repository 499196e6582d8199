"""Whom a condition speaks of, as the object of a sentence: "who lives in Mill Lane"."""

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hustings.canvassing.models import Conversation
from hustings.canvassing.rules import BY_MEANING, Meaning
from hustings.canvassing.schemes import label_of
from hustings.elections.models import ElectionKind
from hustings.register.models import AbsentVote, Door
from hustings.supporters.models import Relation, Way
from hustings.targeting.lists import conditions as c
from hustings.targeting.lists.naming import Names

SHOWN = 4


def whom(who: Any, names: Names) -> str:
    """Whom a condition speaks of."""
    return PHRASES[type(who)](who, names)


def _everybody(who: c.Everybody, names: Names) -> str:
    return _("everybody on the register")


def _place(who: c.Place, names: Names) -> str:
    return _("who lives in %s") % _either(names.of([*who.wards, *who.districts], _("a place that is gone")))


def _street(who: c.Street, names: Names) -> str:
    where = _either(names.of(who.streets, _("a street that is gone")))
    if not who.sides:
        return _("who lives in %s") % where
    sides = dict(Door.SIDES)
    told = {"where": where, "sides": _either(str(sides[one]) for one in who.sides)}
    return _("who lives in %(where)s (%(sides)s)") % told


def _household(who: c.Household, names: Names) -> str:
    if who.at_most is None:
        told = ngettext(
            "who lives with at least %(least)d elector at one door, counting themselves",
            "who lives with at least %(least)d electors at one door, counting themselves",
            who.at_least,
        ) % {"least": who.at_least}
    elif who.at_most == who.at_least == 1:
        told = _("who is the only elector of their door")
    else:
        told = _("whose door has between %(least)d and %(most)d electors") % {
            "least": who.at_least,
            "most": who.at_most,
        }
    if who.in_flats is None:
        return told
    where = _("in a house of flats") if who.in_flats else _("not in a house of flats")
    return where if who.at_least == 1 and who.at_most is None else f"{told}, {where}"


def _age(who: c.Age, names: Names) -> str:
    if who.band == "adult":
        return _("who is eighteen, or of whom the register says no birthday")
    if who.since and who.until:
        return _("who turns eighteen between %(since)s and %(until)s") % {
            "since": _day(who.since),
            "until": _day(who.until),
        }
    if who.until:
        return _("who turns eighteen by %s") % _day(who.until)
    return _("who turns eighteen from %s") % _day(who.since) if who.since else _("who is not yet eighteen")


def _franchise(who: c.Franchise, names: Names) -> str:
    return _("who may vote in %s") % _either(names.of([who.election], _("an election that is gone")))


def _absent_vote(who: c.AbsentVote, names: Names) -> str:
    kinds = dict(AbsentVote.Kind.choices) | {"none": _("votes at the polling station")}
    return _("who %s") % _either(str(kinds[one]) for one in who.kinds)


def _intention(who: c.Intention, names: Names) -> str:
    said = _either(_said(one) for one in who.said)
    told = _("who last said %(said)s") if who.when == "now" else _("who ever said %(said)s")
    told = f"{told % {'said': said}} ({ElectionKind(who.election).label})"
    return told + _days(who.within_days, who.older_than_days)


def _said(one: str) -> str:
    return _("nothing yet") if one == "nothing" else f"“{label_of(BY_MEANING[Meaning(one)])}”"


def _answered(who: c.Answered, names: Names) -> str:
    said = _either(names.of(who.codes, _("an answer that is gone")))
    return _("who answered %s") % said + _days(who.within_days)


def _tagged(who: c.Tagged, names: Names) -> str:
    return _("who bears the tag %s") % _either(names.of(who.tags, _("a tag that is gone")))


def _contacted(who: c.Contacted, names: Names) -> str:
    told = _("whom we spoke to") if who.reached else _("whom we tried to reach")
    channels = dict(Conversation.Channel.choices)
    if who.channels:
        told = f"{told} {_either(str(channels[one]) for one in who.channels)}"
    return told + _days(who.within_days)


def _turnout(who: c.Turnout, names: Names) -> str:
    elections = _either(names.of(who.elections, _("an election that is gone")))
    if len(who.elections) == 1:
        return (_("who voted in %s") if who.voted else _("who did not vote in %s")) % elections
    told = _("who voted in at least %(least)d of: %(elections)s")
    if not who.voted:
        told = _("who did not vote in at least %(least)d of: %(elections)s")
    return told % {"least": who.at_least, "elections": elections}


def _supporting(who: c.Supporting, names: Names) -> str:
    return _("who is a %s") % _either(str(Relation(one).label) for one in who.relations)


def _reachable(who: c.Reachable, names: Names) -> str:
    return _("who agreed to be reached %s") % _either(str(Way(one).label) for one in who.ways)


def _scored(who: c.Scored, names: Names) -> str:
    score = _either(names.of([who.score], _("a score that is gone")))
    bounds = {"score": score, "least": who.at_least, "most": who.at_most}
    if who.at_least is not None and who.at_most is not None:
        return _("whose score %(score)s is from %(least)g to %(most)g") % bounds
    if who.at_least is not None:
        return _("whose score %(score)s is %(least)g or more") % bounds
    if who.at_most is not None:
        return _("whose score %(score)s is %(most)g or less") % bounds
    return _("who has a score %(score)s") % bounds


def _on_list(who: c.OnList, names: Names) -> str:
    return _("who is on the list “%s”") % _either(names.of([who.list], _("a list that is gone")))


def _any_of(who: c.AnyOf, names: Names) -> str:
    return _either(whom(one, names) for one in who.of)


def _none_of(who: c.NoneOf, names: Names) -> str:
    return _("everybody but %s") % _either(whom(one, names) for one in who.of)


def _either(parts: Iterable[str]) -> str:
    """This, that or the other; of many only the first are named."""
    listed = list(parts)
    if len(listed) > SHOWN:
        more = len(listed) - SHOWN + 1
        rest = ngettext("%(count)d more", "%(count)d more", more) % {"count": more}
        listed = [*listed[: SHOWN - 1], rest]
    if len(listed) == 1:
        return listed[0]
    return _("%(some)s or %(last)s") % {"some": ", ".join(listed[:-1]), "last": listed[-1]}


def _days(within: int | None, older: int | None = None) -> str:
    told = ""
    if within:
        told += ngettext(", in the last %(days)d day", ", in the last %(days)d days", within) % {
            "days": within
        }
    if older:
        told += ngettext(", more than %(days)d day ago", ", more than %(days)d days ago", older) % {
            "days": older
        }
    return told


def _day(value: object) -> str:
    return str(date_format(value, "j F Y"))  # type: ignore[arg-type]


PHRASES: dict[type[c.Part], Callable[[Any, Names], str]] = {
    c.Everybody: _everybody,
    c.Place: _place,
    c.Street: _street,
    c.Household: _household,
    c.Age: _age,
    c.Franchise: _franchise,
    c.AbsentVote: _absent_vote,
    c.Intention: _intention,
    c.Answered: _answered,
    c.Tagged: _tagged,
    c.Contacted: _contacted,
    c.Turnout: _turnout,
    c.Supporting: _supporting,
    c.Reachable: _reachable,
    c.Scored: _scored,
    c.OnList: _on_list,
    c.AnyOf: _any_of,
    c.NoneOf: _none_of,
}
