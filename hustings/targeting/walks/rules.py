"""The arithmetic of walks that are changed by hand: minutes, and where a door fits best. Pure."""

import itertools
from collections.abc import Sequence
from math import cos, dist, radians

from hustings.targeting.turf.words import USUAL, Pace

Place = tuple[float, float] | None
METRES_PER_DEGREE = 111_195.0


def metres_between(one: Place, other: Place) -> float:
    """Metres straight on; 0 where either place is not known."""
    if one is None or other is None:
        return 0.0
    east = cos(radians(one[0]))
    return dist((one[0], one[1] * east), (other[0], other[1] * east)) * METRES_PER_DEGREE


def length_of(places: Sequence[Place]) -> float:
    """Metres from each known place to the next one."""
    known = [place for place in places if place is not None]
    return sum(metres_between(a, b) for a, b in itertools.pairwise(known))


def best_place(places: Sequence[Place], door: Place) -> int:
    """Before which place a door lengthens the walk the least; at the end where nothing is known of it."""
    if door is None or not places:
        return len(places)

    def longer(at: int) -> float:
        before = places[at - 1] if at else None
        after = places[at] if at < len(places) else None
        return metres_between(before, door) + metres_between(door, after) - metres_between(before, after)

    return min(range(len(places) + 1), key=lambda at: (longer(at), -at))


def times(people: Sequence[int], places: Sequence[Place], pace: Pace = USUAL) -> tuple[float, float, float]:
    """Minutes of talking and of walking, and metres, of doors in their order."""
    metres = length_of(places)
    talking = pace.talking(sum(count > 0 for count in people), sum(people))
    return talking, metres / pace.on_foot, metres
