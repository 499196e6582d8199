"""What the rows of a layout look like: by their shape a file without headings is told, and a line that is no row."""

from collections.abc import Callable, Sequence

from hustings.lib.elector_numbers import read_elector_number, read_roll_number
from hustings.lib.postcodes import compact
from hustings.register.files.dates import read_date
from hustings.register.files.layouts import Change, Columns, Part
from hustings.register.files.reading import Row

FEW = 8
"""One row in so many may be mistyped and still be of the layout."""
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
    Part.UPRN: lambda cell: not cell or (cell.isdecimal() and len(cell) <= 12),
    Part.OPTED_OUT: lambda cell: len(cell) <= 3,
}
"""What a cell must look like to be the part it stands for, where the part has looks of its own."""


def misfits(columns: Columns, rows: Sequence[Row]) -> list[tuple[Row, int]]:
    """The rows that do not look like the layout, each with the first column that does not, from 1."""
    return [(row, column) for row in rows if (column := _misfit(columns, row))]


def _misfit(columns: Columns, row: Row) -> int:
    if len(row.cells) != columns.width:
        return min(len(row.cells), columns.width)
    for part, place in columns.at.items():
        if part in CHECKS and not CHECKS[part](row.cells[place]):
            return place + 1
    if columns.layout.change_parts and change_in(row, columns) is None:
        return columns.at[columns.layout.change_parts[0]] + 1
    return 0


def fits(columns: Columns, rows: Sequence[Row]) -> bool:
    """Whether rows without headings are of this layout: all but a mistyped few look as they should, and postcodes
    are where it has them.
    """
    if not rows or len(misfits(columns, rows)) * FEW > len(rows):
        return False
    whole = [row for row in rows if len(row.cells) == columns.width]
    place = columns.at.get(Part.POSTCODE)
    return place is None or sum(bool(compact(row.cells[place])) for row in whole) * 2 > len(rows)
