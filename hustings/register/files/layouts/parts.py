"""What a council's file can hold, and what a layout is."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.utils.functional import Promise

from hustings.lib.headings import heading_key


class Part(StrEnum):
    """What a column holds, whatever its heading is called."""

    LETTERS = "letters"
    NUMBER = "number"
    SUFFIX = "suffix"
    ROLL_NUMBER = "roll number"
    FULL_NUMBER = "full number"
    MARKERS = "markers"
    OPTED_OUT = "opted out"
    BORN_ON = "born on"
    ATTAINS_ON = "attains on"
    SURNAME = "surname"
    FORENAMES = "forenames"
    MIDDLE_NAMES = "middle names"
    COMBINED_NAME = "combined name"
    NAME_IN_ORDER = "name in order"
    FLAT = "flat"
    HOUSE = "house"
    POSTCODE = "postcode"
    REFERENCE = "reference"
    UPRN = "uprn"
    CHANGE = "change"
    CREATED = "created"
    CHANGED = "changed"
    DELETED = "deleted"
    RECORD_TOTAL = "record total"
    MONTH = "month"


class Change(StrEnum):
    """What a row asks for. A full register states; an update adds, amends or deletes; some rows cancel out.

    A row of an address list names a house and nobody in it.
    """

    STATE = "state"
    ADD = "add"
    AMEND = "amend"
    DELETE = "delete"
    DROP = "drop"
    HOUSE = "house"


ChangeReader = Callable[..., Change | None]

NEVER_NEEDED = frozenset(
    {
        Part.SUFFIX,
        Part.OPTED_OUT,
        Part.BORN_ON,
        Part.ATTAINS_ON,
        Part.MIDDLE_NAMES,
        Part.FLAT,
        Part.HOUSE,
        Part.REFERENCE,
        Part.UPRN,
        Part.RECORD_TOTAL,
        Part.MONTH,
    }
)
"""What councils leave out and a register can be read without."""


@dataclass(frozen=True)
class Layout:
    """One declaration of what a system writes. `columns` gives each part's headings, the usual one first;
    `addresses` the headings of the address columns in order; `writings` all headings as the system writes them, by
    which a file without headings is told.

    `change` reads what a row asks for out of the cells of `change_parts`, and gives None for what it does not know.
    Of each of `needs` one group of parts must be there, and everything else but `optional`. Where `told_by_changes`,
    a full register has the column of the changes too, empty.
    """

    key: str
    title: str | Promise
    columns: Mapping[Part, tuple[str, ...]]
    addresses: tuple[tuple[str, ...], ...]
    writings: tuple[tuple[str, ...], ...] = ()
    optional: frozenset[Part] = NEVER_NEEDED
    needs: tuple[tuple[tuple[Part, ...], ...], ...] = ()
    change: ChangeReader = lambda: Change.STATE
    change_parts: tuple[Part, ...] = ()
    told_by_changes: bool = False
    is_generic: bool = False
    has_people: bool = True

    @property
    def is_update(self) -> bool:
        """Whether it leaves alone what it does not speak of, as a full register does not."""
        return bool(self.change_parts) or not self.has_people


@dataclass(frozen=True)
class Columns:
    """A layout found in one file: where each part stands, counted from 0. `council_layout` is the id of the mapping
    by which it was found, if somebody had mapped it.
    """

    layout: Layout
    width: int
    at: Mapping[Part, int]
    addresses: tuple[int, ...]
    council_layout: UUID | None = None


def heading_keys(headings: Sequence[str]) -> list[str]:
    """Reduce the headings of a line, without the empty ones at its end."""
    keys = [heading_key(heading) for heading in headings]
    while keys and not keys[-1]:
        keys.pop()
    return keys


def numbered_lines(count: int, *names: str) -> tuple[tuple[str, ...], ...]:
    """The headings of address lines: "Address1", "Address2" and so on, under each of the names."""
    return tuple(tuple(f"{name}{line}" for name in names) for line in range(1, count + 1))
