"""Signing in to the demonstration by choosing who to be: on this machine alone, and only as an invented person."""

from dataclasses import dataclass
from ipaddress import ip_address
from uuid import UUID

from django.db import connection
from django.http import HttpRequest


@dataclass(frozen=True)
class Invented:
    """One of the demonstration's people, as the sign-in page and `demo people` show them."""

    id: UUID
    email: str
    name: str
    role: str
    place: str


def demonstration_people() -> list[Invented]:
    """Everybody who can be chosen; nobody where the installation is no demonstration."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, email, name, role, place FROM access.demonstration_people()")
        return [Invented(*row) for row in cursor.fetchall()]


def is_loopback(request: HttpRequest) -> bool:
    """Whether the request comes from this very machine, and not through a proxy that hides where it comes from."""
    address = request.META.get("REMOTE_ADDR", "")
    forwarded = any(name in request.META for name in ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED"))
    try:
        return ip_address(address).is_loopback and not forwarded
    except ValueError:
        return False
