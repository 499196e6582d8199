"""One row of a council's file as it stands, without keys, sounds or the address taken apart: enough to see whether the
register says the very same already, as it does of nearly every row of a register that is sent again.
"""

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from hustings.lib.markers import ANONYMOUS, OVERSEAS
from hustings.lib.postcodes import compact
from hustings.register.files.layouts import Columns, Part
from hustings.register.files.people import (
    MOST_MARKERS,
    age_reader,
    lost_noughts,
    marker_reader,
    number_reader,
    plain_name_reader,
)
from hustings.register.files.reading import Row

LONGEST_NUMBER, LONGEST_SUFFIX = 7, 6


class Plain(NamedTuple):
    """What is compared, in the order in which it is sent."""

    line: int
    letters: str
    number: str
    suffix: str
    markers: str
    attains_on: str
    surname: str
    forenames: str
    address_lines: str
    postcode: str


def plain_with(columns: Columns, *, published_on: date | None = None) -> Callable[[Row], Plain | None] | None:
    """Make the function that reads a row plainly; it gives None for a row with anything odd about it, which is then
    drafted in full. None where the file has columns of which the register's lines tell nothing (UPRN, references).
    """
    at, lines = columns.at, columns.addresses
    if at.keys() & {Part.UPRN, Part.REFERENCE, Part.FLAT, Part.HOUSE} or columns.layout.is_update:
        return None
    width, postcode = columns.width, at.get(Part.POSTCODE)
    number_of, markers_of = number_reader(columns), marker_reader(columns)
    name_of, age_of = plain_name_reader(columns), age_reader(columns, published_on)
    has_lost_noughts = lost_noughts(columns)

    def plain(row: Row) -> Plain | None:
        cells = row.cells
        if row.fault is not None or len(cells) != width or has_lost_noughts(cells):
            return None
        letters, number, suffix = number_of(cells)
        markers, age = markers_of(cells), age_of(cells)
        is_number = number.isdecimal() and suffix.isdecimal() and number.isascii() and suffix.isascii()
        if not is_number or len(number) > LONGEST_NUMBER or len(suffix) > LONGEST_SUFFIX:
            return None
        if len(markers) > MOST_MARKERS or not (age is None or type(age) is date):
            return None
        name = ("", "") if ANONYMOUS in markers else name_of(cells)
        place = ("", "")
        if ANONYMOUS not in markers and OVERSEAS not in markers:
            found = _place(
                tuple([cells[line] for line in lines]), "" if postcode is None else cells[postcode]
            )
            if found is None:
                return None
            place = found
        return Plain(
            row.line, letters, number, suffix, markers, age.isoformat() if age else "", *name, *place
        )

    return plain


# The people of one door follow each other in a register.
@lru_cache(maxsize=100)
def _place(lines: tuple[str, ...], cell: str) -> tuple[str, str] | None:
    """Address lines as written and the postcode; None where the postcode's column holds something else."""
    postcode = compact(cell)
    if cell and not postcode:
        return None
    written = []
    for line in lines:
        if code := compact(line):
            postcode = postcode or code
        elif line:
            written.append(line)
    return "\n".join(written), postcode
