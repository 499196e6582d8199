"""The ground as it would be published: names and codes, postcodes, boundaries and results, in their real layouts."""

import csv
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from statistics import fmean

from hustings.config.demo.campaign import Campaign
from hustings.config.demo.electorate import District
from hustings.config.demo.ground import Point, easting_northing, latitude_longitude
from hustings.config.demo.region import REGION_CODE, REGION_NAME, Seat, outline_of
from hustings.lib.postcodes import displayed

Line = tuple[str | int | float, ...]
RESULTS_HEADER = (
    "ONS ID", "ONS region ID", "Constituency name", "Region name", "Electorate", "Valid votes", "Party name",
    "Party abbreviation", "Votes",
)  # fmt: skip


def write_names(path: Path, campaign: Campaign) -> None:
    """Write codes and names of the region, its seats, councils and wards."""
    rows: set[Line] = {(REGION_CODE, REGION_NAME, "")}
    for seat in campaign.region.seats:
        rows |= {(seat.code, seat.name, REGION_CODE), (seat.council.code, seat.council.name, "")}
    for seat in (*campaign.registered, campaign.waiting):
        rows |= {(district.ward_code, district.ward, "") for district in campaign.districts(seat)}
    _write(path, ("gss_code", "name", "region_gss"), sorted(rows, key=lambda row: str(row[0])))


def write_postcodes(path: Path, districts: Iterable[District]) -> None:
    """Write every postcode with the middle of its doors and the areas it lies in."""
    header = (
        "postcode",
        "easting",
        "northing",
        "lat",
        "lon",
        "country_gss",
        "district_gss",
        "ward_gss",
        "pcon24_gss",
    )
    _write(path, header, (row for district in districts for row in _postcodes(district)))


def write_boundaries(path: Path, campaign: Campaign) -> None:
    """Write the outlines of all seats as GeoJSON."""
    features = [_feature(seat) for seat in campaign.region.seats]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")


def write_results(path: Path, campaign: Campaign) -> None:
    """Write the last general election, a line for each party in a seat."""
    rows = (
        (
            seat.code,
            REGION_CODE,
            seat.name,
            REGION_NAME,
            tally.electorate,
            tally.valid_votes,
            party,
            party,
            votes,
        )
        for seat in campaign.region.seats
        for tally in (seat.results["general"],)
        for party, votes in tally.votes.items()
    )
    _write(path, RESULTS_HEADER, rows)


def _postcodes(district: District) -> Iterator[Line]:
    spots: dict[str, list[Point]] = {}
    for row in district.rows:
        for dwelling in row.dwellings:
            spots.setdefault(dwelling.postcode, []).append(dwelling.door.at)
    for postcode, doors in spots.items():
        middle = Point(fmean(door.x for door in doors), fmean(door.y for door in doors))
        areas = ("E92000001", district.council.code, district.ward_code, district.seat.code)
        yield (displayed(postcode), *easting_northing(middle), *latitude_longitude(middle), *areas)


def _feature(seat: Seat) -> dict[str, object]:
    ring = [latitude_longitude(point)[::-1] for point in outline_of(seat)]
    geometry = {"type": "Polygon", "coordinates": [ring]}
    return {
        "type": "Feature",
        "properties": {"PCON24CD": seat.code, "PCON24NM": seat.name},
        "geometry": geometry,
    }


def _write(path: Path, header: Line, rows: Iterable[Line]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(header)
        writer.writerows(rows)
