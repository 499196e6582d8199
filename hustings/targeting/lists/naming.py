"""The names of what a list refers to by identifier: places, streets, codes, tags, elections, scores, other lists."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from hustings.canvassing.models import Code
from hustings.elections.models import Election
from hustings.geography.models import Place, PollingDistrict
from hustings.register.models import Street
from hustings.targeting.lists import conditions
from hustings.targeting.lists.rules import ListForm, conditions_of
from hustings.targeting.models import SavedList, Score, Tag


@dataclass
class Names:
    """What an identifier, or a ward's code, is called."""

    known: dict[UUID | str, str] = field(default_factory=dict)

    def of(self, keys: Iterable[UUID | str], gone: str) -> list[str]:
        """The names of these, each once; what is not there any more is called so."""
        return list(dict.fromkeys(self.known.get(key, gone) for key in keys))


def names_for(constituency: int, forms: Iterable[ListForm]) -> Names:
    """Look up every name that some lists of a seat mention: one query for each kind of thing they mention."""
    wanted = _wanted(forms)
    known: dict[UUID | str, str] = {}
    if wards := wanted["ward"]:
        known |= {place.code: str(place) for place in Place.objects.filter(kind="ward", code__in=wards)}
    of_seat = {
        "district": PollingDistrict.objects.filter(constituency_id=constituency),
        "street": Street.objects.filter(constituency_id=constituency),
        "code": Code.objects.all(),
        "tag": Tag.objects.filter(constituency_id=constituency),
        "election": Election.objects.all(),
        "score": Score.objects.filter(constituency_id=constituency),
        "list": SavedList.objects.filter(constituency_id=constituency),
    }
    for kind, rows in of_seat.items():
        if wanted[kind]:
            known |= {row.pk: str(row) for row in rows.filter(pk__in=wanted[kind])}
    return Names(known)


KINDS = ("ward", "district", "street", "code", "tag", "election", "score", "list")


def _wanted(forms: Iterable[ListForm]) -> dict[str, set[Any]]:
    wanted: dict[str, set[Any]] = {kind: set() for kind in KINDS}
    for form in forms:
        if form.polling:
            wanted["election"].add(form.polling)
        for one in conditions_of(form):
            for kind, values in _named_by(one):
                wanted[kind].update(values)
    return wanted


def _named_by(one: Any) -> Iterable[tuple[str, Iterable[Any]]]:
    return [(kind, values(one)) for named, kind, values in NAMED if isinstance(one, named)]


NAMED: tuple[tuple[type[conditions.Part], str, Callable[[Any], Iterable[Any]]], ...] = (
    (conditions.Place, "ward", lambda one: one.wards),
    (conditions.Place, "district", lambda one: one.districts),
    (conditions.Street, "street", lambda one: one.streets),
    (conditions.Answered, "code", lambda one: one.codes),
    (conditions.Tagged, "tag", lambda one: one.tags),
    (conditions.Turnout, "election", lambda one: one.elections),
    (conditions.Franchise, "election", lambda one: [one.election]),
    (conditions.Scored, "score", lambda one: [one.score]),
    (conditions.OnList, "list", lambda one: [one.list]),
)
