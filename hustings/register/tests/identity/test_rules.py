"""When two lines are one person: likeness of names, tied by a place, weighed by dates and citizenship."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hustings.register.identity.rules import CERTAIN, Described, Sign, Sureness, are_like_premises, judge

PETER = Described("Lyle", "Peter", door="2 Mill Lane")
WORDS = st.sampled_from(("", "Lyle", "Okafor", "Grace", "Peter", "P", "Peter John", "Nguy?n", "Smith-Jones"))
DATES = st.sampled_from((None, date(2028, 3, 1), date(2028, 3, 2)))
LINES = st.builds(
    Described,
    surname=WORDS,
    forenames=WORDS,
    attains_on=DATES,
    is_minor=st.booleans(),
    markers=st.sampled_from(("", "A", "B", "L", "N", "F")),
    door=st.sampled_from(("", "1", "2")),
    uprn=st.sampled_from(("", "100")),
    postcode=st.sampled_from(("", "EX11AA")),
    premises=st.sampled_from((frozenset[str](), frozenset({"2"}), frozenset({"2", "castle", "house"}))),
    number=st.sampled_from(("", "AA1-1/0")),
)


def sureness(one: Described, **other: Any) -> Sureness:
    return judge(one, one._replace(**other)).sureness


@given(LINES, LINES)
def test_a_judgement_does_not_ask_who_comes_first(one: Described, other: Described) -> None:
    assert judge(one, other).likeness == judge(other, one).likeness


@given(LINES.filter(lambda line: bool(line.surname and line.forenames and line.door)))
def test_identical_lines_are_certainly_one_person(line: Described) -> None:
    settled = line._replace(is_minor=line.is_minor and line.attains_on is not None, markers="A")

    assert judge(settled, settled).sureness == Sureness.CERTAIN


def test_the_same_name_at_another_door_is_somebody_else() -> None:
    assert sureness(PETER, door="7 Mill Lane") == Sureness.OTHER


def test_a_property_number_is_as_good_as_a_door() -> None:
    row = PETER._replace(door="", uprn="100040000001")

    assert judge(row, row._replace(door="Flat 2")).signs[-1] == Sign.SAME_UPRN
    assert judge(row, row._replace(door="Flat 2")).sureness == Sureness.CERTAIN


def test_the_same_number_in_one_edition_makes_a_doubtful_name_certain() -> None:
    one = Described("Okafor", "Grace", number="AA1-1/0")

    assert judge(one, one._replace(surname="Adeyemi")).sureness == Sureness.CERTAIN
    assert judge(one, one._replace(forenames="Peter")).sureness == Sureness.OTHER


def test_a_reference_holds_through_a_move_but_not_for_another_name() -> None:
    one = Described("Okafor", "Grace", reference="E06/700001", door="1")

    assert judge(one, one._replace(surname="Adeyemi", door="2")).sureness == Sureness.CERTAIN
    assert judge(one, one._replace(surname="Lyle", forenames="Owen", door="2")).sureness == Sureness.DOUBTFUL


def test_a_son_who_comes_of_age_is_not_his_father() -> None:
    assert sureness(PETER, attains_on=date(2028, 3, 1), is_minor=True) == Sureness.DOUBTFUL


def test_two_birthdays_are_two_people_until_somebody_says_otherwise() -> None:
    one = PETER._replace(attains_on=date(2028, 3, 1))

    assert sureness(one, attains_on=date(2028, 3, 2)) == Sureness.DOUBTFUL
    assert Sign.SAME_DATE in judge(one, one).signs


def test_another_citizenship_tells_against() -> None:
    italian = PETER._replace(markers="GA")

    assert (
        judge(italian, PETER._replace(markers="L")).likeness
        < judge(italian, PETER._replace(markers="B")).likeness
    )


def test_in_a_hall_of_students_two_forenames_do_not_prove_a_marriage() -> None:
    ali = Described("Khan", "Mohammed Ali", door="Abbey Hall")

    assert sureness(ali, surname="Ahmed") == Sureness.CERTAIN
    assert judge(ali._replace(is_crowded=True), ali._replace(surname="Ahmed")).sureness == Sureness.DOUBTFUL


def test_without_an_address_initials_are_not_certain() -> None:
    abroad = Described("Farr", "Abel John", markers="F")

    assert judge(abroad, abroad._replace(forenames="Abel J")).likeness >= CERTAIN
    assert sureness(abroad, forenames="A J") == Sureness.DOUBTFUL


def test_nobody_is_found_behind_an_anonymous_entry() -> None:
    assert sureness(PETER, markers="N") == Sureness.OTHER


@pytest.mark.parametrize(
    ("one", "other", "are_one"),
    [
        ("2", "2 castle house", True),
        ("2 castle house mill lane", "2 castle house 5 mill lane", True),
        ("5 mill lane", "5 mil lane", True),
        ("rose cottage", "rose cottage", True),
        ("5 mill lane", "7 mill lane", False),
        ("rose cottage", "ivy cottage", False),
        ("2 castle house 5 mill lane", "3 castle house 5 mill lane", False),
    ],
)
def test_premises_of_one_postcode_written_otherwise(one: str, other: str, are_one: bool) -> None:
    assert are_like_premises(frozenset(one.split()), frozenset(other.split())) is are_one
