"""Where polling districts lie, and lay: ward and constituency of a district are read for a day, never remembered.

Where a district has no placement yet, what stands on the district itself holds for all days.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection, transaction

from hustings.geography.models import DistrictPlacement, PollingDistrict
from hustings.lib.uuid7 import uuid7

SPANS = """
SELECT p.district_id, p.ward_id, p.constituency_id,
       CASE WHEN row_number() OVER line = 1 THEN '-infinity'::date ELSE p.starts_on END AS from_day,
       coalesce(lead(p.starts_on) OVER line, 'infinity'::date) AS until_day
FROM geography_districtplacement p
WHERE NOT p.is_proposed AND p.district_id = ANY (%(districts)s::uuid[])
WINDOW line AS (PARTITION BY p.district_id ORDER BY p.starts_on, p.id)
UNION ALL
SELECT d.id, d.ward_id, d.constituency_id, '-infinity'::date, 'infinity'::date FROM geography_pollingdistrict d
WHERE d.id = ANY (%(districts)s::uuid[]) AND NOT EXISTS (
    SELECT FROM geography_districtplacement p WHERE p.district_id = d.id AND NOT p.is_proposed)
"""
"""Where `districts` lay, as rows of district_id, ward_id, constituency_id, from_day, until_day (the first day after).
The spans of a district cover all days; join facts to them by `day >= from_day AND day < until_day`.
"""

# Districts that went to or came from a seat by a change carried out later than a moment, or were parted by one.
MOVED_SINCE = """
SELECT d.letters, s.name, c.name, c.takes_effect_on
FROM geography_districtplacement p
JOIN geography_boundarychange c ON c.id = p.change_id AND c.carried_out_at > %(since)s
JOIN geography_pollingdistrict d ON d.id = p.district_id AND d.officer_id = %(officer)s
JOIN geography_place s ON s.id = p.constituency_id
LEFT JOIN LATERAL (
    SELECT b.constituency_id FROM geography_districtplacement b
    WHERE b.district_id = p.district_id AND NOT b.is_proposed AND b.starts_on < p.starts_on
    ORDER BY b.starts_on DESC LIMIT 1) AS before ON true
WHERE NOT p.is_proposed AND (
    before.constituency_id <> p.constituency_id
      AND (before.constituency_id = ANY (%(seats)s) OR p.constituency_id = ANY (%(seats)s))
    OR d.starts_on = p.starts_on AND p.constituency_id = ANY (%(seats)s))
ORDER BY c.carried_out_at DESC, d.letters LIMIT 1
"""
WENT = """
SELECT d.letters, s.name, p.starts_on FROM geography_districtplacement p
JOIN geography_pollingdistrict d ON d.id = p.district_id
JOIN geography_place s ON s.id = d.constituency_id
WHERE NOT p.is_proposed AND p.constituency_id = %(seat)s AND d.constituency_id <> %(seat)s
ORDER BY p.ends_on DESC, d.letters
"""


@dataclass(frozen=True)
class Lying:
    """The ward and constituency of a district on a day, by their numbers."""

    ward: int | None
    constituency: int


@dataclass(frozen=True)
class DistrictMove:
    """A district that went to another constituency: its letters, where it went, by which change and when."""

    letters: str
    seat: str
    change: str
    day: date


@transaction.atomic
def make_districts(districts: Iterable[PollingDistrict]) -> list[PollingDistrict]:
    """Write new polling districts, each with the placement it begins with. The only way in which they are made."""
    made = PollingDistrict.objects.bulk_create(districts)
    place_as_they_lie(made)
    return made


def place_as_they_lie(districts: Iterable[PollingDistrict]) -> None:
    """Give a first placement to those districts that have none: what stands on the district itself."""
    listed = list(districts)
    placed = set(
        DistrictPlacement.objects.filter(district__in=listed, is_proposed=False).values_list(
            "district_id", flat=True
        )
    )
    DistrictPlacement.objects.bulk_create(
        DistrictPlacement(
            id=uuid7(),
            district=district,
            ward_id=district.ward_id,
            constituency_id=district.constituency_id,
            starts_on=district.starts_on,
            ends_on=district.ends_on,
        )
        for district in listed
        if district.id not in placed
    )


def placement_on(district: PollingDistrict, day: date) -> Lying:
    """Tell where a district lay on a day. Before its first placement it lay where that one says."""
    return placements_on([district.id], day)[district.id]


def placements_on(districts: Sequence[UUID], day: date) -> dict[UUID, Lying]:
    """Tell where districts lay on a day, in one statement. One that nobody knows is left out."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT district_id, ward_id, constituency_id FROM ({SPANS}) AS span"
            " WHERE %(day)s >= from_day AND %(day)s < until_day",
            {"districts": list(districts), "day": day},
        )
        return {district: Lying(ward, seat) for district, ward, seat in cursor.fetchall()}


def moved_since(*, officer: int, seats: Sequence[int], since: datetime) -> DistrictMove | None:
    """Find a district of an officer that a boundary change took into or out of some seats, or parted, since then."""
    with connection.cursor() as cursor:
        cursor.execute(MOVED_SINCE, {"officer": officer, "seats": list(seats), "since": since})
        row = cursor.fetchone()
    return DistrictMove(*row) if row else None


def gone_from(seat: int) -> list[tuple[str, str]]:
    """List the districts that lay in a seat once and lie in another now: letters and the other seat's name."""
    with connection.cursor() as cursor:
        cursor.execute(WENT, {"seat": seat})
        return [(letters, there) for letters, there, _day in cursor.fetchall()]
