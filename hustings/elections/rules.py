"""What past results say about the votes a seat needs. Pure arithmetic, with the words that explain it."""

from collections.abc import Iterable
from datetime import date

# House of Commons Library, briefing paper CBP-7529: days of general elections to the UK Parliament.
GENERAL_ELECTIONS = (
    date(2001, 6, 7),
    date(2005, 5, 5),
    date(2010, 5, 6),
    date(2015, 5, 7),
    date(2017, 6, 8),
    date(2019, 12, 12),
    date(2024, 7, 4),
)


def votes_needed(votes_of_candidates: Iterable[int]) -> int | None:
    """Give one vote more than the last winner had; None without a past result.

    A plain target that anybody can check. It does not guess at turnout or at how votes will move.
    """
    most = max(votes_of_candidates, default=0)
    return most + 1 if most else None


def general_election_in(text: str) -> date | None:
    """Find the general election whose year a file's name mentions; None where it names none, or two."""
    found = [day for day in GENERAL_ELECTIONS if str(day.year) in text]
    return found[0] if len(found) == 1 else None
