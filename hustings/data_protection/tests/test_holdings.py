from django.db import connection

from hustings.data_protection.holdings import FREE, HELD, listed, unlisted
from tests.cast import arranging

TABLES = """
SELECT CASE schemaname WHEN 'access' THEN 'access.' ELSE '' END || tablename
FROM pg_tables WHERE schemaname IN ('public', 'access')
"""


def all_tables() -> set[str]:
    with arranging(), connection.cursor() as cursor:
        cursor.execute(TABLES)
        return {row[0] for row in cursor.fetchall()}


def test_every_table_is_held_or_declared_free_of_personal_data(db: None) -> None:
    assert unlisted(all_tables()) == set()


def test_nothing_is_listed_that_is_not_there(db: None) -> None:
    assert listed() - all_tables() == set()


def test_a_table_that_nobody_listed_is_found(db: None) -> None:
    assert unlisted({"register_elector", "register_diary"}) == {"register_diary"}


def test_no_table_is_in_both_lists() -> None:
    held = [table for holding in HELD for table in holding.tables]

    assert len(held) == len(set(held))
    assert not set(held) & set(FREE)


def test_every_walled_table_is_held(db: None) -> None:
    with arranging(), connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_policies WHERE schemaname = 'public'")
        walled = {row[0] for row in cursor.fetchall()}
    held = {table for holding in HELD for table in holding.tables}

    assert walled - held <= NO_PERSONS


NO_PERSONS = {
    "canvassing_code",
    "canvassing_districtmark",
    "canvassing_seatsummary",
    "canvassing_wardtotal",
    "organisation_unit",
    "organisation_unitabove",
    "organisation_unitseat",
    "register_seatcount",
}
"""Behind a wall though nobody is named: counts and schemes of one seat are its own."""
