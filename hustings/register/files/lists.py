"""Lists of elector numbers, absent voters and marked registers: opened, and looked into before anybody maps them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import BinaryIO

from django.utils.translation import gettext as _

from hustings.lib.headings import heading_key
from hustings.register.faults import UnableToReadFile
from hustings.register.files.apart import Opener, open_here
from hustings.register.files.list_columns import ListColumns, recognise_list
from hustings.register.files.reading import LIMITS, Limits, OpenFile, Row

PROBED = 20
SAMPLED = 20_000
FEWEST_COLUMNS = 2
"""A number and a mark are enough."""


@dataclass(frozen=True)
class Probe:
    """The beginning of a list as somebody who maps it looks at it: headings, some rows, each column's words."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    words: tuple[tuple[str, ...], ...]
    has_headings: bool


def probe_list(file: BinaryIO, limits: Limits = LIMITS, *, opener: Opener = open_here) -> Probe:
    """Read a list's beginning, and the words of its columns that have few of them. Rewinds the file.

    Raises UnableToReadFile.
    """
    opened = opener(file, limits=limits, fewest=FEWEST_COLUMNS)
    # Enough to meet every word of a code; a whole workbook would keep whoever sent it waiting.
    rows = [tuple(row.cells) for row in islice(opened.rows, SAMPLED) if row.fault is None]
    file.seek(0)
    if not rows:
        raise _nothing()
    has_headings = recognise_list(rows[0]).has_headings or _without_digits(rows)
    below = rows[1:] if has_headings else rows
    if not below:
        raise _nothing()
    headings = rows[0] if has_headings else tuple("" for _cell in rows[0])
    words = tuple(_words(below, place) for place in range(len(headings)))
    return Probe(headings, tuple(below[:PROBED]), words, has_headings)


def open_list(
    file: BinaryIO, columns: ListColumns, limits: Limits = LIMITS, *, opener: Opener = open_here
) -> tuple[OpenFile, Iterator[Row]]:
    """Open a list for reading; its rows begin below the headings. Raises UnableToReadFile, also at any row."""
    opened = opener(file, limits=limits, fewest=FEWEST_COLUMNS)
    first = next(opened.rows, None)
    if first is None:
        raise _nothing()
    return opened, opened.rows if columns.has_headings else chain([first], opened.rows)


def _without_digits(rows: Sequence[tuple[str, ...]]) -> bool:
    """Whether the first line alone has no digit: every row of a list has a number, its headings have none."""
    has_digit = [any(letter.isdigit() for cell in row for letter in cell) for row in rows[:PROBED]]
    return not has_digit[0] and all(has_digit[1:])


def _words(rows: Iterable[tuple[str, ...]], place: int, most: int = 12) -> tuple[str, ...]:
    """The different words of a column, the first of each; none where there are more than a code has."""
    found: dict[str, str] = {}
    for row in rows:
        cell = row[place] if place < len(row) else ""
        found.setdefault(heading_key(cell), cell)
        if len(found) > most:
            return ()
    return tuple(sorted(found.values()))


def _nothing() -> UnableToReadFile:
    return UnableToReadFile(
        _("The file has no row to read. Ask the council to send it again. Nothing was kept.")
    )
