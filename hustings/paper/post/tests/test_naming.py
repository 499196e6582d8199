"""How a household is called: everybody's name once, as the register gives it, or one surname for all of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hustings.paper.post.naming import (
    MOST_PEOPLE,
    MOST_SURNAMES,
    Named,
    NameWords,
    is_large,
    names_of,
    salutation_of,
)

ENGLISH = NameWords(
    and_="and",
    and_before_vowel="and",
    household="The %(surname)s household",
    greeted="all of the %(surname)s household",
)
WELSH = NameWords(
    and_="a", and_before_vowel="ac", household="Aelwyd %(surname)s", greeted="bawb o aelwyd %(surname)s"
)
WORD = st.sampled_from(
    ["Asha", "Ben", "Éibhear", "Ŵyn", "Ottoline", "Quill", "Rook", "Tarn", "Maelor", "O’Dowd"]
)
FORENAMES = st.lists(WORD, max_size=3).map(" ".join)
SURNAMES = st.one_of(WORD, st.tuples(WORD, WORD).map("-".join), st.just(""))
PEOPLE = st.lists(st.builds(Named, FORENAMES, SURNAMES), min_size=1, max_size=9)


@pytest.mark.parametrize(
    ("people", "called"),
    [
        ([("Asha Rani", "Patel")], "Asha Rani Patel"),
        ([("Asha", "Patel"), ("Ben", "Patel")], "Asha and Ben Patel"),
        ([("Asha", "Patel"), ("Ben", "PATEL"), ("Cara", "Patel")], "Asha, Ben and Cara Patel"),
        ([("Asha", "Patel"), ("Cara", "Jones")], "Asha Patel and Cara Jones"),
        ([("Asha", "Patel"), ("Ben", "Patel"), ("Cara", "Jones")], "Asha and Ben Patel, and Cara Jones"),
        ([("", "Patel"), ("Cara", "Jones")], "Patel and Cara Jones"),
        ([("Asha", "")], "Asha"),
        ([("A", "Patel"), ("B", "Jones"), ("C", "Ali"), ("D", "Quill")], "The Patel household"),
        ([("A", "Jones"), ("B", "Ali"), ("C", "Ali"), ("D", "Quill"), ("E", "Rook")], "The Ali household"),
    ],
)
def test_a_household_is_called_as_people_write_it(people: list[tuple[str, str]], called: str) -> None:
    assert names_of([Named(*one) for one in people], ENGLISH) == called


def test_welsh_has_another_and_before_a_vowel() -> None:
    assert names_of([Named("Ben", "Rhys"), Named("Asha", "Rhys")], WELSH) == "Ben ac Asha Rhys"
    assert names_of([Named("Asha", "Rhys"), Named("Ben", "Rhys")], WELSH) == "Asha a Ben Rhys"


def test_a_letter_greets_by_first_forenames() -> None:
    assert salutation_of([Named("Asha Rani", "Patel"), Named("Cara", "Jones")], ENGLISH) == "Asha and Cara"
    assert salutation_of([Named("", "Patel")], ENGLISH) == "Patel"
    many = [Named("Ann", surname) for surname in ("Patel", "Jones", "Ali", "Quill")]
    assert salutation_of(many, ENGLISH) == "all of the Patel household"


def test_nobody_is_no_household() -> None:
    with pytest.raises(ValueError, match="nobody"):
        names_of([], ENGLISH)


@given(PEOPLE)
def test_everybody_is_named_in_the_registers_order_or_the_household_is(people: list[Named]) -> None:
    called = names_of(people, ENGLISH)

    assert called == " ".join(called.split())
    surnames = {one.surname.casefold() for one in people}
    assert is_large(people) == (len(surnames) > MOST_SURNAMES or len(people) > MOST_PEOPLE)
    if is_large(people):
        assert called.startswith("The ")
        return
    words = called.replace(",", "").split()
    for one in people:
        for word in (*one.forenames.split(), *one.surname.split()):
            assert word.casefold() in map(str.casefold, words)
    # No forename is lost and none is said twice: what is not "and" or a surname is exactly the forenames.
    spoken = sum(len(one.forenames.split()) for one in people)
    families = {one.surname.casefold() for one in people if one.surname and one.forenames}
    alone = sum(1 for one in people if one.surname and not one.forenames)
    joined = words.count("and")
    assert len(words) == spoken + len(families) + alone + joined


@given(st.builds(Named, FORENAMES, SURNAMES))
def test_one_elector_is_called_as_the_register_does(one: Named) -> None:
    assert names_of([one], ENGLISH) == one.whole
