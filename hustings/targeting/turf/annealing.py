"""Annealing: walks made shorter and evener by moving sides of streets from one to the next, each move by chance.

A walk keeps its one piece at every step. What is moved follows what it is beside; moves for the worse are made ever
more seldom. Chance is drawn from a seed, so that the same list is cut the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import exp
from random import Random

Route = list[int]
"""A walk as the ends at which its sides are entered: end 2n is the first door of side n, end 2n + 1 the last."""

TRIES, NEAREST = 1000, 10
"""Moves tried for each side, each towards one of so many that lie nearest beside it."""
HOT, COLD, COOLINGS = 1.0, 0.07, 200
"""How much longer a walk may become by chance, at the beginning and at the end, in usual ways from side to side; in
how many steps.
"""
SHORTEST_GAP = 0.1
"""Minutes from one side to the next that are at least reckoned usual."""
BAND = 0.065
"""How far from the mean a walk may be, as a part of it, without counting against it."""
LOOSE, STRICT = 33.0, 2700.0
"""What being off by the whole mean counts, at the beginning and at the end, in usual ways; by half of it a quarter."""
A_PERSON_MORE = 5.0
"""What a person beyond the most that a walk may name counts, in minutes."""
TAILS, SWAPS = 0.3, 0.55
"""Which part of all moves exchange the tails of two walks, and up to which part two sides."""
UNEVEN, ROUNDS, MENDING, MEND_STRICT = 0.09, 30, 0.33, 27_000.0
"""Walks further off than that are tried on with, so often, as hot and as strict as that."""


def place_of(side: int, route: Route) -> int:
    """Where in a route a side stands, whichever way it is walked."""
    return route.index(2 * side if 2 * side in route else 2 * side + 1)


@dataclass(frozen=True)
class Streets:
    """What moves are reckoned by: minutes between the ends of sides, minutes at and along each side, and who lives
    there; for each side those beside it, and the nearest of them.
    """

    between: Sequence[Sequence[float]]
    fixed: Sequence[float]
    people: Sequence[float]
    beside: Sequence[frozenset[int]]
    nearest: Sequence[Sequence[int]]
    most_people: float

    def walked(self, route: Route) -> float:
        """Minutes of getting from side to side."""
        total, between = 0.0, self.between
        for at in range(len(route) - 1):
            total += between[route[at] ^ 1][route[at + 1]]
        return total

    def is_whole(self, route: Route) -> bool:
        """Whether the sides of a walk are one piece on the walking graph."""
        left = {end >> 1 for end in route}
        edge = [left.pop()] if left else []
        while edge and left:
            reached = self.beside[edge.pop()] & left
            left -= reached
            edge.extend(reached)
        return not left


class Annealing:
    """Walks while they are changed: the route, the work and the people of each."""

    def __init__(self, streets: Streets, routes: list[Route], *, work: float, seed: int) -> None:
        self.streets, self.routes, self.work = streets, routes, work
        self.chance = Random(seed)  # noqa: S311 - the same list is to be cut the same
        self.walk_of = [0] * len(streets.fixed)
        for number, route in enumerate(routes):
            for end in route:
                self.walk_of[end >> 1] = number
        self.walked = [streets.walked(route) for route in routes]
        self.fixed = [sum(streets.fixed[end >> 1] for end in route) for route in routes]
        self.people = [sum(streets.people[end >> 1] for end in route) for route in routes]
        links = max(1, len(self.walk_of) - len(routes))
        self.gap = max(SHORTEST_GAP, sum(self.walked) / links)
        self.heat, self.off = COLD * self.gap, STRICT * self.gap
        self._aim()

    def _aim(self, band: float = BAND) -> None:
        """What a walk may take: near the mean of the place, and if that can be, near what was asked."""
        mean, work = self.mean, self.work
        self.low = max(mean * (1 - band), min(mean * (1 - band / 2), work * (1 - band)))
        self.high = min(mean * (1 + band), max(mean * (1 + band / 2), work * (1 + band)))

    @property
    def mean(self) -> float:
        """Minutes of a walk, on average."""
        return (sum(self.walked) + sum(self.fixed)) / len(self.routes)

    def minutes(self, longest: float) -> float:
        """Minutes of all walks, without ways that take longer than that."""
        between = self.streets.between
        legs = (between[one ^ 1][other] for route in self.routes for one, other in pairwise(route))
        return sum(self.fixed) + sum(leg for leg in legs if leg <= longest)

    def run(self, effort: float = 1.0) -> None:
        """Try so many moves for each side, from hot to cold, and ever stricter on evenness."""
        tries = round(TRIES * effort * len(self.walk_of) / COOLINGS)
        for cooling in range(COOLINGS):
            part = cooling / (COOLINGS - 1)
            self.heat = self.gap * HOT * (COLD / HOT) ** part
            self.off = self.gap * LOOSE * (STRICT / LOOSE) ** part
            self._aim()
            for _try in range(tries):
                self._try(int(self.chance.random() * len(self.walk_of)))

    def mend(self) -> None:
        """Try on with the sides of walks that are still off the mean, and of those beside them."""
        self.off = MEND_STRICT * self.gap
        for turn in range(ROUNDS):
            self.heat = self.gap * (COLD + MENDING * turn / ROUNDS)
            self._aim(UNEVEN)
            off = [number for number in range(len(self.routes)) if self._is_off(number)]
            for number in off:
                for _try in range(TRIES):
                    self._try(self._about(self.routes[number]))
            if not off:
                break

    def _is_off(self, walk: int) -> bool:
        minutes = self.walked[walk] + self.fixed[walk]
        return not self.low <= minutes <= self.high or self.people[walk] > self.streets.most_people

    @property
    def is_crowded(self) -> bool:
        """Whether any walk names more people than one may."""
        return max(self.people) > self.streets.most_people

    def _about(self, route: Route) -> int:
        """A side of a walk, or one beside it."""
        side = route[int(self.chance.random() * len(route))] >> 1
        nearest = self.streets.nearest[side]
        if nearest and self.chance.random() < 0.5:
            return nearest[int(self.chance.random() * len(nearest))]
        return side

    def _try(self, side: int) -> None:
        chance = self.chance.random
        nearest = self.streets.nearest[side]
        if not nearest:
            return
        other = nearest[int(chance() ** 2 * len(nearest))]
        one, two = self.walk_of[side], self.walk_of[other]
        if one == two:
            self._within(one, side, other)
            return
        kind = chance()
        if kind < TAILS:
            changed = self._tails(one, two, side, other)
        elif kind < SWAPS:
            changed = self._swapped(one, two, side, other)
        else:
            changed = self._moved(one, two, side, other)
        if changed:
            self._take(one, two, *changed)

    def _beside(self, route: Route, at: int, side: int) -> Route:
        """A route with one side more, before or after the one at a place, entered where it is shortest."""
        between = self.streets.between
        here = route[at]
        before = route[at - 1] if at else -1
        after = route[at + 1] if at + 1 < len(route) else -1
        best, found = 1e18, (0, 0)
        for end in (2 * side, 2 * side + 1):
            more = between[here ^ 1][end]
            if after >= 0:
                more += between[end ^ 1][after] - between[here ^ 1][after]
            if more < best:
                best, found = more, (at + 1, end)
            more = between[end ^ 1][here]
            if before >= 0:
                more += between[before ^ 1][end] - between[before ^ 1][here]
            if more < best:
                best, found = more, (at, end)
        place, end = found
        return [*route[:place], end, *route[place:]]

    def _without(self, walk: int, side: int) -> Route:
        return [end for end in self.routes[walk] if end >> 1 != side]

    def _within(self, walk: int, side: int, other: int) -> None:
        """Put a side beside another of its walk; or turn the stretch between them round."""
        if self.chance.random() < 0.5:
            left = self._without(walk, side)
            route = self._beside(left, place_of(other, left), side)
        else:
            route = self.routes[walk]
            low, high = sorted((place_of(side, route), place_of(other, route)))
            low += self.chance.random() < 0.5
            route = [*route[:low], *(end ^ 1 for end in reversed(route[low : high + 1])), *route[high + 1 :]]
        walked = self.streets.walked(route)
        if self._is_taken(walked - self.walked[walk]):
            self.routes[walk], self.walked[walk] = route, walked

    def _moved(self, one: int, two: int, side: int, other: int) -> tuple[Route, Route] | None:
        if len(self.routes[one]) < 2:
            return None
        return self._without(one, side), self._beside(
            self.routes[two], place_of(other, self.routes[two]), side
        )

    def _swapped(self, one: int, two: int, side: int, other: int) -> tuple[Route, Route] | None:
        """A side goes beside another, and one of that walk beside one of this."""
        back = self.routes[two][int(self.chance.random() * len(self.routes[two]))] >> 1
        to = [near for near in self.streets.nearest[back] if self.walk_of[near] == one and near != side]
        if not to or back == other:
            return None
        here = self._without(one, side)
        there = self._without(two, back)
        at = to[int(self.chance.random() * len(to))]
        here = self._beside(here, place_of(at, here), back)
        there = self._beside(there, place_of(other, there), side)
        return here, there

    def _tails(self, one: int, two: int, side: int, other: int) -> tuple[Route, Route] | None:
        """One walk goes on from a side as the other does from another, and the other way about."""
        here, there = self.routes[one], self.routes[two]
        if self.chance.random() < 0.5:
            here = [end ^ 1 for end in reversed(here)]
        if self.chance.random() < 0.5:
            there = [end ^ 1 for end in reversed(there)]
        at = place_of(side, here) + 1
        to = place_of(other, there)
        joined, rest = here[:at] + there[to:], there[:to] + here[at:]
        return (joined, rest) if rest else None

    def _take(self, one: int, two: int, here: Route, there: Route) -> None:
        streets = self.streets
        walked = (streets.walked(here), streets.walked(there))
        fixed = (
            sum([streets.fixed[end >> 1] for end in here]),
            sum([streets.fixed[end >> 1] for end in there]),
        )
        people = (
            sum([streets.people[end >> 1] for end in here]),
            sum([streets.people[end >> 1] for end in there]),
        )
        after = self._cost(walked[0], fixed[0], people[0]) + self._cost(walked[1], fixed[1], people[1])
        before = self._cost(self.walked[one], self.fixed[one], self.people[one]) + self._cost(
            self.walked[two], self.fixed[two], self.people[two]
        )
        if not self._is_taken(after - before):
            return
        if not (streets.is_whole(here) and streets.is_whole(there)):
            return
        for number, route in ((one, here), (two, there)):
            self.routes[number] = route
            for end in route:
                self.walk_of[end >> 1] = number
        self.walked[one], self.walked[two] = walked
        self.fixed[one], self.fixed[two] = fixed
        self.people[one], self.people[two] = people

    def _cost(self, walked: float, fixed: float, people: float) -> float:
        minutes = walked + fixed
        cost = walked
        if not self.low <= minutes <= self.high:
            over = minutes - self.high if minutes > self.high else self.low - minutes
            cost += self.off * (over / self.low) ** 2
        if people > self.streets.most_people:
            cost += A_PERSON_MORE * (people - self.streets.most_people)
        return cost

    def _is_taken(self, more: float) -> bool:
        return more <= 0 or self.chance.random() < exp(-more / self.heat)
