"""The rows of a membership system's file: taken apart here, or in a process of its own that has limits."""

import csv
import io
from collections.abc import Iterator
from typing import BinaryIO

from hustings.access.members.faults import UnableToReadFeed
from hustings.work.apart import Allowance, MetALimit, read_apart

READER = "hustings.access.members.rows:rows_in"
MEGABYTE = 1 << 20
MEMORY, SECONDS = 512 * MEGABYTE, 60
TIMES_ITS_SIZE = 12
"""How much memory a file takes as text, at the worst."""


def rows_apart(content: bytes) -> Iterator[list[str]]:
    """The rows of a file that somebody sent, headings first. Raises UnableToReadFeed, also where it took too much."""
    size = len(content)
    allowance = Allowance(MEMORY + TIMES_ITS_SIZE * size, SECONDS + 4 * (size // MEGABYTE))
    faults = {"UnableToReadFeed": UnableToReadFeed}
    try:
        yield from read_apart(READER, io.BytesIO(content), {}, faults=faults, allowance=allowance)
    except MetALimit as limit:
        raise UnableToReadFeed(
            "Reading this file took more memory or time than a list of members needs. Export it anew, as plain CSV. "
            "Nothing was kept."
        ) from limit


def rows_here(content: bytes) -> Iterator[list[str]]:
    """The rows of a file, in this very process. Raises UnableToReadFeed."""
    yield from rows_in(io.BytesIO(content))


def rows_in(file: BinaryIO) -> Iterator[list[str]]:
    """Rows of cells, headings first: UTF-8 or Windows-1252, parted by what parts the first line most often."""
    text = _text(file.read())
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        yield from csv.reader(io.StringIO(text.replace("\0", "")), delimiter=delimiter)
    except csv.Error as fault:
        raise UnableToReadFeed(
            f"This file is no table that can be read: {fault}. Nothing was kept."
        ) from fault


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")
