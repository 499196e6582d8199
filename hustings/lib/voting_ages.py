"""From which age people vote, by nation, kind of election and polling day: a table with dates, because it is law.

Only what is law is here. The Representation of the People Bill of 2026, which would give votes at 16 everywhere, is a
row to add with its date when it is in force.
"""

from dataclasses import dataclass
from datetime import date

WESTMINSTER, LOCAL, DEVOLVED, MAYOR, COMMISSIONER = (
    "westminster",
    "local",
    "devolved",
    "mayor",
    "commissioner",
)
KINDS = (WESTMINSTER, LOCAL, DEVOLVED, MAYOR, COMMISSIONER)
NATIONS = frozenset({"england", "wales", "scotland", "northern_ireland"})
MAJORITY = 18


@dataclass(frozen=True)
class VotingAge:
    """Who is so many years old votes in these kinds of election, at polls from `polls_from` on (None: ever since)."""

    years: int
    nations: frozenset[str]
    kinds: frozenset[str]
    polls_from: date | None
    law: str


TABLE = (
    VotingAge(MAJORITY, NATIONS, frozenset(KINDS), None, "Representation of the People Act 1983, ss. 1-2"),
    VotingAge(
        16,
        frozenset({"scotland"}),
        frozenset({LOCAL, DEVOLVED}),
        date(2016, 5, 5),
        "Scottish Elections (Reduction of Voting Age) Act 2015",
    ),
    VotingAge(
        16,
        frozenset({"wales"}),
        frozenset({DEVOLVED}),
        date(2021, 4, 5),
        "Senedd and Elections (Wales) Act 2020, s. 10",
    ),
    VotingAge(
        16,
        frozenset({"wales"}),
        frozenset({LOCAL}),
        date(2022, 5, 5),
        "Local Government and Elections (Wales) Act 2021, s. 2",
    ),
)


def voting_age(*, nation: str, kind: str, on: date) -> VotingAge:
    """Give the row that holds at a poll: the youngest age whose law is in force by then."""
    rows = [
        row
        for row in TABLE
        if nation in row.nations and kind in row.kinds and (row.polls_from is None or row.polls_from <= on)
    ]
    return min(rows, key=lambda row: row.years)


def of_age_from(attains_on: date, *, nation: str, kind: str, on: date) -> date:
    """The first day on which somebody who is 18 on `attains_on` is old enough for a poll held `on` a day."""
    return years_before(attains_on, MAJORITY - voting_age(nation=nation, kind=kind, on=on).years)


def latest_majority(*, nation: str, kind: str, on: date) -> date:
    """The latest eighteenth birthday of anybody who is old enough at a poll."""
    years = MAJORITY - voting_age(nation=nation, kind=kind, on=on).years
    try:
        return on.replace(year=on.year + years)
    except ValueError:
        return date(on.year + years, 2, 28)


def years_before(day: date, years: int) -> date:
    """The same day so many years earlier; 29 February becomes 1 March where there is none."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return date(day.year - years, 3, 1)


def years_after(day: date, years: int) -> date:
    """The same day so many years later: somebody born on 29 February is of age on 1 March."""
    return years_before(day, -years)
