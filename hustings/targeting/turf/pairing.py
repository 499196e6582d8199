"""Recombining: two walks that touch are put together and parted anew along a tree of short ways, for better halves.

A tree that is cut leaves two pieces, so that whatever comes out hangs together.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from random import Random

import numpy as np
from numpy.typing import NDArray

from hustings.targeting.turf.cutting import Sides

Costs = tuple[float, float]
Halves = tuple[list[int], list[int]]
SPREAD = (0.4, 1.6)
"""By how much a way's length is stretched by chance, so that each tree is another."""
TREES = 12
LEAST_GAIN = 1e-4


def halves_of(
    sides: Sides, members: Sequence[int], chance: Random, *, trees: int = TREES
) -> Iterable[Halves]:
    """Part some sides in two, each time by the cut of another tree that makes the halves most even."""
    for _tree in range(trees):
        order, above = _tree_of(sides, members, chance)
        if len(order) < len(members):
            return  # they hang together by a third walk alone
        weights = sides.weights
        load = {side: float(weights[side]) for side in order}
        for side in reversed(order[1:]):
            load[above[side]] += load[side]
        half = load[order[0]] / 2
        cut = min(order[1:], key=lambda side: abs(load[side] - half))
        below = {cut}
        for side in order[1:]:
            if above[side] in below:
                below.add(side)
        yield sorted(below), sorted(set(order) - below)


def _tree_of(sides: Sides, members: Sequence[int], chance: Random) -> tuple[list[int], dict[int, int]]:
    """A tree of short ways over some sides: they in the order in which they were reached, and what each hangs on."""
    within = set(members)
    first = members[chance.randrange(len(members))]
    reached: dict[int, tuple[float, int]] = {}
    order, above = [first], {}
    within.discard(first)
    side = first
    while within:
        for other, metres in sides.metres[side].items():
            if other in within:
                length = (metres + 1) * chance.uniform(*SPREAD)
                if other not in reached or length < reached[other][0]:
                    reached[other] = (length, side)
        if not reached:
            break
        side = min(reached, key=reached.__getitem__)
        above[side] = reached.pop(side)[1]
        order.append(side)
        within.discard(side)
    return order, above


def neighbours_of(sides: Sides, groups: NDArray[np.int64], group: int) -> list[int]:
    """The groups that touch one."""
    members = np.flatnonzero(groups == group)
    found = {int(groups[other]) for side in members for other in sides.beside[int(side)]}
    return sorted(found - {group})


Cost = Callable[[Sequence[int]], float]
"""Minutes of a walk of some sides, as far as one wants to reckon them."""


@dataclass
class Pairs:
    """Groups while pairs of them are parted anew: what each costs, and by how much it may be off the mean."""

    sides: Sides
    groups: NDArray[np.int64]
    count: int
    cost: Cost
    chance: Random
    trees: int = TREES

    def __post_init__(self) -> None:
        self.members = [list(map(int, np.flatnonzero(self.groups == group))) for group in range(self.count)]
        self.costs = [self.cost(members) for members in self.members]

    @property
    def unevenness(self) -> float:
        mean = sum(self.costs) / self.count
        return max(abs(cost - mean) for cost in self.costs) / mean

    def even(self, *, tolerance: float, rounds: int) -> None:
        """Part anew, the worst first, as long as it makes them more even."""
        for _round in range(rounds):
            mean = sum(self.costs) / self.count
            worst = sorted(range(self.count), key=lambda group: -abs(self.costs[group] - mean))
            off = [group for group in worst if abs(self.costs[group] - mean) > tolerance * mean]
            if not sum(self._part(group, mean) for group in off):
                break

    def shorten(self, *, tolerance: float, rounds: int) -> None:
        """Part pairs anew where that takes less time in all and leaves neither further off the mean than is allowed."""
        for _round in range(rounds):
            mean = sum(self.costs) / self.count
            if not sum(self._shortened(group, mean, tolerance * mean) for group in range(self.count)):
                break

    def _part(self, group: int, mean: float) -> bool:
        """Part a group anew with the neighbour with which it comes out best. False where it comes out no better."""

        def gain(before: Costs, after: Costs) -> float:
            return (_squares(before, mean) - _squares(after, mean)) / mean**2

        return self._take_best(group, neighbours_of(self.sides, self.groups, group), gain)

    def _shortened(self, group: int, mean: float, allowed: float) -> bool:
        """As `_part`, for less time in all; each pair is looked at once."""

        def gain(before: Costs, after: Costs) -> float:
            most = max(allowed, *(abs(cost - mean) for cost in before))
            if any(abs(cost - mean) > most for cost in after):
                return 0.0
            return (sum(before) - sum(after)) / mean

        others = [other for other in neighbours_of(self.sides, self.groups, group) if other > group]
        return self._take_best(group, others, gain)

    def _take_best(self, group: int, others: Iterable[int], gain: Callable[[Costs, Costs], float]) -> bool:
        best: tuple[float, int, Halves, Costs] | None = None
        for other in others:
            before = (self.costs[group], self.costs[other])
            members = sorted([*self.members[group], *self.members[other]])
            for one, two in halves_of(self.sides, members, self.chance, trees=self.trees):
                costs = (self.cost(one), self.cost(two))
                worth = gain(before, costs)
                if worth > LEAST_GAIN and (best is None or worth > best[0]):
                    best = (worth, other, (one, two), costs)
        if best is None:
            return False
        _worth, other, halves, costs = best
        for number, half, cost in zip((group, other), halves, costs, strict=True):
            self.groups[half] = number
            self.members[number], self.costs[number] = half, cost
        return True


def _squares(costs: Costs, mean: float) -> float:
    return sum((cost - mean) ** 2 for cost in costs)


def tree_of(sides: Sides, members: Sequence[int]) -> Iterable[float]:
    """Metres of each way of the shortest tree that joins some sides."""
    within = set(members[1:])
    edge = [(metres, other) for other, metres in sides.metres[members[0]].items() if other in within]
    heapify(edge)
    while within and edge:
        metres, side = heappop(edge)
        if side not in within:
            continue
        within.discard(side)
        yield metres
        for other, away in sides.metres[side].items():
            if other in within:
                heappush(edge, (away, other))
