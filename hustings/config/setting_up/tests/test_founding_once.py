"""Two strangers at the first page at once, each over a connection of their own."""

import secrets
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import psycopg
import pytest

from conftest import clone, drop, superuser, url
from hustings.lib.uuid7 import uuid7

MAKE_PERSON = (
    "INSERT INTO accounts_person (id, password, email, is_active, is_demonstration, joined_at)"
    " VALUES (%s, '', %s, true, false, access.clock())"
)
MAKE_UNIT = "SELECT access.make_unit(%s, %s, 'national', 'Headquarters', NULL, NULL, '{}')"
FOUND = (
    "SELECT access.found(%s, %s, %s, 'Ada', %s, 'secretary', ARRAY['administration'],"
    " access.clock() + interval '9 days')"
)
Session = psycopg.Connection[Any]


@pytest.fixture
def new_database(template_database: str) -> Iterator[str]:
    name = f"hustings_test_{secrets.token_hex(4)}"
    clone(template_database, name)
    yield name
    drop(name)


def come_in(name: str) -> Session:
    session = psycopg.connect(url("hustings_web", name))
    session.execute("SELECT access.begin_sign_in()")
    return session


def found(session: Session, person: UUID, unit: int) -> None:
    session.execute(MAKE_PERSON, [person, f"{person}@moor.example"])
    session.execute(MAKE_UNIT, [unit, uuid7()])
    session.execute(FOUND, [uuid7(), uuid7(), person, unit])


def wait_until_blocked(name: str, backend: int) -> None:
    """Wait until one session waits for another's commit; ten seconds at most."""
    with superuser(name) as looking:
        for _attempt in range(200):
            if looking.execute("SELECT pg_blocking_pids(%s)", [backend]).fetchone() != ([],):
                return
            looking.execute("SELECT pg_sleep(0.05)")
    raise AssertionError("the second founding did not wait for the first")


def test_of_two_who_found_at_once_one_is_refused(new_database: str) -> None:
    with come_in(new_database) as first, come_in(new_database) as second, ThreadPoolExecutor() as others:
        found(first, uuid7(), 1)
        waiting = others.submit(found, second, uuid7(), 2)
        wait_until_blocked(new_database, second.info.backend_pid)
        first.commit()

        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="set up already"):
            waiting.result(timeout=20)


def test_who_comes_a_transaction_later_is_refused(new_database: str) -> None:
    with come_in(new_database) as session:
        found(session, uuid7(), 1)
    with come_in(new_database) as session, pytest.raises(psycopg.errors.InsufficientPrivilege):
        found(session, uuid7(), 2)


def test_a_founding_that_was_given_up_leaves_the_door_open(new_database: str) -> None:
    with come_in(new_database) as session:
        found(session, uuid7(), 1)
        session.rollback()
    with come_in(new_database) as session:
        found(session, uuid7(), 1)


def test_units_without_key_holders_do_not_lock_anybody_out(new_database: str) -> None:
    with come_in(new_database) as session:
        session.execute(MAKE_UNIT, [1, uuid7()])
    with come_in(new_database) as session:
        person = uuid7()
        session.execute(MAKE_PERSON, [person, "ada@moor.example"])
        session.execute(FOUND, [uuid7(), uuid7(), person, 1])
