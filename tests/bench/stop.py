"""A stop under load: from its commit to the last read that still succeeded, with eight connections reading all the
time; and what an open page's question costs.
"""

import secrets
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.db import transaction
from django.test import Client

from conftest import clone, drop, make_template, superuser, template_name, url
from hustings.access.roles import Role
from tests.bench.databases import UNWALLED, WALLED, bare_connection, connect_as, speaking_by
from tests.bench.figures import Figure, absolute
from tests.cast import join, make_cast, sign_in

READERS, TRIALS, BUSY = 8, 60, 0.15
GOAL, COST_GOAL = 1000, 0.5
WORDS = "The bench stops this person, and lets go again"
LISTING = ("administration", "access:people:list")
PLACE = "SELECT access.place_stop(%s, 'person', 'all', %s, 'Priya', 'lost device', %s, '', false)"
SEEN = "SELECT count(*) FROM access_grant WHERE person_id <> access.person()"
BEGIN = "SELECT nonce FROM access.begin(%s, %s, %s)"


class Reader(threading.Thread):
    """Opens a scope, reads, closes it, again and again, and remembers when it last read something."""

    def __init__(self, database: str, token: str) -> None:
        super().__init__(daemon=True)
        self.connection, self.token = bare_connection(WALLED, database), token
        self.last_read, self.reads, self.is_over = 0.0, 0, False

    def run(self) -> None:
        while not self.is_over:
            try:
                with self.connection.transaction():
                    self._read()
            except psycopg.Error:
                continue

    def _read(self) -> None:
        opened = self.connection.execute(BEGIN, (self.token, *LISTING)).fetchone()
        seen = self.connection.execute(
            "SELECT count(*) FROM access_grant WHERE person_id <> access.person()"
        ).fetchone()
        if seen and seen[0]:
            self.last_read, self.reads = time.perf_counter(), self.reads + 1
        self.connection.execute("SELECT access.finish(%s)", opened)


def measure_stop() -> list[Figure]:
    """Place a stop of the reader again and again, each time amid reads, and lift it past the walls."""
    with staged() as (database, token, person):
        readers = [Reader(database, token) for _ in range(READERS)]
        for reader in readers:
            reader.start()
        try:
            taken = [_place_once(database, person, readers) for _ in range(TRIALS)]
        finally:
            for reader in readers:
                reader.is_over = True
        reads = sum(reader.reads for reader in readers)
    worst = sorted(taken)[-max(1, len(taken) // 100)]
    detail = f"{TRIALS} stops amid {reads} reads; median {statistics.median(taken):.1f} ms"
    return [absolute(name="stop", ours=worst, goal=GOAL, unit="ms", detail=detail)]


def measure_standing() -> list[Figure]:
    """What an open page's question costs the database, with no stop in force."""
    with staged() as (database, token, _person):
        asking = bare_connection(WALLED, database)
        asking.autocommit = True
        calm = _median(lambda: asking.execute("SELECT access.standing(%s, %s, %s, NULL)", (token, *LISTING)))
    return [
        absolute(
            name="standing", ours=calm, goal=COST_GOAL, unit="ms", detail="one question of one open page"
        )
    ]


def _place_once(database: str, person: str, readers: list[Reader]) -> float:
    """Milliseconds from the stop's commit to the last read of anybody."""
    time.sleep(BUSY)
    with _officer(database) as officer:
        given = secrets.token_hex(16)
        officer.execute("SELECT access.begin_as('asha@moor.example', 'administration', 'access:stop:place')")
        officer.execute(PLACE, (given, person, WORDS))
        committing = time.perf_counter()
        officer.commit()
        officer.execute("SELECT access.cut_off(%s)", (given,))
        officer.commit()
    time.sleep(BUSY)
    last = max(reader.last_read for reader in readers)
    with superuser(database) as server:
        server.execute("UPDATE access_stop SET lifted_at = now()")
        server.execute("UPDATE access.epoch SET number = number + 1")
    return 1000 * max(0.0, last - committing)


@contextmanager
def _officer(database: str) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(url("hustings_tester", database), options="-c role=hustings_worker") as connection:
        yield connection


@contextmanager
def staged() -> Iterator[tuple[str, str, str]]:
    """A database with the cast and a duty officer; its name, Priya's cookie and her id."""
    name, template = f"hustings_bench_stop_{secrets.token_hex(4)}", template_name()
    make_template(template)
    clone(template, name)
    try:
        with speaking_by(connect_as(UNWALLED, name)), transaction.atomic():
            cast = make_cast()
            join("Asha Suren", cast.headquarters, Role.DUTY_OFFICER, cast.grants)
        with speaking_by(connect_as(WALLED, name)):
            token = sign_in(Client(), cast.priya).cookies["sessionid"].value
        yield name, token, str(cast.priya.pk)
    finally:
        drop(name)


def _median(ask: Callable[[], object]) -> float:
    taken = []
    for _ in range(500):
        began = time.perf_counter()
        ask()
        taken.append(time.perf_counter() - began)
    return 1000 * statistics.median(taken)


MEASURES = {"stop": measure_stop, "standing": measure_standing}
