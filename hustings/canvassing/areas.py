"""The parts of a seat that have a page of their own: wards, polling districts, streets."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.db import connection
from django.urls import reverse
from django.utils.translation import gettext as _

from hustings.canvassing.counting import Area, AreaCount, Figures
from hustings.geography.models import Place, PollingDistrict
from hustings.register.models import Street

SEAT, WARD, DISTRICT, STREET = "seat", "ward", "district", "street"
ENDS_FROM = 400
"""From so many streets on, a map draws each by its first and last door alone."""


@dataclass(frozen=True)
class Step:
    """A place with its page, for the path above a page and for rows of a table."""

    name: str
    url: str = ""


@dataclass(frozen=True)
class SeatPart:
    """One seat, ward, district or street, and how to count it."""

    level: str
    name: str
    area: Area
    above: tuple[Step, ...]
    url: str
    query: Mapping[str, str] = field(default_factory=dict)
    place: PollingDistrict | None = None


def districts_of(seat: Place) -> list[PollingDistrict]:
    """List the polling districts of a seat that are in force or were."""
    return list(PollingDistrict.objects.filter(constituency=seat).select_related("ward").order_by("letters"))


def whole_seat(seat: Place) -> SeatPart:
    """The seat itself."""
    return SeatPart(SEAT, str(seat), Area(seat.id), (), reverse("canvassing:seat", args=[seat.slug]))


def ward_of(seat: Place, code: str) -> SeatPart | None:
    """The part of a ward that lies in this seat; None where none does."""
    inside = [district for district in districts_of(seat) if district.ward and district.ward.code == code]
    if not inside:
        return None
    ward = inside[0].ward
    return SeatPart(
        level=WARD,
        name=str(ward),
        area=Area(seat.id, tuple(district.id for district in inside)),
        above=(_step(whole_seat(seat)),),
        url=reverse("canvassing:ward", args=[seat.slug, code]),
        query={"ward": code},
    )


def district_of(seat: Place, district_id: UUID) -> SeatPart | None:
    """A polling district of this seat; None where it is none of its districts."""
    district = (
        PollingDistrict.objects.filter(constituency=seat, id=district_id).select_related("ward").first()
    )
    return _district_part(seat, district) if district else None


def _district_part(seat: Place, district: PollingDistrict) -> SeatPart:
    ward = ward_of(seat, district.ward.code) if district.ward else None
    return SeatPart(
        level=DISTRICT,
        name=str(district),
        area=Area(seat.id, (district.id,)),
        above=(_step(whole_seat(seat)), *((_step(ward),) if ward else ())),
        url=reverse("canvassing:district", args=[seat.slug, district.id]),
        query={"district": str(district.id)},
        place=district,
    )


def street_of(seat: Place, street_id: UUID) -> SeatPart | None:
    """A street of this seat; None where the seat has no such street or it is out of reach."""
    found = Street.objects.filter(constituency=seat, id=street_id).select_related("district__ward").first()
    if found is None:
        return None
    district = _district_part(seat, found.district)
    return SeatPart(
        level=STREET,
        name=str(found),
        area=Area(seat.id, street=found.id),
        above=(*district.above, _step(district)),
        url=reverse("canvassing:street", args=[seat.slug, found.id]),
        query={"street": str(found.id)},
    )


def _step(part: SeatPart) -> Step:
    return Step(part.name, part.url)


def parts_of(seat: Place, part: SeatPart, counted: AreaCount) -> list[tuple[Step, Figures]]:
    """Give the next smaller areas inside a part with their figures: wards, then districts, then streets.

    A seat without wards shows its districts. A street has no parts.
    """
    if part.level == SEAT:
        return _by_ward(seat, counted.by_district())
    if part.level == WARD:
        return _by_district(seat, part, counted.by_district())
    return _by_street(seat, counted.by_street()) if part.level == DISTRICT else []


def _by_ward(seat: Place, counted: Mapping[UUID, Figures]) -> list[tuple[Step, Figures]]:
    wards: dict[Step, Figures] = {}
    for district in districts_of(seat):
        if district.ward is None:
            step = Step(str(district), reverse("canvassing:district", args=[seat.slug, district.id]))
        else:
            step = Step(str(district.ward), reverse("canvassing:ward", args=[seat.slug, district.ward.code]))
        wards.setdefault(step, Figures()).take_in(counted.get(district.id, Figures()))
    return sorted(wards.items(), key=lambda row: row[0].name)


def _by_district(seat: Place, part: SeatPart, counted: Mapping[UUID, Figures]) -> list[tuple[Step, Figures]]:
    return [
        (
            Step(str(district), reverse("canvassing:district", args=[seat.slug, district.id])),
            counted.get(district.id, Figures()),
        )
        for district in districts_of(seat)
        if district.id in part.area.districts
    ]


def _by_street(seat: Place, counted: Mapping[UUID | None, Figures]) -> list[tuple[Step, Figures]]:
    named = street_names(seat.id, [street for street in counted if street])
    rows = [
        (Step(name, reverse("canvassing:street", args=[seat.slug, street])), counted[street])
        for street, name in named.items()
    ]
    if None in counted:
        rows.append((Step(_("Without a street")), counted[None]))
    return rows


def street_names(constituency: int, streets: list[UUID]) -> dict[UUID, str]:
    """Name streets, in the order of the alphabet."""
    found = Street.objects.filter(constituency_id=constituency, id__in=streets).order_by(
        "name_key", "locality"
    )
    return {street.id: str(street) for street in found}


def door_places(constituency: int, streets: list[UUID]) -> dict[UUID, list[tuple[float, float]]]:
    """Give the coordinates of each street's doors; of its first and last door where there are many streets."""
    ends = "AND (d.walk_order IN (s.first, s.last))" if len(streets) >= ENDS_FROM else ""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT d.street_id, array_agg(ARRAY[d.latitude, d.longitude] ORDER BY d.walk_order)"
            " FROM register_door d JOIN (SELECT street_id, min(walk_order) AS first, max(walk_order) AS last"
            "   FROM register_door WHERE constituency_id = %(seat)s AND street_id = ANY (%(streets)s::uuid[])"
            "   GROUP BY street_id) s USING (street_id)"
            f" WHERE d.constituency_id = %(seat)s AND d.latitude IS NOT NULL AND d.longitude IS NOT NULL {ends}"
            " GROUP BY d.street_id",
            {"seat": constituency, "streets": streets},
        )
        return {street: [(north, east) for north, east in places] for street, places in cursor.fetchall()}
