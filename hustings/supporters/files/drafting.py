"""One row of a file turned into what it says: who is meant, what they are to us, how they agreed to be reached."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from hustings.lib.elector_numbers import ElectorNumber, read_elector_number, read_roll_number
from hustings.lib.headings import heading_key
from hustings.lib.postcodes import compact
from hustings.register.files.dates import read_date
from hustings.register.files.reading import Row
from hustings.supporters.files.columns import CONSENTS, VALUES, Columns, Part
from hustings.supporters.rules import (
    KINDS,
    WAYS,
    YES,
    Fault,
    Kind,
    Reach,
    SaidDetail,
    parted_name,
    read_value,
)

MOST_LETTERS = 20
SUFFIX = re.compile(r"\d{1,6}", re.ASCII)


@dataclass(frozen=True)
class Untaken:
    """What of a line is not taken: why, and its column counted from 1, 0 for the whole line."""

    line: int
    column: int
    fault: Fault


@dataclass(frozen=True)
class Said:
    """What a line says. `untaken` are details that were left out; where `fault` is given the whole line is."""

    line: int
    number: ElectorNumber | None = None
    surname: str = ""
    forenames: str = ""
    address: str = ""
    postcode: str = ""
    relation: Kind | None = None
    since: date | None = None
    details: tuple[SaidDetail, ...] = ()
    untaken: tuple[Untaken, ...] = ()
    fault: Untaken | None = None

    @property
    def name(self) -> str:
        return f"{self.forenames} {self.surname}".strip()


class _Unfit(Exception):
    def __init__(self, fault: Fault, place: int | None) -> None:
        super().__init__(fault)
        self.fault, self.place = fault, place


@dataclass(frozen=True)
class Drafting:
    """How rows are read: by which columns, on which day, and what everybody is where no column says it."""

    columns: Columns
    today: date
    everybody: Kind | None = None

    def read(self, row: Row) -> Said:
        """Read one row. Never raises: what cannot be taken is part of what it gives."""
        if row.fault is not None:
            return Said(row.line, fault=Untaken(row.line, row.column, Fault.UNREADABLE))
        try:
            return self._read(row)
        except _Unfit as unfit:
            column = 0 if unfit.place is None else unfit.place + 1
            return Said(row.line, fault=Untaken(row.line, column, unfit.fault))

    def _read(self, row: Row) -> Said:
        surname, forenames = parted_name(
            *(self._cell(row, part) for part in (Part.NAME, Part.SURNAME, Part.FORENAMES))
        )
        address, postcode = self._place(row)
        number = self._number(row)
        relation, since = self._relation(row)
        details, untaken = self._details(row)
        if relation is None and not details and not untaken:
            raise _Unfit(Fault.NOTHING_SAID, None)
        return Said(
            row.line,
            number,
            surname[:150],
            forenames[:200],
            address,
            postcode,
            relation,
            since,
            details,
            untaken,
        )

    def _cell(self, row: Row, part: Part) -> str:
        place = self.columns.first(part)
        return "" if place is None or place >= len(row.cells) else row.cells[place]

    def _number(self, row: Row) -> ElectorNumber | None:
        whole, letters = self._cell(row, Part.FULL_NUMBER), self._cell(row, Part.LETTERS).upper()
        written = self._cell(row, Part.NUMBER)
        found = read_elector_number(whole or written)
        if found is not None and len(found.letters) <= MOST_LETTERS:
            return found
        if whole:
            raise _Unfit(Fault.NUMBER, self.columns.first(Part.FULL_NUMBER))
        if not written:
            return None
        roll = read_roll_number(written)
        if roll is None or not letters or len(letters) > MOST_LETTERS:
            raise _Unfit(Fault.NUMBER, self.columns.first(Part.NUMBER))
        suffix = self._cell(row, Part.SUFFIX)
        if suffix and not SUFFIX.fullmatch(suffix):
            raise _Unfit(Fault.NUMBER, self.columns.first(Part.SUFFIX))
        return ElectorNumber(letters, roll[0], int(suffix) if suffix else roll[1])

    def _place(self, row: Row) -> tuple[str, str]:
        """The lines of an address, and the postcode from its own column or from among them."""
        postcode, lines = compact(self._cell(row, Part.POSTCODE)), []
        for place in self.columns.at.get(Part.ADDRESS, ()):
            for line in row.cells[place].split(",") if place < len(row.cells) else ():
                if found := compact(line.strip()):
                    postcode = postcode or found
                elif line.strip():
                    lines.append(line.strip())
        return ", ".join(lines), postcode

    def _relation(self, row: Row) -> tuple[Kind | None, date | None]:
        written, since = self._cell(row, Part.RELATION), self._cell(row, Part.SINCE)
        kind = KINDS.get(heading_key(written)) if written else self.everybody
        if written and kind is None:
            raise _Unfit(Fault.RELATION, self.columns.first(Part.RELATION))
        if not since:
            return kind, None
        day = read_date(since)
        if not isinstance(day, date) or day > self.today:
            raise _Unfit(Fault.DATE, self.columns.first(Part.SINCE))
        return kind, day

    def _details(self, row: Row) -> tuple[tuple[SaidDetail, ...], tuple[Untaken, ...]]:
        """The details with a day of consent, and those that are left out with why."""
        taken, untaken = [], []
        for way, text, place in self._values(row):
            value = read_value(way, text)
            agreed: date | Fault = self._consent(row, way)
            if not value:
                agreed = Fault.EMAIL if way is Reach.EMAIL else Fault.TELEPHONE
            if isinstance(agreed, Fault):
                untaken.append(Untaken(row.line, place + 1, agreed))
            else:
                taken.append(SaidDetail(way, value, agreed))
        return tuple(taken), tuple(untaken)

    def _values(self, row: Row) -> Iterator[tuple[Reach, str, int]]:
        for way, part in VALUES.items():
            place = self.columns.first(part)
            if place is None and way is Reach.TEXT and self._cell(row, Part.TEXT_CONSENT):
                # One column of mobiles, and a column of its own for who agreed to texts.
                place = self.columns.first(Part.CALL)
            if place is not None and place < len(row.cells) and row.cells[place]:
                yield way, row.cells[place], place
        said, value = self._cell(row, Part.WAY), self._cell(row, Part.VALUE)
        if self.columns.has(Part.WAY, Part.VALUE) and value:
            found = WAYS.get(heading_key(said))
            if found is None:
                raise _Unfit(Fault.WAY, self.columns.first(Part.WAY))
            yield found, value, self.columns.first(Part.VALUE) or 0

    def _consent(self, row: Row, way: Reach) -> date | Fault:
        """The day of consent to one way: in its own column, or there a yes and the day in the column for all."""
        own, general = self._cell(row, CONSENTS[way]), self._cell(row, Part.CONSENT)
        has_own = self.columns.has(CONSENTS[way])
        if has_own and heading_key(own) not in YES:
            return self._day(own)
        if not general and has_own:
            return Fault.CONSENT_DATE
        return self._day(general)

    def _day(self, text: str) -> date | Fault:
        if not text:
            return Fault.CONSENT_MISSING
        day = read_date(text)
        if not isinstance(day, date):
            return (
                Fault.CONSENT_DATE
                if heading_key(text) in YES or any(map(str.isdigit, text))
                else Fault.CONSENT_MISSING
            )
        return day if day <= self.today else Fault.CONSENT_AHEAD
