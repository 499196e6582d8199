"""A look at a file whose layout nobody has declared: its headings, its first rows, and what they probably are."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

from hustings.lib.elector_numbers import read_elector_number
from hustings.lib.headings import heading_key
from hustings.lib.postcodes import compact
from hustings.register.files.apart import Opener, open_here
from hustings.register.files.dates import read_date
from hustings.register.files.layouts import Part, generic
from hustings.register.files.layouts.changes import SIGNED_MONTH
from hustings.register.files.opening import probe
from hustings.register.files.shapes import SPARSE, filled

SHOWN = 3
MOST_CODES = 12
ADDRESS = "address"
"""What a column of an address is called beside the parts: several columns can be one."""


@dataclass(frozen=True)
class Sample:
    """The first full line of a file and the rows below it. `looks_headed` is whether that line is probably headings."""

    first: list[str]
    rows: list[list[str]]
    looks_headed: bool

    @property
    def width(self) -> int:
        return len(self.first)

    def shown(self, *, headed: bool) -> list[list[str]]:
        """The first rows that hold people, for somebody to look at."""
        return (self.rows if headed else [self.first, *self.rows])[:SHOWN]


def sample_of(file: BinaryIO, *, opener: Opener = open_here) -> Sample:
    """Read the first lines of a file. Raises UnableToReadFile."""
    _opened, probed = probe(file, opener=opener)
    fullest = max(map(filled, probed))
    full = [row.cells for row in probed if filled(row) > SPARSE and filled(row) * 2 > fullest]
    full = full or [row.cells for row in probed]
    first = full[0]
    rows = [[*row, *[""] * (len(first) - len(row))][: len(first)] for row in full[1:]]
    return Sample(first, rows, not any(_is_datum(cell) for cell in first))


def codes_in(file: BinaryIO, column: int, *, opener: Opener = open_here) -> list[str] | None:
    """Every value of a column of a file, most used first; None where there are too many to be codes of a change."""
    opened, probed = probe(file, opener=opener)
    counted: dict[str, int] = {}
    for rows in (probed, opened.rows):
        for row in rows:
            if filled(row) > SPARSE and len(row.cells) > column:
                code = row.cells[column].upper()
                counted[code] = counted.get(code, 0) + 1
                if len(counted) > MOST_CODES:
                    return None
    return sorted(counted, key=lambda code: -counted[code])


def guesses(sample: Sample, *, headed: bool) -> list[str]:
    """What each column probably holds: a part, an address line, or nothing that is needed."""
    found: list[str] = []
    shown = sample.shown(headed=headed)
    for place in range(sample.width):
        cells = [row[place] for row in shown if row[place]]
        guess = (headed and MEANT.get(heading_key(sample.first[place]))) or _look(cells)
        found.append("" if guess != ADDRESS and guess in found else guess)
    return found


def _meanings() -> dict[str, str]:
    lines = {heading_key(name): ADDRESS for names in generic.ADDRESSES for name in names}
    changes = {heading_key(name): Part.CHANGE.value for name in generic.CHANGES}
    parts = {heading_key(name): part.value for part, names in generic.HEADINGS.items() for name in names}
    named = {key: Part.NUMBER.value if part == Part.ROLL_NUMBER else part for key, part in parts.items()}
    return {**lines, **changes, **named}


MEANT = _meanings()
LOOKS: tuple[tuple[str, Callable[[str], object]], ...] = (
    (Part.POSTCODE, compact),
    (Part.FULL_NUMBER, read_elector_number),
    (Part.CHANGE, SIGNED_MONTH.fullmatch),
    (Part.NUMBER, lambda cell: cell.isdecimal() and len(cell) <= 5),
    (Part.ATTAINS_ON, lambda cell: isinstance(read_date(cell), date)),
    (Part.LETTERS, re.compile(r"[A-Z]{1,3}\d{1,2}").fullmatch),
    (ADDRESS, re.compile(r"(?=.*\d)(?=.*[A-Za-z]{2}).+ .+").fullmatch),
)


def _look(cells: list[str]) -> str:
    return next((str(part) for part, looks in LOOKS if cells and all(map(looks, cells))), "")


def _is_datum(cell: str) -> bool:
    return bool(cell.isdecimal() or compact(cell) or read_elector_number(cell)) or isinstance(
        read_date(cell), date
    )
