"""Finding somebody goes by the indexes of the seat, behind the walls too: never through everybody."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hustings.audit.words import Action, Purpose
from hustings.register.finding.searching import MOST, find_electors
from hustings.register.tests.council import NORTHERN, full_file, take_in
from tests.cast import Cast, acting

pytestmark = pytest.mark.both_databases

ASKED = ("okafor", "grace okafor", "okaffor", "AA1-1", "2 mill lane", "EX1 1AA")


@pytest.fixture
def register(council: Cast) -> Cast:
    crowd = (
        f"AA1,{number},0,,,Okafor,Ada,EX1 1AA,{number} Mill Lane,Moorton,Moorshire,EX1 1AA,,"
        for number in range(20, 90)
    )
    take_in(council, full_file(*NORTHERN, *crowd))
    return council


@pytest.mark.parametrize("asked", ASKED)
def test_nobody_reads_the_whole_register_to_find_one(register: Cast, asked: str) -> None:
    with (
        acting(register.priya, Action.REGISTER_ELECTOR_FIND, Purpose.ORGANISE),
        connection.cursor() as cursor,
    ):
        # So few rows are read quicker without an index; what is asked is whether the policies let it be used.
        cursor.execute("SET LOCAL enable_seqscan = off")
        with CaptureQueriesContext(connection) as captured:
            find_electors(register.northmoor.id, asked)
        plans = [explained(cursor, query["sql"]) for query in captured if "register_" in query["sql"]]

    assert plans
    for plan in plans:
        assert not re.search(r"Seq Scan on register_(elector|registerentry|door)\b", plan), plan


def test_a_page_of_finding_loads_no_more_than_it_shows(register: Cast) -> None:
    with acting(register.priya, Action.REGISTER_ELECTOR_FIND, Purpose.ORGANISE):
        found = find_electors(register.northmoor.id, "okafor")

    assert len(found.electors) == MOST
    assert found.is_more


def explained(cursor: object, statement: str) -> str:
    cursor.execute(f"EXPLAIN {statement}")  # type: ignore[attr-defined]
    return "\n".join(line for (line,) in cursor.fetchall())  # type: ignore[attr-defined]
