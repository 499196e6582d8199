import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hustings.lib.street_lines import BREAK, Point, flattened, is_place, middle_of, street_lines

metres = st.floats(min_value=-20_000, max_value=20_000)
doors = st.lists(st.tuples(metres, metres), max_size=60)
places = st.lists(st.tuples(st.floats(), st.floats()), max_size=30)


@given(doors)
def test_a_street_is_drawn_within_the_box_of_its_doors(doors: list[Point]) -> None:
    drawn = [point for line in street_lines(doors) for point in line]

    assert bool(drawn) == bool(doors)
    for x, y in drawn:
        assert min(east for east, _ in doors) - 1 <= x <= max(east for east, _ in doors) + 1
        assert min(north for _, north in doors) - 1 <= y <= max(north for _, north in doors) + 1


def test_both_sides_of_a_street_become_one_line_in_the_middle() -> None:
    odd = [(step * 10.0, 6.0) for step in range(20)]
    even = [(step * 10.0, -6.0) for step in range(20)]

    (line,) = street_lines(odd + even)

    assert all(abs(y) < 0.01 for _, y in line)


def test_a_street_with_a_wide_gap_is_two_lines() -> None:
    near = [(step * 10.0, 0.0) for step in range(5)]
    far = [(BREAK * 3 + step * 10.0, 0.0) for step in range(5)]

    assert len(street_lines(near + far)) == 2


def test_a_block_of_flats_is_one_point() -> None:
    assert street_lines([(3.0, 4.0), (3.0, 4.0)]) == [[(3.0, 4.0)]]


def test_a_street_without_coordinates_is_not_drawn() -> None:
    assert street_lines([]) == []


@given(places)
def test_what_is_no_place_on_earth_is_left_out(places: list[tuple[float, float]]) -> None:
    flat = flattened(places, middle=middle_of(places))

    assert all(math.isfinite(x) and math.isfinite(y) for x, y in flat)
    assert len(flat) <= sum(is_place(place) for place in places)


def test_a_tenth_of_a_minute_north_is_185_metres() -> None:
    (south, north) = sorted(flattened([(52.0, -3.0), (52.0 + 0.1 / 60, -3.0)], middle=(52.0, -3.0)))[::-1]

    assert south[1] - north[1] == pytest.approx(185.5, abs=0.2)


def test_nowhere_has_its_middle_at_nought() -> None:
    assert middle_of([]) == (0.0, 0.0)
