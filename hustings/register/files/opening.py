"""A council's file opened, whatever it is, and its layout recognised."""

from typing import BinaryIO

from hustings.register.files.layouts import Columns, recognise
from hustings.register.files.reading import LIMITS, Limits, OpenFile, open_text
from hustings.register.files.spreadsheets import is_packed, open_workbook


def open_register(file: BinaryIO, limits: Limits = LIMITS) -> tuple[OpenFile, Columns]:
    """Open a council's file, text or workbook, and recognise its layout; its rows are left at the first below the
    headings. Raises UnableToReadFile.
    """
    opened = open_workbook(file, limits=limits) if is_packed(file) else open_text(file, limits=limits)
    headings = next(opened.rows)
    return opened, recognise(headings.cells)
