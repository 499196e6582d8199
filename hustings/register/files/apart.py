"""A file's rows, read in a process of its own: what `reading.py` and `spreadsheets.py` do, under limits that hold."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any, BinaryIO, Protocol

from django.utils.translation import gettext as _

from hustings.register.faults import Reason, UnableToReadFile
from hustings.register.files.encoding import size_of, too_large
from hustings.register.files.reading import FEWEST_COLUMNS, LIMITS, Limits, OpenFile, Row, open_text
from hustings.register.files.spreadsheets import is_packed, open_workbook
from hustings.work.apart import Allowance, MetALimit, read_apart

READER = "hustings.register.files.apart:rows_as_json"
MEGABYTE = 1 << 20
MEMORY = 768 * MEGABYTE
TEXT_SECONDS, WORKBOOK_SECONDS = 2, 20
"""Of the processor, for each megabyte: a workbook's unpack to ten times their size."""
LEAST_SECONDS = 60


class Opener(Protocol):
    """How a file is opened: `open_apart` for one that somebody sent, `open_here` where nobody else wrote it."""

    def __call__(self, file: BinaryIO, *, limits: Limits = ..., fewest: int = ...) -> OpenFile: ...


def open_here(file: BinaryIO, *, limits: Limits = LIMITS, fewest: int = FEWEST_COLUMNS) -> OpenFile:
    """Open a text or a workbook in this very process. Raises UnableToReadFile."""
    return _open(file, limits, fewest, None)


def _open(file: BinaryIO, limits: Limits, fewest: int, only: frozenset[int] | None) -> OpenFile:
    if is_packed(file):
        return open_workbook(file, limits=limits, only=only)
    return open_text(file, limits=limits, fewest=fewest, only=only)


def open_apart(
    file: BinaryIO,
    *,
    limits: Limits = LIMITS,
    fewest: int = FEWEST_COLUMNS,
    only: frozenset[int] | None = None,
) -> OpenFile:
    """Open a text or a workbook as `open_here` does, in a process of its own under limits.

    Cells outside the columns that are wanted `only` (from 0) do not leave that process.

    Whoever leaves the rows before their end ends the process. Raises UnableToReadFile, also at any row, and where
    the reading took more memory or time than a register of that size can need.
    """
    size = size_of(file)
    if size > limits.size:
        raise too_large(limits.size)
    rows = _read(file, limits, fewest, only, allowance_for(size, is_workbook=is_packed(file)))
    encoding, delimiter = next(rows)
    return OpenFile(encoding, delimiter, (_row(*told) for told in rows))


def allowance_for(size: int, *, is_workbook: bool) -> Allowance:
    """What reading a file of so many bytes may take: both are several times what the largest ones were seen to."""
    seconds = (WORKBOOK_SECONDS if is_workbook else TEXT_SECONDS) * (size // MEGABYTE + 1)
    return Allowance(memory=MEMORY + 4 * size, processor=LEAST_SECONDS + seconds)


def rows_as_json(
    file: BinaryIO, *, limits: dict[str, int], fewest: int, only: list[int] | None
) -> Iterator[Any]:
    """In the process of its own: first how the file is written, then every row."""
    wanted = None if only is None else frozenset(only)
    opened = _open(file, Limits(**limits), fewest, wanted)
    yield opened.encoding, opened.delimiter
    for row in opened.rows:
        yield row.line, row.cells, row.fault, row.column


def _read(
    file: BinaryIO, limits: Limits, fewest: int, only: frozenset[int] | None, allowance: Allowance
) -> Iterator[Any]:
    told = {"limits": asdict(limits), "fewest": fewest, "only": None if only is None else sorted(only)}
    faults = {"UnableToReadFile": UnableToReadFile}
    try:
        yield from read_apart(READER, file, told, faults=faults, allowance=allowance)
    except MetALimit as limit:
        raise _beyond(limit.what) from limit


def _row(line: int, cells: list[str], fault: str | None, column: int) -> Row:
    return Row(line, cells, Reason(fault) if fault else None, column)


def _beyond(what: str) -> UnableToReadFile:
    sentences = {
        "memory": _("Reading this file took more memory than one of its size needs."),
        "time": _("Reading this file took longer than one of its size needs."),
    }
    said = sentences.get(what) or _("The reader stopped in the middle of this file.")
    return UnableToReadFile(_("%s Save it anew as CSV and send that. Nothing was kept.") % said)
