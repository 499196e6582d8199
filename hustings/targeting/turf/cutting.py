"""Cutting: the sides of a town in even, compact walks, each of one piece on the walking graph."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import pymetis
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import dijkstra, minimum_spanning_tree

from hustings.targeting.turf.town import Town

NEAR = 6.0
"""Metres added to every distance before it becomes nearness, so that two doors at one point are not endlessly near."""


@dataclass
class Sides:
    """Sides as a graph of their own: `beside[a][b]` is how near b is to a, by way of the walking graph."""

    weights: NDArray[np.float64]
    beside: list[dict[int, float]]
    metres: list[dict[int, float]] = field(default_factory=list)


def sides_beside(town: Town, weights: NDArray[np.float64]) -> Sides:
    """Which sides lie beside which: those between whose surroundings a way runs, and how many metres it is."""
    from_side = town.side_of.copy()
    reach = np.zeros(len(town.points))
    if (from_side < 0).any():
        homes = np.flatnonzero(town.side_of >= 0)
        reach, _before, sources = dijkstra(
            town.ways, directed=False, indices=homes, min_only=True, return_predecessors=True
        )
        found = sources >= 0
        from_side[found] = town.side_of[sources[found]]
    metres: list[dict[int, float]] = [{} for _ in town.sides]
    ways = town.ways.tocoo()
    for first, second, long in zip(*ways.coords, ways.data, strict=True):
        one, other = int(from_side[first]), int(from_side[second])
        if one == other or min(one, other) < 0:
            continue
        away = float(reach[first] + long + reach[second])
        metres[one][other] = min(away, metres[one].get(other, away))
    beside = [{other: 1000 / (NEAR + away) for other, away in row.items()} for row in metres]
    return Sides(weights, beside, metres)


def shortest_tree(sides: Sides) -> Iterable[tuple[int, int, float]]:
    """The ways of the shortest tree that joins all sides: from which, to which, and how many metres."""
    pairs = [
        (one, other, away)
        for one, row in enumerate(sides.metres)
        for other, away in row.items()
        if one < other
    ]
    many = len(sides.metres)
    rows, columns, metres = (list(column) for column in zip(*pairs, strict=True)) if pairs else ([], [], [])
    # An edge of no length is none to the library.
    ways = coo_array((np.array(metres) + 1.0, (rows, columns)), shape=(many, many)).tocsr()
    tree = minimum_spanning_tree(ways).tocoo()
    for one, other, away in zip(*tree.coords, tree.data, strict=True):
        yield int(one), int(other), float(away) - 1.0


def among(sides: Sides, members: Sequence[int]) -> Sides:
    """Some of the sides alone, numbered anew in their order."""
    new = {side: number for number, side in enumerate(members)}
    beside = [{new[o]: near for o, near in sides.beside[side].items() if o in new} for side in members]
    metres = [{new[o]: away for o, away in sides.metres[side].items() if o in new} for side in members]
    return Sides(sides.weights[list(members)], beside, metres)


def apart(sides: Sides, far: float, work: NDArray[np.float64], least: float) -> list[list[int]]:
    """Places with a way longer than `far` between them; one with too little work goes to the one it is nearest."""
    left = set(range(len(sides.weights)))
    places: list[set[int]] = []
    near = Sides(sides.weights, [{o: m for o, m in row.items() if m <= far} for row in sides.metres])
    while left:
        places.append(_reached(near, left, min(left)))
        left -= places[-1]
    while len(places) > 1:
        small = min(places, key=lambda place: float(work[list(place)].sum()))
        if float(work[list(small)].sum()) >= least:
            break
        places.remove(small)
        ways = [(m, o) for side in small for o, m in sides.metres[side].items() if o not in small]
        _metres, nearest = min(ways)
        next(place for place in places if nearest in place).update(small)
    return [sorted(place) for place in places]


def cut_sides(sides: Sides, count: int, *, seed: int = 1) -> NDArray[np.int64]:
    """Part the sides into so many groups of one piece each, about even. Returns each side's group."""
    many = len(sides.weights)
    if count <= 1 or many <= count:
        return np.arange(many, dtype=np.int64) if many <= count else np.zeros(many, dtype=np.int64)
    starts, adjacent, near = [0], [], []
    for row in sides.beside:
        for other, nearness in sorted(row.items()):
            adjacent.append(other)
            near.append(max(1, round(nearness * 10)))
        starts.append(len(adjacent))
    unit = 1000 * count / max(float(sides.weights.sum()), 1e-9)
    found = pymetis.part_graph(
        count,
        pymetis.CSRAdjacency(starts, adjacent),
        vweights=[max(1, round(float(weight) * unit)) for weight in sides.weights],
        eweights=near,
        recursive=False,
        options=pymetis.Options(contig=1, ufactor=60, ncuts=6, niter=40, seed=seed),
    )
    groups = np.array(found[1], dtype=np.int64)
    return mend(sides, groups, count)


def mend(sides: Sides, groups: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    """Give every group one piece and at least one side, whatever came before."""
    for group in range(count):
        parts = _pieces(sides, np.flatnonzero(groups == group))
        for part in parts[1:]:
            touching: dict[int, float] = defaultdict(float)
            for side in part:
                for other, nearness in sides.beside[side].items():
                    if groups[other] != group:
                        touching[int(groups[other])] += nearness
            if touching:
                groups[list(part)] = max(touching, key=lambda other: (touching[other], -other))
    for group in range(count):
        if not (groups == group).any():
            _found_new(sides, groups, group)
    return groups


def _pieces(sides: Sides, members: NDArray[np.int64]) -> list[set[int]]:
    """A group's pieces, the heaviest first."""
    left = set(map(int, members))
    found = []
    while left:
        piece = _reached(sides, left, next(iter(left)))
        found.append(piece)
        left -= piece
    return sorted(found, key=lambda piece: -float(sides.weights[list(piece)].sum()))


def _reached(sides: Sides, within: set[int], start: int) -> set[int]:
    seen, edge = {start}, [start]
    while edge:
        for other in sides.beside[edge.pop()]:
            if other in within and other not in seen:
                seen.add(other)
                edge.append(other)
    return seen


def _found_new(sides: Sides, groups: NDArray[np.int64], group: int) -> None:
    """Split the heaviest group that has two sides or more, to fill one that has none."""
    loads = {int(g): float(sides.weights[groups == g].sum()) for g in np.unique(groups)}
    for heavy in sorted(loads, key=lambda g: -loads[g]):
        members = list(map(int, np.flatnonzero(groups == heavy)))
        if len(members) < 2:
            continue
        taken: set[int] = set()
        for side in _outward(sides, set(members)):
            if taken and float(sides.weights[list(taken)].sum()) >= loads[heavy] / 2:
                break
            taken.add(side)
        groups[list(taken)[: len(members) - 1]] = group
        return


def _outward(sides: Sides, within: set[int]) -> Iterable[int]:
    """The sides of a group from one end to the other, each beside one that came before, and the rest of one piece."""
    order, seen = [], set()
    edge = [min(within)]
    while edge:
        side = edge.pop(0)
        if side in seen:
            continue
        seen.add(side)
        order.append(side)
        edge.extend(sorted(set(sides.beside[side]) & within - seen))
    return reversed(order)  # the last reached leave the rest joined


def is_whole(sides: Sides, members: Iterable[int]) -> bool:
    """Whether some sides are one piece on the walking graph."""
    left = set(members)
    return not left or _reached(sides, left, next(iter(left))) == left
