"""Five thousand doors, and the Isle of Man, cut into walks and ordered: how long it takes, how even and how short."""

import itertools
import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from hustings.targeting.turf.cutting import Sides, is_whole, sides_beside
from hustings.targeting.turf.placing import Ground, place_doors
from hustings.targeting.turf.planning import cut_doors
from hustings.targeting.turf.sides import sides_of
from hustings.targeting.turf.town import Town, town_of_doors
from hustings.targeting.turf.words import Asked, Cut, WalkDoor
from tests.bench.figures import Figure, absolute, ratio
from tests.bench.places_to_walk import invented_town, isle_of_man, path_of_the_isle
from tests.bench.walks_rival import Judge, Walk, shortest_order, solve

DOORS, SECONDS, LONGER, UNEVEN = 5_000, 30, 1.04, 10
TIMES_AS_LONG, AT_MOST = 20, 220
"""How long the solver is left to run, in times what ours took, and in seconds: both of the processor."""
FREER = 1.10
"""No walk of the solver's is longer than so many times our mean: no more than may be uneven."""
MOST_SIDES = 11
BARE_IS = "a vehicle router (PyVRP) on the same sides and ways, whose walks need not hang together"
BEST_IS = "the shortest order that there is of the same sides in each walk"


@dataclass
class Measured:
    """A place that was cut: a graph and a judge of its own, and what it took."""

    name: str
    doors: Sequence[WalkDoor]
    asked: Asked
    cut: Cut
    town: Town
    seconds: float
    processor: float

    @property
    def judge(self) -> Judge:
        return Judge(self.town, self.doors, self.asked)

    @property
    def walks(self) -> list[Walk]:
        return [walk.doors for walk in self.cut.walks]


def measure_walks() -> list[Figure]:
    """Cut a town of five thousand doors on foot; and the Isle of Man where its addresses are here."""
    town = _measured("a town", invented_town(DOORS), Asked())
    figures = [*_figures(town), _beside_a_solver(town)]
    if path_of_the_isle():
        figures += _figures(_measured("Isle of Man by car", isle_of_man(), Asked(has_car=True)))
        figures += _figures(_measured("Isle of Man on foot", isle_of_man(), Asked()))
    return figures


def _measured(name: str, doors: Sequence[WalkDoor], asked: Asked) -> Measured:
    began, worked = time.perf_counter(), time.process_time()
    cut = cut_doors(doors, asked)
    seconds, processor = time.perf_counter() - began, time.process_time() - worked
    points, _lost, _nowhere = place_doors(doors, Ground(door.place for door in doors if door.place))
    town = town_of_doors(sides_of(doors, points, asked)[0])
    return Measured(name, doors, asked, cut, town, seconds, processor)


def _figures(one: Measured) -> list[Figure]:
    assert one.judge.is_each_once(one.walks)
    minutes = [walk.minutes for walk in one.cut.walks]
    detail = f"{len(one.doors)} doors, {len(minutes)} walks; {one.processor:.1f} s of one processor"
    span = f"{min(minutes):.0f} to {max(minutes):.0f} minutes"
    off = 100 * one.cut.imbalance
    return [
        absolute(name=f"walks: {one.name}", ours=one.seconds, goal=SECONDS, unit="s", detail=detail),
        absolute(name=f"walks off the mean: {one.name}", ours=off, goal=UNEVEN, unit="%", detail=span),
        absolute(
            name=f"walks in pieces: {one.name}",
            ours=_in_pieces(one.town, one.walks, one.judge),
            goal=0,
            unit="walks",
        ),
        _beside_the_best_order(one),
    ]


def _beside_the_best_order(one: Measured) -> Figure:
    """Walks of more sides than can be reckoned through are left out on both sides."""
    judge, pace = one.judge, one.asked.pace
    moving = np.vectorize(lambda metres: pace.moving(metres, has_car=one.asked.has_car), otypes=[float])
    ours = best = 0.0
    left_out = 0
    for walk in one.walks:
        sides = [side for side, _doors in itertools.groupby(walk, key=judge.side.__getitem__)]
        if len(sides) > MOST_SIDES:
            left_out += 1
            continue
        ends = one.town.ends[sides].reshape(-1)
        along = sum(one.town.length(side) for side in sides) / pace.on_foot
        ours += judge.minutes([walk])
        best += along + shortest_order(moving(one.town.distances(ends)[:, ends]))
    return ratio(
        name=f"order of walks: {one.name}",
        ours=ours,
        bare=best,
        goal=LONGER,
        unit="min under way",
        bare_is=BEST_IS,
        detail=f"{left_out} walks of more than {MOST_SIDES} sides left out",
    )


def _beside_a_solver(one: Measured) -> Figure:
    """All walks of a place on foot beside those of the solver."""
    judge = one.judge
    seconds = min(TIMES_AS_LONG * one.processor, AT_MOST)
    mean = sum(walk.minutes for walk in one.cut.walks) / len(one.cut.walks)
    rival = solve(judge, one.doors, one.walks, longest=FREER * mean, seconds=seconds)
    assert judge.is_each_once(rival)
    pieces = _in_pieces(one.town, rival, judge)
    return ratio(
        name=f"way walked: {one.name}",
        ours=judge.metres(one.walks) / 1000,
        bare=judge.metres(rival) / 1000,
        goal=LONGER,
        unit="km",
        bare_is=BARE_IS,
        detail=f"it ran {seconds / one.processor:.0f} times as long; {pieces} of its walks are in pieces",
    )


def _in_pieces(town: Town, walks: Sequence[Walk], judge: Judge) -> int:
    """How many walks do not hang together, on a graph that is made anew."""
    beside: Sides = sides_beside(town, np.zeros(len(town.sides)))
    return sum(not is_whole(beside, {judge.side[door] for door in walk}) for walk in walks)


MEASURES = {"walks": measure_walks}
