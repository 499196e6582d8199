"""A stop meets what is under way: the long statement of whoever is named is ended, and everybody else's next one asks.

On a database of its own, with the web's real login, since nothing of this shows within one transaction.
"""

import secrets
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client

from conftest import clone, drop, superuser, url
from hustings.access.roles import Role
from hustings.accounts.models import Session
from hustings.accounts.sessions import hashed, seal
from tests.bench.databases import UNWALLED, connect_as, speaking_by
from tests.cast import join, make_cast, sign_in

pytestmark = pytest.mark.both_databases
CLIENTS, OPEN = 2000, 20
GIVING = ("administration", "access:grant:give")
"""No part of the floor, so that a stop of everything withholds it from a seat’s own officers too."""
BEGIN = "SELECT nonce, stops FROM access.begin(%s, %s, %s)"
PLACE = "SELECT access.place_stop(%s, %s, 'all', %s, 'as seen', 'lost device', %s, %s, false)"
WORDS = "Tom’s phone was left on the 42 bus"
# Reads rows behind the wall, and then takes longer than any test.
LONG = "SELECT count(*) FROM access_grant WHERE pg_sleep(600) IS NULL"
WRITTEN = "SELECT sum(n_tup_ins + n_tup_upd + n_tup_del)::int FROM pg_stat_xact_all_tables"


@dataclass
class Staged:
    """A database with the cast, two who are signed in, and many more sessions that nobody uses just now."""

    name: str
    people: dict[str, UUID] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)

    @contextmanager
    def web(self, token: str) -> Iterator[psycopg.Connection[Any]]:
        """A connection with an open scope, as a request has it."""
        with psycopg.connect(url("hustings_web", self.name)) as connection:
            opened = connection.execute(BEGIN, (token, *GIVING)).fetchone()
            assert opened
            assert opened[0]
            yield connection
            connection.rollback()

    def stop(self, kind: str, thing: str) -> tuple[int, int]:
        """Place a stop as the duty officer does: how many rows that wrote, and how many statements it ended."""
        given = secrets.token_hex(16)
        with psycopg.connect(url("hustings_tester", self.name), options="-c role=hustings_worker") as officer:
            officer.execute(
                "SELECT access.begin_as('asha@moor.example', 'administration', 'access:stop:place')"
            )
            before = self._one(officer, WRITTEN)
            officer.execute(PLACE, (given, kind, thing, WORDS, "" if kind == "person" else WORDS))
            rows = self._one(officer, WRITTEN) - before
            officer.commit()
            ended = self._one(officer, "SELECT access.cut_off(%s)", given)
            officer.commit()
        return rows, ended

    @staticmethod
    def _one(connection: psycopg.Connection[Any], statement: str, *parameters: Any) -> int:
        row = connection.execute(statement.encode(), parameters).fetchone()
        assert row
        return int(row[0] or 0)


@pytest.fixture
def staged(template_database: str, django_db_setup: None, django_db_blocker: Any) -> Iterator[Staged]:
    made = Staged(f"hustings_test_{secrets.token_hex(4)}")
    clone(template_database, made.name)
    with django_db_blocker.unblock():
        speaking = connect_as(UNWALLED, made.name)
        with speaking_by(speaking), transaction.atomic():
            cast = make_cast()
            join("Asha Suren", cast.headquarters, Role.DUTY_OFFICER, cast.grants)
            for name, person in {"priya": cast.priya, "sam": cast.sam}.items():
                made.people[name] = person.pk
                made.tokens[name] = sign_in(Client(), person).cookies[settings.SESSION_COOKIE_NAME].value
        speaking.close()
    yield made
    drop(made.name)


def runs_long(staged: Staged, connection: psycopg.Connection[Any]) -> tuple[threading.Thread, list[Any]]:
    """Begin a statement that lasts, and wait until the server is at it; what became of it is told at the end."""
    became: list[Any] = []

    def run() -> None:
        try:
            became.append(connection.execute(LONG).fetchone())
        except psycopg.Error as error:
            became.append(error.sqlstate)

    running = threading.Thread(target=run)
    running.start()
    asked = "SELECT count(*) FROM pg_stat_activity WHERE pid = %s AND wait_event = 'PgSleep'"
    with superuser(staged.name) as server:
        while running.is_alive() and server.execute(asked, (connection.info.backend_pid,)).fetchone() == (0,):
            running.join(0.02)
    return running, became


def test_the_long_statement_of_whoever_is_stopped_is_ended_and_nobody_else_s(staged: Staged) -> None:
    with staged.web(staged.tokens["priya"]) as hers, staged.web(staged.tokens["sam"]) as his:
        priya, sam = runs_long(staged, hers), runs_long(staged, his)

        _rows, ended = staged.stop("person", str(staged.people["priya"]))
        priya[0].join(30)

        assert (ended, priya[1]) == (1, ["57014"])
        assert sam[0].is_alive()
        his.cancel()
        sam[0].join(30)


def test_what_comes_after_the_ended_statement_meets_the_stop(staged: Staged) -> None:
    with staged.web(staged.tokens["priya"]) as hers:
        hers.execute("SAVEPOINT here")
        running, _became = runs_long(staged, hers)
        staged.stop("person", str(staged.people["priya"]))
        running.join(30)
        hers.execute("ROLLBACK TO here")

        with pytest.raises(psycopg.DatabaseError, match="stopped while it was under way"):
            hers.execute("SELECT count(*) FROM access_grant")


def many_clients(staged: Staged) -> list[str]:
    """Two thousand more sign-ins of the two, idle like a browser that lies open on a table."""
    tokens = [secrets.token_hex(16) for _ in range(CLIENTS)]
    speaking = connect_as(UNWALLED, staged.name)
    with speaking_by(speaking):
        like = {session.person_id: session for session in Session.objects.all()}
        people = list(staged.people.values())
        made = []
        for number, token in enumerate(tokens):
            person, key = people[number % 2], hashed(token)
            made.append(
                Session(session_key=key, session_data="", expire_date=like[person].expire_date, person_id=person,
                        is_strong=True, seal=seal(key, str(person), is_strong=True))
            )  # fmt: skip
        Session.objects.bulk_create(made)
    speaking.close()
    return tokens


def test_a_wide_stop_costs_as_much_with_two_thousand_clients_and_meets_each_at_its_next_statement(
    staged: Staged, django_db_blocker: Any
) -> None:
    alone, _ended = staged.stop("nation", "")
    with superuser(staged.name) as server:
        server.execute("UPDATE access_stop SET lifted_at = now()")
        server.execute("UPDATE access.epoch SET number = number + 1")
    with django_db_blocker.unblock():
        tokens = many_clients(staged)

    with ExitStack() as open_scopes:
        idle = [open_scopes.enter_context(staged.web(token)) for token in tokens[:OPEN]]
        for connection in idle:
            assert connection.execute("SELECT count(*) > 0 FROM access_grant").fetchone() == (True,)
        rows, ended = staged.stop("nation", "")
        assert (rows, ended) == (alone, 0)
        for connection in idle:
            with pytest.raises(psycopg.DatabaseError, match="stopped while it was under way"):
                connection.execute("SELECT count(*) FROM access_grant")

    with psycopg.connect(url("hustings_web", staged.name), autocommit=True) as web:
        for token in tokens:
            assert seen_by(web, token) == 0


def seen_by(web: psycopg.Connection[Any], token: str) -> int:
    """How many colleagues' grants a client's next request shows."""
    with web.transaction():
        web.execute(BEGIN, (token, *GIVING))
        row = web.execute("SELECT count(*) FROM access_grant WHERE person_id <> access.person()").fetchone()
    assert row
    return int(row[0])
