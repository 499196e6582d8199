"""Road groups as they are, and what joined them since somebody last looked: new doors, new electors, new streets."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hustings.geography.models import PollingDistrict
from hustings.lib.markup import grouped
from hustings.lib.walking_order import Side
from hustings.register.models import Door, RoadGroup
from hustings.register.querying import clock_digits, fetch, joining_whole_tables

# Identifiers made since a moment are those above it: they begin with the time at which they were made.
SINCE = "(s.clock || '70008000000000000000')::uuid"
DRIFT = f"""
WITH looked AS (
    SELECT * FROM unnest(%(districts)s::uuid[], %(clocks)s::text[]) AS s (district_id, clock)
), door AS (
    SELECT t.district_id, t.id AS street_id, t.id >= {SINCE} AS is_new_street, d.id, d.constituency_id,
           d.road_group_id, d.joined_by_itself, s.clock
    FROM looked s JOIN register_street t ON t.constituency_id = %(seat)s AND t.district_id = s.district_id
    JOIN register_door d ON d.constituency_id = t.constituency_id AND d.street_id = t.id
), street AS (
    SELECT district_id, street_id, bool_or(is_new_street) AS is_new, bool_or(road_group_id IS NOT NULL) AS is_gathered
    FROM door GROUP BY 1, 2
), elector AS (
    SELECT s.district_id, count(*) AS count FROM door s
    JOIN register_elector e ON e.constituency_id = s.constituency_id AND e.door_id = s.id
    WHERE s.road_group_id IS NOT NULL AND e.on_register AND e.id >= {SINCE} GROUP BY 1
)
SELECT d.district_id, count(*), count(d.road_group_id), count(*) FILTER (WHERE d.joined_by_itself),
       coalesce((SELECT e.count FROM elector e WHERE e.district_id = d.district_id), 0),
       (SELECT count(*) FROM street s WHERE s.district_id = d.district_id AND s.is_new AND NOT s.is_gathered)
FROM door d GROUP BY d.district_id
"""
SIDES = """
SELECT t.id, t.name, t.locality, d.side, d.road_group_id, count(DISTINCT d.id), count(e.id), min(d.number),
       max(d.number), count(DISTINCT d.id) FILTER (WHERE d.joined_by_itself)
FROM register_street t
JOIN register_door d ON d.constituency_id = t.constituency_id AND d.street_id = t.id
LEFT JOIN register_elector e ON e.constituency_id = d.constituency_id AND e.door_id = d.id AND e.on_register
WHERE t.constituency_id = %(seat)s AND t.district_id = %(district)s
GROUP BY t.id, t.name, t.locality, d.side, d.road_group_id
ORDER BY min(t.name_key), t.locality, t.id, d.side DESC, min(d.number)
"""
SIDE_NAMES = dict(Door.SIDES)


@dataclass(frozen=True)
class Drift:
    """What is true of one polling district's road groups, and what has changed since somebody looked."""

    district: PollingDistrict
    groups: int
    since: datetime | None
    doors: int = 0
    gathered: int = 0
    doors_joined: int = 0
    electors_joined: int = 0
    new_streets_in_none: int = 0

    @property
    def in_none(self) -> int:
        return self.doors - self.gathered

    @property
    def has_drifted(self) -> bool:
        return bool(self.groups and (self.doors_joined or self.electors_joined or self.new_streets_in_none))

    @property
    def sentence(self) -> str:
        """Say what joined by itself and what is in none; "" where nothing did."""
        if not self.has_drifted or self.since is None:
            return ""
        joined = _("%(electors)s and %(doors)s since %(day)s joined a road group by themselves.") % {
            "electors": ngettext("%s new elector", "%s new electors", self.electors_joined)
            % grouped(self.electors_joined),
            "doors": ngettext("%s new door", "%s new doors", self.doors_joined) % grouped(self.doors_joined),
            "day": date_format(timezone.localtime(self.since), "j F Y"),
        }
        if not self.new_streets_in_none:
            return joined
        left = ngettext("%s new street is in none.", "%s new streets are in none.", self.new_streets_in_none)
        return f"{joined} {left % grouped(self.new_streets_in_none)}"


@dataclass
class SideRow:
    """One side of a street with its doors and electors, and how many of its doors each road group has."""

    street: UUID
    name: str
    side: str
    doors: int = 0
    electors: int = 0
    first: int | None = None
    last: int | None = None
    joined: int = 0
    groups: dict[str, int] = field(default_factory=dict)

    @property
    def side_name(self) -> str:
        return str(SIDE_NAMES[self.side])

    @property
    def numbers(self) -> str:
        if self.first is None:
            return ""
        return str(self.first) if self.first == self.last else f"{self.first}–{self.last}"

    @property
    def value(self) -> str:
        return f"{self.street}:{self.side}"


@dataclass(frozen=True)
class GroupRow:
    """A road group with its doors and electors."""

    group: RoadGroup
    doors: int
    electors: int


def drifts_of_seat(constituency: int) -> list[Drift]:
    """What changed in each polling district of a seat, by ward and letters. Three queries."""
    districts = list(
        PollingDistrict.objects.filter(constituency_id=constituency, ends_on=None)
        .select_related("ward")
        .order_by("ward__name", "letters")
    )
    return [drift for drift in _drifts(constituency, districts) if drift.doors]


def drift_of_district(constituency: int, district: PollingDistrict) -> Drift:
    return next(iter(_drifts(constituency, [district])))


def _drifts(constituency: int, districts: list[PollingDistrict]) -> Iterable[Drift]:
    looked: dict[UUID, list[datetime]] = defaultdict(list)
    groups = RoadGroup.objects.filter(constituency_id=constituency, district__in=districts)
    for district_id, looked_at in groups.values_list("district_id", "looked_at"):
        looked[district_id].append(looked_at)
    # Nothing can have joined where there is no group: no identifier is above this one.
    parameters = {
        "seat": constituency,
        "districts": [district.id for district in districts],
        "clocks": [
            clock_digits(min(looked[district.id])) if looked[district.id] else "f" * 12
            for district in districts
        ],
    }
    with joining_whole_tables():
        found = fetch(DRIFT, parameters)
    counts = {district_id: numbers for district_id, *numbers in found}
    for district in districts:
        since = looked[district.id]
        yield Drift(district, len(since), min(since, default=None), *counts.get(district.id, ()))


def sides_of_district(constituency: int, district: UUID) -> tuple[list[SideRow], list[GroupRow]]:
    """A district's streets by side, and its road groups by name, with their doors and electors. Two queries."""
    groups = {
        group.id: group
        for group in RoadGroup.objects.filter(constituency_id=constituency, district_id=district).order_by(
            "name"
        )
    }
    sides: dict[tuple[UUID, str], SideRow] = {}
    totals: dict[UUID, list[int]] = {group: [0, 0] for group in groups}
    for street, name, locality, side, group, doors, electors, first, last, joined in fetch(
        SIDES, {"seat": constituency, "district": district}
    ):
        written = f"{name}, {locality}" if locality else name
        row = sides.setdefault((street, side), SideRow(street, written, side))
        row.doors, row.electors, row.joined = row.doors + doors, row.electors + electors, row.joined + joined
        if first is not None:
            row.first = first if row.first is None else min(row.first, first)
            row.last = last if row.last is None else max(row.last, last)
        if group is not None:
            row.groups[groups[group].name] = doors
            totals[group] = [totals[group][0] + doors, totals[group][1] + electors]
    listed = [GroupRow(group, *totals[group_id]) for group_id, group in groups.items()]
    return sorted(sides.values(), key=_by_street), listed


def _by_street(row: SideRow) -> tuple[str, UUID, int]:
    return row.name.casefold(), row.street, [side.value for side in Side].index(row.side)
