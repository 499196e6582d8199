"""What past results say about the votes a seat needs, which elections a nation has, and when one is called. Pure."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from uk_election_timetables.calendars import Country
from uk_election_timetables.election import Election as Timetable
from uk_election_timetables.elections.local import LocalElection
from uk_election_timetables.elections.mayor import MayoralElection
from uk_election_timetables.elections.northern_ireland_assembly import NorthernIrelandAssemblyElection
from uk_election_timetables.elections.police_and_crime_commissioner import PoliceAndCrimeCommissionerElection
from uk_election_timetables.elections.scottish_parliament import ScottishParliamentElection
from uk_election_timetables.elections.senedd_cymru import SeneddCymruElection
from uk_election_timetables.elections.uk_parliament import UKParliamentElection

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


COUNTRIES = {
    "england": Country.ENGLAND,
    "wales": Country.WALES,
    "scotland": Country.SCOTLAND,
    "northern_ireland": Country.NORTHERN_IRELAND,
}
DEVOLVED: dict[str, Callable[[date], Timetable]] = {
    "wales": SeneddCymruElection,
    "scotland": ScottishParliamentElection,
    "northern_ireland": NorthernIrelandAssemblyElection,
}
DAYS_AFTER_THE_POLL = 7
"""How long after a poll an election still counts as called: results, recounts, and a weekend to rest."""


def called_between(kind: str, nation: str, polling_day: date) -> tuple[date, date]:
    """The first day an election is called, and the first day it no longer is.

    From the last day on which the law lets the notice of election appear until a week after the poll. A notice may
    appear earlier: nobody can know that beforehand. Each nation's rules are cited by the library (see decision 56).
    """
    return _timetable(kind, nation, polling_day).notice_of_election_deadline, (
        polling_day + timedelta(days=DAYS_AFTER_THE_POLL + 1)
    )


def _timetable(kind: str, nation: str, polling_day: date) -> Timetable:
    """A place without a nation, or a kind that its nation does not have, goes by the commonest rules: England's."""
    country = COUNTRIES.get(nation, Country.ENGLAND)
    if kind == "westminster":
        return UKParliamentElection(polling_day, country)
    if kind == "mayor":
        return MayoralElection(polling_day)
    if kind == "commissioner":
        return PoliceAndCrimeCommissionerElection(polling_day)
    if kind == "devolved" and nation in DEVOLVED:
        return DEVOLVED[nation](polling_day)
    return LocalElection(polling_day, country)
