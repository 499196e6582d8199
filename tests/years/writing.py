"""What every writer of a file shares: cells under headings, delimited and encoded as councils' systems do it."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tests.years.people import OVERSEAS
from tests.years.truth import Entry

OTHER_ELECTORS = "Other Electors"


@dataclass(frozen=True)
class Hand:
    """How a council writes: what its encoding cannot hold becomes "?"; some write initials only, some in capitals.

    `with_reference` and `with_uprn` add the trailing columns that only some councils send.
    """

    encoding: str = "cp1252"
    delimiter: str = ","
    initials_only: bool = False
    in_capitals: bool = False
    with_reference: bool = False
    with_uprn: bool = False

    def forenames(self, entry: Entry) -> tuple[str, ...]:
        names = entry.person.forenames
        return self._cased(tuple(name[0] for name in names) if self.initials_only else names)

    def surname(self, entry: Entry) -> str:
        return self._cased((entry.person.surname,))[0]

    def _cased(self, names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(name.upper() for name in names) if self.in_capitals else names

    def written(self, rows: Iterable[Iterable[object]]) -> bytes:
        """Write rows as a file; the encoding "utf-16le-bom" is UTF-16LE with its mark, "utf-16-le" without."""
        text = io.StringIO()
        csv.writer(text, delimiter=self.delimiter, lineterminator="\r\n").writerows(rows)
        if self.encoding == "utf-16le-bom":
            return ("\ufeff" + text.getvalue()).encode("utf-16-le")
        return text.getvalue().encode(self.encoding, "replace")


def in_order(register: Iterable[Entry]) -> list[Entry]:
    """Entries as a register prints them."""
    return sorted(register, key=lambda entry: entry[2:])


def place(entry: Entry, count: int) -> tuple[list[str], str]:
    """So many address lines, and the postcode. Who has no home stands among the other electors."""
    if entry.home is None:
        return padded([OTHER_ELECTORS], count), ""
    return padded(entry.home.lines(), count), entry.home.postcode


def padded(cells: list[str], count: int) -> list[str]:
    return (cells + [""] * count)[:count]


def day_of(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


def franchise(entry: Entry) -> str:
    """The letters of the franchise alone, without the "A" of absent voters that only Xpress writes among them."""
    letters = entry.person.markers
    return letters if letters == OVERSEAS else letters.removesuffix("A")
