"""A file of members and supporters opened, in a process of its own: its headings, then its rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

from django.utils.translation import gettext as _

from hustings.register.faults import UnableToReadFile
from hustings.register.files.apart import open_apart
from hustings.register.files.reading import Limits, Row

LIMITS = Limits(size=32 << 20, rows=500_000)
FEWEST_COLUMNS = 2
SHOWN, MOST_SPOILING = 3, 5


@dataclass(frozen=True)
class Beginning:
    """The headings of a file and its first rows, for whoever says what the columns hold."""

    headings: tuple[str, ...]
    rows: tuple[Row, ...]

    def cells(self, place: int) -> list[str]:
        """What the first rows have in a column."""
        return [row.cells[place] for row in self.rows if place < len(row.cells)]


def beginning_of(file: BinaryIO) -> Beginning:
    """Read the headings and the first rows, without the columns that spoil a row: they may not be wanted. Rewinds the
    file. Raises UnableToReadFile.
    """
    headings, rows = rows_of(file)
    first = tuple(islice(rows, SHOWN))
    wanted = frozenset(range(len(headings)))
    for _again in range(MOST_SPOILING):
        spoiling = {row.column - 1 for row in first if row.fault is not None}
        if not spoiling:
            break
        wanted -= spoiling
        first = tuple(islice(rows_of(file, only=wanted)[1], SHOWN))
    file.seek(0)
    if not first:
        raise _nothing()
    return Beginning(tuple(headings), first)


def rows_of(file: BinaryIO, *, only: frozenset[int] | None = None) -> tuple[Sequence[str], Iterator[Row]]:
    """Open a file, text or workbook, from its beginning: its headings, and the rows below, of `only` some columns where
    these are named. Raises UnableToReadFile, also at any row.
    """
    file.seek(0)
    opened = open_apart(file, limits=LIMITS, fewest=FEWEST_COLUMNS, only=only)
    first = next(opened.rows, None)
    if first is None:
        raise _nothing()
    if first.fault is not None:
        raise UnableToReadFile(
            _(
                "The headings on line %(line)d cannot be read: %(why)s. Nothing was kept; put that right and send the "
                "file again."
            )
            % {"line": first.line, "why": first.fault.label}
        )
    return first.cells, opened.rows


def _nothing() -> UnableToReadFile:
    return UnableToReadFile(
        _("The file has no row below its headings. Nothing was kept; export it again and send that.")
    )
