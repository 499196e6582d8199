from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hustings.targeting.turf.annealing import Annealing, Route, Streets

SIDE = 6


def field_of(many: int, *, most_people: float = 250.0) -> Streets:
    """Sides of one minute's walk on a square, each beside those next to it, and of uneven work."""
    places = [(3 * (number % SIDE), 3 * (number // SIDE)) for number in range(many)]
    ends = [(east + end, north) for east, north in places for end in (0, 1)]
    between = [[float(abs(a - c) + abs(b - d)) for c, d in ends] for a, b in ends]
    beside = [
        frozenset(
            other
            for other, (east, north) in enumerate(places)
            if abs(east - places[side][0]) + abs(north - places[side][1]) == 3
        )
        for side in range(many)
    ]
    work = [5.0 + number % 4 for number in range(many)]
    return Streets(between, work, [2.0] * many, beside, [sorted(row) for row in beside], most_people)


def rows_of(many: int) -> list[Route]:
    """Each row of the square as one walk, walked in no good order."""
    routes = []
    for row in range(0, many, SIDE):
        sides = list(range(row, min(row + SIDE, many)))
        Random(row).shuffle(sides)  # noqa: S311 - a bad order, the same each time
        routes.append([2 * side for side in sides])
    return routes


@settings(max_examples=12, deadline=None)
@given(many=st.integers(7, 36), seed=st.integers(1, 1000), effort=st.floats(0.0, 0.1), work=st.floats(10, 60))
def test_whatever_is_moved_every_side_stays_on_one_walk_of_one_piece(
    *, many: int, seed: int, effort: float, work: float
) -> None:
    streets = field_of(many)
    walks = Annealing(streets, rows_of(many), work=work, seed=seed)
    walks.run(effort)
    walks.mend()
    assert sorted(end // 2 for route in walks.routes for end in route) == list(range(many))
    for number, route in enumerate(walks.routes):
        assert streets.is_whole(route)
        assert {walks.walk_of[end // 2] for end in route} == {number}
        legs = (streets.between[one ^ 1][other] for one, other in pairwise(route))
        assert walks.walked[number] == pytest.approx(sum(legs))
        assert walks.fixed[number] == pytest.approx(sum(streets.fixed[end // 2] for end in route))


def test_walks_become_short_and_even() -> None:
    walks = Annealing(field_of(36), rows_of(36), work=45.0, seed=1)
    before = sum(walks.walked)
    walks.run()
    assert before > 200
    assert sum(walks.walked) <= 72
    minutes = [walked + fixed for walked, fixed in zip(walks.walked, walks.fixed, strict=True)]
    assert max(minutes) <= 1.1 * walks.mean


def test_nobody_is_asked_to_name_more_people_than_a_walk_may() -> None:
    walks = Annealing(field_of(36, most_people=12), [*rows_of(24), list(range(48, 72, 2))], work=45.0, seed=1)
    assert walks.is_crowded
    walks.run(0.2)
    walks.mend()
    assert max(walks.people) <= 16


def test_a_walk_in_two_pieces_is_seen() -> None:
    streets = field_of(12)
    assert streets.is_whole([0, 2, 14])
    assert not streets.is_whole([0, 4])
    assert streets.is_whole([])
