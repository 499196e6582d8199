from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hustings.lib import markers
from hustings.lib.voting_ages import KINDS

POLL = date(2027, 5, 6)
ONE_LETTER = st.characters().filter(lambda letter: len(letter.upper()) == 1)
"""A capital of two letters, such as that of the German sharp s, stands in no register."""
DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))


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


@given(st.text(ONE_LETTER, max_size=8), st.sampled_from(sorted(markers.EVERYWHERE)), DAYS)
def test_every_letter_is_either_explained_or_called_unknown(letters: str, nation: str, on: date) -> None:
    unknown = set(markers.unknown_in(letters, nation=nation, on=on))
    explained = {letter for letter in letters if markers.meanings(letter, nation=nation, on=on)}

    assert not unknown & markers.LETTERS & set("AFLNZ")
    assert {letter for letter in letters.upper() if letter.isalpha()} == unknown | {
        letter.upper() for letter in explained
    }


@pytest.mark.parametrize(
    ("letter", "nation", "westminster", "local"),
    [
        ("", "england", True, True),
        ("F", "england", True, False),
        ("F", "scotland", True, False),
        ("B", "england", False, True),
        ("G", "england", False, True),
        ("L", "england", False, True),
        ("L", "scotland", False, True),
        ("M", "scotland", False, True),
        ("N", "england", True, True),
        ("N", "scotland", True, True),
        ("K", "england", False, True),
        ("E", "england", False, False),
        ("Z", "england", True, True),
        ("A", "england", True, True),
    ],
)
def test_each_letter_of_the_law_gives_the_votes_it_gives(
    letter: str, nation: str, westminster: bool, local: bool
) -> None:
    votes = [markers.may_vote(letter, nation=nation, kind=kind, on=POLL) for kind in ("westminster", "local")]

    assert votes == [westminster, local]


@pytest.mark.parametrize(
    ("letter", "nation", "on", "stale"),
    [
        ("G", "england", date(2025, 1, 30), ""),
        ("G", "england", date(2025, 1, 31), "G"),
        ("G", "northern_ireland", POLL, "G"),
        ("G", "scotland", POLL, ""),
        ("G", "wales", POLL, ""),
        ("K", "england", POLL, "K"),
        ("EB", "england", POLL, "E"),
        ("NAZ", "england", POLL, ""),
    ],
)
def test_a_letter_whose_time_is_over_is_called_stale(letter: str, nation: str, on: date, stale: str) -> None:
    assert markers.stale_letters(letter, nation=nation, on=on) == stale


def test_a_letter_that_means_nothing_in_this_nation_is_unknown_there() -> None:
    assert markers.unknown_in("BMU", nation="wales", on=POLL) == "BMU"
    assert markers.unknown_in("BMU", nation="england", on=POLL) == "MU"
    assert markers.unknown_in("MA", nation="scotland", on=POLL) == ""


def test_overseas_electors_keep_their_vote_after_fifteen_years_since_2024() -> None:
    before = markers.meanings("F", nation="england", on=date(2024, 1, 15))
    since = markers.meanings("F", nation="england", on=date(2024, 1, 16))

    assert (before, since) == (["overseas elector, for fifteen years after they left"], ["overseas elector"])


@given(st.text("ABEFGKLMNZUX", max_size=4), st.sampled_from(sorted(markers.EVERYWHERE)), DAYS)
def test_whoever_may_not_vote_bears_a_letter_that_bars_them(letters: str, nation: str, on: date) -> None:
    for kind in KINDS:
        barred = set(letters) & set(markers.barring_letters(nation=nation, kind=kind, on=on))
        assert markers.may_vote(letters, nation=nation, kind=kind, on=on) is not bool(barred)
