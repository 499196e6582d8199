"""The turnout of one election in one seat, by polling district and never below: what the marked registers say."""

from dataclasses import dataclass, fields
from uuid import UUID

from hustings.elections.models import Election
from hustings.geography.models import PollingDistrict
from hustings.register.models import Turnout
from hustings.register.querying import fetch

# Somebody can stand on two lists: whoever is marked on one of them has voted, and is counted once.
BY_DISTRICT = f"""
SELECT e.district_id, count(*), count(*) FILTER (WHERE told.voted),
    count(*) FILTER (WHERE told.at_station), count(*) FILTER (WHERE told.by_post),
    count(*) FILTER (WHERE told.by_proxy)
FROM (SELECT elector_id, bool_or(voted) AS voted,
          bool_or(voted AND method = '{Turnout.Method.STATION}') AS at_station,
          bool_or(voted AND method = '{Turnout.Method.POSTAL}') AS by_post,
          bool_or(voted AND method = '{Turnout.Method.PROXY}') AS by_proxy
      FROM register_turnout
      WHERE constituency_id = %(seat)s AND election_id = %(election)s AND superseded_by IS NULL
        AND source = '{Turnout.Source.MARKED_REGISTER}'
      GROUP BY elector_id) AS told
JOIN register_elector e ON e.constituency_id = %(seat)s AND e.id = told.elector_id
GROUP BY e.district_id
"""


@dataclass(frozen=True)
class Figures:
    """People of whom the lists speak, how many of them voted, and by which list; one can stand on two."""

    told: int = 0
    voted: int = 0
    station: int = 0
    postal: int = 0
    proxy: int = 0

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))

    @property
    def percent(self) -> float | None:
        """Of a hundred people of whom the lists speak, how many voted; None where they speak of nobody."""
        return round(100 * self.voted / self.told, 1) if self.told else None


@dataclass(frozen=True)
class DistrictTurnout:
    district: PollingDistrict
    figures: Figures


def turnout_by_district(constituency: int, election: UUID) -> list[DistrictTurnout]:
    """Count an election's turnout in each district of a seat where something is known of it."""
    rows = fetch(BY_DISTRICT, {"seat": constituency, "election": election})
    counted = {row[0]: Figures(*row[1:]) for row in rows}
    districts = PollingDistrict.objects.filter(id__in=counted).select_related("ward", "officer")
    return [DistrictTurnout(one, counted[one.id]) for one in districts.order_by("letters", "officer__name")]


def total_of(districts: list[DistrictTurnout]) -> Figures:
    return sum((one.figures for one in districts), Figures())


@dataclass(frozen=True)
class Voted:
    """What is known of one person at one election: whether they voted, in person or not, and what says so."""

    election: Election
    voted: bool
    methods: list[str]
    sources: list[str]


def voting_record(constituency: int, elector: UUID) -> list[Voted]:
    """At which elections somebody is known to have voted or not, latest first; of each, what all lists say together."""
    facts = Turnout.objects.filter(constituency_id=constituency, elector_id=elector, superseded_by=None)
    by_election: dict[Election, list[Turnout]] = {}
    for fact in facts.select_related("election").order_by("-election__polling_day", "method"):
        by_election.setdefault(fact.election, []).append(fact)
    return [_voted(election, told) for election, told in by_election.items()]


def _voted(election: Election, told: list[Turnout]) -> Voted:
    yes = [fact for fact in told if fact.voted]
    speaking = yes or told
    return Voted(
        election,
        bool(yes),
        [fact.get_method_display() for fact in yes if fact.method],
        list(dict.fromkeys(fact.get_source_display() for fact in speaking)),
    )
