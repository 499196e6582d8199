"""What the oracle knows, written into the database past the walls; and what the walls then show."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from hustings.access.actor import Actor, load_actor
from hustings.access.models import Grant, HandOut, MemberFeed, Stop
from hustings.access.scope import ask, begin, finish
from hustings.accounts.models import Device, Person, Session
from hustings.accounts.sessions import hashed, seal
from hustings.audit.words import Action, Purpose
from hustings.elections.models import Calling
from hustings.geography.models import Place
from hustings.lib.uuid7 import uuid7
from hustings.organisation.models import Membership, Unit, UnitAbove, UnitSeat
from tests.cast import arranging
from tests.walls.ground import BRANCHES, NOON, PEOPLE, PROVED, SEATS, TOP, UNITS, marking, rows_of
from tests.walls.oracle import Belongs, Given, Row, World
from tests.walls.withheld import Halt

KINDS = {TOP: "national", **dict.fromkeys(SEATS, "seat"), **dict.fromkeys(BRANCHES, "branch")}
Found = tuple[str, str]


def lay(world: World) -> None:
    """Write places, units and people; nobody has been given anything yet."""
    with arranging():
        for seat in SEATS:
            Place.objects.create(id=seat, kind="constituency", code=f"E{seat}", name=f"Seat {seat}",
                                 slug=f"seat-{seat}", nation="england")  # fmt: skip
        for unit in UNITS:
            Unit.objects.create(id=unit, kind=KINDS.get(unit, "region"), name=f"Unit {unit}")
        for person in PEOPLE:
            Person.objects.create(id=person, email=f"{person.int}@moor.example")
            for strong in (False, True):
                _sign_in(person, strong=strong)
        lay_tree(world)
        set_clock(world)


def _sign_in(person: UUID, *, strong: bool) -> None:
    """A session without a second factor anywhere, and one with it on the person's own device."""
    key, device = hashed(cookie(person, strong=strong)), None
    if strong:
        device = Device.objects.create(
            person_id=person, token_hash=device_of(person), words="", first_seen_on=NOON, last_seen_on=NOON
        ).id
    sealed = seal(key, str(person), is_strong=strong, device=str(device) if device else None)
    Session.objects.create(
        session_key=key, session_data="", expire_date=NOON + timedelta(days=9999), person_id=person,
        is_strong=strong, device_id=device, seal=sealed)  # fmt: skip


def device_of(person: UUID) -> str:
    return hashed(f"the device of {person}")


def cookie(person: UUID, *, strong: bool) -> str:
    return f"{person} {'strong' if strong else 'weak'}"


def lay_tree(world: World) -> None:
    """Write who lies under whom, and which seats that brings, anew."""
    UnitAbove.objects.all().delete()
    UnitSeat.objects.all().delete()
    for unit in UNITS:
        Unit.objects.filter(id=unit).update(parent=world.parents[unit])
        UnitAbove.objects.bulk_create(
            UnitAbove(unit_id=unit, below_id=below) for below in UNITS if world.is_below(below, unit)
        )
        UnitSeat.objects.bulk_create(
            UnitSeat(unit_id=unit, constituency_id=seat) for seat in SEATS if world.holds(unit, seat)
        )


def set_clock(world: World) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE public.proof_clock SET now = %s", [world.now])


def write_membership(belongs: Belongs) -> None:
    Membership.objects.update_or_create(
        person_id=belongs.person, unit_id=belongs.unit,
        defaults={"name": "Somebody", "starts_on": belongs.since, "ends_on": belongs.until,
                  "status": belongs.status, "grace_ends_on": belongs.grace})  # fmt: skip


def write_grant(given: Given, world: World, copies: UUID | None = None) -> UUID:
    membership = Membership.objects.get(person_id=given.belongs.person, unit_id=given.belongs.unit)
    grant = Grant.objects.create(
        id=uuid7(), person_id=given.belongs.person, membership=membership, unit_id=given.unit, role=given.role,
        purposes=sorted(given.purposes), starts_at=given.begins, ends_at=given.ends, granted_at=world.now,
        deputises_id=copies, ended_at=world.now if given.was_ended else None)  # fmt: skip
    return grant.id


def write_handout(grant: UUID, door: UUID, seat: int, until: Any) -> None:
    HandOut.objects.update_or_create(
        grant_id=grant, door_id=door, defaults={"constituency_id": seat, "ends_at": until}
    )


def write_stop(halt: Halt, world: World) -> UUID:
    """Write a stop as another transaction would have committed it: with the epoch that every open scope compares."""
    thing: Any = halt.thing
    if halt.kind == "session":
        thing = hashed(cookie(thing[0], strong=thing[1]))
    elif halt.kind == "device":
        thing = device_of(thing)
    epoch = ask("UPDATE access.epoch SET number = number + 1 RETURNING number")[0]
    return Stop.objects.create(
        epoch=epoch, kind=halt.kind, verb=halt.verb, thing=str(thing), label="it", ground="leak", words="",
        unit_id=TOP, placed_by=PEOPLE[0], placed_role="duty officer", placed_at=world.now - timedelta(days=1),
        ends_at=halt.until).id  # fmt: skip


def lift_stop(stop: UUID, world: World) -> None:
    Stop.objects.filter(pk=stop).update(lifted_at=world.now)
    ask("UPDATE access.epoch SET number = number + 1 RETURNING number")


def write_call(seats: Iterable[int], notice: date, ends: date, world: World) -> None:
    Calling.objects.bulk_create(
        Calling(
            election_id=uuid7(), constituency_id=seat, notice_on=notice, ends_on=ends, called_at=world.now
        )
        for seat in seats
    )


def write_feed(drawn: datetime) -> None:
    MemberFeed.objects.create(
        file_name="members.csv", file_sha256="", is_whole=False, drawn_at=drawn, columns={}, counts={},
        imported_by=PEOPLE[0], imported_at=drawn)  # fmt: skip


def can_be_given(role: str) -> bool:
    """Whether the database would take a new grant of a role today, as far as the feed of members goes."""
    return bool(ask("SELECT public.proof_can_be_given(%s)", role)[0])


def all_rows(walls: Iterable[Any] = PROVED) -> dict[Found, Row]:
    """Every row of every table with a wall, past the walls."""
    found: dict[Found, Row] = {}
    with arranging(), connection.cursor() as cursor:
        for wall in walls:
            columns = marking(wall)
            cursor.execute(f"SELECT ctid::text, {', '.join(columns) or '1'} FROM {wall.table}")
            for place, *values in cursor.fetchall():
                found[wall.table, place] = rows_of(wall, dict(zip(columns, values, strict=False)))
    return found


def shown_rows() -> set[Found]:
    """Every row that the policies alone show to the open scope: no filter of ours is in the statement."""
    statement = " UNION ALL ".join(f"SELECT '{wall.table}', ctid::text FROM {wall.table}" for wall in PROVED)
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return set(cursor.fetchall())


def open_as(
    person: UUID, action: str, purpose: str, world: World, *, strong: bool
) -> tuple[Any, Actor] | None:
    """Begin as a request does; None where nobody is signed in."""
    opened = begin(cookie(person, strong=strong), action=action, purpose=purpose)
    if opened is None:
        return None
    actor = load_actor(
        person,
        action=Action(action),
        purpose=Purpose(purpose),
        at=world.now,
        is_strong=strong,
        stops=opened.stops,
    )
    return opened.nonce, actor


close = finish
