"""Whatever any room has recorded about an elector, found by the models' foreign keys, and given to another.

What rooms above derive from such facts they make again themselves: they name it here when they start.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import models

from hustings.register.models import Elector
from hustings.register.pointing import Pointer, pointers_to
from hustings.register.querying import change, fetch

Facts = dict[str, list[str]]


@dataclass(frozen=True)
class Derived:
    """Tables with a row for each elector that are made from facts, and how to make them again for some electors."""

    models: tuple[type[models.Model], ...]
    again: Callable[[int, Sequence[UUID]], None]


_DERIVED: list[Derived] = []


def keep_derived(*tables: type[models.Model], again: Callable[[int, Sequence[UUID]], None]) -> None:
    """Name tables that are derived from what is recorded about electors: `again(constituency, electors)` makes
    their rows anew. Called once, when a room starts.
    """
    _DERIVED.append(Derived(tables, again))


def derive_again(constituency: int, electors: Sequence[UUID]) -> None:
    """Let every room make again what it derives about these electors."""
    for derived in _DERIVED:
        derived.again(constituency, electors)


def facts_of(constituency: int, elector: UUID) -> Facts:
    """The keys of every row of any room that is about an elector, by table; derived tables are left out."""
    found = {}
    for pointer in _pointers():
        keys = fetch(
            f"SELECT {_key(pointer)} FROM {pointer.table} f "
            f"WHERE f.constituency_id = %(seat)s AND f.{pointer.column} = %(whose)s ORDER BY 1",
            {"seat": constituency, "whose": elector},
        )
        if keys:
            found[pointer.table] = [key for (key,) in keys]
    return found


def hand_over(constituency: int, whose: UUID, to: UUID, but: Facts) -> None:
    """Give the facts of one elector to another, except those named."""
    for pointer in _pointers():
        change(
            f"UPDATE {pointer.table} f SET {pointer.column} = %(to)s "
            f"WHERE f.constituency_id = %(seat)s AND f.{pointer.column} = %(whose)s "
            f"AND {_key(pointer)} <> ALL (%(but)s)",
            {"seat": constituency, "whose": whose, "to": to, "but": but.get(pointer.table, [])},
        )


def _pointers() -> Iterator[Pointer]:
    """Foreign keys to electors, but for derived tables."""
    derived = {table for each in _DERIVED for table in each.models}
    return (pointer for pointer in pointers_to(Elector) if pointer.model not in derived)


def _key(pointer: Pointer) -> str:
    """What tells a row from others of its table, also when its district has gone to another seat."""
    own = [key for key in pointer.keys if key != "constituency_id"]
    return f"concat_ws(' ', {', '.join(f'f.{key}' for key in own)})"
