"""What somebody has read on one day, counted answer by answer. Pure: the database counts by the same sums
(`access/sql/quotas.sql`, `_count_reading`), and a test compares the two.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from hustings.access.watching.limits import TYPING_ANSWERS, TYPING_SECONDS, Spending

NIGHT_ENDS = 6
"""From midnight until this hour hardly anybody organises."""
CLOSE_BY = 25
"""An answer that begins so near behind the end of the last one goes on where that stopped."""
A_MINUTE = 12
"""Pages in one minute; what comes beyond them is hurried."""
DAYS_BACK = 28

BULK = frozenset({Spending.LIST, Spending.SEARCH, Spending.OPEN})


@dataclass(frozen=True)
class Reading:
    """One answer: how many people, where, and the first and last of their numbers in the seat."""

    at: datetime
    spending: Spending
    people: int
    seat: int | None = None
    first_no: int | None = None
    last_no: int | None = None
    is_typing: bool = False


@dataclass(frozen=True)
class Day:
    """Counts of one day, beside what is usual for the person in the 28 days before and for whoever has the role."""

    people: int = 0
    opens: int = 0
    searches: int = 0
    printed: int = 0
    copies: int = 0
    contacts: int = 0
    night: int = 0
    away: int = 0
    hurried: int = 0
    run: int = 0
    refused: int = 0
    watched: int = 0
    over: int = 0
    on_new_device: int = 0
    days_known: int = 0
    usual: int = 0
    own_most: int = 0
    usual_night: int = 0
    usual_printed: int = 0
    usual_of_role: int = 0
    is_leaving: bool = False
    fired: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Counting:
    """A day while it is counted: with what the next answer is compared to."""

    day: Day
    usual_seats: frozenset[int] = frozenset()
    minute: datetime | None = None
    in_minute: int = 0
    last_no: int = 0
    typed: int = 0
    searched_at: datetime | None = None

    def add(self, reading: Reading) -> "Counting":
        """Count one answer; hours are those of the clock that people live by."""
        is_bulk = reading.spending in BULK
        people = reading.people if is_bulk else 0
        goes_on = self._goes_on(reading)
        pages = self._pages(reading, is_bulk=is_bulk)
        day = replace(
            self.day,
            people=self.day.people + people,
            opens=self.day.opens + (reading.spending is Spending.OPEN),
            searches=self.day.searches + (reading.spending is Spending.SEARCH),
            printed=self.day.printed + (reading.people if reading.spending is Spending.PRINT else 0),
            copies=self.day.copies + (reading.spending is Spending.COPY),
            night=self.day.night + (people if reading.at.hour < NIGHT_ENDS else 0),
            away=self.day.away + (people if self._is_away(reading) else 0),
            hurried=self.day.hurried + (is_bulk and not reading.is_typing and pages > A_MINUTE),
            run=self.day.run if reading.first_no is None else (self.day.run + 1 if goes_on else 1),
        )
        is_search = reading.spending is Spending.SEARCH
        return replace(
            self,
            day=day,
            minute=_minute(reading.at),
            in_minute=pages,
            last_no=self.last_no if reading.last_no is None else reading.last_no,
            typed=self.typed + 1 if self.is_typed_on(reading) else 0,
            searched_at=reading.at if is_search else self.searched_at,
        )

    def is_typed_on(self, reading: Reading) -> bool:
        """Whether somebody is still typing the search that was answered last."""
        return (
            reading.spending is Spending.SEARCH
            and reading.is_typing
            and self.typed < TYPING_ANSWERS
            and self.searched_at is not None
            and reading.at < self.searched_at + timedelta(seconds=TYPING_SECONDS)
        )

    def _goes_on(self, reading: Reading) -> bool:
        return reading.first_no is not None and self.last_no < reading.first_no <= self.last_no + CLOSE_BY

    def _pages(self, reading: Reading, *, is_bulk: bool) -> int:
        before = self.in_minute if self.minute == _minute(reading.at) else 0
        return before + (is_bulk and not reading.is_typing)

    def _is_away(self, reading: Reading) -> bool:
        return reading.seat is not None and bool(self.usual_seats) and reading.seat not in self.usual_seats


def _minute(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)
