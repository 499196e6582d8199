"""One row of a council's file turned into the values that are staged: names keyed, the address taken apart."""

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from hustings.lib.addresses import read_address
from hustings.lib.elector_numbers import read_elector_number
from hustings.lib.markers import ANONYMOUS, years_after
from hustings.lib.names import normalised, sound, split_combined
from hustings.lib.postcodes import compact
from hustings.lib.walking_order import side_of, walk_key
from hustings.register.faults import Reason
from hustings.register.files.layouts import Change, Columns, Part
from hustings.register.files.reading import Row

WRITTEN_DATE = re.compile(r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})(?: 00:00(?::00)?)?")
NO_NAME = ("", "", "", "", "", "")
NO_ADDRESS = ("", "", "", "", None, "", "", "", "", "", "", "", "")


class Draft(NamedTuple):
    """The staged columns, in the order in which they are copied."""

    line: int
    change: str
    letters: str
    number: str
    suffix: str
    markers: str
    attains_on: date | None
    surname: str
    forenames: str
    surname_key: str
    given_key: str
    surname_sound: str
    given_sound: str
    uprn: str
    reference: str
    address_lines: str
    postcode: str
    flat: str
    premises: str
    house: int | None
    house_suffix: str
    street: str
    street_key: str
    locality: str
    locality_key: str
    side: str
    walk_key: str
    address_key: str
    fault: str
    fault_column: int


COLUMNS = Draft._fields


def draft_with(columns: Columns, officer: str = "") -> Callable[[Row], Draft]:
    """Make the function that turns a row of this file into a draft. It never raises: a fault is part of the draft.

    `officer` is the code of the registration officer, whose references mean nothing elsewhere.
    """
    at, layout, width = columns.at, columns.layout, columns.width

    def draft(row: Row) -> Draft:
        if row.fault is not None:
            return refused(row.line, row.fault, row.column)
        cells = row.cells
        if any(cells[width:]):
            return refused(row.line, Reason.TOO_MANY_CELLS, width + 1)
        change = layout.change(*(cells[at[part]] for part in layout.change_parts))
        if change is None:
            return refused(row.line, Reason.CHANGE, at[layout.change_parts[0]] + 1)
        day = _attains_on(cells, columns)
        fault, column = (Reason.DATE, _date_column(columns) + 1) if isinstance(day, str) else ("", 0)
        markers = _cell(cells, columns, Part.MARKERS).upper()[:20]
        is_anonymous = ANONYMOUS in markers
        reference = _cell(cells, columns, Part.REFERENCE)
        return Draft._make(
            (
                row.line,
                change,
                *_numbered(cells, columns),
                markers,
                None if isinstance(day, str) else day,
                *(NO_NAME if is_anonymous else _named(cells, columns)),
                _uprn(_cell(cells, columns, Part.UPRN)),
                f"{officer}/{reference}"[:80] if reference else "",
                *(NO_ADDRESS if is_anonymous else _addressed(cells, columns)),
                fault,
                column,
            )
        )

    return draft


def refused(line: int, reason: Reason, column: int) -> Draft:
    """A draft that holds nothing but why the row is not taken."""
    return Draft._make(
        (line, Change.DROP, "", "", "", "", None, *NO_NAME, "", "", *NO_ADDRESS, reason, column)
    )


def _cell(cells: list[str], columns: Columns, part: Part) -> str:
    place = columns.at.get(part)
    return "" if place is None else cells[place]


def _numbered(cells: list[str], columns: Columns) -> tuple[str, str, str]:
    letters = _cell(cells, columns, Part.LETTERS).upper()
    if Part.FULL_NUMBER not in columns.at:
        return letters, _cell(cells, columns, Part.NUMBER), _cell(cells, columns, Part.SUFFIX) or "0"
    found = read_elector_number(_cell(cells, columns, Part.FULL_NUMBER))
    return (found.letters, str(found.number), str(found.suffix)) if found else (letters, "", "0")


def _uprn(text: str) -> str:
    """Strip the noughts that some systems pad with; what is no number of at most 12 digits is left out."""
    number = text.lstrip("0")
    return number if number.isdecimal() and len(number) <= 12 else ""


def _named(cells: list[str], columns: Columns) -> tuple[str, ...]:
    if Part.COMBINED_NAME in columns.at:
        surname, forenames = split_combined(_cell(cells, columns, Part.COMBINED_NAME))
    else:
        surname, forenames = _cell(cells, columns, Part.SURNAME), _cell(cells, columns, Part.FORENAMES)
    return (
        surname[:150],
        forenames[:200],
        _key(surname)[:150],
        _key(forenames)[:200],
        _sound(surname)[:150],
        _sound(forenames)[:200],
    )


def _date_column(columns: Columns) -> int:
    return columns.at.get(Part.BORN_ON, columns.at.get(Part.ATTAINS_ON, 0))


def _attains_on(cells: list[str], columns: Columns) -> date | str | None:
    """The eighteenth birthday, all that is kept of a date of birth; the text itself where it is no date."""
    text = cells[_date_column(columns)] if _date_column(columns) else ""
    if not text:
        return None
    day = _date(text)
    if day is None:
        return text
    return years_after(day, 18) if Part.BORN_ON in columns.at else day


def _date(text: str) -> date | None:
    found = WRITTEN_DATE.fullmatch(text)
    try:
        if found is None:
            return date.fromisoformat(text)
        return date(*(int(found[part]) for part in ("year", "month", "day")))
    except ValueError:
        return None


def _addressed(cells: list[str], columns: Columns) -> tuple[str | int | None, ...]:
    return _address(tuple(cells[place] for place in columns.addresses), _cell(cells, columns, Part.POSTCODE))


# The people of one door follow each other in a register, and its streets' surnames come again.
@lru_cache(maxsize=2_000)
def _address(lines: tuple[str, ...], postcode: str) -> tuple[str | int | None, ...]:
    address = read_address(lines, postcode)
    written = "\n".join(line for line in lines if line and not compact(line))
    if not address.is_place:
        return (written, address.postcode, *NO_ADDRESS[2:])
    return (
        written,
        address.postcode,
        address.flat[:60],
        address.name[:150],
        address.number,
        address.number_suffix[:20],
        address.street[:150],
        address.street_key[:150],
        address.locality[:150],
        normalised(address.locality)[:150],
        side_of(address.number).value,
        walk_key(
            number=address.number,
            number_suffix=address.number_suffix,
            name=address.name,
            flat=address.flat,
        )[:400],
        address.key[:400],
    )


@lru_cache(maxsize=20_000)
def _key(name: str) -> str:
    return normalised(name)


@lru_cache(maxsize=20_000)
def _sound(name: str) -> str:
    return sound(name)
