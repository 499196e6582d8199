"""A file of the membership system, line by line. What is not understood is refused with its line and reason. Pure."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from hustings.access.members.faults import UnableToReadFeed
from hustings.access.members.headings import Field, status_of, understand
from hustings.access.members.rows import rows_here
from hustings.organisation.models import MembershipStatus

MOST_BYTES, MOST_LINES, LONGEST_CELL = 100_000_000, 2_000_000, 2_000
DATES = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d %B %Y", "%d %b %Y")


RowsOf = Callable[[bytes], Iterator[list[str]]]


@dataclass(frozen=True)
class Line:
    """What one line says of one member. `unit` is still the word of the file."""

    line: int
    number: str
    email: str
    status: str
    unit: str


@dataclass(frozen=True)
class Refused:
    """A line that was not taken. It keeps where and why, and nothing of what the line said."""

    line: int
    column: str
    reason: str


@dataclass
class Feed:
    """A file as it was understood."""

    columns: dict[Field, str]
    lines: list[Line] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)


def read_feed(content: bytes, *, said: tuple[str, ...] = (), on: date, rows_of: RowsOf = rows_here) -> Feed:
    """Read a whole feed. `on` is the day that ends of memberships are compared with; what somebody sent is taken apart
    by `rows_apart`.

    Raises UnableToReadFeed for a file that is no table of members or is larger than any party's.
    """
    if len(content) > MOST_BYTES:
        raise UnableToReadFeed(
            "This file is larger than 100 MB. Export members alone, without their history."
        )
    rows = rows_of(content)
    headings = next(rows, None)
    if not headings:
        raise UnableToReadFeed("This file is empty. Nothing was kept.")
    columns = understand(headings, said)
    feed = Feed({found: headings[at].strip() for found, at in columns.items()})
    for number, row in enumerate(rows, start=2):
        if number > MOST_LINES:
            raise UnableToReadFeed("This file has more lines than the country has party members.")
        if any(cell.strip() for cell in row):
            _take(feed, number, row, columns, on)
    _refuse_contradictions(feed)
    return feed


def _take(feed: Feed, number: int, row: list[str], columns: dict[Field, int], on: date) -> None:
    said = {found: row[at].strip()[:LONGEST_CELL] if at < len(row) else "" for found, at in columns.items()}
    fault = _fault(said)
    if fault:
        feed.refused.append(Refused(number, feed.columns.get(fault[0], ""), fault[1]))
        return
    status = status_of(said[Field.STATUS])
    assert status is not None
    expires = _day(said.get(Field.EXPIRES, ""))
    if status == MembershipStatus.ACTIVE and expires is not None and expires < on:
        status = MembershipStatus.LAPSED
    identity = said.get(Field.NUMBER, ""), said.get(Field.EMAIL, "").lower()
    feed.lines.append(Line(number, *identity, status, said.get(Field.UNIT, "")))


def _fault(said: dict[Field, str]) -> tuple[Field, str] | None:
    number, email = said.get(Field.NUMBER, ""), said.get(Field.EMAIL, "")
    if not number and not email:
        return Field.NUMBER, "Neither a member number nor an e-mail address: nobody is matched by name alone."
    if len(number) > 40:
        return Field.NUMBER, "A member number has forty characters at most."
    if email and email.count("@") != 1:
        return Field.EMAIL, "This is no e-mail address."
    if status_of(said[Field.STATUS]) is None:
        return Field.STATUS, "This word for how a membership stands is not known."
    for dated in (Field.JOINED, Field.EXPIRES):
        if said.get(dated) and _day(said[dated]) is None:
            return dated, "This is no day: write 31/12/2030 or 2030-12-31."
    return None


def _day(text: str) -> date | None:
    for form in DATES:
        try:
            # A day has no zone: only its date is kept.
            return datetime.strptime(text, form).date()  # noqa: DTZ007
        except ValueError:
            continue
    return None


def _refuse_contradictions(feed: Feed) -> None:
    """One member twice with two statuses: nobody can tell which holds, and the wrong one would end or keep a person."""
    said: dict[str, set[str]] = {}
    for line in feed.lines:
        said.setdefault(line.number or line.email, set()).add(line.status)
    contradicted = [line for line in feed.lines if len(said[line.number or line.email]) > 1]
    feed.lines = [line for line in feed.lines if len(said[line.number or line.email]) == 1]
    reason = "This member stands in the file more than once, with different statuses."
    feed.refused += [Refused(line.line, feed.columns[Field.STATUS], reason) for line in contradicted]
