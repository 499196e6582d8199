"""Databases to measure on: clones of the tests' template, filled once and found again by the next run."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from typing import Any

import psycopg
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from conftest import SERVER, clone, make_template, superuser, template_name, url

WALLED, UNWALLED = "hustings_web", "hustings_arranger"
"""The role that answers the web, and one that exists on test servers only and that no policy binds."""


def filled_database(purpose: str, fill: Callable[[psycopg.Connection[Any]], None]) -> str:
    """Name a database of this state of the schema that `fill` has filled, as a superuser, now or in an earlier run."""
    if not SERVER:
        raise SystemExit("There is no database server to measure on: bin/bench starts one.")
    template = template_name()
    name = f"hustings_bench_{purpose}_{template.removeprefix('hustings_template_')}"
    if not _is_filled(name):
        make_template(template)
        _drop_earlier(f"hustings_bench_{purpose}_")
        clone(template, name)
        with superuser(name) as filling:
            fill(filling)
            _let_everybody_read(filling)
            filling.execute("VACUUM ANALYZE")
            filling.execute(f"COMMENT ON DATABASE \"{name}\" IS 'filled'".encode())
    return name


def _let_everybody_read(filling: psycopg.Connection[Any]) -> None:
    """A page is measured hundreds of times over: no quota ends that, and nobody wonders at it. Both are still asked."""
    filling.execute("UPDATE access.allowance SET most = 1000000000")
    filling.execute(
        "INSERT INTO access_watch (person_id, step, since, ends_at, expected_until)"
        " SELECT id, 'none', now(), now(), now() + interval '10 years' FROM accounts_person"
    )


def _drop_earlier(prefix: str) -> None:
    with superuser() as server:
        found = server.execute(
            "SELECT datname FROM pg_database WHERE starts_with(datname, %s)", (prefix,)
        ).fetchall()
        for (name,) in found:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())


def _is_filled(name: str) -> bool:
    question = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s"
    with superuser() as server:
        return server.execute(question, (name,)).fetchone() == ("filled",)


def new_connection(name: str) -> BaseDatabaseWrapper:
    """A connection of Django's to another database; the settings it is made of stay as they were."""
    made = connections.create_connection("default")
    made.settings_dict = deepcopy(made.settings_dict) | {"NAME": name}
    return made


def connect_as(role: str, name: str) -> BaseDatabaseWrapper:
    """Open a connection of Django's own to a database, in one of its roles."""
    made = new_connection(name)
    login = role if role == WALLED else "hustings_tester"
    made.settings_dict |= {"USER": login, "PASSWORD": SERVER["passwords"][login]}
    made.settings_dict["OPTIONS"] = made.settings_dict["OPTIONS"] | {
        "options": f"-c role={role} -c TimeZone=UTC"
    }
    made.ensure_connection()
    return made


@contextmanager
def speaking_by(chosen: BaseDatabaseWrapper) -> Iterator[None]:
    """Let the models speak by this connection for a while."""
    before = connections["default"]
    connections["default"] = chosen
    try:
        yield
    finally:
        connections["default"] = before


def bare_connection(role: str, name: str) -> psycopg.Connection[Any]:
    """A connection of psycopg alone."""
    login = role if role == WALLED else "hustings_tester"
    return psycopg.connect(url(login, name), options=f"-c role={role}")
