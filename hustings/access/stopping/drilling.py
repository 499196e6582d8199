"""Trying a stop out: how long after its commit does a device still read, and when does its open page know?"""

import random
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import psycopg
from django.db import connection

from hustings.access.actor import Actor
from hustings.access.console import note_reason
from hustings.access.scope import acting_as, signing_in
from hustings.access.stopping.placing import call, place_stop
from hustings.access.stops import Ground, Kind, Verb
from hustings.accounts.models import Device, Person, Session
from hustings.accounts.sessions import hashed, seal
from hustings.audit.words import Action, Purpose
from hustings.lib.uuid7 import uuid7

WORDS = "drill"
SEEN = "A drill: this device was made to be stopped"
READING = (Purpose.ADMINISTRATION, Action.ACCESS_PEOPLE_LIST)
PAGE_ASKS_EVERY = 3.0
PATIENCE = 10.0


@dataclass(frozen=True)
class Taken:
    """Milliseconds from one commit to the last read, and to the open page being told."""

    last_read: int
    page: int


class _Device(threading.Thread):
    """Reads without a pause, and asks as an open page does; remembers when it last could and when it first was told."""

    def __init__(self, token: str) -> None:
        super().__init__(daemon=True)
        self.token, self.is_over = token, False
        self.last_read, self.told = 0.0, 0.0
        self.asks_next = time.monotonic() + random.uniform(0, PAGE_ASKS_EVERY)  # noqa: S311 - a page's phase is chance

    def run(self) -> None:
        with _own_connection() as own:
            while not self.is_over:
                self._read(own)
                if time.monotonic() >= self.asks_next:
                    self._ask(own)

    def _read(self, own: psycopg.Connection[tuple[object, ...]]) -> None:
        try:
            with own.transaction():
                opened = own.execute(
                    "SELECT nonce FROM access.begin(%s, %s, %s)", (self.token, *READING)
                ).fetchone()
                if opened is None or opened[0] is None:
                    return
                found = own.execute("SELECT access.opens('people', 'read')").fetchone()
                if found == (True,):
                    self.last_read = time.monotonic()
        except psycopg.Error:
            return

    def _ask(self, own: psycopg.Connection[tuple[object, ...]]) -> None:
        answer = own.execute("SELECT access.standing(%s, %s, %s, NULL)", (self.token, *READING)).fetchone()
        if answer != ("stands",) and not self.told:
            self.told = time.monotonic()
        self.asks_next = time.monotonic() + PAGE_ASKS_EVERY


def hold_drill(*, email: str, reason: str, trials: int, at: datetime) -> list[Taken]:
    """Stop a device made for it so many times, let it go again, and keep what it took.

    Raises UnableToOpenScope for somebody who may not stop anything, UnableToStop where the database refuses.
    """
    with _marked_device(email, at) as (device_hash, token):
        taken = [_hold_once(email, device_hash, token, at) for _ in range(trials)]
    with _officer(email, at) as officer:
        note_reason(officer, reason)
        reads, pages = [one.last_read for one in taken], [one.page for one in taken]
        call("SELECT access.note_drill(%s, %s, %s)", [uuid7(), reads, pages])
    return taken


def _hold_once(email: str, device_hash: str, token: str, at: datetime) -> Taken:
    device = _Device(token)
    device.start()
    time.sleep(0.3)
    with _officer(email, at) as officer:
        given = _place(device_hash, officer, at)
        committed = time.monotonic()
    deadline = time.monotonic() + PATIENCE
    while not device.told and time.monotonic() < deadline:
        time.sleep(0.02)
    device.is_over = True
    device.join(PATIENCE)
    with _officer(email, at):
        call("SELECT access.end_drill(%s)", [given])
    told = device.told or deadline
    return Taken(_milliseconds(device.last_read - committed), _milliseconds(told - committed))


def _place(device_hash: str, officer: Actor, at: datetime) -> UUID:
    return place_stop(
        kind=Kind.DEVICE,
        verb=Verb.ALL,
        thing=device_hash,
        label=WORDS,
        ground=Ground.LOST_DEVICE,
        words=SEEN,
        is_drill=True,
        by=officer,
        at=at,
    )


def _milliseconds(seconds: float) -> int:
    return max(0, round(1000 * seconds))


@contextmanager
def _officer(email: str, at: datetime) -> Iterator[Actor]:
    with acting_as(email, action=Action.ACCESS_STOP_PLACE, purpose=Purpose.ADMINISTRATION, at=at) as officer:
        yield officer


@contextmanager
def _marked_device(email: str, at: datetime) -> Iterator[tuple[str, str]]:
    """A device and a sign-in of the officer's own, gone afterwards."""
    token, cookie = f"{uuid7()}{uuid7()}", f"{uuid7()}{uuid7()}"
    with signing_in():
        person = Person.objects.get(email=email.lower())
        device = Device.objects.create(
            person=person,
            token_hash=hashed(token),
            words=WORDS,
            first_seen_on=at.date(),
            last_seen_on=at.date(),
        )
        Session.objects.create(
            session_key=hashed(cookie),
            session_data="",
            expire_date=at + timedelta(hours=1),
            person_id=person.pk,
            device_id=device.pk,
            is_strong=True,
            seal=seal(hashed(cookie), str(person.pk), is_strong=True, device=str(device.pk)),
        )
    try:
        yield device.token_hash, cookie
    finally:
        with signing_in():
            Session.objects.filter(device_id=device.pk).delete()
            Device.objects.filter(pk=device.pk).delete()


def _own_connection() -> psycopg.Connection[tuple[object, ...]]:
    """A connection beside the models', as another process would have."""
    parameters = connection.get_connection_params()
    wanted = ("host", "port", "user", "password", "dbname", "options")
    chosen = {key: str(parameters[key]) for key in wanted if parameters.get(key)}
    return psycopg.connect(**chosen, autocommit=True)  # type: ignore[arg-type]  # as Django names them
