from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from hustings.audit.rules import by_seat, ranges_of

NUMBERS = st.sets(st.integers(1, 400))


@dataclass
class Listed:
    constituency_id: int
    seat_no: int


@given(NUMBERS)
def test_ranges_hold_just_the_numbers_they_were_made_of(numbers: set[int]) -> None:
    spans = [span.strip("[)").split(",") for span in ranges_of(numbers)[1:-1].split("),") if span]

    assert {number for start, end in spans for number in range(int(start), int(end))} == numbers


def test_neighbours_are_one_range_and_twins_count_once() -> None:
    assert ranges_of([5, 3, 4, 4, 9]) == "{[3,6),[9,10)}"
    assert ranges_of([]) == "{}"


def test_electors_and_pairs_are_told_by_seat() -> None:
    assert by_seat([Listed(9, 1), (7, 2), (7, 3)]) == {7: "{[2,4)}", 9: "{[1,2)}"}
