"""The arithmetic of walks that are changed by hand: minutes, and where a door fits best. Pure."""

import itertools
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from math import cos, dist, radians
from types import MappingProxyType

from hustings.lib.degrees import METRES_PER_DEGREE
from hustings.targeting.turf.words import USUAL, Pace

Place = tuple[float, float] | None
ROUNDABOUT = 1.25
"""How much further one walks than straight on, where no cut has measured it."""


@dataclass(frozen=True, slots=True)
class Stop:
    """A door of a walk in its order: how many people are asked for, where it stands, which house of flats it is in."""

    people: int
    place: Place
    building: Hashable = None


@dataclass(frozen=True, slots=True)
class Times:
    """Minutes of talking and of getting on, and metres of the way, of one person's work."""

    talking: float
    walking: float
    metres: float


def metres_between(one: Place, other: Place) -> float:
    """Metres straight on; 0 where either place is not known."""
    if one is None or other is None:
        return 0.0
    east = cos(radians(one[0]))
    return dist((one[0], one[1] * east), (other[0], other[1] * east)) * METRES_PER_DEGREE


def legs_of(stops: Sequence[Stop]) -> list[float]:
    """Metres straight on from each known place to the next one."""
    known = [stop.place for stop in stops if stop.place is not None]
    return [metres_between(a, b) for a, b in itertools.pairwise(known)]


def best_place(places: Sequence[Place], door: Place) -> int:
    """Before which place a door lengthens the walk the least; at the end where nothing is known of it."""
    if door is None or not places:
        return len(places)

    def longer(at: int) -> float:
        before = places[at - 1] if at else None
        after = places[at] if at < len(places) else None
        return metres_between(before, door) + metres_between(door, after) - metres_between(before, after)

    return min(range(len(places) + 1), key=lambda at: (longer(at), -at))


def further(walked: float, straight: float) -> float:
    """How much further walks are, as the cut measured them on their streets, than straight from door to door."""
    return max(1.0, walked / straight) if walked > 0 and straight > 0 else ROUNDABOUT


def times(
    stops: Sequence[Stop],
    *,
    further: float,
    has_car: bool,
    flats: Mapping[Hashable, int] = MappingProxyType({}),
    pace: Pace = USUAL,
) -> Times:
    """What doors in their order take, by the pace of the cut: talking, getting into houses of flats, and the way, which
    is so much further than straight on.

    `flats` counts the doors of each house of flats in all walks: getting into one that is parted is told once of it.
    """
    knocked = [stop for stop in stops if stop.people]
    inside = [flats[stop.building] for stop in knocked if flats.get(stop.building, 0) > 1]
    legs = [leg * further for leg in legs_of(stops)]
    return Times(
        pace.talking(len(knocked), sum(stop.people for stop in knocked))
        + sum(pace.a_building / doors for doors in inside),
        sum(pace.moving(leg, has_car=has_car) for leg in legs),
        sum(legs),
    )
