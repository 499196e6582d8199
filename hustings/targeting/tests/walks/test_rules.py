"""The arithmetic of walks: the same pace as the cut's, whatever is moved."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hustings.targeting.turf.words import USUAL
from hustings.targeting.walks.rules import Stop, best_place, further, legs_of, times

places = st.tuples(st.floats(54.0, 54.05), st.floats(-4.5, -4.45))
stops = st.builds(Stop, st.integers(0, 5), st.none() | places, st.none() | st.integers(0, 3))


@given(st.lists(stops, max_size=12), st.booleans())
def test_what_was_measured_is_found_again(row: list[Stop], has_car: bool) -> None:
    taken = times(row, further=1.4, has_car=has_car)
    straight = sum(legs_of(row))
    assert taken.metres == pytest.approx(straight * 1.4)
    if straight > 1:
        assert further(taken.metres, straight) == pytest.approx(1.4)
    assert taken.walking <= taken.metres / USUAL.on_foot + 1e-6


def test_a_house_of_flats_is_entered_once_and_a_far_door_is_driven_to() -> None:
    home, far = (54.0, -4.5), (54.1, -4.5)
    houses = times([Stop(1, home), Stop(1, home)], further=1, has_car=False)
    court = [Stop(1, home, "court"), Stop(1, home, "court")]
    for all_doors, part in ((2, 1.0), (4, 0.5)):
        flats = times(court, further=1, has_car=False, flats={"court": all_doors})
        assert flats.talking - houses.talking == pytest.approx(USUAL.a_building * part)
    lane = [Stop(1, home), Stop(1, far)]
    assert times(lane, further=1, has_car=True).walking < times(lane, further=1, has_car=False).walking / 3


@given(st.lists(places, min_size=1, max_size=8), places)
def test_a_door_is_put_where_the_way_grows_least(
    row: list[tuple[float, float]], door: tuple[float, float]
) -> None:
    def length(way: list[tuple[float, float]]) -> float:
        return sum(legs_of([Stop(1, place) for place in way]))

    best = best_place(row, door)
    ways = [length([*row[:at], door, *row[at:]]) for at in range(len(row) + 1)]
    assert ways[best] == pytest.approx(min(ways))
