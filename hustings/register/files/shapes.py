"""What the rows of a layout look like: by their shape a file without headings is told, and a line that is no row."""

from collections.abc import Callable, Sequence

from hustings.lib.elector_numbers import read_elector_number, read_roll_number
from hustings.lib.postcodes import compact
from hustings.register.files.dates import read_date
from hustings.register.files.layouts import Change, Columns, Part
from hustings.register.files.reading import Row

SPARSE = 3
"""A line of so few filled cells is a banner rather than headings or a person."""


def filled(row: Row) -> int:
    """Count the cells that hold anything."""
    return len(row.cells) - row.cells.count("")


def change_in(row: Row, columns: Columns) -> Change | None:
    """What a row asks for, or None where its layout does not know."""
    layout = columns.layout
    return layout.change(*(row.cells[columns.at[part]] for part in layout.change_parts))


def _is_number(cell: str) -> bool:
    return cell.isdecimal() and len(cell) <= 7


CHECKS: dict[Part, Callable[[str], object]] = {
    Part.LETTERS: lambda cell: 0 < len(cell) <= 10 and not compact(cell),
    Part.NUMBER: _is_number,
    Part.ROLL_NUMBER: read_roll_number,
    Part.FULL_NUMBER: read_elector_number,
    Part.SUFFIX: lambda cell: not cell or _is_number(cell),
    Part.MARKERS: lambda cell: len(cell) <= 6 and not any(letter.isdigit() for letter in cell),
    Part.BORN_ON: lambda cell: not cell or not isinstance(read_date(cell), str),
    Part.ATTAINS_ON: lambda cell: not cell or not isinstance(read_date(cell), str),
    Part.SURNAME: lambda cell: not any(letter.isdigit() for letter in cell),
    Part.FORENAMES: lambda cell: not any(letter.isdigit() for letter in cell),
    Part.COMBINED_NAME: lambda cell: not any(letter.isdigit() for letter in cell),
    Part.POSTCODE: lambda cell: not cell or compact(cell),
}
"""What a cell must look like to be the part it stands for, where the part has looks of its own."""


def misfit(columns: Columns, rows: Sequence[Row]) -> tuple[Row, int] | None:
    """The first row that does not look like the layout, and its column from 1; None where all do."""
    for row in rows:
        if len(row.cells) != columns.width:
            return row, min(len(row.cells), columns.width)
        for part, place in columns.at.items():
            if part in CHECKS and not CHECKS[part](row.cells[place]):
                return row, place + 1
        if columns.layout.change_parts and change_in(row, columns) is None:
            return row, columns.at[columns.layout.change_parts[0]] + 1
    return None


def fits(columns: Columns, rows: Sequence[Row]) -> bool:
    """Whether rows without headings are of this layout: every part looks as it should, and postcodes are where it
    has them.
    """
    place = columns.at.get(Part.POSTCODE)
    if not rows or misfit(columns, rows) is not None:
        return False
    return place is None or sum(bool(row.cells[place]) for row in rows) * 2 > len(rows)
