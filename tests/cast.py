"""The small cast of all tests, and how they come on stage: who they are, where they belong, signing them in."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils import timezone

from hustings.access.actor import Actor
from hustings.access.models import Grant
from hustings.access.roles import ALL_PURPOSES, Role
from hustings.access.scope import acting_as, signing_in
from hustings.accounts.models import Device, Person
from hustings.accounts.sessions import CONFIRMED, DEMONSTRATION, DEVICE, PERSON, SessionStore
from hustings.audit.words import Action, Purpose
from hustings.geography.models import Place
from hustings.lib.uuid7 import uuid7
from hustings.organisation.models import (
    Basis,
    Membership,
    Organisation,
    OrganisationKind,
    Switch,
    SwitchKey,
    Unit,
    UnitAbove,
    UnitKind,
    UnitSeat,
)

BEGAN = datetime(2026, 1, 5, tzinfo=UTC)
"""Since when everybody has their role: earlier than any day on which a test plays."""


@contextmanager
def role(name: str) -> Iterator[None]:
    """Be another role of the test server for a while, in the same transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        before = cursor.fetchone()[0]
        cursor.execute(f"SET ROLE {name}")
        yield
        cursor.execute(f"SET ROLE {before}")


@contextmanager
def arranging() -> Iterator[None]:
    """Arrange or look at a test's rows past the walls."""
    with role("hustings_arranger"):
        yield


@contextmanager
def acting(person: Person, action: Action, purpose: Purpose, at: datetime | None = None) -> Iterator[Actor]:
    """A scope in somebody's name, for tests of verbs; the worker's role, as a command would have."""
    with (
        role("hustings_worker"),
        acting_as(person.email, action=action, purpose=purpose, at=at or timezone.now()) as by,
    ):
        yield by


def sign_in(client: Client, person: Person, *, strong: bool = True, device: Device | None = None) -> Client:
    """Give a client a sealed session of this person, on a device where one is given."""
    with signing_in():
        session = SessionStore()
        session[PERSON] = str(person.pk)
        session["_auth_user_backend"] = settings.AUTHENTICATION_BACKENDS[0]
        session["_auth_user_hash"] = person.get_session_auth_hash()
        if strong:
            session[DEMONSTRATION] = True
            # A while ago, and lately enough: what is noticed in a test comes after it.
            session[CONFIRMED] = (timezone.now() - timedelta(minutes=5)).timestamp()
        if device is not None:
            session[DEVICE] = str(device.pk)
        session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key or ""
    return client


@dataclass
class Cast:
    """Moira at headquarters; Priya organises Northmoor, where Tom canvasses and Nia keys in; Sam organises the
    seat next door, Southmoor, and must see nothing of it.
    """

    organisation: Organisation
    northmoor: Place
    southmoor: Place
    council: Place
    headquarters: Unit
    northmoor_unit: Unit
    southmoor_unit: Unit
    moira: Person
    priya: Person
    tom: Person
    nia: Person
    sam: Person
    dai: Person
    grants: dict[str, Grant]


@pytest.fixture
def cast(db: None) -> Cast:
    with arranging():
        return make_cast()


def make_cast() -> Cast:
    """Write the organisation, its two seats and its people, past the walls."""
    organisation = Organisation.objects.create(
        name="The Moor Alliance", kind=OrganisationKind.REGISTERED_PARTY, basis=Basis.DEMOCRATIC_ENGAGEMENT
    )
    north, south, council = _place("Northmoor", "E14999001"), _place("Southmoor", "E14999002"), _council()
    top = _unit(1, UnitKind.NATIONAL, "Headquarters", None, [north, south])
    north_unit = _unit(2, UnitKind.SEAT, "Northmoor", top, [north])
    south_unit = _unit(3, UnitKind.SEAT, "Southmoor", top, [south])
    grants: dict[str, Grant] = {}
    people = {
        "moira": join("Moira Kettle", top, Role.NATIONAL_STAFF, grants),
        "priya": join("Priya Larkhall", north_unit, Role.ORGANISER, grants),
        "tom": join("Tom Wick", north_unit, Role.CANVASSER, grants),
        "nia": join("Nia Sandpiper", north_unit, Role.DATA_ENTRY_HELPER, grants),
        "sam": join("Sam Quill", south_unit, Role.ORGANISER, grants),
        "dai": join("Dai Parchment", top, Role.DATA_PROTECTION_OFFICER, grants),
    }
    Switch.objects.create(key=SwitchKey.OPINIONS, is_on=True)
    return Cast(organisation, north, south, council, top, north_unit, south_unit, **people, grants=grants)


def _place(name: str, code: str) -> Place:
    return Place.objects.create(
        kind=Place.Kind.CONSTITUENCY, code=code, name=name, slug=name.lower(), nation=Place.Nation.ENGLAND
    )


def _council() -> Place:
    return Place.objects.create(
        kind=Place.Kind.COUNCIL, code="E07999001", name="Moorland District", nation=Place.Nation.ENGLAND
    )


def _unit(number: int, kind: UnitKind, name: str, parent: Unit | None, seats: list[Place]) -> Unit:
    place = seats[0] if kind == UnitKind.SEAT else None
    unit = Unit.objects.create(id=number, kind=kind, name=name, parent=parent, place=place)
    UnitSeat.objects.bulk_create([UnitSeat(unit=unit, constituency=seat) for seat in seats])
    UnitAbove.objects.create(unit=unit, below=unit)
    if parent is not None:
        UnitAbove.objects.create(unit=parent, below=unit)
    return unit


def join(name: str, unit: Unit, as_role: Role, grants: dict[str, Grant]) -> Person:
    first = name.split(maxsplit=1)[0].lower()
    person = Person.objects.create(email=f"{first}@moor.example")
    membership = Membership.objects.create(unit=unit, person=person, name=name, starts_on=BEGAN.date())
    grants[first] = Grant.objects.create(
        id=uuid7(),
        person=person,
        membership=membership,
        unit=unit,
        role=as_role,
        purposes=sorted(ALL_PURPOSES[as_role]),
        starts_at=BEGAN,
        ends_at=timezone.now() + timedelta(days=90),
        granted_at=BEGAN,
    )
    return person


@pytest.fixture
def signed_in(client: Client) -> Callable[..., Client]:
    """`signed_in(cast.priya)`: a browser in which she has signed in, with a second factor unless `strong=False`."""

    def come_in(person: Person, **how: Any) -> Client:
        return sign_in(client, person, **how)

    return come_in
