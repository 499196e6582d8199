"""Parting a district: some of its streets become a district of their own, with their doors and people."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from hustings.geography.models import DistrictPlacement, PollingDistrict
from hustings.geography.placing import make_districts, place_as_they_lie
from hustings.lib.names import normalised
from hustings.lib.uuid7 import uuid7
from hustings.register.models import Street
from hustings.register.querying import NEW_ID, change, clock_digits

MOVE_STREETS = """
UPDATE register_street SET district_id = %(part)s
WHERE constituency_id = %(seat)s AND district_id = %(whole)s AND id = ANY (%(streets)s::uuid[])
"""
MOVE_ELECTORS = """
UPDATE register_elector SET district_id = %(part)s
WHERE constituency_id = %(seat)s AND district_id = %(whole)s AND street_id = ANY (%(streets)s::uuid[])
"""
# The line of the register keeps its letters and number: it was printed so.
MOVE_ENTRIES = """
UPDATE register_registerentry n SET district_id = %(part)s
FROM register_door d WHERE d.constituency_id = %(seat)s AND d.street_id = ANY (%(streets)s::uuid[])
  AND n.constituency_id = %(seat)s AND n.district_id = %(whole)s AND n.door_id = d.id
"""

# Doors that were walked together still are, as far as they go together.
PART_GROUPS = f"""
INSERT INTO register_roadgroup (id, constituency_id, district_id, name, looked_at)
SELECT {NEW_ID}, g.constituency_id, %(part)s, g.name, g.looked_at FROM register_roadgroup g
WHERE g.constituency_id = %(seat)s AND g.district_id = %(whole)s AND EXISTS (
    SELECT FROM register_door d WHERE d.constituency_id = %(seat)s AND d.road_group_id = g.id
      AND d.street_id = ANY (%(streets)s::uuid[]))
"""
JOIN_GROUPS = """
UPDATE register_door d SET road_group_id = n.id
FROM register_roadgroup g JOIN register_roadgroup n
  ON n.constituency_id = %(seat)s AND n.district_id = %(part)s AND n.name = g.name
WHERE d.constituency_id = %(seat)s AND d.street_id = ANY (%(streets)s::uuid[]) AND d.road_group_id = g.id
  AND g.constituency_id = %(seat)s AND g.district_id = %(whole)s
"""


def streets_named(whole: PollingDistrict, keys: Sequence[str]) -> list[Street]:
    """The streets of a district by their names as keys, whatever their localities."""
    wanted = set(keys)
    streets = Street.objects.filter(constituency_id=whole.constituency_id, district=whole)
    return [street for street in streets if normalised(street.name) in wanted]


@transaction.atomic
def part_district(
    whole: PollingDistrict, part: dict[str, Any], *, day: date, at: datetime
) -> PollingDistrict:
    """Make a part of a district one of its own from a day, in the same seat, with its streets, doors and people.

    Its history is that of the district it leaves. Electors without a street stay where they are.
    """
    made = PollingDistrict(
        id=UUID(part["id"]),
        officer_id=whole.officer_id,
        letters=part["letters"],
        constituency_id=whole.constituency_id,
        ward_id=whole.ward_id,
        starts_on=day,
    )
    place_as_they_lie([whole])
    make_districts([made])
    _copy_history(whole, made)
    streets = [street.id for street in streets_named(whole, part["streets"])]
    parameters: dict[str, Any] = {
        "seat": whole.constituency_id,
        "whole": whole.id,
        "part": made.id,
        "streets": streets,
        "clock": clock_digits(at),
    }
    for statement in (MOVE_STREETS, MOVE_ELECTORS, MOVE_ENTRIES, PART_GROUPS, JOIN_GROUPS):
        change(statement, parameters)
    return made


def _copy_history(whole: PollingDistrict, made: PollingDistrict) -> None:
    DistrictPlacement.objects.filter(district=made).delete()
    rows = DistrictPlacement.objects.filter(district=whole, is_proposed=False).order_by("starts_on")
    DistrictPlacement.objects.bulk_create(
        DistrictPlacement(
            id=uuid7(),
            district=made,
            ward_id=row.ward_id,
            constituency_id=row.constituency_id,
            starts_on=row.starts_on,
            ends_on=row.ends_on,
        )
        for row in rows
    )
