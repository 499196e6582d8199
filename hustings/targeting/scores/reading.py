"""A file of scores read: which columns tell the elector and the value, and what each row says."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from hustings.lib.elector_numbers import ElectorNumber, read_elector_number, read_roll_number
from hustings.lib.headings import heading_key
from hustings.register.faults import UnableToReadFile
from hustings.register.files.reading import Row

LOWEST, HIGHEST = 0.0, 100.0
WRITTEN = re.compile(r"\+?(\d{1,40}(\.\d*)?|\.\d+)(e[+-]?\d{1,3})?\s*(%?)", re.ASCII | re.IGNORECASE)
"""A number as models write it, 0.83, 83, 83% or 9.5e-05: Python itself would take 8_3 for one, too."""
WHOLE = frozenset(
    map(heading_key, ("elector number", "elector no", "full elector number", "number", "roll number"))
)
LETTERS = frozenset(
    map(heading_key, ("letters", "polling district", "pd", "prefix", "elector number prefix"))
)
VALUE = frozenset(map(heading_key, ("score", "value", "probability", "likelihood", "percent", "per cent")))


class ScoreFault(StrEnum):
    """Why a row of a file of scores is left out."""

    NUMBER = "number"
    REPEATED = "repeated"
    SEVERAL = "several"
    UNKNOWN_NUMBER = "unknown number"
    UNREADABLE = "unreadable"
    VALUE = "value"


@dataclass(frozen=True)
class ScoreColumns:
    """Where the number, the letters where they stand apart, and the value are, counted from 0."""

    number: int
    value: int
    letters: int | None = None

    @property
    def all(self) -> frozenset[int]:
        return frozenset({self.number, self.value} | ({self.letters} if self.letters is not None else set()))


@dataclass
class ScoresRead:
    """The values by elector number, and the rows that were left out, each with why."""

    values: dict[ElectorNumber, float]
    lines: dict[ElectorNumber, int]
    left_out: list[tuple[int, str]]
    read: int = 0


def find_columns(headings: Sequence[str], value: str = "") -> ScoreColumns:
    """Find the columns by their headings; `value` is the heading of the score where that is not a usual one.

    Raises UnableToReadFile, with the headings that would do.
    """
    keys = [heading_key(heading) for heading in headings]
    wanted = {heading_key(value)} if value else VALUE
    number = next((place for place, key in enumerate(keys) if key in WHOLE), None)
    letters = next((place for place, key in enumerate(keys) if key in LETTERS), None)
    score = next((place for place, key in enumerate(keys) if key in wanted), None)
    if number is None or score is None:
        raise UnableToReadFile(
            _(
                "The file needs a column headed “Elector number”, such as AA1-124, and one headed “Score”. Rename its "
                "headings, or say what the score's is called. Nothing was kept."
            )
        )
    return ScoreColumns(number, score, letters)


def read_scores(rows: Iterable[Row], columns: ScoreColumns, *, are_shares: bool = False) -> ScoresRead:
    """Read every row: an elector number and a value from 0 to 100, or of `are_shares` from 0 to 1, which is kept as so
    many of a hundred. The first row of a number stands.
    """
    found = ScoresRead({}, {}, [])
    for row in rows:
        found.read += 1
        number, value = (
            (None, None)
            if row.fault
            else (_number(row, columns), _value(row, columns, are_shares=are_shares))
        )
        if row.fault:
            found.left_out.append((row.line, ScoreFault.UNREADABLE))
        elif number is None:
            found.left_out.append((row.line, ScoreFault.NUMBER))
        elif value is None:
            found.left_out.append((row.line, ScoreFault.VALUE))
        elif number in found.values:
            found.left_out.append((row.line, ScoreFault.REPEATED))
        else:
            found.values[number], found.lines[number] = value, row.line
    return found


def _cell(row: Row, place: int | None) -> str:
    return "" if place is None or place >= len(row.cells) else row.cells[place]


def _number(row: Row, columns: ScoreColumns) -> ElectorNumber | None:
    written, letters = _cell(row, columns.number), _cell(row, columns.letters).upper()
    whole = read_elector_number(written)
    if whole is not None:
        return whole
    roll = read_roll_number(written)
    return ElectorNumber(letters, *roll) if roll and letters else None


def _value(row: Row, columns: ScoreColumns, *, are_shares: bool) -> float | None:
    found = WRITTEN.fullmatch(_cell(row, columns.value))
    if found is None:
        return None
    value = float(found[0].removesuffix("%"))
    if are_shares and not found[4]:
        # Rounded as far as a double tells: 0.83 is 83, and not 82.99999999999999.
        value = round(value * HIGHEST, 10)
    return value if LOWEST <= value <= HIGHEST else None
