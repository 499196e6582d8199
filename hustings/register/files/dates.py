"""Dates as councils write them: the day first, or the year first; never the month first."""

import re
from datetime import date
from functools import lru_cache

from hustings.lib.voting_ages import years_after
from hustings.register.faults import Reason

MONTHS = {
    name: month for month, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)
}
TIME = r"(?:[ T]00:00(?::00(?:\.0+)?)?)?"
DAY_FIRST = re.compile(rf"(?P<day>\d{{1,2}})([/.\-])(?P<month>\d{{1,2}})\2(?P<year>\d{{4}}){TIME}", re.ASCII)
YEAR_FIRST = re.compile(rf"(?P<year>\d{{4}})([/.\-])(?P<month>\d{{1,2}})\2(?P<day>\d{{1,2}}){TIME}", re.ASCII)
NAMED = re.compile(r"(?P<day>\d{1,2})[ \-/.]?(?P<month>[A-Za-z]{3,9})[ \-/.,]*(?P<year>\d{4})", re.ASCII)
FORMS = (DAY_FIRST, YEAR_FIRST, NAMED)
NAMED_MONTH = re.compile(r"\b(?P<month>[A-Za-z]{3,9})\.?,?[ \-/]*(?P<year>\d{4})\b", re.ASCII)
NUMBERED_MONTH = re.compile(
    r"\b(?:(?P<month>\d{1,2})[/.\-](?P<year>\d{4})|(?P<year2>\d{4})[/.\-](?P<month2>\d{1,2}))\b", re.ASCII
)
OLDEST_BORN, YOUNGEST_ATTAINING = 19, 3
FULL_MONTHS = "january february march april may june july august september october november december".split()


@lru_cache(maxsize=5_000)
def read_date(text: str) -> date | Reason:
    """Read a date, or say why it is none. A year of two digits could be of either century and is none."""
    found = next((match for form in FORMS if (match := form.fullmatch(text))), None)
    if found is None:
        return Reason.DATE
    day, month, year = int(found["day"]), _month(found["month"]), int(found["year"])
    try:
        return date(year, month, day)
    except ValueError:
        return Reason.MONTH_FIRST if month > 12 >= day and found.re is DAY_FIRST else Reason.DATE


def eighteenth_birthday(day: date, *, is_birth: bool, published_on: date | None) -> date:
    """The day on which somebody attains 18, from the date beside their name and what its heading says it is.

    A register gives it for those alone who are about to come of age. A birth after the register was published, or an
    attainment when they were a child of the register's own years, is the other of the two under a wrong heading.
    """
    if published_on is not None:
        if is_birth:
            is_birth = day <= published_on
        else:
            is_birth = (
                years_after(published_on, -OLDEST_BORN) < day < years_after(published_on, -YOUNGEST_ATTAINING)
            )
    return years_after(day, 18) if is_birth else day


def read_month(text: str, since: date | None = None) -> date | None:
    """Find the month a heading or cell speaks of ("March 2027", "03/2027", "+Mar") and give its first day.

    Where the year is left out it is the first such month on or after `since`; None where nothing tells it.
    """
    for found in NAMED_MONTH.finditer(text):
        if month := _named_month(found["month"]):
            return _first(int(found["year"]), month)
    for found in NUMBERED_MONTH.finditer(text):
        month, year = int(found["month"] or found["month2"]), int(found["year"] or found["year2"])
        if 1 <= month <= 12:
            return _first(year, month)
    alone = _named_month(text.strip(" +-=.").casefold())
    if not alone or since is None:
        return None
    return _first(since.year + (alone < since.month), alone)


def _first(year: int, month: int) -> date | None:
    return date(year, month, 1) if 1900 < year < 2200 else None


def _month(text: str) -> int:
    return int(text) if text.isdecimal() else _named_month(text)


def _named_month(text: str) -> int:
    """Give 1 to 12 for an English month or its first three letters, 0 for any other word."""
    word = text.casefold()
    month = MONTHS.get(word[:3], 0)
    is_whole = bool(month) and (len(word) == 3 or FULL_MONTHS[month - 1].startswith(word))
    return month if is_whole or word == "sept" else 0
