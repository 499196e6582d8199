"""The first units and the first key-holders of a new installation. The database lets one transaction do it, once."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from hustings.access.letting_in.granting import call, day_of, end_of
from hustings.access.letting_in.offering import longest_day
from hustings.access.roles import ALL_PURPOSES, Role
from hustings.access.scope import ask
from hustings.lib.uuid7 import uuid7
from hustings.organisation.models import Organisation, UnitKind


def is_new() -> bool:
    """Whether nobody has set this installation up: it has no organisation and nobody holds anything. Two queries."""
    return not Organisation.objects.exists() and bool(ask("SELECT access.is_new()")[0])


def make_unit(
    number: int, kind: UnitKind, name: str, *, above: int | None, place: int | None, seats: Sequence[int]
) -> UUID:
    """Add a unit; the database refuses it outside the founding transaction without a grant that reaches `above`."""
    key = uuid7()
    values = [number, key, kind, name, above, place, list(seats)]
    call("SELECT access.make_unit(%s, %s, %s, %s, %s, %s, %s::int[])::text", values)
    return key


def found_key_holder(person_id: UUID, name: str, unit: int, role: Role, *, at: datetime) -> UUID:
    """Give one of the founders a role with all its purposes, for its longest time.

    Refused by the database once the founding transaction is over.
    """
    given = uuid7()
    until = end_of(longest_day(role, day_of(at)))
    values = [given, uuid7(), person_id, name, unit, role, sorted(ALL_PURPOSES[role]), until]
    call("SELECT access.found(%s, %s, %s, %s, %s, %s, %s::text[], %s)::text", values)
    return given
