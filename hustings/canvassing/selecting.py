"""Whom an export names: electors of one seat by district, street and last answer, with what its purpose needs.

Whoever objects to what the purpose is for is left out here, not by whoever asks.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.timezone import localdate

from hustings.canvassing.holding_out import NOT_HELD_OUT
from hustings.canvassing.models import Code
from hustings.copies.purposes import ExportPurpose, Field
from hustings.lib.postcodes import displayed

OBJECTIONS = {
    ExportPurpose.LETTERS: "e.objects_by_post",
    ExportPurpose.CANVASS: "e.objects_at_door",
    # Nobody is named: nobody is contacted by it.
    ExportPurpose.FIGURES: "false",
    ExportPurpose.MEMBERS: "e.objects_by_post",
    # A file cannot be called back when somebody uses it to ring or to write.
    ExportPurpose.RECORDS: "(e.objects_at_door OR e.objects_by_post OR e.objects_by_phone OR e.objects_by_email)",
}

CHOSEN = f"""
FROM register_elector e
JOIN geography_pollingdistrict p ON p.id = e.district_id
LEFT JOIN geography_place w ON w.id = p.ward_id
LEFT JOIN register_street s ON s.constituency_id = %(seat)s AND s.id = e.street_id
LEFT JOIN register_door d ON d.constituency_id = %(seat)s AND d.id = e.door_id
LEFT JOIN register_registerentry n ON n.constituency_id = %(seat)s AND n.elector_id = e.id AND n.closed_by_id IS NULL
LEFT JOIN canvassing_latestintention i
       ON i.constituency_id = %(seat)s AND i.elector_id = e.id AND i.election_kind = %(kind)s
LEFT JOIN canvassing_code c ON c.id = i.code_id
LEFT JOIN canvassing_contactsummary t ON t.constituency_id = %(seat)s AND t.elector_id = e.id
{{members}}
WHERE e.constituency_id = %(seat)s AND e.on_register AND NOT e.is_anonymous AND NOT ({{objects}})
  AND ({{whoever}} OR {NOT_HELD_OUT})
  AND (%(everywhere)s OR e.district_id = ANY (%(districts)s::uuid[]) OR e.street_id = ANY (%(streets)s::uuid[]))
  AND (%(whatever)s OR c.meaning = ANY (%(said)s::text[]))
"""
ROWS = f"""
SELECT e.id, e.seat_no, n.letters, n.number, n.suffix, e.forenames, e.surname, n.address_lines,
       coalesce(d.postcode, n.postcode), w.name, p.letters, s.name, c.id, t.last_contacted_at,
       {{since}} {CHOSEN}
ORDER BY p.letters COLLATE "C", s.name_key COLLATE "C", s.locality_key COLLATE "C", d.walk_order,
         e.surname_key COLLATE "C", e.given_key COLLATE "C", e.seat_no
"""
COUNT = f"SELECT count(*) {CHOSEN}"
MEMBERS = """
JOIN (SELECT m.elector_id, min(m.since) AS since FROM supporters_supporter m
      WHERE m.constituency_id = %(seat)s AND m.relation = 'member' AND m.ended_on IS NULL
      GROUP BY m.elector_id) belongs ON belongs.elector_id = e.id
"""


@dataclass(frozen=True)
class Chosen:
    """Which electors of a seat: of some districts and streets, or all; who said something, or whoever."""

    districts: tuple[UUID, ...] = ()
    streets: tuple[UUID, ...] = ()
    said: tuple[str, ...] = ()
    election_kind: str = "westminster"

    def as_json(self) -> dict[str, Any]:
        """The choice as it is kept and approved: the same for the same choice, in whatever order it was made."""
        return {
            "districts": sorted(map(str, self.districts)),
            "streets": sorted(map(str, self.streets)),
            "said": sorted(self.said),
            "election_kind": self.election_kind,
        }

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Chosen":
        return cls(
            districts=tuple(UUID(one) for one in kept["districts"]),
            streets=tuple(UUID(one) for one in kept["streets"]),
            said=tuple(kept["said"]),
            election_kind=kept["election_kind"],
        )


@dataclass(frozen=True, slots=True)
class Person:
    """One elector as an export may tell of them, under every column; the purpose takes what it needs."""

    id: UUID
    seat_no: int
    cells: dict[Field, str]


def count_people(constituency: int, purpose: ExportPurpose, chosen: Chosen) -> int:
    """How many people an export would name. One query."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT.format(**_narrowed(purpose)), _parameters(constituency, chosen))
        count: int = cursor.fetchone()[0]
    return count


def people_of(constituency: int, purpose: ExportPurpose, chosen: Chosen) -> Iterator[Person]:
    """Everybody an export names, in walking order. Two queries."""
    labels = {code.id: str(code) for code in Code.objects.filter(constituency_id=constituency)}
    labels |= {code.id: str(code) for code in Code.objects.filter(constituency=None)}
    with connection.cursor() as cursor:
        cursor.execute(ROWS.format(**_narrowed(purpose)), _parameters(constituency, chosen))
        rows = cursor.fetchall()
    return (_person(row, labels) for row in rows)


def _narrowed(purpose: ExportPurpose) -> dict[str, str]:
    """Who objects to what the file is for is left out; so is who is held out until polling day, unless it names
    nobody; and from a list of members whoever is none.
    """
    names_nobody = "true" if purpose is ExportPurpose.FIGURES else "false"
    only_members = purpose is ExportPurpose.MEMBERS
    return {
        "objects": OBJECTIONS[purpose],
        "whoever": names_nobody,
        "members": MEMBERS if only_members else "",
        "since": "belongs.since" if only_members else "NULL::date",
    }


def _parameters(constituency: int, chosen: Chosen) -> dict[str, Any]:
    return {
        "seat": constituency,
        "kind": chosen.election_kind,
        "everywhere": not (chosen.districts or chosen.streets),
        "districts": list(chosen.districts),
        "streets": list(chosen.streets),
        "whatever": not chosen.said,
        "said": list(chosen.said),
    }


def _person(row: tuple[Any, ...], labels: dict[UUID, str]) -> Person:
    (
        id,
        seat_no,
        letters,
        number,
        suffix,
        forenames,
        surname,
        lines,
        postcode,
        ward,
        district,
        street,
        code,
        at,
        since,
    ) = row
    return Person(
        id,
        seat_no,
        {
            Field.NUMBER: _number(letters, number, suffix),
            Field.FORENAMES: forenames,
            Field.SURNAME: surname,
            Field.ADDRESS: _joined((lines or "").splitlines()),
            Field.POSTCODE: displayed(postcode or ""),
            Field.WARD: ward or "",
            Field.DISTRICT: district,
            Field.STREET: street or "",
            Field.INTENTION: labels.get(code, "") if code else "",
            Field.CONTACTED: _day(at),
            Field.SINCE: since.isoformat() if since else "",
        },
    )


def _number(letters: str | None, number: int | None, suffix: int | None) -> str:
    if letters is None:
        return ""
    return f"{letters}-{number}/{suffix}" if suffix else f"{letters}-{number}"


def _joined(lines: Iterable[str]) -> str:
    return ", ".join(line.strip() for line in lines if line.strip())


def _day(at: datetime | None) -> str:
    return localdate(at).isoformat() if at else ""
