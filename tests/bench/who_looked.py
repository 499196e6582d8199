"""Who looked at one elector within a year, in a seat that was read two hundred thousand times."""

import time
from datetime import UTC, datetime
from typing import Any

import psycopg
from django.conf import settings
from django.db import transaction
from django.test import Client

from hustings.access.scope import begin
from hustings.accounts.models import Person
from hustings.audit.looking import Held, who_looked
from hustings.audit.words import Action, Purpose
from tests.bench.databases import UNWALLED, WALLED, connect_as, filled_database, speaking_by
from tests.bench.figures import Figure, absolute
from tests.cast import make_cast, sign_in

SETS, SEAT_SIZE, GOAL = 200_000, 75_000, 2.0

# Most answers are one person or a search's twenty; a street's two hundred lie in some thirty runs of numbers; now and
# then somebody prints a ward.
READ = """
INSERT INTO audit_entry (id, at, person_id, action, purpose, outcome, constituency_id, place, count, rule, detail)
SELECT lpad(to_hex(n), 32, '0')::uuid, %(since)s::timestamptz + n * interval '2 minutes', %(person)s,
    'register:elector:list', 'organise', 'done', %(seat)s, 'street', 200, '', '{}'
FROM generate_series(1, %(sets)s) n;
"""
HELD = """
INSERT INTO audit_rowset (constituency_id, entry_id, seat_nos)
SELECT %(seat)s, lpad(to_hex(n), 32, '0')::uuid, (
    SELECT range_agg(int4range(start, start + width)) FROM (
        SELECT 1 + abs(hashint8(n * 131 + part)) %% %(size)s AS start, CASE n %% 10 WHEN 0 THEN 60 ELSE 7 END AS width
        FROM generate_series(1, CASE WHEN n %% 10 < 4 THEN 1 WHEN n %% 10 < 6 THEN 20 ELSE 30 END) part) parts)
FROM generate_series(1, %(sets)s) n
"""


def measure_who_looked(electors: int = SETS) -> list[Figure]:
    """Time the question as the data-protection officer's page asks it, within the walls."""
    name = filled_database(f"looked_{electors}", lambda database: _fill(database, electors))
    walled, unwalled = connect_as(WALLED, name), connect_as(UNWALLED, name)
    with speaking_by(unwalled):
        dai = Person.objects.get(email="dai@moor.example")
        seat = _seat(unwalled)
    with speaking_by(walled):
        token = sign_in(Client(), dai).cookies[settings.SESSION_COOKIE_NAME].value
        with transaction.atomic():
            begin(token, action=Action.AUDIT_READER_LIST, purpose=Purpose.SUBJECT_REQUEST)
            taken, found = [], 0
            for number in range(1, 60, 6):
                began = time.perf_counter()
                found += len(who_looked([Held(seat, number)], since=datetime(2025, 12, 1, tzinfo=UTC)))
                taken.append(time.perf_counter() - began)
    assert found > 0
    detail = f"the slowest of {len(taken)}, {found // len(taken)} looks each, among {electors}"
    return [absolute(name="who looked", ours=max(taken), goal=GOAL, unit="s", detail=detail)]


def _fill(database: psycopg.Connection[Any], sets: int) -> None:
    with speaking_by(connect_as(UNWALLED, database.info.dbname)), transaction.atomic():
        cast = make_cast()
    told = {"sets": sets, "size": SEAT_SIZE, "seat": cast.northmoor.id, "person": cast.priya.pk}
    told["since"] = datetime(2025, 12, 1, tzinfo=UTC)
    with psycopg.ClientCursor(database) as cursor:
        cursor.execute(READ, told)
        cursor.execute(HELD, told)


def _seat(side: Any) -> int:
    with side.cursor() as cursor:
        cursor.execute("SELECT constituency_id FROM audit_rowset LIMIT 1")
        return int(cursor.fetchone()[0])


MEASURES = {"who looked": measure_who_looked}
