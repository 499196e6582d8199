import pytest
from hypothesis import given
from hypothesis import strategies as some

from hustings.canvassing import rules
from hustings.canvassing.rules import Meaning, Question


def test_no_two_codes_of_the_core_share_letters_or_id() -> None:
    letters = [code.letters for code in rules.CORE_CODES]

    assert len(set(letters)) == len(letters) == len(rules.BY_ID)


def test_only_speaking_with_the_elector_counts_as_a_contact() -> None:
    assert {Meaning.SPOKE, Meaning.REFUSED} == rules.CONTACTS
    assert all(
        code.counts_as_contact == (code.question is Question.INTENTION)
        for code in rules.CORE_CODES
        if code.question is not Question.REACH
    )


def test_only_definite_support_is_a_promise() -> None:
    assert [code.meaning for code in rules.CORE_CODES if code.is_promise] == [Meaning.DEFINITE]


def test_every_contact_also_reached_the_household() -> None:
    assert rules.CONTACTS < rules.HOUSEHOLD_CONTACTS
    assert Meaning.NOT_IN not in rules.HOUSEHOLD_CONTACTS


def test_every_intention_has_a_colour() -> None:
    intentions = {code.meaning for code in rules.CORE_CODES if code.question is Question.INTENTION}

    assert intentions == rules.SHADES.keys()


def test_a_code_keeps_its_id_for_good() -> None:
    assert str(rules.core_code_id(Meaning.DEFINITE)) == "6bc9f6b1-437a-5acd-a6fc-73f0130bdeb7"


@pytest.mark.parametrize(
    ("meaning", "is_opinion"),
    [(Meaning.DEFINITE, True), (Meaning.POSTER, True), (Meaning.JOIN, True), (Meaning.LIFT, False)],
)
def test_what_shows_how_somebody_votes_is_an_opinion(meaning: Meaning, is_opinion: bool) -> None:
    assert rules.is_opinion(rules.BY_MEANING[meaning].question, meaning) is is_opinion


def test_what_a_seat_asks_for_itself_is_taken_for_an_opinion() -> None:
    assert rules.is_opinion(Question.LOCAL, Meaning.LOCAL)


def test_parties_choose_their_letters_in_order() -> None:
    assert rules.letters_for_parties(["Lab", "Con", "LD", "Ind", "Green"], ours="Con") == {
        "Lab": "L",
        "LD": "D",
        "Ind": "N",
        "Green": "G",
    }


@given(some.lists(some.text(min_size=1, max_size=12), max_size=40))
def test_no_two_parties_share_a_letter(parties: list[str]) -> None:
    given_letters = rules.letters_for_parties(parties)

    assert (
        len(set(given_letters.values()))
        == len(given_letters)
        == min(len(set(parties)), len(rules.PARTY_LETTERS))
    )
    assert not {"I", "O"} & set(given_letters.values())


@pytest.mark.parametrize(
    ("letters", "reason"),
    [
        ("BUS", ""),
        ("B2", ""),
        ("NI", "core"),
        ("PV", "core"),
        ("GP", "taken"),
        ("B", "shape"),
        ("4C", "shape"),
        ("bus", "shape"),
    ],
)
def test_a_seats_own_letters_keep_off_the_core(letters: str, reason: str) -> None:
    assert rules.reason_against_local_letters(letters, ["GP"]) == reason
