"""Doors to stops, and stops to the sides of streets: what is cut between, and walked whole."""

import statistics
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from math import ceil, dist

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

from hustings.targeting.turf.words import MOST_PEOPLE, Asked, Point, WalkDoor

LONGEST_GAP = 120.0
"""Metres between neighbours beyond which a side of a street is two."""
PARTS_OF_A_WALK = 10
"""A side is at most this part of a walk, so that walks can be made even."""
LARGEST_PART = 0.5
"""A building is parted where it is more than this part of what one walk may hold."""


@dataclass(frozen=True, slots=True)
class Stop:
    """Where one stands and knocks: a door, or a building with all its doors. `number` is a house number, if any."""

    doors: tuple[int, ...]
    point: Point
    number: int | None
    order: str
    talking: float
    people: int

    @property
    def key(self) -> tuple[int, str]:
        return (self.number if self.number is not None else 1_000_000, self.order)


@dataclass(frozen=True, slots=True)
class StreetSide:
    """Stops of one side of one street in the order in which they stand: walked whole, from either end."""

    street: str
    stops: tuple[Stop, ...]

    @property
    def talking(self) -> float:
        return sum(stop.talking for stop in self.stops)

    @property
    def people(self) -> int:
        return sum(stop.people for stop in self.stops)


def sides_of(
    doors: Sequence[WalkDoor], points: Sequence[Point], asked: Asked
) -> tuple[list[StreetSide], list[str]]:
    """Make the sides of every street; and name the buildings that had to be parted."""
    streets: dict[str, list[int]] = defaultdict(list)
    for at, door in enumerate(doors):
        streets[door.street].append(at)
    sides: list[StreetSide] = []
    parted: list[str] = []
    for street, members in streets.items():
        stops = _stops(doors, points, members, asked, parted)
        for line in (line for together in _stretches(stops) for line in _lines(doors, together)):
            sides.extend(StreetSide(street, part) for part in _parts(line, asked))
    return sides, parted


def _stops(
    doors: Sequence[WalkDoor], points: Sequence[Point], members: list[int], asked: Asked, parted: list[str]
) -> list[Stop]:
    """Gather the doors of each building; part one that is more than a walk, in the order of its flats."""
    together: dict[Hashable, list[int]] = defaultdict(list)
    for at in members:
        together[doors[at].building or ("door", doors[at].id)].append(at)
    stops: list[Stop] = []
    for building, inside in together.items():
        inside.sort(key=lambda at: doors[at].order)
        parts = _storeys(doors, inside, asked)
        if len(parts) > 1:
            parted.append(str(building))
        point = points[inside[0]]
        # Getting in is told once of a building, however many parts it has.
        way_in = asked.pace.a_building / len(parts) if len(inside) > 1 else 0.0
        stops.extend(_stop(doors, part, point, asked, way_in) for part in parts)
    return stops


def _stop(
    doors: Sequence[WalkDoor], inside: Sequence[int], point: Point, asked: Asked, way_in: float
) -> Stop:
    first = doors[inside[0]]
    knocked = [doors[at] for at in inside if doors[at].people]
    people = sum(door.people for door in knocked)
    return Stop(
        tuple(inside),
        point,
        first.number,
        first.order,
        asked.pace.talking(len(knocked), people) + (way_in if knocked else 0.0),
        people,
    )


def _storeys(doors: Sequence[WalkDoor], inside: list[int], asked: Asked) -> list[list[int]]:
    """Part the doors of a building evenly where they are more than one walk can hold."""
    people = sum(doors[at].people for at in inside)
    work = asked.pace.talking(sum(doors[at].people > 0 for at in inside), people)
    parts = max(work / (LARGEST_PART * asked.work), people / (LARGEST_PART * MOST_PEOPLE))
    if len(inside) < 2 or parts <= 1:
        return [inside]
    count = min(len(inside), 2 * ceil(parts))
    return [inside[len(inside) * at // count : len(inside) * (at + 1) // count] for at in range(count)]


def _stretches(stops: list[Stop]) -> list[list[Stop]]:
    """Stops of one street's name that stand near each other: two villages may have a Church Lane each."""
    near = cKDTree([stop.point for stop in stops]).query_pairs(LONGEST_GAP, output_type="ndarray")
    many = len(stops)
    ways = coo_array((np.ones(len(near)), (near[:, 0], near[:, 1])), shape=(many, many))
    count, stretch = connected_components(ways.tocsr(), directed=False)
    found: list[list[Stop]] = [[] for _ in range(count)]
    for stop, number in zip(stops, stretch, strict=True):
        found[number].append(stop)
    return found


def _lines(doors: Sequence[WalkDoor], stops: list[Stop]) -> list[list[Stop]]:
    """The two sides of a street; or the one line of a close numbered 1, 2, 3 round it, or of a lane of names."""
    numbered = sorted((stop for stop in stops if stop.number is not None), key=lambda stop: stop.key)
    named = [stop for stop in stops if stop.number is None]
    if not numbered:
        return [_chained(named)]
    if _runs_round(numbered):
        lines = [numbered]
    else:
        lines = [line for odd in (1, 0) if (line := [s for s in numbered if (s.number or 0) % 2 == odd])]
    for stop in named:
        _insert(lines, stop)
    return lines


def _runs_round(numbered: Sequence[Stop]) -> bool:
    """Whether each number stands beside the next one, and not across the road from it."""
    by_number = {stop.number or 0: stop.point for stop in numbered}
    next_one = [dist(point, by_number[n + 1]) for n, point in by_number.items() if n + 1 in by_number]
    next_two = [dist(point, by_number[n + 2]) for n, point in by_number.items() if n + 2 in by_number]
    if len(next_one) < 3 or len(next_two) < 3:
        return False
    return statistics.median(next_one) < 0.75 * statistics.median(next_two)


def _chained(stops: list[Stop]) -> list[Stop]:
    """Stops in a row, from one far out to the nearest each time: a lane of houses with names."""
    if not stops:
        return []
    first = stops[0].point
    left = list(stops)
    here = min(left, key=lambda stop: (-dist(stop.point, first), stop.order))
    row = [here]
    left.remove(here)
    while left:
        point = here.point
        here = min(left, key=lambda stop: (dist(stop.point, point), stop.order))
        left.remove(here)
        row.append(here)
    return row


def _insert(lines: list[list[Stop]], stop: Stop) -> None:
    """Put a house with a name where it lengthens a side the least."""
    best: tuple[float, int, int] | None = None
    for number, line in enumerate(lines):
        for place in range(len(line) + 1):
            beside = [line[at].point for at in (place - 1, place) if 0 <= at < len(line)]
            longer = sum(dist(point, stop.point) for point in beside)
            if len(beside) == 2:
                longer -= dist(*beside)
            if best is None or longer < best[0]:
                best = (longer, number, place)
    assert best is not None
    lines[best[1]].insert(best[2], stop)


def _parts(line: Sequence[Stop], asked: Asked) -> Iterable[tuple[Stop, ...]]:
    """Part a side at wide gaps, and where it is long, into even pieces."""
    run: list[Stop] = []
    for stop in line:
        if run and dist(run[-1].point, stop.point) > LONGEST_GAP:
            yield from _even(run, asked)
            run = []
        run.append(stop)
    if run:
        yield from _even(run, asked)


def _even(run: Sequence[Stop], asked: Asked) -> Iterable[tuple[Stop, ...]]:
    # A person more in the walk is a part of its minutes, and of the number of people it may name.
    share = [max(stop.talking / asked.work, stop.people / MOST_PEOPLE) for stop in run]
    count = max(1, min(len(run), round(sum(share) * PARTS_OF_A_WALK + 0.4)))
    piece: list[Stop] = []
    reached, total, made = 0.0, sum(share), 0
    for stop, part in zip(run, share, strict=True):
        if piece and total and reached + part / 2 > total * (made + 1) / count:
            yield tuple(piece)
            piece, made = [], made + 1
        piece.append(stop)
        reached += part
    yield tuple(piece)
