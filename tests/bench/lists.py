"""A list of six steps on a seat of 75,000 with 300,000 conversations, over one statement written by hand; and the same
seat among ten million electors.
"""

from datetime import timedelta
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
from hustings.canvassing.summarising import refresh_summaries
from hustings.geography.models import Place
from hustings.targeting.lists.asking import Asked, ask
from hustings.targeting.lists.counting import count_list, funnel_of
from hustings.targeting.lists.rules import read_form
from tests.bench.databases import UNWALLED, WALLED, connect_as, filled_database, speaking_by
from tests.bench.figures import Figure, absolute, ratio, side_by_side
from tests.bench.large_seat import fill_large_seat
from tests.bench.seat_counts import ELECTORS, VISITS, _large_seat
from tests.cast import make_cast, sign_in

GOAL, MILLISECONDS, AMONG_GOAL = 1.5, 100, 1.2
ROUNDS = 15
NATION = 10_000_000
FORM = {
    "hustings_list": 1,
    "steps": [
        {"do": "add", "who": {"by": "everybody"}},
        {"do": "keep", "who": {"by": "place", "wards": [f"E05{number:06d}" for number in range(1, 8)]}},
        {
            "do": "keep",
            "who": {"by": "intention", "said": ["definite", "probable", "undecided"]},
        },
        {"do": "leave_out", "who": {"by": "contacted", "channels": ["phone"]}},
        {"do": "keep", "who": {"by": "household", "at_least": 2}},
        {"do": "leave_out", "who": {"by": "age", "band": "attainer"}},
    ],
}
BARE_IS = "one statement written by hand for the same people, by a role that no policy binds"
# Written as somebody would who wants this one answer: joins where the list asks each condition apart.
BY_HAND = """
WITH here AS (
  SELECT e.id, e.door_id, e.attains_on, e.objects_at_door, count(*) OVER (PARTITION BY e.door_id) AS living
  FROM register_elector e WHERE e.constituency_id = %(seat)s AND e.on_register AND e.door_id IS NOT NULL
    AND e.district_id IS NOT NULL
)
SELECT count(*), count(DISTINCT h.door_id)
FROM register_elector e
JOIN here h ON h.id = e.id
JOIN geography_pollingdistrict p ON p.id = e.district_id
JOIN geography_place w ON w.id = p.ward_id AND w.code = ANY (%(wards)s)
JOIN canvassing_latestintention i ON i.constituency_id = %(seat)s AND i.elector_id = e.id
     AND i.election_kind = 'westminster'
JOIN canvassing_code c ON c.id = i.code_id AND c.meaning IN ('definite', 'probable', 'undecided')
JOIN register_door d ON d.constituency_id = %(seat)s AND d.id = e.door_id AND NOT d.do_not_knock
LEFT JOIN canvassing_doorsummary s ON s.constituency_id = %(seat)s AND s.door_id = e.door_id
WHERE e.constituency_id = %(seat)s AND h.living >= 2 AND NOT e.objects_at_door
  AND (e.attains_on IS NULL OR e.attains_on <= %(today)s)
  AND (s.last_reached_at IS NULL OR s.last_reached_at < %(lately)s)
  AND NOT EXISTS (SELECT FROM canvassing_conversation k WHERE k.constituency_id = %(seat)s AND k.elector_id = e.id
                  AND k.is_current AND k.channel = 'phone' AND k.outcome IN ('refused', 'spoke'))
  AND NOT EXISTS (SELECT FROM canvassing_conversation k WHERE k.constituency_id = %(seat)s AND k.elector_id = e.id
                  AND k.is_current AND k.outcome IN ('moved', 'deceased'))
  AND NOT EXISTS (SELECT FROM canvassing_heldout o WHERE o.constituency_id = %(seat)s AND o.elector_id = e.id)
  AND e.door_id NOT IN (
    SELECT k.door_id FROM canvassing_conversation k WHERE k.constituency_id = %(seat)s AND k.is_current
      AND k.door_id IS NOT NULL AND k.happened_at >= %(fortnight)s
    GROUP BY k.door_id HAVING count(DISTINCT (k.happened_at::date)) >= 3)
"""


def measure_lists(electors: int = ELECTORS) -> list[Figure]:
    """Count the list in an organiser's scope in turns with the statement by hand; both must find as many people."""
    walled, unwalled, asked, token = _stage(_large_seat(electors))
    facts = _facts(asked)
    with speaking_by(walled), transaction.atomic():
        begin(token, action=Action.TARGETING_LIST_BUILD, purpose=Purpose.CANVASS)
        counted = count_list(asked)
        by_hand = _fetch(unwalled, facts)
        if (counted.people, counted.doors) != by_hand:
            raise SystemExit(f"The list finds {counted}, the hand {by_hand}: their times mean nothing.")
        ours, bare = side_by_side(
            lambda: count_list(asked), lambda: _fetch(unwalled, facts), rounds=ROUNDS, warming=3
        )
        funnel, _again = side_by_side(
            lambda: funnel_of(asked), lambda: _fetch(unwalled, facts), rounds=5, warming=1
        )
    detail = f"{electors} electors, {electors * VISITS} conversations; {counted.people} people on it"
    return [
        ratio(name="lists", ours=ours, bare=bare, goal=GOAL, unit="ms", bare_is=BARE_IS, detail=detail),
        absolute(name="lists: time", ours=ours, goal=MILLISECONDS, unit="ms", detail=detail),
        absolute(name="lists: funnel", ours=funnel, goal=5 * MILLISECONDS, unit="ms", detail=detail),
    ]


def measure_lists_among(electors: int = NATION) -> list[Figure]:
    """Count the same list in the seat alone, and where as many others stand in the same tables."""
    alone, _bare, asked, token = _stage(_large_seat(ELECTORS))
    among, _other, asked_among, token_among = _stage(_nation(electors))
    single = _median(alone, token, asked)
    crowded = _median(among, token_among, asked_among)
    detail = f"{ELECTORS} electors among {electors}"
    return [
        ratio(
            name="lists: among ten million",
            ours=crowded,
            bare=single,
            goal=AMONG_GOAL,
            unit="ms",
            bare_is="the same list where the seat is alone in its tables",
            detail=detail,
        )
    ]


def _median(side: BaseDatabaseWrapper, token: str, asked: Asked) -> float:
    with speaking_by(side), transaction.atomic():
        begin(token, action=Action.TARGETING_LIST_BUILD, purpose=Purpose.CANVASS)
        return side_by_side(lambda: count_list(asked), lambda: count_list(asked), rounds=9, warming=3)[0]


def _stage(name: str) -> tuple[BaseDatabaseWrapper, BaseDatabaseWrapper, Asked, str]:
    walled, unwalled = connect_as(WALLED, name), connect_as(UNWALLED, name)
    with speaking_by(unwalled):
        seat, priya = Place.objects.get(slug="northmoor"), Person.objects.get(email="priya@moor.example")
        asked = ask(seat, read_form(FORM), at=timezone.now())
    with speaking_by(walled):
        token = sign_in(Client(), priya).cookies[settings.SESSION_COOKIE_NAME].value
    return walled, unwalled, asked, token


def _facts(asked: Asked) -> dict[str, Any]:
    return {
        "seat": asked.seat.id,
        "today": asked.today,
        "lately": asked.days_ago(30),
        "fortnight": asked.at - timedelta(days=14),
        "wards": FORM["steps"][1]["who"]["wards"],  # type: ignore[index]
    }


def _fetch(side: BaseDatabaseWrapper, facts: dict[str, Any]) -> tuple[int, int]:
    with side.cursor() as cursor:
        cursor.execute(BY_HAND, facts)
        people, doors = cursor.fetchone()
    return people, doors


OTHERS = """
INSERT INTO geography_place (id, kind, code, name, name_cy, slug, nation)
SELECT 30000 + n, 'constituency', 'E14' || lpad(n::text, 6, '0'), 'Seat ' || n, '', 'seat-' || n, 'england'
FROM generate_series(1, %(seats)s) n
"""
# Written once over whole tables they take a tenth of the time.
INDEXES = """
SELECT indexname, indexdef FROM pg_indexes
WHERE schemaname = 'public' AND tablename IN ('register_street', 'register_door', 'register_elector')
  AND indexdef NOT LIKE 'CREATE UNIQUE%'
"""
COPIES = (
    """INSERT INTO geography_pollingdistrict (id, officer_id, letters, name, constituency_id, ward_id, polling_place,
         polling_hours, starts_on)
       SELECT md5(d.id::text || %(to)s)::uuid, d.officer_id, d.letters || '-' || %(to)s, '', %(to)s, d.ward_id, '', '',
         d.starts_on FROM geography_pollingdistrict d WHERE d.constituency_id = %(from)s""",
    """INSERT INTO register_street (id, constituency_id, district_id, name, name_key, locality, locality_key)
       SELECT md5(id::text || %(to)s)::uuid, %(to)s, md5(district_id::text || %(to)s)::uuid, name, name_key, '', ''
       FROM register_street WHERE constituency_id = %(from)s""",
    """INSERT INTO register_door (id, constituency_id, street_id, flat, number, number_suffix, name, postcode,
         address_key, side, walk_key, walk_order, do_not_knock)
       SELECT md5(id::text || %(to)s)::uuid, %(to)s, md5(street_id::text || %(to)s)::uuid, '', number, '', '', '',
         address_key, side, walk_key, walk_order, do_not_knock FROM register_door WHERE constituency_id = %(from)s""",
    """INSERT INTO register_elector (id, constituency_id, seat_no, district_id, street_id, door_id, surname, forenames,
         surname_key, given_key, officer_reference, markers, is_anonymous, on_register, first_on, objects_at_door,
         objects_by_post, objects_by_phone, objects_by_email)
       SELECT md5(id::text || %(to)s)::uuid, %(to)s, seat_no, md5(district_id::text || %(to)s)::uuid,
         md5(street_id::text || %(to)s)::uuid, md5(door_id::text || %(to)s)::uuid, surname, forenames, surname_key,
         given_key, '', markers, false, on_register, first_on, false, false, false, false
       FROM register_elector WHERE constituency_id = %(from)s""",
)
"""A seat written again under another number: the crowd among which one seat is asked. Conversations stay its own."""


def _nation(electors: int) -> str:
    def fill(database: psycopg.Connection[Any]) -> None:
        seat = _copy_large_seat(database)
        with psycopg.ClientCursor(database) as cursor:
            cursor.execute("SET session_replication_role = replica")
            cursor.execute(OTHERS, {"seats": electors // ELECTORS - 1})
            indexes = cursor.execute(INDEXES).fetchall()
            for name, _definition in indexes:
                cursor.execute(f'DROP INDEX "{name}"'.encode())
            for number in range(1, electors // ELECTORS):
                for statement in COPIES:
                    cursor.execute(statement, {"from": seat, "to": 30_000 + number})
            for _name, definition in indexes:
                cursor.execute(definition.encode())

    return filled_database(f"nation_{electors}", fill)


def _copy_large_seat(database: psycopg.Connection[Any]) -> int:
    """Fill this database as the seat alone is filled, and say which seat it is."""
    with speaking_by(connect_as(UNWALLED, database.info.dbname)), transaction.atomic():
        seat = make_cast().northmoor.id
    fill_large_seat(database, seat=seat, electors=ELECTORS, conversations=ELECTORS * VISITS)
    with speaking_by(connect_as(UNWALLED, database.info.dbname)), transaction.atomic():
        refresh_summaries(seat)
    return seat


MEASURES = {"lists": measure_lists, "lists among": measure_lists_among}
