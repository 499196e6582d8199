"""Taking the rows of districts from one seat to another: the same rows, under the other seat, whole or not at all."""

from collections.abc import Iterator
from uuid import UUID

from django.db import connection

from hustings.geography.models import PollingDistrict
from hustings.register.former_numbers import leave_numbers_behind
from hustings.register.models import Door, Elector, Street
from hustings.register.querying import change, fetch
from hustings.register.redrawing.following import (
    BY_STATEMENT,
    DERIVING,
    MENDING,
    Move,
    Table,
    Way,
    in_order,
    loose_keys,
    ways_of,
)

# A number of the new seat for everybody, in the order of the old ones; the old seat never gives its own again.
NUMBERED = """
WITH coming AS (
  SELECT t.id, row_number() OVER (ORDER BY t.seat_no) AS nth FROM register_elector t
  WHERE t.constituency_id = %(from)s AND {belongs}
)
UPDATE register_elector t SET constituency_id = %(to)s, seat_no = c.last_no + coming.nth
FROM coming JOIN register_seatcount c ON c.constituency_id = %(to)s
WHERE t.constituency_id = %(from)s AND t.id = coming.id RETURNING t.id
"""
COUNT_UP = """
UPDATE register_seatcount SET revision = revision + 1, last_no = last_no +
    CASE WHEN constituency_id = %(to)s THEN %(came)s ELSE 0 END
WHERE constituency_id IN (%(from)s, %(to)s)
"""
# One address is one door within a seat. Where the new seat has it already, both doors stay until the council's next
# file says which it means: the one that comes gives its key up.
SAME_ADDRESS = """
UPDATE register_door d SET address_key = left(d.address_key, 360) || ' ' || d.id
WHERE d.constituency_id = %(from)s AND d.street_id = ANY (%(streets)s::uuid[]) AND EXISTS (
    SELECT FROM register_door o WHERE o.constituency_id = %(to)s AND o.address_key = d.address_key)
"""
LET_GO = """
UPDATE {table} t SET {column} = NULL FROM {leader} l
WHERE t.constituency_id IN (%(from)s, %(to)s) AND l.id = t.{column} AND l.constituency_id IN (%(from)s, %(to)s)
  AND l.constituency_id <> t.constituency_id AND {touched}
"""


def move_rows(move: Move) -> None:
    """Move everything that belongs to the districts' people, and let every room mend and derive what is its own.

    Both seats' locks must be held. Electors get numbers of their new seat; all other identifiers stay. Statements:
    one or two a table, none of them as long as the seat is large.
    """
    _defer()
    move.ids[PollingDistrict] = list(move.districts)
    for table in in_order():
        if table is Door:
            _count(
                move,
                "register_door.address_key",
                change(SAME_ADDRESS, _seats(move) | {"streets": move.ids[Street]}),
            )
        move.ids[table] = _move_table(table, move)
    change(COUNT_UP, {**_seats(move), "came": len(move.ids[Elector])})
    for table in in_order():
        for way in loose_keys(table):
            _count(move, f"{table._meta.db_table}.{way.column}", change(*_letting_go(table, way, move)))
    for mend in MENDING:
        mend(move)
    for derive in DERIVING:
        derive(move)


def _count(move: Move, column: str, rows: int) -> None:
    if rows:
        move.cut[column] += rows


def _defer() -> None:
    """Rows and what they refer to change seats in two statements: keys that carry the seat hold again at the end."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def check_now() -> None:
    """Let the database object now to a row that was left behind, and not at the commit."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _move_table(table: Table, move: Move) -> list[UUID]:
    belongs = " OR ".join(_belonging(table))
    parameters = {**_seats(move), "districts": list(move.districts)}
    for place, way in enumerate(ways_of(table)):
        parameters[f"ids{place}"] = move.ids[way.leader]
    if table is Elector:
        leave_numbers_behind(f"({belongs})", parameters, at=move.at)
        statement = NUMBERED.format(belongs=f"({belongs})")
    else:
        key = (
            "id" if any(field.column == "id" for field in table._meta.concrete_fields) else "constituency_id"
        )
        statement = (
            f"UPDATE {table._meta.db_table} t SET constituency_id = %(to)s"
            f" WHERE t.constituency_id = %(from)s AND ({belongs}) RETURNING t.{key}"
        )
    return [row[0] for row in fetch(statement, parameters)]


def _belonging(table: Table) -> Iterator[str]:
    for place, way in enumerate(ways_of(table)):
        before = "".join(f"t.{column} IS NULL AND " for column in way.only_if_null)
        yield f"{before}t.{way.column} = ANY (%(ids{place})s::uuid[])"
    if table in BY_STATEMENT:
        yield BY_STATEMENT[table]


def _letting_go(table: Table, way: Way, move: Move) -> tuple[str, dict[str, object]]:
    """The statement that lets keys go which would point into the other seat; only of rows that this move touched."""
    mine = " OR ".join(
        f"t.{each.column} = ANY (%(ids{place})s::uuid[])" for place, each in enumerate(ways_of(table))
    )
    touched = f"(t.{way.column} = ANY (%(leaders)s::uuid[]) OR {mine})"
    parameters: dict[str, object] = {**_seats(move), "leaders": move.ids[way.leader]}
    for place, each in enumerate(ways_of(table)):
        parameters[f"ids{place}"] = move.ids[each.leader]
    statement = LET_GO.format(
        table=table._meta.db_table, column=way.column, leader=way.leader._meta.db_table, touched=touched
    )
    return statement, parameters


def _seats(move: Move) -> dict[str, object]:
    return {"from": move.from_seat, "to": move.to_seat}
