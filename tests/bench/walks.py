"""Five thousand doors, and the Isle of Man, cut into walks and ordered: how long it takes, how even and how short."""

import time
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from hustings.targeting.turf.cutting import is_whole, sides_beside
from hustings.targeting.turf.placing import Ground, place_doors
from hustings.targeting.turf.planning import cut_doors
from hustings.targeting.turf.sides import sides_of
from hustings.targeting.turf.town import town_of_doors
from hustings.targeting.turf.words import Asked, Cut, WalkDoor
from tests.bench.figures import Figure, absolute, ratio
from tests.bench.places_to_walk import ISLE_OF_MAN, invented_town, isle_of_man

DOORS, SECONDS, LONGER, UNEVEN = 5_000, 30, 1.04, 10
TIMES_AS_LONG = 20
BARE_IS = "the shortest of twenty cuts that begin elsewhere, as even as that, in twenty times the time"


def measure_walks() -> list[Figure]:
    """Cut a town of five thousand doors on foot, and the Isle of Man by car where its addresses are here."""
    figures = _figures("a town", invented_town(DOORS), Asked())
    if ISLE_OF_MAN.exists():
        figures += _figures("the Isle of Man", isle_of_man(), Asked(has_car=True))
    return figures


def _figures(name: str, doors: Sequence[WalkDoor], asked: Asked) -> list[Figure]:
    began, worked = time.perf_counter(), time.process_time()
    cut = cut_doors(doors, asked)
    seconds, processor = time.perf_counter() - began, time.process_time() - worked
    detail = f"{len(doors)} doors, {len(cut.walks)} walks; {processor:.1f} s of one processor"
    kilometres = _kilometres(cut)
    others = (cut_doors(doors, replace(asked, seed=seed)) for seed in range(2, TIMES_AS_LONG + 1))
    shortest = min([kilometres, *(_kilometres(other) for other in others if 100 * other.imbalance <= UNEVEN)])
    return [
        absolute(name=f"walks: {name}", ours=seconds, goal=SECONDS, unit="s", detail=detail),
        absolute(name=f"walks off the mean: {name}", ours=100 * cut.imbalance, goal=UNEVEN, unit="%"),
        absolute(name=f"walks in pieces: {name}", ours=_in_pieces(doors, asked, cut), goal=0, unit="walks"),
        ratio(
            name=f"way walked: {name}",
            ours=kilometres,
            bare=shortest,
            goal=LONGER,
            unit="km",
            bare_is=BARE_IS,
        ),
    ]


def _kilometres(cut: Cut) -> float:
    return sum(walk.metres for walk in cut.walks) / 1000


def _in_pieces(doors: Sequence[WalkDoor], asked: Asked, cut: Cut) -> int:
    """How many walks do not hang together, on a graph that is made anew."""
    points, _lost, _nowhere = place_doors(doors, Ground(door.place for door in doors if door.place))
    sides, _parted = sides_of(doors, points, asked)
    beside = sides_beside(town_of_doors(sides), np.zeros(len(sides)))
    return sum(not is_whole(beside, group) for group in cut.groups)


MEASURES = {"walks": measure_walks}
