"""One row of a list of elector numbers turned into what is staged of it, and no more than was asked for."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from hustings.lib.elector_numbers import read_elector_number, read_roll_number
from hustings.lib.headings import heading_key
from hustings.lib.names import normalised
from hustings.register.faults import Reason
from hustings.register.files.dates import read_date
from hustings.register.files.list_columns import ListColumns, ListPart
from hustings.register.files.reading import Row

MOST_LETTERS = 20


class ListDraft(NamedTuple):
    """The staged columns. `markers` is the meaning of the word, `attains_on` the day an absent vote lapses,
    `address_lines` where it is sent, `forenames` the proxy, `reference` our own identifier of the elector.
    """

    line: int
    change: str
    letters: str
    number: str
    suffix: str
    markers: str
    attains_on: date | None
    surname_key: str
    forenames: str
    reference: str
    address_lines: str
    fault: str
    fault_column: int


LIST_COLUMNS = ListDraft._fields


@dataclass(frozen=True)
class Wanted:
    """What is taken of each row: `meaning` of every row where no column tells, `unknown` the fault of a word that
    nobody has explained; details only where somebody asked for them.
    """

    change: str
    meaning: str
    unknown: Reason
    keeps_details: bool = False


class _Unfit(Exception):
    """A row that cannot be taken: why, and its column counted from 0."""

    def __init__(self, reason: Reason, column: int | None) -> None:
        super().__init__(reason)
        self.reason, self.column = reason, (column or 0) + 1


def draft_listed_with(columns: ListColumns, wanted: Wanted) -> Callable[[Row], ListDraft]:
    """Make the function that turns a row of this list into a draft. It never raises: a fault is part of the draft."""

    def draft(row: Row) -> ListDraft:
        if row.fault is not None:
            return _refused(row.line, wanted, row.fault, row.column)
        try:
            return _draft(row, columns, wanted)
        except _Unfit as unfit:
            return _refused(row.line, wanted, unfit.reason, unfit.column)

    return draft


def _draft(row: Row, columns: ListColumns, wanted: Wanted) -> ListDraft:
    cells = row.cells
    if any(cells[columns.width :]):
        raise _Unfit(Reason.TOO_MANY_CELLS, columns.width)
    sent_to, proxy = _details(cells, columns) if wanted.keeps_details else ("", "")
    return ListDraft(
        row.line,
        wanted.change,
        *_number(cells, columns),
        _meaning(cells, columns, wanted),
        _lapses_on(cells, columns),
        normalised(" ".join(_cell(cells, columns, part) for part in NAME_PARTS)),
        proxy,
        _reference(cells, columns),
        sent_to,
        "",
        0,
    )


NAME_PARTS = (ListPart.NAME, ListPart.SURNAME, ListPart.FORENAMES)


def _refused(line: int, wanted: Wanted, reason: Reason, column: int) -> ListDraft:
    return ListDraft(line, wanted.change, "", "", "", "", None, "", "", "", "", reason, column)


def _cell(cells: list[str], columns: ListColumns, part: ListPart) -> str:
    place = columns.first(part)
    return "" if place is None or place >= len(cells) else cells[place]


def _number(cells: list[str], columns: ListColumns) -> tuple[str, str, str]:
    """Letters, number and suffix. One column may hold them all, or number and suffix ("5.001", "51/1")."""
    whole = _cell(cells, columns, ListPart.FULL_NUMBER)
    letters = _cell(cells, columns, ListPart.LETTERS).upper()
    written = _cell(cells, columns, ListPart.NUMBER)
    found = read_elector_number(whole or written)
    if found is not None and len(found.letters) <= MOST_LETTERS:
        return found.letters, str(found.number), str(found.suffix)
    place = columns.first(ListPart.FULL_NUMBER if whole else ListPart.NUMBER)
    if whole or not (roll := read_roll_number(written)):
        if not (written or whole) and _cell(cells, columns, ListPart.ELECTOR):
            return "", "0", "0"
        raise _Unfit(Reason.NUMBER, place)
    if not letters or len(letters) > MOST_LETTERS:
        raise _Unfit(Reason.LETTERS, columns.first(ListPart.LETTERS))
    return letters, str(roll[0]), _suffix(cells, columns, roll[1])


def _suffix(cells: list[str], columns: ListColumns, of_number: int) -> str:
    written = _cell(cells, columns, ListPart.SUFFIX)
    if not written:
        return str(of_number)
    if not written.isdecimal() or len(written) > 6:
        raise _Unfit(Reason.NUMBER, columns.first(ListPart.SUFFIX))
    return str(int(written) or of_number)


def _meaning(cells: list[str], columns: ListColumns, wanted: Wanted) -> str:
    place = columns.first(ListPart.WORD)
    if place is None:
        return wanted.meaning
    meaning = columns.meanings.get(heading_key(cells[place] if place < len(cells) else ""))
    if meaning is None:
        raise _Unfit(wanted.unknown, place)
    return meaning


def _lapses_on(cells: list[str], columns: ListColumns) -> date | None:
    written = _cell(cells, columns, ListPart.LAPSES_ON)
    if not written:
        return None
    day = read_date(written)
    if isinstance(day, Reason):
        raise _Unfit(day, columns.first(ListPart.LAPSES_ON))
    return day


def _reference(cells: list[str], columns: ListColumns) -> str:
    written = _cell(cells, columns, ListPart.ELECTOR)
    try:
        return str(UUID(written)) if written else ""
    except ValueError:
        raise _Unfit(Reason.ELECTOR, columns.first(ListPart.ELECTOR)) from None


def _details(cells: list[str], columns: ListColumns) -> tuple[str, str]:
    lines = [
        cells[place] for place in columns.at.get(ListPart.SENT_TO, ()) if place < len(cells) and cells[place]
    ]
    return "\n".join(lines), _cell(cells, columns, ListPart.PROXY)[:200]
