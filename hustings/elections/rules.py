"""What past results say about the votes a seat needs, and which elections a nation has. Pure."""

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


# As elections are held today: only England elects mayors, only England and Wales commissioners, and England has no
# parliament of its own.
NOT_HELD = {
    "england": frozenset({"devolved"}),
    "wales": frozenset({"mayor"}),
    "scotland": frozenset({"mayor", "commissioner"}),
    "northern_ireland": frozenset({"mayor", "commissioner"}),
}


def is_held(kind: str, nation: str) -> bool:
    """Whether a nation has this kind of election at all; of a place without a nation nothing is ruled out."""
    return kind not in NOT_HELD.get(nation, frozenset())


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
