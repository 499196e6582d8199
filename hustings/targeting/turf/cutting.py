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
EVEN_ENOUGH = 0.03
ROUNDS = 1500
PATIENCE = 20
"""After how many moves, and one a group, that made the worst no better it is good enough."""


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


def even_out(
    sides: Sides, groups: NDArray[np.int64], count: int, *, tolerance: float = EVEN_ENOUGH
) -> NDArray[np.int64]:
    """Move sides at the borders, one at a time, from fuller to emptier groups, as long as it makes them more even.

    A group keeps its one piece; of moves that even out alike, the one that keeps walks most compact is made.
    """
    borders = _Borders(sides, groups.copy(), count)
    best, since = borders.unevenness(), 0
    for turn in range(ROUNDS):
        if best <= tolerance or since > PATIENCE + count or not borders.improve(turn, tolerance):
            break
        now = borders.unevenness()
        best, since = (now, 0) if now < best - LEAST_GAIN else (best, since + 1)
    return borders.groups


class _Borders:
    """Groups while they are evened out: what each weighs, and what was moved of late and stays for a while."""

    def __init__(self, sides: Sides, groups: NDArray[np.int64], count: int) -> None:
        self.sides, self.groups = sides, groups
        self.loads = np.bincount(groups, weights=sides.weights, minlength=count)
        self.aim = float(self.loads.sum()) / count
        self.members: list[set[int]] = [set(map(int, np.flatnonzero(groups == g))) for g in range(count)]
        self.weary: dict[tuple[int, int], int] = {}

    def unevenness(self) -> float:
        return float(np.abs(self.loads - self.aim).max()) / self.aim if self.aim else 0.0

    def improve(self, turn: int, tolerance: float) -> bool:
        """Make the best move of the group furthest from the mean that has one. False where none has."""
        off = np.abs(self.loads - self.aim)
        for group in np.argsort(-off, kind="stable")[: int((off > tolerance * self.aim).sum())]:
            for _worth, side, there in sorted(self._moves(int(group)), reverse=True):
                if self.weary.get((side, there), -1) > turn:
                    continue
                if _stays_whole(self.sides, self.members[int(self.groups[side])], side):
                    self._move(side, there, turn)
                    return True
                self.weary[side, there] = turn + REST
        return False

    def _moves(self, group: int) -> Iterable[tuple[float, int, int]]:
        """Every move out of or into a group that makes the two more even: its worth, the side, where it goes."""
        seen: set[int] = set()
        for member in self.members[group]:
            touching = self._touching(member)
            for there in touching.keys() - {group}:
                yield from self._weighed(member, there, touching)
            for other in self.sides.beside[member]:
                if other not in seen and self.groups[other] != group:
                    seen.add(other)
                    yield from self._weighed(other, group, self._touching(other))

    def _touching(self, side: int) -> dict[int, float]:
        found: dict[int, float] = defaultdict(float)
        for other, nearness in self.sides.beside[side].items():
            found[int(self.groups[other])] += nearness
        return found

    def _weighed(self, side: int, there: int, touching: dict[int, float]) -> Iterable[tuple[float, int, int]]:
        here, weight = int(self.groups[side]), float(self.sides.weights[side])
        over, under = float(self.loads[here]) - self.aim, float(self.loads[there]) - self.aim
        gain = over**2 + under**2 - (over - weight) ** 2 - (under + weight) ** 2
        if gain > LEAST_GAIN * self.aim**2:
            lost = touching.get(here, 0.0) - touching[there]
            yield gain / self.aim**2 - COMPACT * lost, side, there

    def _move(self, side: int, there: int, turn: int) -> None:
        here = int(self.groups[side])
        self.groups[side] = there
        self.members[here].discard(side)
        self.members[there].add(side)
        self.loads[here] -= self.sides.weights[side]
        self.loads[there] += self.sides.weights[side]
        self.weary[side, here] = turn + REST


COMPACT = 0.0002
"""How much evenness (in squared parts of a walk) a unit of nearness is worth."""
LEAST_GAIN = 0.0001
"""Moves that make it more even by less, in squared parts of a walk, are not worth making."""
REST = 40
"""For how many moves a side stays where it was put."""


def _stays_whole(sides: Sides, members: set[int], side: int) -> bool:
    """Whether a group is still one piece, and not empty, without this side."""
    left = members - {side}
    return bool(left) and _reached(sides, left, next(iter(left))) == left


def is_whole(sides: Sides, members: Iterable[int]) -> bool:
    """Whether some sides are one piece on the walking graph."""
    left = set(members)
    return not left or _reached(sides, left, next(iter(left))) == left
