import pytest
from hypothesis import given
from hypothesis import strategies as st

from hustings.lib.addresses import read_address
from hustings.lib.walking_order import Side, natural, side_of, walk_key


def walked(lines: list[str]) -> list[str]:
    def key(line: str) -> str:
        door = read_address(line.split("|"))
        return walk_key(number=door.number, number_suffix=door.number_suffix, name=door.name, flat=door.flat)

    return sorted(lines, key=key)


BOTH_SIDES = [
    "1 Mill Lane",
    "3 Mill Lane",
    "11 Mill Lane",
    "10 Mill Lane",
    "4 Mill Lane",
    "2 Mill Lane",
    "Fairview|Mill Lane",
]


@given(st.permutations(BOTH_SIDES))
def test_a_street_is_walked_up_the_odd_side_and_down_the_even(doors: list[str]) -> None:
    assert walked(doors) == BOTH_SIDES


@given(st.permutations(["8 Mill Lane", "8A Mill Lane", "8B Mill Lane", "6 Mill Lane"]))
def test_lettered_houses_follow_their_number(doors: list[str]) -> None:
    assert walked(doors) == ["8 Mill Lane", "8A Mill Lane", "8B Mill Lane", "6 Mill Lane"]


FLATS = [
    "5 Mill Lane",
    "Basement Flat|5 Mill Lane",
    "First Floor Flat|5 Mill Lane",
    "Flat 1|5 Mill Lane",
    "Flat 2|5 Mill Lane",
    "Flat 10|5 Mill Lane",
]


@given(st.permutations(FLATS))
def test_flats_stand_within_their_building_in_natural_order(doors: list[str]) -> None:
    assert walked([*doors, "7 Mill Lane"]) == [*FLATS, "7 Mill Lane"]


HOUSES = [
    "Flat 2|Castle House|9 Mill Lane",
    "Flat 1|Mount House|9 Mill Lane",
    "Flat 3|Mount House|9 Mill Lane",
]


@given(st.permutations(HOUSES))
def test_buildings_of_one_number_stay_together(doors: list[str]) -> None:
    assert walked(doors)[0].startswith("Flat 2|Castle")


@given(st.integers(0, 200_000), st.text(max_size=6), st.text(max_size=20), st.text(max_size=20))
def test_sides_never_mix(number: int, suffix: str, name: str, flat: str) -> None:
    key = walk_key(number=number, number_suffix=suffix, name=name, flat=flat)

    assert key[0] == {Side.ODD: "1", Side.EVEN: "2"}[side_of(number)]


@pytest.mark.parametrize(
    ("one", "other"), [("Flat 2", "Flat 10"), ("Flat 2A", "Flat 2B"), ("Flat 009", "Flat 10")]
)
def test_numbers_in_words_sort_by_size(one: str, other: str) -> None:
    assert natural(one) < natural(other)
