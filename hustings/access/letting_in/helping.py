"""Who can help: the active key-holders of the units somebody belongs to, and of those above."""

from dataclasses import dataclass

from django.db import connection

from hustings.access.wording import role_name


@dataclass(frozen=True)
class Helping:
    name: str
    role: str
    unit: str


def who_can_help() -> list[Helping]:
    """Names, roles and units of those who can let the signed-in person in somewhere; nearest first, ten at most."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, role, unit FROM access.who_can_help()")
        return [Helping(name, str(role_name(role)), unit) for name, role, unit in cursor.fetchall()]
