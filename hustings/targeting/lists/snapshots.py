"""What a snapshot holds, and what has changed underneath it since it was taken."""

from dataclasses import dataclass
from typing import Any

from django.db import connection

from hustings.targeting.lists.asking import Asked
from hustings.targeting.lists.compiling import ON_REGISTER, Compiled, compile_list
from hustings.targeting.lists.counting import Counted
from hustings.targeting.lists.of_contact import consenting
from hustings.targeting.models import SavedList

STOOD = """e.id IN (
  SELECT l.elector_id FROM targeting_listedelector l
  WHERE l.constituency_id = %(seat)s AND l.list_id = %(list)s::uuid)"""
ALWAYS = ("held_out", "objected")
"""Reasons that no snapshot outlasts."""
COUNT = """
SELECT count(*), count(DISTINCT e.door_id), count(*) FILTER (WHERE e.id IN ({consenting}))
FROM register_elector e WHERE {on_register} AND {still}
"""
SINCE = """
SELECT count(*) FILTER (WHERE e.stood AND NOT e.on_register),
       count(*) FILTER (WHERE e.stood AND e.on_register AND NOT e.now),
       count(*) FILTER (WHERE e.now AND e.on_register AND NOT e.stood)
FROM (SELECT e.on_register, {stood} AS stood, ({on_it}) AS now
      FROM register_elector e WHERE e.constituency_id = %(seat)s) e
"""


@dataclass(frozen=True)
class Since:
    """What changed since: who left the register, who would not be on the list now, and who would be new on it."""

    gone: int
    no_longer: int
    new: int

    @property
    def is_same(self) -> bool:
        return not (self.gone or self.no_longer or self.new)


def still_on(compiled: Compiled) -> str:
    """True of who stood on a snapshot and may be contacted still: an objection wins, and so does a hold-out."""
    return " AND ".join([STOOD, *(f"NOT {compiled.leaving[reason]}" for reason in ALWAYS)])


def count_snapshot(kept: SavedList, asked: Asked) -> Counted:
    """Count whoever stood on a snapshot, is on the register and may be contacted still. One statement."""
    compiled = compile_list(asked)
    statement = COUNT.format(
        consenting=consenting("ARRAY['call']"), on_register=ON_REGISTER, still=still_on(compiled)
    )
    return Counted(*_row(statement, compiled.values | {"list": kept.id}))


def since_snapshot(kept: SavedList, asked: Asked) -> Since:
    """Compare who stood on a snapshot with who would be on the list now. One statement."""
    compiled = compile_list(asked)
    statement = SINCE.format(stood=STOOD, on_it=compiled.on_it)
    return Since(*_row(statement, compiled.values | {"list": kept.id}))


def _row(statement: str, values: dict[str, Any]) -> tuple[Any, ...]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        row: tuple[Any, ...] = cursor.fetchone()
        return row
