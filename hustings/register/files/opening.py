"""A council's file opened, whatever it is, and its layout recognised."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import chain, islice
from typing import BinaryIO

from hustings.register.files.apart import Opener, open_here
from hustings.register.files.dates import read_month
from hustings.register.files.encoding import nothing_in
from hustings.register.files.layouts import BY_KEY, Columns, Part
from hustings.register.files.layouts.councils import MappedLayout
from hustings.register.files.reading import LIMITS, Limits, OpenFile, Row
from hustings.register.files.recognising import Recognised, recognise, recognise_as
from hustings.register.files.sections import rows_below
from hustings.register.files.shapes import SPARSE, filled

PROBED = 25


def open_register(
    file: BinaryIO,
    limits: Limits = LIMITS,
    *,
    layout: str = "",
    mapped: Iterable[MappedLayout] = (),
    published_on: date | None = None,
    opener: Opener = open_here,
) -> tuple[OpenFile, Columns]:
    """Open a council's file, text or workbook, and recognise its layout; its rows are left at the first below the
    headings, without what stands between the rows.

    `layout` is the key of one that somebody chose; `mapped` are the council's own; `published_on` is the edition's
    date, by which a month without a year is told; what somebody sent is opened by `open_apart`.
    Raises UnrecognisedLayout and UnableToReadFile.
    """
    opened, probed = probe(file, limits, opener)
    found = recognise_as(BY_KEY[layout], probed) if layout else recognise(probed, mapped=mapped)
    opened.states_on = _month_of(probed, found, published_on)
    rows = chain(probed[found.first :], opened.rows)
    is_workbook = not opened.delimiter
    opened.rows = rows_below(rows, found.columns, found.headings, is_workbook=is_workbook)
    return opened, found.columns


def probe(
    file: BinaryIO, limits: Limits = LIMITS, opener: Opener = open_here
) -> tuple[OpenFile, Sequence[Row]]:
    """Open a council's file and read its first lines; `rows` is left after them. Raises UnableToReadFile."""
    opened = opener(file, limits=limits)
    probed = list(islice(opened.rows, PROBED))
    if not probed:
        raise nothing_in()
    return opened, probed


def _month_of(probed: Sequence[Row], found: Recognised, published_on: date | None) -> date | None:
    """The month that an update speaks of: in a column of its own, with its changes, or in a banner."""
    columns = found.columns
    if not columns.layout.is_update:
        return None
    rows = [row.cells for row in probed[found.first :] if len(row.cells) >= columns.width]
    places = [columns.at[part] for part in (Part.MONTH, Part.CHANGE) if part in columns.at]
    cells = (row[place] for place in places for row in rows)
    banners = (cell for row in probed if filled(row) <= SPARSE for cell in row.cells if cell)
    months = [month for cell in cells if (month := read_month(cell, published_on))]
    months = months or [month for cell in banners if (month := read_month(cell))]
    return Counter(months).most_common(1)[0][0] if months else None
