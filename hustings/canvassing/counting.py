"""The figures of a seat, ward, district or street: counted by street and added up, never guessed.

Every statement names the seat and reads summaries; streets add up to districts, districts to wards, wards to the seat.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from hustings.canvassing.tallying import ANSWER, DAY, Tally, count_street_afresh, fingerprint_of, tallies_of

PERIOD = timedelta(days=90)
"""What "lately" means in contact rates and doors left, unless a page is asked for another period."""

EVER = datetime(1, 1, 1, tzinfo=UTC)
Part = tuple[UUID, UUID | None]
Movement = tuple[UUID, UUID]

PEOPLE = """
SELECT e.district_id, e.street_id, count(*), count(*) FILTER (WHERE s.last_contacted_at >= %(since)s),
       count(*) FILTER (WHERE s.last_attempted_at >= %(since)s), bit_xor(s.told)
FROM register_elector e
LEFT JOIN canvassing_contactsummary s ON s.constituency_id = %(seat)s AND s.elector_id = e.id
WHERE e.constituency_id = %(seat)s AND e.on_register {within}
GROUP BY e.district_id, e.street_id
"""

DOORS = """
SELECT r.district_id, r.id, count(*), count(*) FILTER (
         WHERE NOT d.do_not_knock AND (t.last_reached_at IS NULL OR t.last_reached_at < %(since)s))
FROM register_door d
JOIN register_street r ON r.constituency_id = %(seat)s AND r.id = d.street_id
LEFT JOIN canvassing_doorsummary t ON t.constituency_id = %(seat)s AND t.door_id = d.id
WHERE d.constituency_id = %(seat)s AND EXISTS (
  SELECT FROM register_elector e
  WHERE e.constituency_id = %(seat)s AND e.door_id = d.id AND e.on_register {within})
GROUP BY r.district_id, r.id
"""


@dataclass(frozen=True)
class Area:
    """A seat, or the part of it in some districts, or one street. Empty `districts` are the whole seat."""

    constituency: int
    districts: tuple[UUID, ...] = ()
    street: UUID | None = None


@dataclass
class Figures:
    """What is counted of one area; every count adds up over its parts."""

    electors: int = 0
    contacted: int = 0
    attempted: int = 0
    doors: int = 0
    doors_left: int = 0
    intentions: dict[str, Counter[UUID]] = field(default_factory=dict)

    def take_in(self, other: "Figures") -> None:
        """Add another area's figures to these."""
        self.electors += other.electors
        self.contacted += other.contacted
        self.attempted += other.attempted
        self.doors += other.doors
        self.doors_left += other.doors_left
        for kind, told in other.intentions.items():
            self.intentions.setdefault(kind, Counter()).update(told)

    @property
    def contact_rate(self) -> float | None:
        """The share of electors spoken to in the period, from 0 to 1; None where there are no electors."""
        return self.contacted / self.electors if self.electors else None

    def known(self, kind: str) -> int:
        """How many electors have told us their intention for a kind of election."""
        return sum(self.intentions.get(kind, Counter()).values())

    def told(self, kind: str, codes: Iterable[UUID]) -> int:
        """How many electors last answered with one of these codes."""
        said = self.intentions.get(kind, Counter())
        return sum(said[code] for code in codes)


@dataclass
class AreaCount:
    """An area counted by its streets, with what does not add up: movement and the age of what we know.

    A part is a district and a street of it, or None for electors whose address the register does not print.
    `movements` counts, for each kind of election, who last said one code and another before (before, now); `ages`
    is the median age in days of what we know.
    """

    parts: dict[Part, Figures] = field(default_factory=dict)
    movements: dict[str, Counter[Movement]] = field(default_factory=dict)
    ages: dict[str, int] = field(default_factory=dict)

    @cached_property
    def total(self) -> Figures:
        return added_up(self.parts.values())

    def by_district(self) -> dict[UUID, Figures]:
        """Add the streets of each district up."""
        parts: dict[UUID, Figures] = {}
        for (district, _street), figures in self.parts.items():
            parts.setdefault(district, Figures()).take_in(figures)
        return parts

    def by_street(self) -> dict[UUID | None, Figures]:
        """Give each street's figures; under None those of everybody without a street."""
        streets: dict[UUID | None, Figures] = {}
        for (_district, street), figures in self.parts.items():
            streets.setdefault(street, Figures()).take_in(figures)
        return streets


def count_area(area: Area, *, since: datetime, at: datetime) -> AreaCount:
    """Count an area by its streets, with contacts since a time. Five statements, one more where work is new."""
    counted = AreaCount()
    fingerprints: dict[UUID, int] = {}
    for district, street, electors, contacted, attempted, told in _ask(PEOPLE, area, since=since):
        counted.parts[district, street] = Figures(electors, contacted, attempted)
        fingerprints[district] = fingerprints.get(district, 0) ^ fingerprint_of(street or district, told)
    for district, street, doors, left in _ask(DOORS, area, since=since):
        figures = counted.parts.setdefault((district, street), Figures())
        figures.doors, figures.doors_left = doors, left
    if area.street is None:
        tallies: Iterable[Tally] = tallies_of(area.constituency, fingerprints)
    else:
        tallies = count_street_afresh(area.constituency, area.street)
    _take_in(counted, tallies, timezone.localdate(at))
    return counted


def fingerprints_of(constituency: int) -> dict[UUID, int]:
    """Give the hash of each district as it is now: who told us something, on which street, and what."""
    found: dict[UUID, int] = {}
    for district, street, *_counts, told in _ask(PEOPLE, Area(constituency), since=EVER):
        found[district] = found.get(district, 0) ^ fingerprint_of(street or district, told)
    return found


def _take_in(counted: AreaCount, tallies: Iterable[Tally], today: date) -> None:
    days: dict[str, Counter[int]] = {}
    for way, district, street, kind, code, before, day, electors in tallies:
        if way == ANSWER:
            told = counted.parts[district, street].intentions
            if kind not in told:
                told[kind] = Counter()
            told[kind][code] = electors
        elif way == DAY:
            days.setdefault(kind, Counter())[(today - day).days] += electors
        elif before is not None:
            counted.movements.setdefault(kind, Counter())[before, code] += electors
    counted.ages = {kind: median_of(told) for kind, told in days.items()}


def added_up(parts: Iterable[Figures]) -> Figures:
    """Add the figures of parts up to those of their whole."""
    whole = Figures()
    for part in parts:
        whole.take_in(part)
    return whole


def median_of(days: Counter[int]) -> int:
    """Give the least age in days at which half of what is counted is that young or younger."""
    total, seen = sum(days.values()), 0
    for age in sorted(days):
        seen += days[age]
        if 2 * seen >= total:
            return age
    raise ValueError("nothing is counted")


def _ask(statement: str, area: Area, **facts: Any) -> list[tuple[Any, ...]]:
    within = ""
    if area.street is not None:
        within = "AND e.street_id = %(street)s"
    elif area.districts:
        within = "AND e.district_id = ANY (%(districts)s::uuid[])"
    facts |= {"seat": area.constituency, "districts": list(area.districts), "street": area.street}
    with connection.cursor() as cursor:
        cursor.execute(statement.format(within=within), facts)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found
