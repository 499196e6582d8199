"""Two names of one person, and two people's names, told apart by likeness."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hustings.lib.name_likeness import NameSign, likeness_of_names

NAMES = st.text(alphabet="abcdelmnorstuéłŷ'-? ", max_size=16)


def likeness(one: str, other: str) -> float:
    """Of two names written "Surname, Forenames"."""
    (surname, forenames), (other_surname, other_forenames) = one.split(", "), other.split(", ")
    return likeness_of_names(surname, forenames, other_surname, other_forenames)[0]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Okafor, Grace Ada", "OKAFOR, Grace"),
        ("Mackie, Seth Beau", "Mackie, Seth B"),
        ("Mackie, Seth Beau", "Mackie, S B"),
        ("Nguyễn, James", "Nguy?n, James"),
        ("Łukasz-Nowak, Lucy Cameron", "?ukasz-Nowak, Lucy Cameron"),
        ("Smith, Elizabeth", "Smyth, Liz"),
        ("MacDonald, Iain", "McDonald, Ian"),
        ("O'Brien, Siân", "Obrien, Sian"),
        ("Rees, Sion", "Rhys, Siôn"),
        ("Ashelley, Barbara", "Ashlley, Barbara"),
        ("Smith-Jones, Anna", "Smith Jones, Anna"),
        ("Smith-Jones, Anna", "Jones, Anna"),
        ("Garcia Lopez, Maria", "Garcia, Lopez Maria"),
        ("Rowe, Katherine Jo", "Katherine, Rowe Jo"),
        ("Okafor, Grace Ada", "Adeyemi, Grace Ada"),
    ],
)
def test_the_same_persons_names_are_much_alike(one: str, other: str) -> None:
    assert likeness(one, other) >= 80


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Lyle, Peter John", "Lyle, Peter James"),
        ("Okafor, Grace", "Adeyemi, Grace"),
        ("Smith, Michael John", "Smith, John"),
        ("Lyle, Paul", "Lyle, Paula"),
    ],
)
def test_what_may_be_one_or_two_lies_between(one: str, other: str) -> None:
    assert 60 <= likeness(one, other) < 80


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Lyle, Peter", "Lyle, Owen"),
        ("Lyle, P", "Lyle, Owen"),
        ("Okafor, Grace", "Lyle, Peter"),
        ("Nguyễn, James", "Nguy?n, Hayden"),
        ("Okafor, Grace Ada", ", "),
    ],
)
def test_different_people_are_not_alike(one: str, other: str) -> None:
    assert likeness(one, other) < 60


def test_the_reasons_are_told() -> None:
    assert likeness_of_names("Smith", "Elizabeth", "Smyth", "Liz")[1] == (
        NameSign.SURNAME_FORM,
        NameSign.FORENAME_FORM,
    )
    assert likeness_of_names("Lyle", "Peter", "LYLE", "Peter")[1] == (NameSign.SAME_NAME,)


@given(NAMES, NAMES, NAMES, NAMES)
def test_likeness_does_not_ask_who_comes_first(one: str, two: str, three: str, four: str) -> None:
    straight = likeness_of_names(one, two, three, four)[0]

    assert straight == pytest.approx(likeness_of_names(three, four, one, two)[0])
    assert 0 <= straight <= 100


@given(NAMES, NAMES)
def test_a_name_is_itself(surname: str, forenames: str) -> None:
    assert likeness_of_names(surname, forenames, surname.upper(), forenames)[0] == 100 or "?" in surname
