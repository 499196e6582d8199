"""Invented people: nobody who exists, in households that could."""

import csv
from datetime import date
from pathlib import Path
from random import Random

import pytest

from hustings.config.demo.dwellings import Home
from hustings.config.demo.name_stock import STOCKS
from hustings.config.demo.people import Population

PUBLISHED = date(2025, 12, 1)
SHARED_DATA = Path(__file__).parents[5] / "shared" / "data"


@pytest.fixture
def population() -> Population:
    return Population(Random(7), PUBLISHED)


def surnames() -> set[str]:
    return {(start + end).casefold() for stock in STOCKS for start in stock.beginnings for end in stock.ends}


def listed(path: Path, column: str, encoding: str) -> set[str]:
    if not path.exists():
        pytest.skip(f"{path.name} is not here: the shared data folder is missing")
    with path.open(encoding=encoding) as stream:
        return {row[column].casefold() for row in csv.DictReader(stream)}


def test_no_invented_surname_is_borne_in_britain() -> None:
    borne = listed(SHARED_DATA / "names" / "uk_surnames_freq.csv", "surname", "utf-8")

    assert surnames() & borne == set()


def test_no_invented_surname_is_in_the_synthetic_register() -> None:
    register = SHARED_DATA / "register" / "xpress_full_14col_windows1252.csv"

    assert surnames() & listed(register, "Elector Surname", "cp1252") == set()


def test_households_have_believable_sizes(population: Population) -> None:
    sizes = [len(population.household(Home.FAMILY)) for _ in range(4_000)]

    assert 1.75 < sum(sizes) / len(sizes) < 2.1
    assert max(sizes) == 5
    assert 0.02 < sizes.count(0) / len(sizes) < 0.06


def test_a_shared_house_holds_strangers(population: Population) -> None:
    household = next(found for _ in range(20) if len(found := population.household(Home.SHARED)) >= 4)

    assert len({elector.surname for elector in household}) == len(household)


def test_who_comes_of_age_is_sixteen_or_seventeen_when_the_register_is_published(
    population: Population,
) -> None:
    born = [e.born_on for _ in range(6_000) for e in population.household(Home.FAMILY) if e.born_on]

    assert len(born) > 20
    assert all(date(2007, 12, 1) < day < date(2009, 11, 30) for day in born)


def test_other_electors_are_abroad_with_a_name_or_anonymous_without(population: Population) -> None:
    others = population.elsewhere(20_000)

    assert {elector.markers for elector in others} == {"F", "N"}
    assert all(bool(elector.surname) == (elector.markers == "F") for elector in others)


def test_every_kind_of_marker_comes_up(population: Population) -> None:
    letters = {
        letter for _ in range(9_000) for e in population.household(Home.FAMILY) for letter in e.markers
    }

    assert letters == {"A", "B", "L"}


def test_the_same_random_draws_the_same_people() -> None:
    first, second = (Population(Random(3), PUBLISHED) for _ in range(2))

    assert [first.household(Home.FLAT) for _ in range(50)] == [second.household(Home.FLAT) for _ in range(50)]
