import pytest
from hypothesis import given
from hypothesis import strategies as st

from hustings.lib.elector_numbers import ElectorNumber
from hustings.register.files.numbers_shown import numbers_in


@pytest.mark.parametrize(
    ("row", "found"),
    [
        (["AA1-124/1", "Okafor"], ["AA1-124/1"]),
        (["Okafor", "AA1", "124"], ["AA1-124"]),
        (["AA1", "124/2", "7"], ["AA1-124/2"]),
        (["Okafor", "Grace"], []),
        (["AA1"], []),
        ([], []),
    ],
)
def test_a_number_is_found_wherever_it_stands(row: list[str], found: list[str]) -> None:
    assert [str(number) for number in numbers_in([row])] == found


def test_columns_that_are_known_are_believed() -> None:
    row = ["B2", "9", "AA1", "124"]

    assert list(numbers_in([row], letters=2, number=3)) == [ElectorNumber("AA1", 124)]
    assert list(numbers_in([row[:2]], letters=2, number=3)) == []


@given(st.lists(st.lists(st.text(max_size=12), max_size=6), max_size=4), st.integers(0, 7), st.integers(0, 7))
def test_whatever_stands_in_a_file_is_read_or_left(rows: list[list[str]], letters: int, number: int) -> None:
    known = numbers_in(rows, letters=letters, number=number)

    assert all(isinstance(one, ElectorNumber) for one in [*known, *numbers_in(rows)])
