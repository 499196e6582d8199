import pytest
from hypothesis import given
from hypothesis import strategies as st

from hustings.lib.elector_numbers import ElectorNumber, read_elector_number, read_roll_number


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("AA1-124", ElectorNumber("AA1", 124)),
        ("AA1-124/1", ElectorNumber("AA1", 124, 1)),
        ("KD-2/2-289/1", ElectorNumber("KD-2/2", 289, 1)),
        (" aa1 - 7 ", ElectorNumber("AA1", 7)),
    ],
)
def test_a_number_is_read_from_the_right(written: str, number: ElectorNumber) -> None:
    assert read_elector_number(written) == number


@pytest.mark.parametrize("written", ["", "AA1", "-12", "AA1-", "AA1-x", "AA1-12/", "12"])
def test_what_is_no_elector_number_is_not_guessed(written: str) -> None:
    assert read_elector_number(written) is None


@given(
    st.from_regex(r"[A-Z][A-Z0-9/-]{0,4}[A-Z0-9]", fullmatch=True), st.integers(1, 99_999), st.integers(0, 99)
)
def test_a_number_survives_being_written_and_read(letters: str, number: int, suffix: int) -> None:
    elector_number = ElectorNumber(letters, number, suffix)

    assert read_elector_number(str(elector_number)) == elector_number


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("5.000", (5, 0)),
        ("12.100", (12, 100)),
        ("12.1", (12, 1)),
        ("124/1", (124, 1)),
        ("7", (7, 0)),
        ("7.", None),
    ],
)
def test_what_follows_the_point_is_a_whole_suffix(written: str, number: tuple[int, int] | None) -> None:
    assert read_roll_number(written) == number
