"""Ordering: a walk's sides one after another, each walked whole from one of its ends, by the shortest way."""

from dataclasses import dataclass

import numpy as np
import vroom
from numpy.typing import NDArray

BINDING = 10_000_000
"""What leaving a side at the end by which it was entered costs, in decimetres: more than any walk is long."""
EFFORT = 3
"""How far the solver looks, of 5."""


@dataclass(frozen=True, slots=True)
class Order:
    """The sides in order, by their place in what was given, and whether each is walked from its last door to its
    first; and the metres from the meeting point to them and back.
    """

    sides: tuple[tuple[int, bool], ...]
    way_there: float = 0.0


def order_sides(metres: NDArray[np.float64], there: NDArray[np.float64] | None = None) -> Order:
    """Find the shortest way along sides.

    `metres` are the ways from end to end: rows and columns 2n and 2n + 1 are the first and last door of the nth side.
    `there` are the ways from the meeting point to each end; without one the walk begins and ends where it is shortest.
    """
    many = len(metres) // 2
    if many == 0:
        return Order(())
    if many == 1:
        ways = (0.0, 0.0) if there is None else (float(there[0]), float(there[1]))
        return Order(((0, False),), sum(ways))
    route = _solve(metres, there, many)
    sides = tuple((first // 2, first % 2 == 1) for first in route[::2])
    way = 0.0 if there is None else float(there[route[0]] + there[route[-1]])
    return Order(sides, way)


def _solve(metres: NDArray[np.float64], there: NDArray[np.float64] | None, many: int) -> list[int]:
    """One round over all ends in which the two of a side always follow each other."""
    costs = np.zeros((2 * many + 1, 2 * many + 1))
    costs[:-1, :-1] = np.minimum(metres * 10, BINDING / 10) + BINDING
    for side in range(many):
        costs[2 * side, 2 * side + 1] = costs[2 * side + 1, 2 * side] = 0
    # The meeting point counts as one more side, so that no plan can gain by leaving a side half walked.
    way = np.zeros(2 * many) if there is None else np.minimum(there * 10, BINDING / 10)
    costs[-1, :-1] = costs[:-1, -1] = way + BINDING
    np.fill_diagonal(costs, 0)
    problem = vroom.Input()
    problem.set_durations_matrix("car", np.rint(costs).astype(np.uint32))
    problem.add_vehicle(vroom.Vehicle(1, start=2 * many, end=2 * many))
    problem.add_job([vroom.Job(number, location=number) for number in range(2 * many)])
    found = problem.solve(exploration_level=EFFORT, nb_threads=1)
    steps = found.to_dict()["routes"][0]["steps"]
    return _paired([step["id"] for step in steps if step["type"] == "job"], many)


def _paired(route: list[int], many: int) -> list[int]:
    """The route as the solver gave it; if it ever left a side half walked, each side is walked where it was entered."""
    seen, paired = set(), []
    for end in route:
        if end // 2 not in seen:
            seen.add(end // 2)
            paired += [end, end ^ 1]
    assert len(paired) == 2 * many
    return paired
