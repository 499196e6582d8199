"""Whom the installation writes to. For its own duties, in the worker: everybody else has no use for addresses."""

from uuid import UUID

from django.db import connection

from hustings.audit.words import Action


def address_of(person: UUID) -> str:
    """Where to write to somebody; "" for whoever has left."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT access.address_of(%s)", [person])
        found: str | None = cursor.fetchone()[0]
    return found or ""


def addresses_of_holders(action: Action, *, seat: int, besides: UUID | None = None) -> list[str]:
    """Those nearest to a seat who may do something there: of its own unit if any do, else of the unit above."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM access.addresses_of_holders(%s, %s, %s)", [action.value, seat, besides])
        return [address for (address,) in cursor.fetchall()]


def addresses_above(action: Action) -> list[str]:
    """Those of the whole organisation who may do something; nobody where no unit stands above all."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM access.addresses_above(%s)", [action.value])
        return [address for (address,) in cursor.fetchall()]
