"""Opening a published file: what it is written in, and its rows one at a time."""

import csv
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from django.utils.translation import gettext as _

from hustings.geography.importing.outcome import UnableToImportPlaces

PROBE_BYTES = 1 << 16
PACKED = {b"PK\x03\x04": ".zip", b"\x1f\x8b": ".gz"}


@dataclass(frozen=True)
class Row:
    """One row of a file and the line it ended on."""

    line: int
    cells: list[str]


def encoding_of(path: Path) -> str:
    """Tell what a file is written in, by its mark or by reading it through once.

    Refuses a packed file, a spreadsheet and anything else that is not text.
    """
    try:
        with path.open("rb") as file:
            start = file.read(PROBE_BYTES)
    except OSError as error:
        raise UnableToImportPlaces(
            _("%(file)s cannot be opened: %(why)s. Nothing was changed.")
            % {"file": path.name, "why": error.strerror}
        ) from error
    if not start.strip():
        raise UnableToImportPlaces(_("%s is empty. Fetch it again and import it again.") % path.name)
    _refuse_what_is_not_text(path, start)
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    return "utf-8-sig" if _reads_as_utf8(path) else "cp1252"


def _refuse_what_is_not_text(path: Path, start: bytes) -> None:
    for mark, suffix in PACKED.items():
        if start.startswith(mark):
            raise UnableToImportPlaces(
                _("%(file)s is packed (%(suffix)s) or a spreadsheet. Unpack it, or save it as CSV, first.")
                % {"file": path.name, "suffix": suffix}
            )
    if b"\0" in start and not start.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnableToImportPlaces(
            _("%s is not a text file. Published places come as CSV or GeoJSON.") % path.name
        )


def _reads_as_utf8(path: Path) -> bool:
    try:
        with path.open(encoding="utf-8-sig") as file:
            while file.read(1 << 20):
                pass
    except UnicodeDecodeError:
        return False
    return True


@contextmanager
def opened(path: Path) -> Iterator[TextIO]:
    """Open a text file in whatever it is written in."""
    with path.open(encoding=encoding_of(path), errors="replace", newline="") as file:
        yield file


def rows_of(path: Path, file: TextIO) -> Iterator[Row]:
    """Give the rows of a CSV file without blank lines. Refuses a file that breaks off inside a quotation."""
    reader = csv.reader(file, strict=True)
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield Row(reader.line_num, [cell.replace("\0", "").strip() for cell in cells])
    except csv.Error as error:
        raise UnableToImportPlaces(
            _(
                "%(file)s breaks off or is damaged at line %(line)d (%(why)s). Nothing was kept; "
                "fetch it again."
            )
            % {"file": path.name, "line": reader.line_num, "why": error}
        ) from error


def first_row(path: Path) -> list[str]:
    """Give the first row of a file; refuses what `encoding_of` refuses."""
    with opened(path) as file:
        return next((row.cells for row in rows_of(path, file)), [])


def columns_named(header: list[str], patterns: Mapping[str, str]) -> dict[str, int]:
    """Find where each wanted column stands, by a pattern for its whole name; leaves out what is missing."""
    names = [cell.strip().lower() for cell in header]
    found: dict[str, int] = {}
    for wanted, pattern in patterns.items():
        place = next((index for index, name in enumerate(names) if re.fullmatch(pattern, name)), None)
        if place is not None:
            found[wanted] = place
    return found
