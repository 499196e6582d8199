"""Polling stations of a seat with their districts, doors and electors, and the doors of which nothing is known."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from hustings.elections.models import PollingStation, StationFile
from hustings.geography.models import PollingDistrict
from hustings.lib.postcodes import displayed
from hustings.register.models import AbsentVote
from hustings.register.querying import fetch, joining_whole_tables
from hustings.register.stations.linking import ALL_VOTES, VOTES_OF_STREET, files_in_use

COUNTED = f"""
{ALL_VOTES}
SELECT v.station, v.district_id, v.told_by, count(DISTINCT v.id), count(e.id), count(a.id),
       array_agg(DISTINCT v.postcode) FILTER (WHERE v.told_by = 'split')
FROM votes v
LEFT JOIN register_elector e ON e.constituency_id = v.constituency_id AND e.door_id = v.id AND e.on_register
LEFT JOIN register_absentvote a ON a.constituency_id = e.constituency_id AND a.elector_id = e.id
 AND a.closed_by_id IS NULL AND a.kind = ANY (%(by_post)s) AND (a.lapses_on IS NULL OR a.lapses_on >= %(day)s)
GROUP BY v.station, v.district_id, v.told_by
"""
OF_STREET = f"{VOTES_OF_STREET} SELECT id, station FROM votes WHERE station IS NOT NULL"

BY_POST = (AbsentVote.Kind.POSTAL, AbsentVote.Kind.PROXY_POSTAL)


@dataclass
class StationRow:
    """A station with the districts whose doors vote at it, how many doors and electors those are, and how many of the
    electors vote by post, so that their ballot papers never come to its box.
    """

    station: PollingStation
    districts: set[str] = field(default_factory=set)
    doors: int = 0
    electors: int = 0
    by_post: int = 0

    @property
    def letters(self) -> str:
        return ", ".join(sorted(self.districts))


@dataclass
class Unplaced:
    """Doors and electors of whom nothing tells where they vote; `postcodes` where stations share one."""

    doors: int = 0
    electors: int = 0
    postcodes: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class StationsOfSeat:
    """The stations in use in a seat, by name, the files that say so, and what is left over."""

    files: list[StationFile]
    stations: list[StationRow]
    split: Unplaced
    unknown: Unplaced


def officers_with_districts(constituency: int) -> list[int]:
    """The councils whose polling districts lie in a seat."""
    held = PollingDistrict.objects.filter(constituency_id=constituency, ends_on=None)
    return sorted(set(held.values_list("officer_id", flat=True)))


def stations_of_seat(constituency: int, on: date) -> StationsOfSeat:
    """List the stations in use for the next polling day from `on`, else the last. Five queries."""
    officers = officers_with_districts(constituency)
    files = files_in_use(officers, on)
    if not files:
        return StationsOfSeat([], [], Unplaced(), Unplaced())
    rows = {
        station.id: StationRow(station)
        for station in PollingStation.objects.filter(file__in=files).order_by("name", "reference")
    }
    left: dict[str, Unplaced] = defaultdict(Unplaced)
    letters = dict(PollingDistrict.objects.filter(officer_id__in=officers).values_list("id", "letters"))
    for station, district, told_by, doors, electors, by_post, postcodes in _counted(constituency, files, on):
        row: StationRow | Unplaced = rows[station] if station is not None else left[told_by]
        row.doors += doors
        row.electors += electors
        if isinstance(row, StationRow):
            row.districts.add(letters[district])
            row.by_post += by_post
        else:
            row.postcodes |= {displayed(postcode) for postcode in postcodes or () if postcode}
    used = [row for row in rows.values() if row.doors]
    return StationsOfSeat(files, used, left["split"], left["nothing"])


def _counted(
    constituency: int, files: Sequence[StationFile], on: date
) -> list[tuple[UUID | None, UUID, str, int, int, int, list[str] | None]]:
    # Just after an import nothing is known of the sizes, and a seat was joined door by door for minutes.
    with joining_whole_tables():
        return fetch(
            COUNTED,
            {**_parameters(constituency, files), "by_post": list(BY_POST), "day": files[0].polling_day or on},
        )


def _parameters(constituency: int, files: Sequence[StationFile]) -> dict[str, object]:
    return {
        "seats": [constituency],
        "files": [file.id for file in files],
        "officers": [file.officer_id for file in files],
    }


def stations_on_street(constituency: int, street: UUID, officer: int, on: date) -> dict[UUID, PollingStation]:
    """Where each door of a street votes, by the door's id; doors of which nothing is known are left out."""
    files = files_in_use([officer], on)
    if not files:
        return {}
    found = fetch(OF_STREET, {**_parameters(constituency, files), "street": street})
    stations = PollingStation.objects.in_bulk({station for _door, station in found})
    return {door: stations[station] for door, station in found}
