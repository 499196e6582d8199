"""A council's file, from bytes to rows, one at a time and under limits: its encoding and its delimiter are found out,
and what no register holds (a bomb, a giant cell, a file cut off) is refused in a sentence.
"""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import BinaryIO

from django.utils.translation import gettext as _

from hustings.register.faults import Reason, UnableToReadFile
from hustings.register.files.encoding import PROBE, encoding_of, mixed_encodings

ROWS_PROBED = 10
FEWEST_COLUMNS = 3
DELIMITERS = (",", "\t", ";")
FORMULA_SIGNS = ("=", "@")
# Idox writes "=Mar" for who changed in March.
CHANGED_IN_MONTH = re.compile(r"=(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", re.IGNORECASE)


@dataclass(frozen=True)
class Limits:
    """What a file may hold. The largest council of the United Kingdom has 0.8 million electors."""

    size: int = 256 << 20
    unpacked_size: int = 512 << 20
    line_length: int = 1 << 16
    cell_length: int = 500
    columns: int = 80
    rows: int = 2_000_000


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row and the line it began on; `fault` and its column (from 1) where the row cannot be taken."""

    line: int
    cells: list[str]
    fault: Reason | None = None
    column: int = 0


@dataclass
class OpenFile:
    """A file whose writing is understood. `rows` gives every row once, headings included, and can raise
    UnableToReadFile at any of them. `states_on` is the month an update speaks of, where the file gives one.
    """

    encoding: str
    delimiter: str
    rows: Iterator[Row] = field(repr=False)
    states_on: date | None = None


def open_text(
    file: BinaryIO,
    *,
    limits: Limits = LIMITS,
    fewest: int = FEWEST_COLUMNS,
    only: frozenset[int] | None = None,
) -> OpenFile:
    """Recognise encoding (UTF-8, UTF-16, Windows-1252, Latin-1) and delimiter (comma, tab, semicolon).

    Reads the file through once to be sure of its encoding and rewinds it. Memory: one line. Where `only` some columns
    are wanted (counted from 0) the cells of the others come empty, whatever they hold. Raises UnableToReadFile for a
    file that is empty, too large, packed, or no text.
    """
    encoding = encoding_of(file, limits.size)
    delimiter = delimiter_of(file, encoding, fewest)
    return OpenFile(encoding, delimiter, _rows(file, encoding, delimiter, limits, only))


def delimiter_of(file: BinaryIO, encoding: str, fewest: int = FEWEST_COLUMNS) -> str:
    """Tell what parts the columns: what makes most of them in the first lines, again and again the same number."""
    lines = _decoded(file.read(PROBE * 8), encoding).splitlines()[:ROWS_PROBED]
    file.seek(0)
    best = max(DELIMITERS, key=lambda sign: _columns(lines, sign)[0])
    if _columns(lines, best)[1] < fewest:
        raise UnableToReadFile(
            _(
                "Line 1 has no columns, or too few: neither commas nor tabs nor semicolons part it. "
                "Save the file as CSV, with its headings, and send that."
            )
        )
    return best


def _decoded(start: bytes, encoding: str) -> str:
    return codecs.getincrementaldecoder(encoding)(errors="replace").decode(start)


def _columns(lines: list[str], sign: str) -> tuple[int, int]:
    """How much a sign parts, and into how many columns: a banner and an address with commas part little."""
    widths = Counter(len(row) for row in csv.reader(lines, delimiter=sign) if any(row))
    return max(((width * count, width) for width, count in widths.items()), default=(0, 0))


def _lines(file: BinaryIO, encoding: str, limits: Limits) -> Iterator[str]:
    text = io.TextIOWrapper(file, encoding=encoding, newline="")
    number = 0
    try:
        while line := text.readline(limits.line_length):
            number += 1
            if len(line) >= limits.line_length:
                raise UnableToReadFile(
                    _(
                        "Line %(line)d is longer than %(most)d letters: no table has such rows. Nothing was kept."
                    )
                    % {"line": number, "most": limits.line_length}
                )
            yield line
    except UnicodeDecodeError as error:
        is_cut = error.end >= len(error.object) and not encoding.startswith("utf-8")
        raise (_cut_off(number + 1) if is_cut else mixed_encodings(number + 1, encoding.upper())) from error
    finally:
        # Whoever opened the file may have closed it before the last row was read.
        if not file.closed:
            text.detach()


def _rows(
    file: BinaryIO, encoding: str, delimiter: str, limits: Limits, only: frozenset[int] | None
) -> Iterator[Row]:
    reader = csv.reader(_lines(file, encoding, limits), delimiter=delimiter, strict=True)
    count, began = 0, 1
    while True:
        began = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield _misquoted(began, reader.line_num, str(error))
            continue
        if any(cells):
            count += 1
            refuse_too_many(count, len(cells), began, limits)
            yield checked(began, cells, limits, only)


def refuse_too_many(rows: int, columns: int, line: int, limits: Limits) -> None:
    """Raise UnableToReadFile for a file with more rows, or a row with more columns, than a register has."""
    if rows > limits.rows:
        raise UnableToReadFile(
            _(
                "The file has more than %(most)d rows. Send it in parts, such as one for each ward or district."
            )
            % {"most": limits.rows}
        )
    if columns > limits.columns:
        raise UnableToReadFile(
            _("Line %(line)d has %(columns)d columns; at most %(most)d are read. Nothing was kept.")
            % {"line": line, "columns": columns, "most": limits.columns}
        )


def checked(line: int, cells: list[str], limits: Limits, only: frozenset[int] | None = None) -> Row:
    """Trim the cells of a row, and mark the row where one of them is what no register holds."""
    if only is not None:
        # What is not read spoils no row.
        cells = [cell if place in only else "" for place, cell in enumerate(cells)]
    cells = [*map(str.strip, cells)]
    # Nearly every row is short and holds no such sign, so that its cells need not be looked at one by one.
    text = "".join(cells)
    if len(text) <= limits.cell_length and not ("=" in text or "@" in text or "\0" in text):
        return Row(line, cells)
    for column, cell in enumerate(cells, 1):
        if len(cell) > limits.cell_length:
            return Row(line, [], Reason.CELL_TOO_LONG, column)
        if "\0" in cell:
            return Row(line, [], Reason.NUL, column)
        if cell.startswith(FORMULA_SIGNS) and not CHANGED_IN_MONTH.fullmatch(cell):
            return Row(line, [], Reason.FORMULA, column)
    return Row(line, cells)


def _misquoted(began: int, ended: int, error: str) -> Row:
    """A stray quotation mark spoils its row; one that is never closed has swallowed the rows after it."""
    if ended > began or "unexpected end" in error or "field larger" in error:
        raise UnableToReadFile(
            _(
                "A quotation mark that opens on line %(line)d is never closed, so that the rows after it cannot be "
                "told apart. Close or remove it there and send the file again. Nothing was kept."
            )
            % {"line": began}
        )
    return Row(began, [], Reason.QUOTATION, 1)


def _cut_off(line: int) -> UnableToReadFile:
    return UnableToReadFile(
        _(
            "The file breaks off in the middle of a letter on line %(line)d. Download it again. Nothing was kept."
        )
        % {"line": line}
    )
