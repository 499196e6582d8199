"""Whose lines somebody is shown before a file's columns are understood: the elector numbers that stand in them."""

import re
from collections.abc import Iterable, Iterator, Sequence

from hustings.lib.elector_numbers import ElectorNumber, read_elector_number, read_roll_number

LETTERS, NUMBER = re.compile(r"[A-Z]{1,3}\d{0,2}"), re.compile(r"\d{1,6}(?:[./]\d{1,6})?")


def numbers_in(
    rows: Iterable[Sequence[str]], *, letters: int | None = None, number: int | None = None
) -> Iterator[ElectorNumber]:
    """The elector numbers in some rows: whole ones in whatever column; those in two columns where it is known which,
    or else in the first of each that look like it. What only looks like a number is nobody's.
    """
    for row in rows:
        whole = list(filter(None, map(read_elector_number, row)))
        yield from whole or _parted(row, letters, number)


def _parted(row: Sequence[str], letters: int | None, number: int | None) -> Iterator[ElectorNumber]:
    district = _cell(row, letters, LETTERS).upper()
    roll = read_roll_number(_cell(row, number, NUMBER))
    if district and roll is not None:
        yield ElectorNumber(district, *roll)


def _cell(row: Sequence[str], place: int | None, looks: re.Pattern[str]) -> str:
    if place is not None:
        return row[place].strip() if place < len(row) else ""
    return next((cell.strip() for cell in row if looks.fullmatch(cell.strip())), "")
