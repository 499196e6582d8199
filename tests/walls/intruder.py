"""Somebody who has the web's login, or the worker's, and may run any SQL in it."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import psycopg
from django.db import transaction

from conftest import superuser, url
from tests.cast import arranging
from tests.walls import world as written
from tests.walls.ground import NOON, PARENTS, PEOPLE, SEATS, filled_ground
from tests.walls.oracle import Belongs, Given, World, read_page

HOME = SEATS[0]
ME, OTHER = PEOPLE[0], PEOPLE[1]


@contextmanager
def ground_of_an_intruder(template: str) -> Iterator[str]:
    """The ground, with somebody who organises one seat; committed, so that other logins see it."""
    name = f"hustings_test_{secrets.token_hex(4)}"
    with filled_ground(template, name):
        with transaction.atomic():
            world = World(read_page(), NOON, parents=dict(PARENTS), seats=set(SEATS))
            written.lay(world)
            mine = Belongs(ME, HOME, NOON.date())
            with arranging():
                written.write_membership(mine)
                purposes = {"administration", "canvass", "organise"}
                ends = NOON.replace(month=4)
                written.write_grant(Given(mine, HOME, "organiser", purposes, NOON, ends), world)
        with superuser(name) as server:
            server.execute(f'GRANT CONNECT ON DATABASE "{name}" TO hustings_web, hustings_worker'.encode())
            server.execute("ANALYZE register_elector")
        yield name


@contextmanager
def as_login(login: str, database: str, *, in_scope: bool) -> Iterator[psycopg.Connection[Any]]:
    """A connection as the real login, in a transaction that is taken back; in my own scope, or in none."""
    with psycopg.connect(url(login, database)) as connection:
        if in_scope:
            assert open_mine(connection)
        yield connection
        connection.rollback()


def open_mine(connection: psycopg.Connection[Any]) -> UUID | None:
    """Open my own scope; gives the nonce that closes it."""
    token = written.cookie(ME, strong=True)
    asked = "SELECT nonce FROM access.begin(%s, 'organise', 'register:elector:list')"
    begun = connection.execute(asked, (token,)).fetchone()
    assert begun
    nonce: UUID | None = begun[0]
    return nonce
