"""Which names are written for one another."""

import pytest

from hustings.lib.name_variants import (
    FORENAMES,
    SURNAMES,
    are_forms_of_one_forename,
    are_forms_of_one_surname,
    is_known_forename,
)
from hustings.lib.names import normalised


@pytest.mark.parametrize(
    ("one", "other"), [("elizabeth", "betty"), ("stephen", "steven"), ("dafydd", "dai"), ("mohammed", "md")]
)
def test_forms_of_one_forename(one: str, other: str) -> None:
    assert are_forms_of_one_forename(one, other)
    assert are_forms_of_one_forename(other, one)


def test_a_short_form_does_not_make_two_names_one() -> None:
    assert are_forms_of_one_forename("christopher", "chris")
    assert are_forms_of_one_forename("christine", "chris")
    assert not are_forms_of_one_forename("christopher", "christine")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("smith", "smyth"),
        ("davies", "davis"),
        ("llewelyn", "llywelyn"),
        ("macdonald", "mcdonald"),
        ("mac leod", "mcleod"),
    ],
)
def test_spellings_of_one_surname(one: str, other: str) -> None:
    assert are_forms_of_one_surname(one, other)


def test_a_name_that_only_begins_like_a_sons_is_no_sons() -> None:
    assert not are_forms_of_one_surname("macey", "mcey")


def test_every_listed_name_is_a_key_of_one_word() -> None:
    for name in (*FORENAMES, *SURNAMES):
        assert normalised(name) == name
        assert " " not in name


def test_a_slip_of_the_pen_is_no_known_name() -> None:
    assert is_known_forename("jean")
    assert not is_known_forename("jaen")
