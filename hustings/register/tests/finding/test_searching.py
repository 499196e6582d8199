"""One box finds electors by name, number, address and postcode, and nobody of another seat."""

from collections.abc import Callable
from typing import Any

import pytest

from hustings.audit.words import Action, Purpose
from hustings.register.finding.names import How
from hustings.register.finding.searching import MOST, find_electors
from hustings.register.tests.council import FLAT, NORTHERN, OKAFOR, SOUTHERNER, YEAR_LATER, full_file, take_in
from tests.cast import Cast, acting

NAMES = (
    ("Pritchard", "Siân Llŷr"),
    ("ap Rhys", "Dafydd"),
    ("ffoulkes", "Ffion"),
    ("MacDonald", "Ewan"),
    ("Mac Gregor", "Isla"),
    ("Wiśniewski", "Łukasz"),
    ("Jones-Smyth", "Ann"),
    ("O'Brien", "Shaun"),
    ("van der Berg", "Jan Piet"),
    ("Smith", "John"),
    ("Smithson", "Joan"),
)


def line(number: int, surname: str, forenames: str) -> str:
    address = f"{number} Tŷ Coch Road,Moorton,Moorshire,EX1 1AA,,"
    return f"AA1,{number},0,,,{surname},{forenames},EX1 1AA,{address}"


@pytest.fixture
def register(council: Cast) -> Cast:
    rows = [line(number, *name) for number, name in enumerate(NAMES, start=20)]
    named = "AA1,60,0,,,Home,Rose,EX1 1AA,Rose Cottage,Castle Hill,Moorton,Moorshire,EX1 1AA,"
    take_in(council, full_file(*NORTHERN, *rows, named, SOUTHERNER, encoding="utf-8"))
    return council


def found(cast: Cast, text: str) -> list[str]:
    with acting(cast.priya, Action.REGISTER_ELECTOR_FIND, Purpose.ORGANISE):
        return [str(one.elector) for one in find_electors(cast.northmoor.id, text).electors]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("okafor", "Grace Ada Okafor"),
        ("OKAF", "Grace Ada Okafor"),
        ("grace okafor", "Grace Ada Okafor"),
        ("okafor ada", "Grace Ada Okafor"),
        ("Okafor, Grace Ada", "Grace Ada Okafor"),
        ("gr ok", "Grace Ada Okafor"),
        ("grace", "Grace Ada Okafor"),
        ("sian", "Siân Llŷr Pritchard"),
        ("siân prichard", "Siân Llŷr Pritchard"),
        ("llyr pritch", "Siân Llŷr Pritchard"),
        ("rhys", "Dafydd ap Rhys"),
        ("ap rhys", "Dafydd ap Rhys"),
        ("aprhys", "Dafydd ap Rhys"),
        ("foulkes", "Ffion ffoulkes"),
        ("fion foulkes", "Ffion ffoulkes"),
        ("mcdonald", "Ewan MacDonald"),
        ("mac donald", "Ewan MacDonald"),
        ("macgregor", "Isla Mac Gregor"),
        ("lukasz wisniewski", "Łukasz Wiśniewski"),
        ("Łuk", "Łukasz Wiśniewski"),
        ("smyth", "Ann Jones-Smyth"),
        ("ann jones smyth", "Ann Jones-Smyth"),
        ("o brien", "Shaun O'Brien"),
        ("obryan shawn", "Shaun O'Brien"),
        ("sean obrien", "Shaun O'Brien"),
        ("johnny smith", "John Smith"),
        ("berg", "Jan Piet van der Berg"),
        ("piet van der berg", "Jan Piet van der Berg"),
    ],
)
def test_a_name_is_found_however_it_is_typed(register: Cast, text: str, who: str) -> None:
    assert who in found(register, text)


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("AA1-1", ["Grace Ada Okafor"]),
        ("aa1 - 1/0", ["Grace Ada Okafor"]),
        ("aa1 1", ["Grace Ada Okafor"]),
        ("4", ["Ana Quince"]),
        ("1 mill la", ["Grace Ada Okafor"]),
        ("1 mill ln", ["Grace Ada Okafor"]),
        ("mill lane 1", ["Grace Ada Okafor"]),
        ("1 lane moorton", ["Grace Ada Okafor"]),
        ("flat 2, 5 mill", ["Ana Quince"]),
        ("castle house", ["Ana Quince"]),
        ("rose cott", ["Rose Home"]),
        ("cottage castle", ["Rose Home"]),
        ("20 ty coch", ["Siân Llŷr Pritchard"]),
        ("20 ex1 1aa", ["Siân Llŷr Pritchard"]),
        ("1 mill lane, EX1 1AA", ["Grace Ada Okafor"]),
        ("AA1-999", []),
        ("99999999999", []),
        ("", []),
        ("%", []),
    ],
)
def test_a_number_or_an_address_finds_who_bears_it_or_lives_there(
    register: Cast, text: str, who: list[str]
) -> None:
    assert found(register, text) == who


@pytest.mark.parametrize("text", ["EX1 1AA", "ex11aa", "ex1", "EX1 1", "e x", "EX"])
def test_a_postcode_finds_everybody_there(register: Cast, text: str) -> None:
    expected = 16 if text not in ("e x", "EX") else 0

    assert len(found(register, text)) == expected


def test_the_exact_name_stands_before_longer_ones_and_those_that_sound_alike(register: Cast) -> None:
    assert found(register, "smith") == ["John Smith", "Joan Smithson", "Ann Jones-Smyth"]


def test_a_street_answers_to_its_name_after_the_people_of_that_name(register: Cast) -> None:
    with acting(register.priya, Action.REGISTER_ELECTOR_FIND, Purpose.ORGANISE):
        findings = find_electors(register.northmoor.id, "mill")

    assert [street.name for street in findings.streets] == ["Mill Lane"]
    assert len(findings.electors) == 4


def test_more_than_twenty_are_said_to_be_more(council: Cast) -> None:
    rows = [OKAFOR.replace("AA1,1,", f"AA1,{n},").replace("1 Mill", f"{n} Mill") for n in range(1, 30)]
    take_in(council, full_file(*rows))

    with acting(council.priya, Action.REGISTER_ELECTOR_FIND, Purpose.ORGANISE):
        findings = find_electors(council.northmoor.id, "okafor")

    assert (len(findings.electors), findings.is_more) == (MOST, True)


def test_somebody_who_left_the_register_is_found_last_and_said_to_have_left(council: Cast) -> None:
    take_in(council, full_file(*NORTHERN))
    take_in(
        council,
        full_file(*NORTHERN[:3], FLAT.replace("Quince", "Okaforth")),
        name="2028",
        published_on=YEAR_LATER,
    )

    with acting(council.priya, Action.REGISTER_ELECTOR_FIND, Purpose.ORGANISE):
        gone = find_electors(council.northmoor.id, "farr").electors

    assert [(str(one.elector), one.how, one.number) for one in gone] == [("Abel Farr", How.LEFT, "")]


def test_nobody_next_door_is_found_by_anything(register: Cast) -> None:
    for text in ("southey", "una", "BB1-1", "EX2 1AA", "shore road", "1"):
        assert "Una Southey" not in found(register, text)


def test_the_walls_hide_the_seat_from_whoever_may_not_look(register: Cast) -> None:
    with acting(register.sam, Action.REGISTER_ELECTOR_FIND, Purpose.ORGANISE):
        for text in ("okafor", "AA1-1", "EX1", "mill lane", "smith"):
            assert find_electors(register.northmoor.id, text).electors == []


def test_sixty_words_are_read_as_the_first_few(
    register: Cast, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    with (
        acting(register.priya, Action.REGISTER_ELECTOR_FIND, Purpose.ORGANISE),
        django_assert_max_num_queries(25),
    ):
        assert find_electors(register.northmoor.id, "z " * 60).electors == []
