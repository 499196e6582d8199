"""Opening and closing the database's scope. Everything that reads or writes personal data runs inside one."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import psycopg
from django.db import connection, transaction

from hustings.access.actor import Actor, load_actor
from hustings.access.stops import Ground, InForce, Kind, Verb
from hustings.audit.words import Action, Purpose


class UnableToOpenScope(Exception):
    """The database refused: no such person, no live errand, no such duty."""


@dataclass(frozen=True)
class Opened:
    """An open scope; the nonce closes it, and nothing else does but the end of the transaction."""

    nonce: UUID
    person_id: UUID
    is_strong: bool
    stops: tuple[InForce, ...] = ()


def ask(statement: str, *parameters: Any) -> tuple[Any, ...]:
    """Run one statement with its parameters bound by the server: a token is never part of its text."""
    connection.ensure_connection()
    with connection.wrap_database_errors, psycopg.Cursor(connection.connection) as cursor:
        row: tuple[Any, ...] | None = cursor.execute(statement, parameters).fetchone()
    assert row is not None
    return row


LEFT_BEHIND = """
CLOSE ALL; UNLISTEN *; RESET ALL; DEALLOCATE ALL; DISCARD SEQUENCES; SELECT pg_advisory_unlock_all()
"""
"""All of DISCARD ALL but for what the runtime's logins cannot have left (a role, temporary tables) and for plans, which
hold nobody's data and are dear to make again.
"""


def clear_connection() -> None:
    """Take from a kept connection whatever the request before it may have left there; before a transaction begins.

    It is the connection's health check too: one that does not answer is made anew.
    """
    connection.ensure_connection()
    try:
        connection.connection.execute(LEFT_BEHIND)
    except psycopg.Error:
        connection.close()
        connection.ensure_connection()
    connection.health_check_done = True  # type: ignore[attr-defined]


def begin(token: str, *, action: str, purpose: str) -> Opened | None:
    """Open a request's scope by its session cookie; None where the session is absent, forged or over."""
    nonce, person, is_strong, stops = ask("SELECT * FROM access.begin(%s, %s, %s)", token, purpose, action)
    return Opened(nonce, person, is_strong, read_stops(stops)) if nonce else None


def begin_sign_in() -> UUID:
    """Open the accounts' tables, and no other, while nobody is known yet."""
    nonce: UUID = ask("SELECT access.begin_sign_in()")[0]
    return nonce


def finish(nonce: UUID) -> None:
    """Close a scope. A nonce that is not the open one closes nothing."""
    ask("SELECT access.finish(%s)", nonce)


def read_stops(told: str | None) -> tuple[InForce, ...]:
    """Read what the database says of the stops in force."""
    return tuple(
        InForce(
            id=UUID(one["id"]),
            kind=Kind(one["kind"]),
            verb=Verb(one["verb"]),
            thing=one["thing"],
            ground=Ground(one["ground"]),
            placed_role=one["placed_role"],
            ends_at=datetime.fromisoformat(one["ends_at"]),
        )
        for one in json.loads(told or "[]")
    )


@contextmanager
def signing_in() -> Iterator[None]:
    """A transaction under the scope of nobody known yet."""
    with transaction.atomic():
        nonce = begin_sign_in()
        yield
        finish(nonce)


@contextmanager
def acting_as(email: str, *, action: Action, purpose: Purpose, at: datetime) -> Iterator[Actor]:
    """A transaction in somebody's name, for a command at the machine's own console.

    Only the worker's login may. Raises UnableToOpenScope for an unknown person or one whose grants do not
    permit the action.
    """
    with transaction.atomic():
        nonce, person, stops = ask("SELECT * FROM access.begin_as(%s, %s, %s)", email, purpose, action)
        if nonce is None:
            raise UnableToOpenScope(f"Nobody active signs in as {email}.")
        actor = load_actor(
            person, action=action, purpose=purpose, at=at, is_strong=True, stops=read_stops(stops)
        )
        if not actor.may(action):
            raise UnableToOpenScope(f"{email} holds no live grant that permits {action} for {purpose}.")
        yield actor
        finish(nonce)


@contextmanager
def on_errand(errand: UUID, *, at: datetime) -> Iterator[Actor]:
    """A transaction that does what a request left to do, as far as the person's grants still reach."""
    with transaction.atomic():
        nonce, person, action, stops = ask("SELECT * FROM access.begin_errand(%s)", errand)
        if nonce is None:
            raise UnableToOpenScope("The errand is over or was never left.")
        why, seats = ask("SELECT * FROM access.mine()")
        yield load_actor(
            person,
            action=Action(action),
            purpose=Purpose(why),
            at=at,
            is_strong=True,
            within=list(seats),
            stops=read_stops(stops),
        )
        finish(nonce)


@contextmanager
def on_duty(duty: str, *, action: Action, purpose: Purpose, at: datetime) -> Iterator[Actor]:
    """A transaction for work of the installation itself, listed in `building.DUTIES`."""
    with transaction.atomic():
        nonce = ask("SELECT access.begin_duty(%s, %s, %s)", duty, action, purpose)[0]
        _why, seats = ask("SELECT * FROM access.mine()")
        yield Actor(None, duty, action, purpose, at, is_strong=True, reach=frozenset(seats))
        finish(nonce)
