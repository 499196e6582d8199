"""What a file of polling stations would change, and what in it looks odd: counts, and warnings as kind and numbers."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from hustings.elections.models import PollingStation, StationFile
from hustings.geography.models import Place
from hustings.lib.postcodes import displayed
from hustings.register.querying import fetch
from hustings.register.stations.faults import UnableToImportStations
from hustings.register.stations.linking import ALL_VOTES, doors_by_way
from hustings.register.stations.outcome import StationReading

SHOWN = 5

COUNCILS = """
SELECT c.council_id, count(*) FROM elections_stationproperty p
JOIN elections_pollingstation s ON s.id = p.station_id JOIN geography_postcode c ON c.compact = p.postcode
WHERE s.file_id = %(file)s AND c.council_id IS NOT NULL GROUP BY 1 ORDER BY 2 DESC
"""
OUTSIDE = """
SELECT s.name FROM elections_pollingstation s JOIN geography_postcode c ON c.compact = s.postcode
WHERE s.file_id = %(file)s AND c.council_id IS NOT NULL AND c.council_id <> s.officer_id ORDER BY s.name
"""
SPLIT = """
SELECT p.postcode FROM elections_stationproperty p JOIN elections_pollingstation s ON s.id = p.station_id
WHERE s.file_id = %(file)s AND p.postcode <> '' GROUP BY 1
HAVING min(p.station_id::text) <> max(p.station_id::text) ORDER BY 1
"""
TWICE = """
SELECT p.uprn::text FROM elections_stationproperty p JOIN elections_pollingstation s ON s.id = p.station_id
WHERE s.file_id = %(file)s AND p.uprn IS NOT NULL GROUP BY p.uprn
HAVING min(p.station_id::text) <> max(p.station_id::text) ORDER BY p.uprn
"""
# Some systems write the name of a polling district where others write its letters.
UNKNOWN_LETTERS = """
SELECT DISTINCT p.letters FROM elections_stationproperty p JOIN elections_pollingstation s ON s.id = p.station_id
WHERE s.file_id = %(file)s AND p.letters <> '' AND NOT EXISTS (
    SELECT FROM geography_pollingdistrict g WHERE g.officer_id = s.officer_id AND g.ends_on IS NULL
      AND upper(p.letters) IN (upper(g.letters), upper(g.name))) ORDER BY 1
"""


def refuse_another_council(file: StationFile) -> None:
    """Raise UnableToImportStations where most of the properties' postcodes lie in another council."""
    found = fetch(COUNCILS, {"file": file.id})
    total = sum(count for _council, count in found)
    if not found or found[0][0] == file.officer_id or found[0][1] * 2 <= total:
        return
    there = Place.objects.get(pk=found[0][0])
    raise UnableToImportStations(
        _(
            "%(count)d of %(total)d properties lie in %(there)s, not in %(here)s. Choose %(there)s, or send the file "
            "of %(here)s. Nothing was kept."
        )
        % {"count": found[0][1], "total": total, "there": there, "here": file.officer}
    )


def compare(
    file: StationFile,
    in_use: Sequence[StationFile],
    reading: StationReading,
    properties: int,
    seats: Sequence[int],
) -> tuple[dict[str, int], list[dict[str, Any]]]:
    """Count what the file holds and would change: counts, then warnings."""
    stations = _names(file)
    before = {key: name for one in in_use for key, name in _names(one).items()}
    ways = doors_by_way([file.id], [file.officer_id], seats)
    counts = {
        "read": reading.read,
        "stations": len(reading.stations),
        "properties": properties,
        "dummies": reading.dummies,
        "refused": reading.skipped.total(),
        "stations_new": len(stations.keys() - before.keys()) if before else 0,
        "stations_gone": len(before.keys() - stations.keys()),
        "doors_moving": _moving(file, in_use, seats) if before else 0,
        **{f"doors_{way}": count for way, count in ways.items()},
    }
    return counts, [*_warnings(file, reading), *_changes(stations, before)]


def _names(file: StationFile) -> dict[tuple[str, str], str]:
    """The stations of a file by what tells that one of another file is the same: name and postcode."""
    found = PollingStation.objects.filter(file=file).values_list("name", "postcode")
    return {(name.lower(), postcode): name for name, postcode in found}


def _moving(file: StationFile, in_use: Sequence[StationFile], seats: Sequence[int]) -> int:
    votes = f"{ALL_VOTES} SELECT id, station FROM votes WHERE station IS NOT NULL"
    parameters = {"officers": [file.officer_id], "seats": list(seats)}
    before = dict(fetch(votes, {**parameters, "files": [one.id for one in in_use]}))
    after = dict(fetch(votes, {**parameters, "files": [file.id]}))
    keys = {
        station: (name.lower(), postcode)
        for station, name, postcode in PollingStation.objects.filter(file__in=[file, *in_use]).values_list(
            "id", "name", "postcode"
        )
    }
    return sum(keys[before[door]] != keys[station] for door, station in after.items() if door in before)


def _warnings(file: StationFile, reading: StationReading) -> list[dict[str, Any]]:
    parameters = {"file": file.id}
    listed = {
        "outside": [name for (name,) in fetch(OUTSIDE, parameters)],
        "split": [displayed(postcode) for (postcode,) in fetch(SPLIT, parameters)],
        "twice": [uprn for (uprn,) in fetch(TWICE, parameters)],
        "letters": [letters for (letters,) in fetch(UNKNOWN_LETTERS, parameters)],
        "differing": sorted(reading.differing),
        "days": sorted(day.isoformat() for day in reading.polling_days)
        if len(reading.polling_days) > 1
        else [],
    }
    found: list[dict[str, Any]] = [
        {"kind": kind, "count": len(names), "names": names[:SHOWN]} for kind, names in listed.items() if names
    ]
    found += [
        {"kind": "skipped", "reason": reason, "count": count, "line": reading.first_lines[reason]}
        for reason, count in reading.skipped.most_common()
    ]
    if reading.mislaid:
        found.append({"kind": "mislaid", "count": reading.mislaid})
    return found


def _changes(
    stations: dict[tuple[str, str], str], before: dict[tuple[str, str], str]
) -> list[dict[str, Any]]:
    if not before:
        return []
    new = sorted(stations[key] for key in stations.keys() - before.keys())
    gone = sorted(before[key] for key in before.keys() - stations.keys())
    return [
        {"kind": kind, "count": len(names), "names": names[:SHOWN]}
        for kind, names in (("new", new), ("gone", gone))
        if names
    ]
