"""No table of a seat is forgotten when a district goes to another: found from the models and from the database."""

from collections import Counter

from django.db import connection

from hustings.paper.models import KeyedLine, Pack, Sheet, SheetDoor, SheetLine
from hustings.register.models import Door, Elector, MarkedBatch, Street
from hustings.register.redrawing.following import (
    BY_STATEMENT,
    HANDLED,
    STAYING,
    follows,
    in_order,
    loose_keys,
    seat_tables,
    ways_of,
)
from tests.cast import Cast, arranging


def test_every_table_of_a_seat_follows_its_people_or_says_why_not() -> None:
    told = Counter(
        table._meta.label
        for table in seat_tables()
        for is_so in (
            bool(follows(table) and (ways_of(table) or table in BY_STATEMENT)),
            table in STAYING,
            table in HANDLED,
        )
        if is_so
    )

    unsure = {table._meta.label for table in seat_tables()} - {
        label for label, ways in told.items() if ways == 1
    }
    assert unsure == set(), "say in register.redrawing how these follow a district, or why they stay"


def test_every_table_with_a_seat_in_the_database_is_known(cast: Cast) -> None:
    known = {table._meta.db_table for table in seat_tables()}
    with arranging(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.columns"
            " WHERE table_schema = 'public' AND column_name = 'constituency_id'"
        )
        there = {table for (table,) in cursor.fetchall()}

    assert there - known == set()


def test_every_key_that_carries_the_seat_can_wait_until_all_have_moved(cast: Cast) -> None:
    with arranging(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.conname FROM pg_constraint c JOIN pg_attribute a"
            " ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey) AND a.attname = 'constituency_id'"
            " WHERE c.contype = 'f' AND cardinality(c.conkey) > 1 AND NOT c.condeferrable"
        )
        at_once = {name for (name,) in cursor.fetchall()}

    assert at_once == set()


def test_tables_follow_what_they_are_about() -> None:
    assert [way.leader for way in ways_of(Door)] == [Street]
    assert [way.column for way in ways_of(Elector)] == ["district_id"]
    assert [way.column for way in ways_of(SheetLine)] == ["elector_id"]
    assert [way.column for way in ways_of(SheetDoor)] == ["door_id"]
    assert {way.column for way in loose_keys(Elector)} == {"street_id", "door_id"}


def test_a_table_comes_after_what_it_follows() -> None:
    order = in_order()

    late = [
        (table, way.leader)
        for table in order
        for way in ways_of(table)
        if way.leader in order and order.index(way.leader) > order.index(table)
    ]
    assert late == []


def test_paper_stays_in_its_ledger_and_a_batch_goes_by_its_letters() -> None:
    assert {Pack, Sheet} <= STAYING.keys()
    assert KeyedLine in HANDLED
    assert MarkedBatch in BY_STATEMENT
