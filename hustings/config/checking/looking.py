"""The whole look at the database, for the owner's command, and the quick one before anything is served."""

from collections.abc import Iterable

from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from hustings.config.checking.drawing import drawing_faults, stamp_faults
from hustings.config.checking.faults import Fault, Looked, version_faults
from hustings.config.checking.roles import own_faults, right_faults, role_faults
from hustings.config.checking.rows_apart import passage_faults, wall_faults
from hustings.config.migrating import all_walls


class UnsafeDatabase(ImproperlyConfigured):
    """Nothing is served from a database that would not keep rows apart; the message names every fault."""


def all_faults(looked: Looked, tolerated: Iterable[str] = ()) -> list[Fault]:
    """Everything that is not as the code says. As the owner; `tolerated` names roles that only a test server has."""
    return [
        *version_faults(looked),
        *role_faults(looked, tolerated),
        *right_faults(looked),
        *wall_faults(looked, all_walls()),
        *passage_faults(looked),
        *stamp_faults(looked),
        *drawing_faults(looked, tolerated),
    ]


def quick_faults(looked: Looked) -> list[Fault]:
    """What the web or the worker can see by itself, in a few milliseconds."""
    return [
        *version_faults(looked),
        *own_faults(looked),
        *right_faults(looked),
        *wall_faults(looked, all_walls()),
        *passage_faults(looked),
    ]


def refuse_unsafe_database() -> None:
    """Raise UnsafeDatabase where the quick look finds a fault. For the start of web and worker."""
    connection.ensure_connection()
    found = quick_faults(connection.connection)
    connection.close()
    if found:
        told = "\n".join(f"- {fault.sentence}" for fault in found)
        raise UnsafeDatabase(f"Hustings does not start over this database:\n{told}")
