"""How many working days before a poll the law's deadlines fall: a table with dates, for what is law now.

Which day that is depends on bank holidays, and is worked out elsewhere. Sources: Representation of the People Act 1983,
s. 13B and sch. 1; Representation of the People (England and Wales) Regulations 2001, reg. 56; Elections Act 2022,
sch. 1; the Electoral Commission's guidance for each nation. The Representation of the People Bill of 2026 is not law.
"""

from dataclasses import dataclass
from datetime import date

from hustings.lib.voting_ages import COMMISSIONER, KINDS, LOCAL, NATIONS, WESTMINSTER

GREAT_BRITAIN = frozenset({"england", "wales", "scotland"})
ENGLAND_AND_WALES = frozenset({"england", "wales"})
NORTHERN_IRELAND = frozenset({"northern_ireland"})
ALL = frozenset(KINDS)
REGISTER, POSTAL, PROXY, CERTIFICATE, NOMINATIONS = (
    "register",
    "postal",
    "proxy",
    "certificate",
    "nominations",
)


@dataclass(frozen=True)
class Deadline:
    """By `hour` (24 is midnight at the end) so many working days before the poll, for polls from a day on."""

    what: str
    working_days: int
    hour: int
    nations: frozenset[str] = NATIONS
    kinds: frozenset[str] = ALL
    polls_from: date | None = None


TABLE = (
    Deadline(REGISTER, 12, 24),
    Deadline(POSTAL, 11, 17, GREAT_BRITAIN),
    Deadline(POSTAL, 14, 17, NORTHERN_IRELAND),
    Deadline(PROXY, 6, 17, GREAT_BRITAIN),
    Deadline(PROXY, 14, 17, NORTHERN_IRELAND),
    Deadline(CERTIFICATE, 6, 17, GREAT_BRITAIN, frozenset({WESTMINSTER}), date(2023, 10, 31)),
    Deadline(CERTIFICATE, 6, 17, frozenset({"england"}), ALL - {WESTMINSTER}, date(2023, 5, 4)),
    Deadline(CERTIFICATE, 6, 17, frozenset({"wales"}), frozenset({COMMISSIONER}), date(2023, 5, 4)),
    Deadline(NOMINATIONS, 19, 16, NATIONS, frozenset({WESTMINSTER})),
    Deadline(NOMINATIONS, 19, 16, ENGLAND_AND_WALES, frozenset({LOCAL})),
    Deadline(NOMINATIONS, 23, 16, frozenset({"scotland"}), frozenset({LOCAL})),
    Deadline(NOMINATIONS, 16, 16, NORTHERN_IRELAND, frozenset({LOCAL})),
)


def deadlines_of(*, nation: str, kind: str, on: date) -> list[Deadline]:
    """List the deadlines of a poll, the earliest first; a kind or nation of which none is known has fewer."""
    holding = [
        row
        for row in TABLE
        if nation in row.nations and kind in row.kinds and (row.polls_from is None or row.polls_from <= on)
    ]
    return sorted(holding, key=lambda row: (-row.working_days, row.what))
