"""A small piece of ground for tests of canvassing: one ward, two districts, streets, doors and electors."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from hustings.access.actor import Actor
from hustings.canvassing.judging import Heard
from hustings.canvassing.recording import RecordResult, record_conversations
from hustings.canvassing.rules import Meaning, core_code_id
from hustings.geography.models import Place, PollingDistrict
from hustings.lib.uuid7 import uuid7
from hustings.register.models import Door, Elector, Street

AT = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
YESTERDAY = AT - timedelta(days=1)
LAST_WEEK = AT - timedelta(days=7)
WESTMINSTER, LOCAL = "westminster", "local"


@dataclass
class Ground:
    """The places of one seat, and its electors in the order in which their doors stand."""

    seat: Place
    wards: list[Place] = field(default_factory=list)
    districts: list[PollingDistrict] = field(default_factory=list)
    streets: list[Street] = field(default_factory=list)
    doors: list[Door] = field(default_factory=list)
    electors: list[Elector] = field(default_factory=list)


def make_ground(seat: Place, council: Place, *, doors_a_street: int = 3, electors_a_door: int = 2) -> Ground:
    """Write two wards with one district each, two streets a district; to be called past the walls."""
    ground = Ground(seat)
    for letter in "AB":
        ward = Place.objects.create(
            kind="ward",
            code=f"E05{seat.id % 1000:03d}{ord(letter):03d}",
            name=f"Ward {letter}",
            nation="england",
        )
        district = PollingDistrict.objects.create(
            officer=council,
            letters=f"{letter}{seat.id}",
            constituency=seat,
            ward=ward,
            starts_on=date(2024, 1, 1),
        )
        ground.wards.append(ward)
        ground.districts.append(district)
        for name in ("Mill Lane", "Quarry Road"):
            _fill_street(ground, district, name, doors_a_street, electors_a_door)
    return ground


def _fill_street(ground: Ground, district: PollingDistrict, name: str, doors: int, electors: int) -> None:
    street = Street.objects.create(
        constituency=ground.seat, district=district, name=name, name_key=name.upper()
    )
    ground.streets.append(street)
    made = [
        Door(
            constituency=ground.seat,
            street=street,
            number=number,
            address_key=f"{street.id} {number}",
            side="odd",
            walk_key=f"{number:05d}",
            walk_order=number,
        )
        for number in range(1, doors + 1)
    ]
    ground.doors += Door.objects.bulk_create(made)
    people = [(door, place) for door in made for place in range(electors)]
    ground.electors += Elector.objects.bulk_create(
        Elector(
            constituency=ground.seat,
            seat_no=len(ground.electors) + number,
            district=district,
            street=street,
            door=door,
            surname="Okafor",
            forenames=f"Elector {len(ground.electors) + number}",
            first_on=date(2024, 12, 1),
        )
        for number, (door, _place) in enumerate(people, start=1)
    )


def heard(elector: Elector, *, said: Meaning | None = None, kind: str = WESTMINSTER, **told: Any) -> Heard:
    """Something heard of one elector yesterday; `said` is an intention of the national core."""
    intentions = ((kind, core_code_id(said)),) if said else ()
    facts = {"id": uuid7(), "happened_at": YESTERDAY, "elector": elector.id, "intentions": intentions}
    return Heard(**{**facts, **told})


def record(by: Actor, ground: Ground, *rows: Heard) -> RecordResult:
    """Record what was heard on this ground, at the time of these tests."""
    return record_conversations(constituency=ground.seat.id, rows=rows, by=by, at=AT)


def code(meaning: Meaning) -> UUID:
    """The identifier of a core code."""
    return core_code_id(meaning)
