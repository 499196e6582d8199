"""How copies are named and where they can be."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hustings.copies.rules import LEADS_TO, State, can_become, is_overdue, packed, spell_number
from hustings.lib.sheet_codes import ALPHABET

TODAY = date(2026, 11, 20)


@given(st.integers(0, 32**4 - 1))
def test_a_number_is_four_letters_that_nobody_mistakes(number: int) -> None:
    said = spell_number(number)

    assert said.startswith("C-")
    assert len(said) == 6
    assert set(said[2:]) <= set(ALPHABET)


@given(st.lists(st.integers(0, 32**4 - 1), min_size=2, max_size=2, unique=True))
def test_two_numbers_are_never_spelt_alike(numbers: list[int]) -> None:
    assert spell_number(numbers[0]) != spell_number(numbers[1])


@given(st.lists(st.sampled_from(list(State)), min_size=1, max_size=12))
def test_whatever_is_said_a_copy_is_in_one_place_and_a_withdrawn_one_stays_so(said: list[State]) -> None:
    state, was_withdrawn = State.OUT, False
    for after in said:
        state = after if can_become(state, after) else state
        was_withdrawn = was_withdrawn or state is State.WITHDRAWN

    assert (state is State.WITHDRAWN) == was_withdrawn


def test_a_lost_copy_is_never_simply_out_again() -> None:
    assert not can_become(State.LOST, State.OUT)
    assert LEADS_TO[State.LOST] == {State.RETURNED, State.DESTROYED}


@pytest.mark.parametrize(
    ("state", "days", "overdue"),
    [(State.OUT, -1, True), (State.OUT, 0, False), (State.OUT, 1, False), (State.RETURNED, -1, False)],
)
def test_only_what_is_out_past_its_day_is_overdue(state: State, days: int, overdue: bool) -> None:
    assert is_overdue(state, TODAY + timedelta(days=days), TODAY) is overdue


def test_row_sets_are_in_order_and_name_everybody_once() -> None:
    assert packed([3, 1, 3, 2]) == [1, 2, 3]
