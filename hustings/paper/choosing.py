"""What there is to choose from: polling districts and streets, with the doors that a sheet would show."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from hustings.paper.models import SheetLine
from hustings.register.models import Street

# The walls leave out who objected at the door; a door where nobody else lives is not counted.
DISTRICTS = """
SELECT p.id, p.letters, p.name, coalesce(w.name, ''), count(DISTINCT e.street_id), count(DISTINCT e.door_id), count(*)
FROM register_elector e
JOIN geography_pollingdistrict p ON p.id = e.district_id
LEFT JOIN geography_place w ON w.id = p.ward_id
WHERE e.constituency_id = %(seat)s AND e.on_register AND e.door_id IS NOT NULL AND NOT e.objects_at_door
GROUP BY p.id, p.letters, p.name, w.name
ORDER BY coalesce(w.name, ''), p.letters COLLATE "C", p.id
"""
STREETS = """
SELECT s.id, concat_ws(', ', s.name, nullif(s.locality, '')), counted.doors, counted.electors, counted.unprinted
FROM register_street s
JOIN (SELECT e.street_id, count(DISTINCT e.door_id) AS doors, count(*) AS electors,
             count(*) FILTER (WHERE NOT EXISTS (
                 SELECT FROM paper_sheetline l WHERE l.constituency_id = %(seat)s AND l.elector_id = e.id)) AS unprinted
      FROM register_elector e
      WHERE e.constituency_id = %(seat)s AND e.district_id = %(district)s AND e.on_register
        AND e.door_id IS NOT NULL AND NOT e.objects_at_door
      GROUP BY e.street_id) AS counted ON counted.street_id = s.id
WHERE s.constituency_id = %(seat)s
ORDER BY s.name_key COLLATE "C", s.locality_key COLLATE "C", s.id
"""


@dataclass(frozen=True, slots=True)
class DistrictToChoose:
    """A polling district and how much of it would be printed."""

    id: UUID
    letters: str
    name: str
    ward: str
    streets: int
    doors: int
    electors: int


@dataclass(frozen=True, slots=True)
class StreetToChoose:
    """A street; `unprinted` counts its electors whom no sheet has named yet."""

    id: UUID
    name: str
    doors: int
    electors: int
    unprinted: int


def districts_to_choose(constituency: int) -> list[DistrictToChoose]:
    """The districts of a seat by ward, those with a door to knock at."""
    return [DistrictToChoose(*row) for row in _fetch(DISTRICTS, {"seat": constituency})]


def streets_to_choose(constituency: int, district: UUID) -> list[StreetToChoose]:
    """The streets of a district by name, those with a door to knock at."""
    return [StreetToChoose(*row) for row in _fetch(STREETS, {"seat": constituency, "district": district})]


def chosen_streets(constituency: int, *, districts: Iterable[UUID], streets: Iterable[UUID]) -> list[UUID]:
    """The streets named one by one and all those of the districts named, each once."""
    mine = Street.objects.filter(constituency_id=constituency)
    whole = mine.filter(district_id__in=list(districts)).values_list("id", flat=True)
    return list(dict.fromkeys([*streets, *whole]))


def has_been_printed(constituency: int) -> bool:
    """Whether this seat has any sheet yet, so that a supplement means something."""
    return SheetLine.objects.filter(constituency_id=constituency).exists()


def _fetch(statement: str, parameters: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall())
