"""A seat's work by ward, as the wards were on the day of each conversation, as they are now, or as is proposed.

Nothing recorded is rewritten by a change of boundaries: which ward a conversation counts for is read by its date.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from hustings.canvassing.rules import CONTACTS, CORE_CODES
from hustings.geography.changing import proposal_of
from hustings.geography.models import BoundaryChange, Place, PollingDistrict
from hustings.geography.placing import SPANS
from hustings.lib.names import normalised
from hustings.register.models import Street

THEN, NOW = "then", "now"

# As it is, or would be, on every day alike.
ALIKE = """
SELECT district_id, ward_id, constituency_id, '-infinity'::date AS from_day, 'infinity'::date AS until_day
FROM unnest(%(districts)s::uuid[], %(wards)s::int[], %(seats)s::int[]) AS a (district_id, ward_id, constituency_id)
"""
# A street that a proposal takes out of its district lies elsewhere than the district.
PARTS = """
SELECT * FROM unnest(%(streets)s::uuid[], %(part_wards)s::int[], %(part_seats)s::int[])
    AS p (street_id, ward_id, constituency_id)
"""
WHERE = """
JOIN ({lying}) lying ON lying.district_id = {district} AND {day} >= lying.from_day AND {day} < lying.until_day
LEFT JOIN ({parts}) part ON part.street_id = {street}
"""
WARD = "coalesce(part.ward_id, lying.ward_id), coalesce(part.constituency_id, lying.constituency_id)"
ELECTORS = f"""
SELECT {WARD}, count(*) FROM register_elector e {WHERE}
WHERE e.constituency_id = %(seat)s AND e.on_register GROUP BY 1, 2
"""
# Where it was said: at the door, or failing one where the elector lives.
PLACED = """
LEFT JOIN register_door d ON d.constituency_id = %(seat)s AND d.id = c.door_id
LEFT JOIN register_street r ON r.constituency_id = %(seat)s AND r.id = d.street_id
LEFT JOIN register_elector e ON e.constituency_id = %(seat)s AND e.id = c.elector_id
"""
CONVERSATIONS = f"""
SELECT {WARD}, count(*), count(*) FILTER (WHERE c.outcome = ANY (%(contacts)s)), count(DISTINCT c.elector_id)
FROM canvassing_conversation c {PLACED} {WHERE}
WHERE c.constituency_id = %(seat)s AND c.is_current AND c.outcome <> 'withdrawn' AND {{within}} GROUP BY 1, 2
"""
INTENTIONS = f"""
SELECT {WARD}, count(*), count(*) FILTER (WHERE v.code_id = ANY (%(promises)s::uuid[]))
FROM canvassing_votingintention v
JOIN canvassing_conversation c ON c.constituency_id = %(seat)s AND c.id = v.conversation_id AND c.is_current
{PLACED} {WHERE}
WHERE v.constituency_id = %(seat)s AND v.election_kind = %(kind)s AND {{within}} GROUP BY 1, 2
"""
SAID_ON = "(c.happened_at AT TIME ZONE 'Europe/London')::date"
WITHIN = f"(%(year)s::int IS NULL OR extract(year FROM {SAID_ON}) = %(year)s)"
YEARS = f"""
SELECT DISTINCT extract(year FROM {SAID_ON})::int FROM canvassing_conversation c
WHERE c.constituency_id = %(seat)s AND c.is_current ORDER BY 1 DESC
"""


@dataclass
class WardWork:
    """What was done in one ward with how many people, and who lives there today.

    `ward` is None for districts without one.
    """

    ward: Place | None
    seat: Place
    electors: int = 0
    people: int = 0
    conversations: int = 0
    contacts: int = 0
    intentions: int = 0
    promises: int = 0


def years_of(seat: int) -> list[int]:
    """The years in which anybody was spoken to in a seat, newest first."""
    return [year for (year,) in _ask(YEARS, {"seat": seat})]


def work_by_ward(
    seat: int, how: str | BoundaryChange, *, kind: str, today: date, year: int | None = None
) -> list[WardWork]:
    """Count a seat's electors, conversations and intentions by ward. Three statements.

    `how` is THEN, NOW or a proposed change; electors count where they live by it today. Only a year's conversations
    count where one is given. Sums over the wards are the same, however the wards are drawn.
    """
    lying, facts = _lying(seat, how)
    facts |= {
        "seat": seat,
        "today": today,
        "year": year,
        "kind": kind,
        "contacts": sorted(CONTACTS),
        "promises": [code.id for code in CORE_CODES if code.is_promise],
    }
    at_the_door = {
        "district": "coalesce(r.district_id, e.district_id)",
        "street": "coalesce(r.id, e.street_id)",
    }
    at_home = {"district": "e.district_id", "street": "e.street_id"}
    found: dict[tuple[int | None, int], WardWork] = {}
    for statement, names, where, day in (
        (ELECTORS, ("electors",), at_home, "%(today)s"),
        (CONVERSATIONS, ("conversations", "contacts", "people"), at_the_door, SAID_ON),
        (INTENTIONS, ("intentions", "promises"), at_the_door, SAID_ON),
    ):
        asked = statement.format(lying=lying, parts=PARTS, day=day, within=WITHIN, **where)
        for ward, there, *counts in _ask(asked, facts):
            work = found.setdefault((ward, there), WardWork(None, Place(id=there)))
            for name, count in zip(names, counts, strict=True):
                setattr(work, name, count)
    return _named(found)


def _lying(seat: int, how: str | BoundaryChange) -> tuple[str, dict[str, Any]]:
    """Where the seat's districts lie, or lay: a query for it, and what the query asks for."""
    districts = list(PollingDistrict.objects.filter(constituency_id=seat))
    facts: dict[str, Any] = {
        "districts": [each.id for each in districts],
        "streets": [],
        "part_wards": [],
        "part_seats": [],
    }
    if how == THEN:
        return SPANS, facts
    if isinstance(how, BoundaryChange):
        proposal = proposal_of(how)
        lying = [proposal.lying(each) for each in districts]
        facts |= _parts(seat, how)
        wards, seats = [each.ward for each in lying], [each.constituency for each in lying]
    else:
        wards, seats = [each.ward_id for each in districts], [each.constituency_id for each in districts]
    return ALIKE, facts | {"wards": wards, "seats": seats}


def _parts(seat: int, change: BoundaryChange) -> dict[str, Any]:
    proposal = proposal_of(change)
    parted = {district for district, _street in proposal.parts}
    streets = Street.objects.filter(constituency_id=seat, district__in=parted).values_list(
        "id", "district_id", "name"
    )
    gone: list[tuple[UUID, int | None, int]] = []
    for street, district, name in streets:
        lying = proposal.parts.get((district, normalised(name)))
        if lying is not None:
            gone.append((street, lying.ward, lying.constituency))
    names = ("streets", "part_wards", "part_seats")
    return {name: [row[place] for row in gone] for place, name in enumerate(names)}


def _named(found: dict[tuple[int | None, int], WardWork]) -> list[WardWork]:
    places = Place.objects.in_bulk({id for pair in found for id in pair if id is not None})
    for (ward, seat), work in found.items():
        work.ward, work.seat = (places[ward] if ward is not None else None), places[seat]
    return sorted(found.values(), key=lambda work: (work.seat.name, work.ward.name if work.ward else ""))


def added_up(rows: Sequence[WardWork], seat: Place) -> WardWork:
    """All wards together."""
    whole = WardWork(None, seat)
    for name in ("electors", "people", "conversations", "contacts", "intentions", "promises"):
        setattr(whole, name, sum(getattr(row, name) for row in rows))
    return whole


def _ask(statement: str, facts: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, facts)
        return list(cursor.fetchall())
