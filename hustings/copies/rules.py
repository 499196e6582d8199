"""Copies that leave: how they are named, where they can be, and how long a file is given. Pure."""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

from hustings.lib.sheet_codes import ALPHABET

FILE_KEPT = timedelta(days=7)
"""How long the file of an export can be fetched (DESIGN 11)."""

FETCHES = 3
"""How often it can be fetched."""

DESTROYED_WITHIN = timedelta(days=28)
"""How long whoever holds an export may keep it, unless they name an earlier day."""

BULK_PEOPLE = 250
"""More people than a walk names: what is taken at once beyond that is bulk."""


class State(StrEnum):
    """Where a copy is. Every copy that was issued is in exactly one of them, so that the sum comes out."""

    OUT = "out"
    RETURNED = "returned"
    DESTROYED = "destroyed"
    LOST = "lost"
    WITHDRAWN = "withdrawn"


LEADS_TO: dict[State, frozenset[State]] = {
    State.OUT: frozenset({State.RETURNED, State.DESTROYED, State.LOST, State.WITHDRAWN}),
    # Said too soon, or a sheet goes out for another evening.
    State.RETURNED: frozenset({State.OUT, State.DESTROYED, State.LOST}),
    State.DESTROYED: frozenset({State.OUT, State.LOST}),
    # Found again: it may come back or be shredded, and its incident says what happened meanwhile.
    State.LOST: frozenset({State.RETURNED, State.DESTROYED}),
    State.WITHDRAWN: frozenset(),
}


def can_become(before: str, after: str) -> bool:
    """Whether a copy can go from one state to another; staying where it is changes nothing and is allowed."""
    return before == after or State(after) in LEADS_TO[State(before)]


def spell_number(number: int, *, letters: int = 4) -> str:
    """Write a number as people say it: "C-2K7Q", in Crockford's letters, where none is taken for another."""
    return "C-" + "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(letters)))


def is_overdue(state: str, due_on: date, today: date) -> bool:
    return state == State.OUT and due_on < today


def packed(numbers: Iterable[int]) -> list[int]:
    """The numbers of a row set in order, each once."""
    return sorted(set(numbers))
