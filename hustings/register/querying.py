"""Set-based SQL of the register: statements with named parameters, and identifiers made inside them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import connection

# A UUIDv7 whose time is the import's: 12 hexadecimal digits of milliseconds, the version, then chance.
NEW_ID = "(%(clock)s::text || '7' || substr(replace(gen_random_uuid()::text, '-', ''), 14))::uuid"

# Every table of electors is kept by constituency; a statement that does not say which reads them all.
IN_SEATS = "constituency_id = ANY (%(seats)s)"


def clock_digits(at: datetime) -> str:
    """Write a moment as the first twelve digits of the UUIDv7s made at it."""
    return f"{int(at.timestamp() * 1000):012x}"


def change(statement: str, parameters: dict[str, Any]) -> int:
    """Run a statement and return how many rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        touched: int = cursor.rowcount
        return touched


def fetch(statement: str, parameters: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Run a query and return its rows."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


@contextmanager
def looking_up() -> Iterator[None]:
    """Let the planner look rows up by an index one by one, within `joining_whole_tables`, for a few thousand."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_nestloop = on; SET LOCAL enable_hashjoin = off")
        yield
        cursor.execute("SET LOCAL enable_nestloop = off; SET LOCAL enable_hashjoin = on")


WHOLE_TABLES = {"enable_nestloop": "off", "enable_mergejoin": "off", "work_mem": "'64MB'", "jit": "off"}


@contextmanager
def joining_whole_tables() -> Iterator[None]:
    """Keep the planner from walking row by row through what it believes to be small, and give it memory for a seat.

    Rows staged in this transaction have no statistics, and the runtime may not gather any: guessed at a few
    hundred, 75,000 rows were joined for minutes by a nested loop, or by a merge on their one constituency. Compiling
    a statement that is run once takes longer than running it.
    """
    with connection.cursor() as cursor:
        cursor.execute("; ".join(f"SET LOCAL {name} = {value}" for name, value in WHOLE_TABLES.items()))
        yield
        cursor.execute("; ".join(f"SET LOCAL {name} TO DEFAULT" for name in WHOLE_TABLES))
