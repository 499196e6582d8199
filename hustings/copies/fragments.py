"""Reading the names out of whatever somebody found: a file, a table, lines typed off a photograph. Pure."""

import csv
import io
import re

LONGEST = 2_000_000
ROWS = 5_000
NAME_HEADINGS = frozenset(
    {"name", "forenames", "forename", "first name", "surname", "last name", "full name", "elector name"}
)
LOOKED_AT = 10
QUOTED = re.compile(r'"[^"\n]*"')
NOT_A_NAME = re.compile(r"[\d@]")


class UnableToReadFragment(ValueError):
    """There is nothing to trace in it; the message says why."""


def names_in(content: bytes) -> list[str]:
    """The names of a fragment, a row each: from columns headed as names, else the words of each line without digits.

    Raises UnableToReadFragment for what is no text, too long, or holds no name.
    """
    text = _text_of(content)
    rows = [row for row in _rows_of(text) if any(cell.strip() for cell in row)][:ROWS]
    columns = _columns_of(rows)
    names = (
        [_name_of(row, columns[1]) for row in rows[columns[0] :]]
        if columns
        else [_loose(row) for row in rows]
    )
    found = [name for name in names if len(name.split()) > 1]
    if not found:
        raise UnableToReadFragment("no line holds a name of two words or more")
    return found


def _text_of(content: bytes) -> str:
    if len(content) > LONGEST:
        raise UnableToReadFragment("it is longer than a fragment; cut twenty rows out of it")
    if b"\x00" in content[:1000] and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnableToReadFragment("it is no text; copy the names out of it, one a line")
    for encoding in (
        ("utf-8-sig", "utf-16") if content.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig",)
    ):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


def _rows_of(text: str) -> list[list[str]]:
    looked_at = QUOTED.sub("", "\n".join(text.splitlines()[:LOOKED_AT]))
    separator = max(",;\t|", key=looked_at.count)
    if separator not in looked_at:
        return [[line] for line in text.splitlines()]
    csv.field_size_limit(LONGEST)
    try:
        return list(csv.reader(io.StringIO(text), delimiter=separator))
    except csv.Error:
        return [line.split(separator) for line in text.splitlines()]


def _columns_of(rows: list[list[str]]) -> tuple[int, list[int]] | None:
    """The row below the headings, and which columns hold names; None where no heading says so."""
    for place, row in enumerate(rows[:5]):
        named = [column for column, cell in enumerate(row) if cell.strip().lower() in NAME_HEADINGS]
        if named:
            return place + 1, named
    return None


def _name_of(row: list[str], columns: list[int]) -> str:
    return " ".join(row[column].strip() for column in columns if column < len(row)).strip()


def _loose(row: list[str]) -> str:
    """Without headings, the cells that may be a name: without digits, and of letters. "Okafor, Ada" is one name."""
    cells = [cell.strip() for cell in row if cell.strip() and not NOT_A_NAME.search(cell)]
    return " ".join(cells[:3])
