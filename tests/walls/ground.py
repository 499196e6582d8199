"""A clone of the database in which every table with a wall holds rows of every seat, unit, door and person.

What is not a policy is taken away there: foreign keys, checks and unique indexes. So a row needs no story, and a table
that a room adds tomorrow is filled, and proved, by itself.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import product
from typing import Any
from uuid import UUID

import psycopg
from psycopg.sql import SQL, Identifier, Literal

from conftest import clone, drop, superuser
from hustings.config.migrating import all_walls
from hustings.lib.walls import Wall
from tests.bench.databases import new_connection, speaking_by
from tests.walls.oracle import Row

TOP, WEST, EAST = 1, 2, 3
SEATS, BRANCHES = (4, 5, 6, 7), (8, 9)
UNITS = (TOP, WEST, EAST, *SEATS, *BRANCHES)
PARENTS: dict[int, int | None] = {
    TOP: None,
    WEST: TOP,
    EAST: TOP,
    4: WEST,
    5: WEST,
    6: EAST,
    7: EAST,
    8: 4,
    9: 6,
}
PEOPLE = tuple(UUID(int=number) for number in range(1, 5))
DOORS = {seat: tuple(UUID(int=1000 * seat + number) for number in range(2)) for seat in SEATS}
NOON = datetime(2026, 2, 3, 12, tzinfo=UTC)

DECIDE = (
    "access_grant", "access_handout", "access_stop", "access_stopmotion", "access_stopreview", "accounts_device",
    "accounts_person", "accounts_session", "elections_calling", "organisation_membership", "organisation_unit",
    "organisation_unitabove", "organisation_unitseat",
)  # fmt: skip
"""Tables that decide what anybody sees: a story writes them itself."""

PROVED = [wall for wall in all_walls() if not wall.hidden]
STRIP = """
SELECT format('ALTER TABLE %%s DROP CONSTRAINT IF EXISTS %%I CASCADE', conrelid::regclass, conname)
FROM pg_constraint WHERE connamespace = 'public'::regnamespace
  AND (contype IN ('c', 'f') OR (contype IN ('u', 'x') AND conrelid::regclass::text <> ALL (%s)))
UNION ALL
SELECT format('DROP INDEX IF EXISTS %%s', indexrelid::regclass) FROM pg_index
JOIN pg_class ON pg_class.oid = indrelid AND relnamespace = 'public'::regnamespace
WHERE indisunique AND NOT indisprimary AND indrelid::regclass::text <> ALL (%s)
"""
COLUMNS = """
SELECT column_name, CASE data_type WHEN 'ARRAY' THEN 'array' ELSE udt_name END, character_maximum_length,
       column_name = ANY (SELECT a.attname::text FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid
                          AND a.attnum = ANY (i.indkey) WHERE i.indrelid = %s::regclass AND i.indisprimary)
FROM information_schema.columns WHERE table_schema = 'public' AND table_name = %s
  AND is_nullable = 'NO' AND column_default IS NULL AND is_identity = 'NO' AND is_generated = 'NEVER'
"""
CLOCK = """
CREATE TABLE public.proof_clock (now timestamptz NOT NULL);
GRANT SELECT ON public.proof_clock TO PUBLIC;
GRANT SELECT, UPDATE ON public.proof_clock TO hustings_arranger;
INSERT INTO public.proof_clock VALUES ('2026-02-03 12:00+00');
CREATE OR REPLACE FUNCTION access.clock() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp AS 'SELECT now FROM public.proof_clock';
CREATE FUNCTION public.proof_can_be_given(role text) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    PERFORM access._must_be_fresh(role);
    RETURN true;
EXCEPTION WHEN insufficient_privilege THEN RETURN false;
END $$;
"""


@contextmanager
def filled_ground(template: str, name: str) -> Iterator[None]:
    """Make the clone, let Django speak to it as the tests' login in the web's role, and drop it afterwards."""
    clone(template, name)
    with superuser(name) as filling:
        for (statement,) in filling.execute(STRIP, (list(DECIDE),) * 2).fetchall():
            filling.execute(statement)
        filling.execute(CLOCK)
        for wall in PROVED:
            if wall.table not in DECIDE:
                _fill(filling, wall)
    speaking = new_connection(name)
    try:
        with speaking_by(speaking):
            yield
    finally:
        speaking.close()
        drop(name)


def _fill(filling: psycopg.Connection[Any], wall: Wall) -> None:
    wanted = filling.execute(COLUMNS, (wall.table, wall.table)).fetchall()
    for number, told in enumerate(_rows(wall), start=1):
        values = {
            name: _made_up(kind, length, number) for name, kind, length, _key in wanted if name not in told
        }
        row = values | told
        filling.execute(
            SQL("INSERT INTO {} ({}) VALUES ({}) ON CONFLICT DO NOTHING").format(
                Identifier(wall.table),
                SQL(", ").join(map(Identifier, row)),
                SQL(", ").join(map(Literal, row.values())),
            )
        )


def _rows(wall: Wall) -> Iterator[dict[str, Any]]:
    """A row of each seat and door or unit, of nobody's seat, of each person, and of those who objected."""
    seats = (
        [(seat, door) for seat in SEATS for door in DOORS[seat]]
        if wall.door
        else [(seat, None) for seat in SEATS]
    )
    places: list[dict[str, Any]] = [{}]
    if wall.constituency:
        places = [
            {wall.constituency: seat} | ({wall.door: door} if wall.door else {}) for seat, door in seats
        ]
        places += [{wall.constituency: None}] if wall.national else []
    if wall.unit:
        places = [place | {wall.unit: unit} for place, unit in product(places, UNITS)]
    owners = [{wall.own: person} for person in PEOPLE] if wall.own else [{}]
    objecting = [{"objects_at_door": True}, {"objects_at_door": False}] if hides(wall) else [{}]
    for place, owner, objects in product(places, owners, objecting):
        yield place | owner | objects


def a_key(number: int) -> UUID:
    """The key of a table's row of this number, counted from 1."""
    return UUID(int=10**9 + number)


def _made_up(kind: str, length: int | None, number: int) -> Any:
    """A value that a column takes."""
    if kind == "uuid":
        return a_key(number)
    if kind in ("int2", "int4", "int8", "numeric", "float8"):
        return number
    if kind in ("varchar", "text", "bpchar"):
        return str(number)[-(length or 9) :]
    return {
        "bool": False, "date": NOON.date(), "timestamptz": NOON, "jsonb": "{}", "array": "{}", "bytea": b"x",
        "time": "12:00", "interval": "1 day", "inet": "127.0.0.1", "int4multirange": "{}",
    }[kind]  # fmt: skip


def hides(wall: Wall) -> bool:
    """Whether a table holds people who can have objected."""
    return "objects_at_door" in (wall.extra or "")


def is_taken_out(wall: Wall) -> bool:
    """Whether a table holds files, which a stop of a copy can name."""
    return "lets_go" in (wall.extra or "")


def rows_of(wall: Wall, told: dict[str, Any]) -> Row:
    """A row as the oracle wants it, from the columns that the wall names."""

    def column(name: str | None) -> Any:
        return told[name] if name else None

    return Row(
        shelf=str(wall.shelf), seat=column(wall.constituency), door=column(wall.door), unit=column(wall.unit),
        own=column(wall.own), for_everyone=wall.everyone, objects=bool(hides(wall) and told["objects_at_door"]),
        is_national=bool(wall.national and told[wall.constituency or ""] is None),
        file=told["id"] if is_taken_out(wall) else None)  # fmt: skip


def marking(wall: Wall) -> list[str]:
    """The columns that decide about a row."""
    named = [wall.constituency, wall.door, wall.unit, wall.own, "objects_at_door" if hides(wall) else None]
    named.append("id" if is_taken_out(wall) else None)
    return [name for name in dict.fromkeys(named) if name]
