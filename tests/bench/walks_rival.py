"""Two who cut and order as well: a judge that reckons walks by their doors alone, and a solver of vehicle routes.

The solver (PyVRP) knows nothing of our cutting. It is freer than we are: its walks need not hang together, and may be
short; and it begins at our cut as well as at nothing, so that it can be no worse.
"""

import itertools
import time
from collections.abc import Sequence
from typing import Any

import numpy as np
import pyvrp
from numpy.typing import NDArray

from hustings.targeting.turf.town import Town
from hustings.targeting.turf.words import MOST_PEOPLE, Asked, WalkDoor

Walk = Sequence[Any]
UNITS = 10
"""Of a metre: the solver reckons in whole numbers."""
SEED = 1


class Judge:
    """Metres and minutes of walks by nothing but the order of their doors and the ways between where they stand."""

    def __init__(self, town: Town, doors: Sequence[WalkDoor], asked: Asked) -> None:
        self.town, self.asked = town, asked
        self.node: dict[Any, int] = {}
        self.side: dict[Any, int] = {}
        for number, (nodes, side) in enumerate(zip(town.nodes, town.sides, strict=True)):
            for node, stop in zip(nodes, side.stops, strict=True):
                for at in stop.doors:
                    self.node[doors[at].id], self.side[doors[at].id] = node, number

    def legs(self, walk: Walk) -> list[float]:
        """Metres from each stop to the next one."""
        stops = [node for node, _same in itertools.groupby(self.node[door] for door in walk)]
        places = sorted(set(stops))
        ways = self.town.distances(np.array(places))[:, places]
        at = {node: number for number, node in enumerate(places)}
        return [float(ways[at[one], at[other]]) for one, other in itertools.pairwise(stops)]

    def metres(self, walks: Sequence[Walk]) -> float:
        """Metres of all walks together."""
        return sum(sum(self.legs(walk)) for walk in walks)

    def minutes(self, walks: Sequence[Walk]) -> float:
        """Minutes under way of all walks together, on foot or by car as was asked."""
        pace, has_car = self.asked.pace, self.asked.has_car
        return sum(pace.moving(leg, has_car=has_car) for walk in walks for leg in self.legs(walk))

    def is_each_once(self, walks: Sequence[Walk]) -> bool:
        """Whether every door is on one walk."""
        return sorted(map(str, itertools.chain(*walks))) == sorted(map(str, self.node))


def shortest_order(minutes: NDArray[np.float64]) -> float:
    """The least minutes between some sides, whatever the order and the ends: every subset is reckoned (Held, Karp).

    Rows and columns 2n and 2n + 1 are the two ends of the nth side. Each side more takes twice the memory.
    """
    many = len(minutes) // 2
    best = np.full((1 << many, 2 * many), np.inf)
    for end in range(2 * many):
        best[1 << (end // 2), end ^ 1] = 0.0
    for walked in range(1, 1 << many):
        reached = (best[walked][:, None] + minutes).min(axis=0)
        for end in range(2 * many):
            if not walked >> (end // 2) & 1:
                more = walked | 1 << (end // 2)
                best[more, end ^ 1] = min(best[more, end ^ 1], reached[end])
    return float(best[-1].min())


def solve(
    judge: Judge, doors: Sequence[WalkDoor], ours: Sequence[Walk], *, longest: float, seconds: float
) -> list[list[Any]]:
    """The solver's walks, none over `longest` minutes nor with more people than one may name: the doors of each."""
    town, pace = judge.town, judge.asked.pace
    many, ends = len(town.sides), town.ends.reshape(-1)
    ways = town.distances(ends)[:, ends]
    costs = np.zeros((2 * many + 1, 2 * many + 1), dtype=np.int64)
    # Client 2n walks side n from its first end to its last, client 2n + 1 the other way: one of the two is served.
    leaving = np.arange(2 * many) ^ 1
    costs[1:, 1:] = np.rint(ways[leaving] * UNITS)
    np.fill_diagonal(costs, 0)
    minute = pace.on_foot * UNITS
    clients = [
        pyvrp.Client(
            location=1 + end,
            delivery=[town.sides[end // 2].people],
            service_duration=round(town.sides[end // 2].talking * minute + town.length(end // 2) * UNITS),
            required=False,
            group=end // 2,
        )
        for end in range(2 * many)
    ]
    places = [pyvrp.Location(0, 0), *(pyvrp.Location(*map(float, town.points[end])) for end in ends)]
    walkers = pyvrp.VehicleType(len(ours), [MOST_PEOPLE], shift_duration=int(longest * minute))
    ways_of_all: list[Any] = [costs]
    groups = [pyvrp.ClientGroup([2 * side, 2 * side + 1]) for side in range(many)]
    data = pyvrp.ProblemData(places, clients, [pyvrp.Depot(0)], [walkers], ways_of_all, ways_of_all, groups)
    given = pyvrp.Solution(data, [pyvrp.Route(data, _ends(judge, walk), 0) for walk in ours])
    found = [
        pyvrp.solve(data, _After(seconds / 2), seed=SEED, collect_stats=False, initial_solution=first).best
        for first in (None, given)
    ]
    shortest = min((one for one in found if one.is_feasible()), key=lambda one: one.distance())
    return [
        [door for visit in route.schedule() if visit.is_client() for door in _doors(town, doors, visit.idx)]
        for route in shortest.routes()
    ]


class _After:
    """Stops after so much time of the processor: what else the machine does is no loss to the solver."""

    def __init__(self, seconds: float) -> None:
        self.end = time.process_time() + seconds

    def __call__(self, best_cost: int) -> bool:
        return time.process_time() > self.end


def _ends(judge: Judge, walk: Walk) -> list[int]:
    """A walk as the ends at which its sides are entered."""
    entered: list[int] = []
    for side, run in itertools.groupby(walk, key=judge.side.__getitem__):
        entered.append(2 * side + (judge.node[next(run)] != judge.town.nodes[side][0]))
    return entered


def _doors(town: Town, doors: Sequence[WalkDoor], end: int) -> list[Any]:
    stops = town.sides[end // 2].stops
    return [doors[at].id for stop in (reversed(stops) if end % 2 else stops) for at in stop.doors]
