"""Lists of the register go by its indexes, behind the walls too."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet

from hustings.audit.words import Action, Purpose
from hustings.geography.models import PollingDistrict
from hustings.register.doors.listing import doors_on_street, streets_of_seat
from hustings.register.models import Door, Elector, RegisterEntry, Street
from hustings.register.tests.council import NORTHERN, full_file, take_in
from tests.cast import Cast, acting

pytestmark = pytest.mark.both_databases


@pytest.fixture
def register(council: Cast) -> Cast:
    take_in(council, full_file(*NORTHERN))
    return council


def street() -> Street:
    return Street.objects.get()


LISTS: dict[str, Callable[[int], QuerySet[Any]]] = {
    "a street's electors": lambda seat: Elector.objects.on_street(seat, street()),
    "a district's electors": lambda seat: Elector.objects.of_district(seat, PollingDistrict.objects.get()),
    "electors of a name": lambda seat: Elector.objects.filter(constituency_id=seat, surname_key="lyle"),
    "a street's doors": lambda seat: Door.objects.filter(constituency_id=seat, street=street()),
    "a seat's streets": lambda seat: Street.objects.filter(constituency_id=seat),
    "open entries": lambda seat: RegisterEntry.objects.filter(constituency_id=seat, closed_by=None),
}


@pytest.mark.parametrize("listed", LISTS)
def test_a_list_goes_by_an_index_of_the_seat_or_of_a_street_in_it(register: Cast, listed: str) -> None:
    with (
        acting(register.priya, Action.REGISTER_ELECTOR_LIST, Purpose.ORGANISE),
        connection.cursor() as cursor,
    ):
        # Six rows are read quicker without an index; what is asked is whether the policy lets it be used.
        cursor.execute("SET LOCAL enable_seqscan = off")

        plan = LISTS[listed](register.northmoor.id).explain()

    assert re.search(r"Index Cond: \(+(\w+\.)?(constituency_id|street_id) = ", plan)
    assert "Seq Scan" not in plan


def test_streets_are_given_by_district_with_their_numbers(register: Cast) -> None:
    with acting(register.priya, Action.REGISTER_STREET_LIST, Purpose.ORGANISE):
        districts = streets_of_seat(register.northmoor.id)

    assert [(district.district.letters, district.doors, district.electors) for district in districts] == [
        ("AA1", 3, 4)
    ]


def test_doors_are_given_in_walking_order_with_everybody_behind_them(register: Cast) -> None:
    with acting(register.priya, Action.REGISTER_ELECTOR_LIST, Purpose.ORGANISE):
        doors = doors_on_street(register.northmoor.id, street())

    shown = [(str(row.door), [str(one.elector) for one in row.residents]) for row in doors]
    assert shown == [
        ("1", ["Grace Ada Okafor"]),
        ("Flat 2, Castle House, 5", ["Ana Quince"]),
        ("2", ["Owen Lyle", "Peter Lyle"]),
    ]
