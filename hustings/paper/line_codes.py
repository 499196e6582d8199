"""What small square codes say that a scanner types: one elector's line on a sheet, a mark, or to take the last back.

Pure. A line is "7K2M9QXC/12", short enough for the smallest square code; a mark is "KEY:NI", which no sheet's code is.
"""

import re
from dataclasses import dataclass

from hustings.lib.sheet_codes import NotASheetCode, read_code

MARK, UNDO = "KEY:", "KEY/UNDO"
LINE = re.compile(r"(?P<code>[0-9A-Z-]{8,9})/(?P<line>\d{1,4})")


class NotAScan(ValueError):
    """The text is none of these codes."""


@dataclass(frozen=True, slots=True)
class LineScan:
    """The line of one elector on the sheet of a code."""

    code: str
    line: int


@dataclass(frozen=True, slots=True)
class MarkScan:
    """The letters of a mark on a key-sheet."""

    letters: str


@dataclass(frozen=True, slots=True)
class UndoScan:
    """To take back what was scanned last."""


Scanned = LineScan | MarkScan | UndoScan


def write_line(code: str, line: int) -> str:
    """What the code beside an elector holds."""
    return f"{code.replace('-', '')}/{line}"


def write_mark(letters: str) -> str:
    """What a code of a key-sheet holds."""
    return f"{MARK}{letters}"


def is_line(text: str) -> bool:
    """Whether a code on a photograph is that of one elector, and so none of a sheet's."""
    return LINE.fullmatch(text) is not None


def read_scanned(text: str) -> Scanned:
    """Read what a scanner typed, in capitals or not. Raises NotAScan."""
    plain = text.strip().upper()
    if plain == UNDO:
        return UndoScan()
    if plain.startswith(MARK) and plain.removeprefix(MARK).strip():
        return MarkScan(plain.removeprefix(MARK).strip())
    found = LINE.fullmatch(plain)
    if found is None:
        raise NotAScan(plain)
    try:
        return LineScan(read_code(found["code"]), int(found["line"]))
    except NotASheetCode as fault:
        raise NotAScan(plain) from fault
