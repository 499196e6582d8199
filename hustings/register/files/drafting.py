"""One row of a council's file turned into the values that are staged: names keyed, the address taken apart."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from hustings.lib.markers import ANONYMOUS, OVERSEAS
from hustings.register.faults import Reason
from hustings.register.files.layouts import Change, Columns, Part
from hustings.register.files.people import (
    AGE_PARTS,
    NO_NAME,
    age_reader,
    column_of,
    is_no_marker,
    lost_noughts,
    marker_reader,
    name_reader,
    number_reader,
)
from hustings.register.files.premises import NO_ADDRESS, premises_reader
from hustings.register.files.reading import Row


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


def draft_with(
    columns: Columns, officer: str = "", *, published_on: date | None = None
) -> Callable[[Row], Draft]:
    """Make the function that turns a row of this file into a draft. It never raises: a fault is part of the draft.

    `officer` is the code of the registration officer, whose references mean nothing elsewhere; `published_on` the
    edition's date, which tells a date of birth from one of attainment under the wrong heading.
    """
    width, change_of = columns.width, _change_reader(columns)
    number_of, name_of, markers_of = number_reader(columns), name_reader(columns), marker_reader(columns)
    age_of, premises_of = age_reader(columns, published_on), premises_reader(columns)
    uprn, reference = columns.at.get(Part.UPRN), columns.at.get(Part.REFERENCE)
    fault_of = _fault_finder(columns)

    def draft(row: Row) -> Draft:
        if row.fault is not None:
            return refused(row.line, row.fault, row.column)
        cells = row.cells
        if len(cells) > width and any(cells[width:]):
            return refused(row.line, Reason.TOO_MANY_CELLS, width + 1)
        change = change_of(cells)
        if change is None:
            return refused(row.line, Reason.CHANGE, column_of(columns, columns.layout.change_parts))
        number, markers, age = number_of(cells), markers_of(cells), age_of(cells)
        premises, slipped = premises_of(cells)
        if change is Change.HOUSE:
            # Nobody is numbered in a list of addresses; each of its lines stands by itself.
            number = (number[0], str(row.line), "0")
        is_anonymous = ANONYMOUS in markers
        return Draft._make(
            (
                row.line,
                change,
                *number,
                markers[:20],
                age if type(age) is date else None,
                *(NO_NAME if is_anonymous else name_of(cells)),
                "" if uprn is None else _uprn(cells[uprn]),
                "" if reference is None or not cells[reference] else f"{officer}/{cells[reference]}"[:80],
                *(NO_ADDRESS if is_anonymous or OVERSEAS in markers else premises),
                *fault_of(cells, markers, age, slipped and number[1].isdecimal()),
            )
        )

    return draft


def refused(line: int, reason: Reason, column: int) -> Draft:
    """A draft that holds nothing but why the row is not taken."""
    return Draft._make(
        (line, Change.DROP, "", "", "", "", None, *NO_NAME, "", "", *NO_ADDRESS, reason, column)
    )


def _change_reader(columns: Columns) -> Callable[[list[str]], Change | None]:
    layout = columns.layout
    places = [columns.at[part] for part in layout.change_parts]
    if not places:
        always = layout.change()
        return lambda _cells: always
    return lambda cells: layout.change(*[cells[place] for place in places])


def _fault_finder(columns: Columns) -> Callable[[list[str], str, object, bool], tuple[str, int]]:
    has_lost_noughts, at_markers = lost_noughts(columns), columns.at.get(Part.MARKERS)

    def fault(cells: list[str], markers: str, age: object, slipped: bool) -> tuple[str, int]:  # noqa: FBT001 - one row
        if type(age) is Reason:
            return age, column_of(columns, AGE_PARTS)
        if slipped:
            return Reason.POSTCODE, column_of(columns, (Part.POSTCODE,))
        if markers and at_markers is not None and is_no_marker(cells[at_markers]):
            return Reason.MARKERS, column_of(columns, (Part.MARKERS,))
        if has_lost_noughts(cells):
            return Reason.ROLL_NUMBER, column_of(columns, (Part.ROLL_NUMBER,))
        return "", 0

    return fault


def _uprn(text: str) -> str:
    """Strip the noughts that some systems pad with; what is no number of at most 12 digits is left out."""
    number = text.lstrip("0")
    return number if number.isdecimal() and len(number) <= 12 else ""
