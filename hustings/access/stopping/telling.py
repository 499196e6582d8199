"""What people are told of a stop: the danger, the end, the office of whoever placed it. Who reported it, and in which
words, they are not told.
"""

from hustings.access.actor import Actor
from hustings.access.stops import WIDE, InForce, Kind
from hustings.access.wording import GROUND_SENTENCES, KIND_SENTENCES, role_name
from hustings.geography.models import Place

Told = dict[str, object]


def told_of(actor: Actor) -> list[Told]:
    """What somebody reads who has met a stop."""
    return [_told(stop) for stop in actor.stops if stop.meets(actor.action)]


def told_to(actor: Actor) -> list[Told]:
    """What stands above every page of somebody whom a stop of a place or a tool concerns."""
    reach = frozenset[int]().union(*(held.seats for held in actor.grants))
    here = [
        stop
        for stop in actor.stops
        if stop.kind in WIDE and (stop.kind is not Kind.SEAT or int(stop.thing) in reach)
    ]
    numbers = [int(stop.thing) for stop in here if stop.kind is Kind.SEAT]
    names = dict(Place.objects.filter(id__in=numbers).values_list("id", "name")) if numbers else {}
    return [
        {**_told(stop), "seat": names.get(int(stop.thing)) if stop.kind is Kind.SEAT else None}
        for stop in here
    ]


def _told(stop: InForce) -> Told:
    return {
        "ground": GROUND_SENTENCES[stop.ground],
        "sentence": KIND_SENTENCES[stop.kind],
        "ends_at": stop.ends_at,
        "role": role_name(stop.placed_role),
    }
