"""Registers that come as an Excel workbook, read as rows under the same limits as text."""

import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from itertools import islice
from typing import Any, BinaryIO

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from hustings.register.faults import UnableToReadFile
from hustings.register.files.encoding import size_of
from hustings.register.files.reading import LIMITS, Limits, OpenFile, Row, checked, refuse_too_many

ZIP_MARK = b"PK\x03\x04"
WORKBOOK = "xl/workbook.xml"
# Sheets of real registers pack 8 to 15 times; what packs a hundred times was made to burst.
MOST_PACKED = 100
# Shared texts are held whole while a sheet is read.
MOST_SHARED = 128 << 20
SHARED = "xl/sharedStrings.xml"
WIDEST = 1_000
LOOKED_AT, SPARSE = 25, 3
DAMAGE = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    InvalidFileException,
    LookupError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    lzma.LZMAError,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
)
"""What the readers of archives and sheets raise at one that was damaged or made to damage."""


def is_packed(file: BinaryIO) -> bool:
    """Whether a file begins as zip archives, and so Excel workbooks, begin."""
    mark = file.read(len(ZIP_MARK))
    file.seek(0)
    return mark == ZIP_MARK


def open_workbook(file: BinaryIO, *, limits: Limits = LIMITS, only: frozenset[int] | None = None) -> OpenFile:
    """Open the first sheet of an Excel workbook that has columns. Formulas give the value that Excel last saw.

    Raises UnableToReadFile for an archive that is no workbook, is damaged, or would unpack to more than the limits.
    """
    _refuse_bomb(file, limits)
    try:
        book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
        sheet = next(filter(_has_columns, book.worksheets), book.worksheets[0])
        values = sheet.iter_rows(values_only=True)
    except DAMAGE as error:
        raise _damaged() from error
    return OpenFile("xlsx", "", _rows(values, limits, only))


def _has_columns(sheet: Any) -> bool:
    """Whether a sheet is more than a cover."""
    # A sheet can claim a million columns; its rows say what they hold.
    sheet.reset_dimensions()
    first = islice(sheet.iter_rows(values_only=True), LOOKED_AT)
    return any(sum(cell is not None for cell in row) > SPARSE for row in first)


def _refuse_bomb(file: BinaryIO, limits: Limits) -> None:
    size = size_of(file)
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
    except DAMAGE as error:
        raise _damaged() from error
    file.seek(0)
    unpacked = sum(entry.file_size for entry in entries)
    shared = sum(entry.file_size for entry in entries if entry.filename == SHARED)
    is_bomb = unpacked > limits.unpacked_size or unpacked > MOST_PACKED * max(size, 1 << 16)
    if size > limits.size or is_bomb or shared > MOST_SHARED:
        raise UnableToReadFile(
            _(
                "The file would unpack to %(unpacked)d megabytes: no table of its size does. Send it as CSV. "
                "Nothing was kept."
            )
            % {"unpacked": unpacked >> 20}
        )
    if WORKBOOK not in {entry.filename for entry in entries}:
        raise UnableToReadFile(_("The file is a packed folder. Unpack it and send the file that is inside."))


def _rows(values: Iterator[tuple[object, ...]], limits: Limits, only: frozenset[int] | None) -> Iterator[Row]:
    width = 0
    try:
        for line, found in enumerate(values, 1):
            refuse_too_many(line, len(found) if len(found) > WIDEST else 0, line, limits)
            cells = _without_blank_end([_as_text(cell) for cell in found])
            if cells:
                refuse_too_many(line, len(cells), line, limits)
                width = max(width, len(cells))
                yield checked(line, cells + [""] * (width - len(cells)), limits, only)
    except DAMAGE as error:
        raise _damaged() from error


def _without_blank_end(cells: list[str]) -> list[str]:
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _as_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return f"{value:%d/%m/%Y}" if hasattr(value, "strftime") else str(value)


def _damaged() -> UnableToReadFile:
    return UnableToReadFile(
        _("The Excel workbook is damaged. Save it again, or send it as CSV. Nothing was kept.")
    )
