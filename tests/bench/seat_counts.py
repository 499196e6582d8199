"""The counts of a seat's page on 75,000 electors and 300,000 conversations, over the same SQL without policies."""

from datetime import datetime
from typing import Any

import psycopg
from django.conf import settings
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import Client
from django.utils import timezone

from hustings.access.scope import begin
from hustings.accounts.models import Person
from hustings.audit.words import Action, Purpose
from hustings.canvassing.counting import DOORS, PEOPLE, PERIOD, Area, count_area, fingerprints_of
from hustings.canvassing.models import DistrictMark
from hustings.canvassing.summarising import refresh_summaries
from hustings.canvassing.tallying import KEPT, keep_tallies
from hustings.geography.models import Place
from tests.bench.databases import UNWALLED, WALLED, connect_as, filled_database, speaking_by
from tests.bench.figures import Figure, absolute, ratio, side_by_side
from tests.bench.large_seat import fill_large_seat
from tests.cast import make_cast, sign_in

ELECTORS = 75_000
VISITS = 4
GOAL, MILLISECONDS = 1.5, 300
ROUNDS = 15
BARE = "the same statements by a role that no policy binds, their rows fetched and left"


def measure_seat_counts(electors: int = ELECTORS) -> list[Figure]:
    """Time the seat page's counts in an organiser's scope, in turns with the bare statements."""
    name = _large_seat(electors)
    walled, unwalled = connect_as(WALLED, name), connect_as(UNWALLED, name)
    with speaking_by(unwalled):
        seat, priya = Place.objects.get(slug="northmoor").id, Person.objects.get(email="priya@moor.example")
    at = timezone.now()
    with speaking_by(walled):
        token = sign_in(Client(), priya).cookies[settings.SESSION_COOKIE_NAME].value
        with transaction.atomic():
            begin(token, action=Action.CANVASSING_AREA_COUNT, purpose=Purpose.ORGANISE)
            total = count_area(Area(seat), since=at - PERIOD, at=at).total
            ours, bare = side_by_side(
                lambda: count_area(Area(seat), since=at - PERIOD, at=at),
                lambda: _fetch(unwalled, seat, at),
                rounds=ROUNDS,
                warming=3,
            )
    detail = f"{total.electors} electors, {electors * VISITS} conversations, {total.doors} doors"
    return [
        ratio(name="seat counts", ours=ours, bare=bare, goal=GOAL, unit="ms", bare_is=BARE, detail=detail),
        absolute(name="seat counts: time", ours=ours, goal=MILLISECONDS, unit="ms", detail=detail),
    ]


def _fetch(side: BaseDatabaseWrapper, seat: int, at: datetime) -> list[Any]:
    with speaking_by(side):
        marked = list(DistrictMark.objects.filter(constituency_id=seat).values_list("district_id", flat=True))
    facts: dict[str, Any] = {"seat": seat, "since": at - PERIOD, "districts": marked}
    rows: list[Any] = []
    with side.cursor() as cursor:
        for statement in (PEOPLE, DOORS, KEPT):
            cursor.execute(statement.format(within=""), facts)
            rows += cursor.fetchall()
    return rows


def _large_seat(electors: int) -> str:
    def fill(database: psycopg.Connection[Any]) -> None:
        with speaking_by(connect_as(UNWALLED, database.info.dbname)):
            with transaction.atomic():
                seat = make_cast().northmoor.id
            fill_large_seat(database, seat=seat, electors=electors, conversations=electors * VISITS)
            with transaction.atomic():
                refresh_summaries(seat)
                keep_tallies(seat, fingerprints_of(seat))

    return filled_database(f"seat_{electors}", fill)


MEASURES = {"seat counts": measure_seat_counts}
