"""Where every door stands, in metres, also the one that no file placed: by its street and its number."""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from hustings.lib.degrees import METRES_PER_DEGREE
from hustings.targeting.turf.words import Point, WalkDoor

STEP = 5.0
"""Metres between one house number and the next: houses of one side are two numbers apart."""
ACROSS = 12.0
"""Metres between the two sides of a street of which nothing better is known."""
STREETS_APART = 60.0
"""Between two streets of which neither's place is known."""


class Ground:
    """A flat piece of the earth: degrees to metres and back. Good to a few metres over twenty kilometres."""

    def __init__(self, places: Iterable[tuple[float, float]]) -> None:
        """Take the middle of some places as the origin."""
        found = np.array(list(places), dtype=float).reshape(-1, 2)
        self.middle = found.mean(axis=0) if len(found) else np.zeros(2)
        self.east = METRES_PER_DEGREE * math.cos(math.radians(float(self.middle[0])))

    def point(self, place: tuple[float, float]) -> Point:
        latitude, longitude = place
        return (
            (longitude - float(self.middle[1])) * self.east,
            (latitude - float(self.middle[0])) * METRES_PER_DEGREE,
        )

    def place(self, point: Point) -> tuple[float, float]:
        return (
            float(self.middle[0]) + point[1] / METRES_PER_DEGREE,
            float(self.middle[1]) + point[0] / self.east,
        )


def place_doors(doors: Sequence[WalkDoor], ground: Ground) -> tuple[list[Point], int, int]:
    """Give every door a point; and say how many had none, and how many of those had no neighbour that had one.

    A door without a place stands between the neighbours of its street as its number does. Doors that share the middle
    of a postcode are spread along their street. A street of which nothing is known is laid beside the others.
    """
    points: list[Point] = [(0.0, 0.0)] * len(doors)
    streets: dict[str, list[int]] = defaultdict(list)
    for at, door in enumerate(doors):
        streets[door.street].append(at)
    lost = sum(door.place is None for door in doors)
    nowhere: list[list[int]] = []
    for members in streets.values():
        if all(doors[at].place is None for at in members):
            nowhere.append(members)
        else:
            _place_street(doors, members, points, ground)
    edge = max((points[at][0] for at in range(len(doors)) if doors[at].place), default=0.0)
    for number, members in enumerate(nowhere, start=1):
        _lay(doors, members, points, (edge + number * STREETS_APART, 0.0), (0.0, 1.0))
    return points, lost, sum(map(len, nowhere))


def _place_street(doors: Sequence[WalkDoor], members: list[int], points: list[Point], ground: Ground) -> None:
    """Take the places that are known; spread doors that share a rough one; put the others by their numbers."""
    shared: dict[tuple[float, float], list[int]] = defaultdict(list)
    missing = []
    for at in members:
        place = doors[at].place
        if place is None:
            missing.append(at)
        else:
            points[at] = ground.point(place)
            shared[place].append(at)
    known = [at for at in members if doors[at].place is not None]
    along = _direction([points[at] for at in known])
    for together in shared.values():
        if _is_spread(doors, together):
            _lay(doors, together, points, points[together[0]], along)
    for at in missing:
        points[at] = _by_number(doors, at, known, points, along)


def _is_spread(doors: Sequence[WalkDoor], together: list[int]) -> bool:
    """Doors at one point that cannot all stand there: several house numbers, by rough places or of two sides."""
    houses = {(doors[at].number, doors[at].building, doors[at].order) for at in together}
    numbers = {doors[at].number for at in together} - {None}
    return len(houses) > 1 and (len(numbers) > 1 or any(doors[at].is_rough for at in together))


def _direction(points: Sequence[Point]) -> Point:
    """The way a street runs, from where its doors stand; east where they all stand at one point."""
    found = np.array(points, dtype=float)
    spread = found - found.mean(axis=0)
    if len(found) < 2 or float(np.abs(spread).max()) < 1.0:
        return (1.0, 0.0)
    _u, _s, axes = np.linalg.svd(spread, full_matrices=False)
    east, north = float(axes[0][0]), float(axes[0][1])
    return (east, north)


def _lay(
    doors: Sequence[WalkDoor], together: list[int], points: list[Point], middle: Point, along: Point
) -> None:
    """Lay doors along a straight street through its middle: by number, the odd on one side, the even on the other."""
    numbered = {at: number for at in together if (number := doors[at].number) is not None}
    last = max(numbered.values(), default=0)
    houses = {
        doors[at].building or doors[at].order or str(doors[at].id) for at in together if at not in numbered
    }
    position = {house: last + 2 * (index + 1) for index, house in enumerate(sorted(houses))}
    stands = {
        at: numbered.get(at, position.get(doors[at].building or doors[at].order or str(doors[at].id), 0))
        for at in together
    }
    # Numbers can leap ("Flat 1, 30001"): what counts is their order, and small gaps.
    ordered = sorted(set(stands.values()))
    metres, reached = {}, 0.0
    for before, value in zip([ordered[0], *ordered], ordered, strict=False):
        reached += STEP * min(value - before, 6)
        metres[value] = reached
    for at in together:
        off = metres[stands[at]] - reached / 2
        side = {"odd": 1.0, "even": -1.0}.get(doors[at].side, 0.0) * ACROSS / 2
        points[at] = (
            middle[0] + along[0] * off - along[1] * side,
            middle[1] + along[1] * off + along[0] * side,
        )


def _by_number(
    doors: Sequence[WalkDoor], at: int, known: list[int], points: list[Point], along: Point
) -> Point:
    """The place of one door among those of its street, its own side first."""
    own = doors[at]
    beside = [other for other in known if doors[other].side == own.side] or known
    number = own.number
    numbered = [other for other in beside if doors[other].number is not None]
    if number is None or not numbered:
        nearest = min(beside, key=lambda other: _apart(doors[other].order, own.order))
        return points[nearest]
    below = [other for other in numbered if (doors[other].number or 0) <= number]
    above = [other for other in numbered if (doors[other].number or 0) >= number]
    if below and above:
        low = max(below, key=lambda other: doors[other].number or 0)
        high = min(above, key=lambda other: doors[other].number or 0)
        return _between(points[low], points[high], doors[low].number, doors[high].number, number)
    end = max(numbered, key=lambda other: doors[other].number or 0) if below else min(
        numbered, key=lambda other: doors[other].number or 0
    )  # fmt: skip
    return _beyond(points, numbered, end, min(abs(number - (doors[end].number or 0)), 40), along)


def _between(low: Point, high: Point, first: int | None, last: int | None, number: int) -> Point:
    part = 0.5 if first == last else (number - (first or 0)) / ((last or 0) - (first or 0))
    return (low[0] + (high[0] - low[0]) * part, low[1] + (high[1] - low[1]) * part)


def _beyond(points: list[Point], numbered: list[int], end: int, steps: int, along: Point) -> Point:
    """Past the last door that is known, away from the others."""
    others = np.array([points[other] for other in numbered]).mean(axis=0)
    away = np.array(points[end]) - others
    east, north = along if float(np.dot(away, along)) >= 0 else (-along[0], -along[1])
    return (points[end][0] + east * STEP * steps, points[end][1] + north * STEP * steps)


def _apart(first: str, second: str) -> tuple[int, str]:
    """How alike two orders begin: the longest common beginning is nearest."""
    same = next((at for at, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), len(first))
    return (-same, first)


def as_array(points: Sequence[Point]) -> NDArray[np.float64]:
    return np.array(points, dtype=np.float64).reshape(-1, 2)
