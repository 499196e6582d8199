from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hustings.lib import markers

POLL = date(2027, 5, 6)


@pytest.mark.parametrize(
    ("letters", "nation", "kind", "votes"),
    [
        ("", "england", "westminster", True),
        ("F", "england", "westminster", True),
        ("F", "england", "local", False),
        ("B", "england", "local", True),
        ("BA", "england", "westminster", False),
        ("G", "wales", "local", True),
        ("G", "england", "westminster", False),
        ("L", "scotland", "westminster", False),
        ("L", "scotland", "devolved", True),
        ("M", "scotland", "local", True),
        ("M", "scotland", "commissioner", False),
        ("M", "england", "westminster", True),
        ("N", "england", "westminster", True),
        ("KX", "england", "westminster", False),
        ("U", "england", "westminster", True),
    ],
)
def test_letters_decide_which_elections_somebody_votes_in(
    letters: str, nation: str, kind: str, votes: bool
) -> None:
    assert markers.may_vote(letters, nation=nation, kind=kind, on=POLL) is votes


@pytest.mark.parametrize(
    ("attains_on", "nation", "kind", "votes"),
    [
        (date(2027, 5, 6), "england", "westminster", True),
        (date(2027, 5, 7), "england", "westminster", False),
        (date(2028, 5, 6), "england", "local", False),
        (date(2028, 5, 6), "wales", "devolved", True),
        (date(2029, 5, 6), "scotland", "local", True),
        (date(2029, 5, 7), "scotland", "local", False),
        (date(2028, 5, 6), "scotland", "westminster", False),
        (date(2028, 5, 6), "wales", "commissioner", False),
    ],
)
def test_an_attainer_votes_from_a_birthday(attains_on: date, nation: str, kind: str, votes: bool) -> None:
    assert markers.may_vote("", nation=nation, kind=kind, on=POLL, attains_on=attains_on) is votes


def test_somebody_born_on_the_29th_of_february_is_of_age_on_the_1st_of_march() -> None:
    assert markers.years_after(date(2008, 2, 29), 18) == date(2026, 3, 1)
    assert markers.years_before(date(2028, 2, 29), 2) == date(2026, 3, 1)


def test_a_stale_letter_is_said_to_be_stale() -> None:
    before = markers.meanings("G", nation="england", on=date(2024, 5, 1))
    after = markers.meanings("G", nation="england", on=POLL)

    assert before == ["citizen of the European Union"]
    assert after != before


@given(st.text(max_size=8))
def test_every_letter_is_either_explained_or_called_unknown(letters: str) -> None:
    unknown = markers.unknown_letters(letters)

    assert not set(unknown) & markers.LETTERS
    assert {letter for letter in letters.upper() if letter.isalpha()} <= set(unknown) | markers.LETTERS
