"""A region of fourteen seats full of invented electors, written by SQL as a superuser, and who looks at them."""

from datetime import timedelta
from typing import Any

import psycopg
from django.db import transaction
from django.utils import timezone

from hustings.access.models import Grant
from hustings.access.roles import ALL_PURPOSES, Role
from hustings.accounts.models import Person
from hustings.geography.models import Place
from hustings.lib.uuid7 import uuid7
from hustings.organisation.models import Membership, Unit, UnitAbove, UnitKind, UnitSeat
from tests.bench.databases import UNWALLED, connect_as, filled_database, speaking_by
from tests.cast import make_cast

SEATS = 14
ELECTORS = 1_000_000
LONG_STREET = 100
"""Doors of the first street of each seat, two electors behind each."""
EMAIL = "gwen@moor.example"

GROUND = """
SET session_replication_role = replica;
SET maintenance_work_mem = '256MB';

CREATE FUNCTION id_of(kind int, seat int, number bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
    SELECT ('01936000-' || lpad(to_hex(kind), 4, '0') || '-7000-8' || lpad(to_hex(seat), 3, '0') || '-'
            || lpad(to_hex(number), 12, '0'))::uuid
$$;
CREATE FUNCTION street_of(door bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN door < %(long)s THEN 0 ELSE 1 + (door - %(long)s) / 30 END
$$;

CREATE TABLE ground AS
SELECT seat.id AS seat, door, street_of(door) AS street, street_of(door) / 30 AS district
FROM geography_place seat, generate_series(0::bigint, %(electors)s / %(seats)s / 2 - 1) door
WHERE seat.kind = 'constituency';

INSERT INTO geography_place (id, kind, code, name, name_cy, slug, nation)
SELECT 100000 + seat * 100 + ward, 'ward', 'W' || seat * 100 + ward, 'Ward ' || ward, '', '', 'england'
FROM (SELECT DISTINCT seat, district / 5 AS ward FROM ground) wards;

INSERT INTO geography_pollingdistrict
    (id, letters, name, polling_place, polling_hours, starts_on, constituency_id, officer_id, ward_id)
SELECT id_of(1, seat, district), seat || 'D' || district, '', 'Church Hall', '7 am to 10 pm', '2024-01-01', seat,
    (SELECT id FROM geography_place WHERE kind = 'council'), 100000 + seat * 100 + district / 5
FROM (SELECT DISTINCT seat, district FROM ground) districts;

INSERT INTO register_street (id, name, name_key, locality, locality_key, constituency_id, district_id)
SELECT id_of(2, seat, street), 'Example Street ' || street, 'EXAMPLE STREET ' || street, '', '', seat,
    id_of(1, seat, district)
FROM (SELECT DISTINCT seat, street, district FROM ground) streets;

INSERT INTO register_door (id, flat, number, number_suffix, name, postcode, address_key, side, walk_key, walk_order,
    do_not_knock, constituency_id, street_id)
SELECT id_of(3, seat, door), '', door, '', '', 'ZZ11ZZ', street || ' ' || door, 'odd', lpad(door::text, 6, '0'),
    door, false, seat, id_of(2, seat, street)
FROM ground;

INSERT INTO register_elector (id, seat_no, surname, forenames, surname_key, given_key, officer_reference, markers,
    is_anonymous, on_register, first_on, objects_at_door, objects_by_post, objects_by_phone, objects_by_email,
    constituency_id, district_id, door_id, street_id)
SELECT id_of(4, seat, 2 * door + who), 2 * door + who + 1, name, forename, upper(name), upper(forename),
    seat || '/' || 2 * door + who, CASE WHEN door %% 7 = 0 THEN 'A' ELSE '' END, false, true, '2024-12-01',
    door %% 97 = 0, false, false, false, seat, id_of(1, seat, district), id_of(3, seat, door), id_of(2, seat, street)
FROM ground, generate_series(0, 1) who,
    LATERAL (SELECT (ARRAY['Okafor','Larkhall','Wick','Sandpiper','Quill','Parchment','Kettle','Thorne','Applegarth',
        'Winter','Marsh','Harrow','Lyle','Vane','Fennimore','Crake'])[1 + (hashint8(door) & 15)] AS name,
        (ARRAY['Grace','Tom','Moira','Priya','Sam','Nia','Dai','Ann'])[1 + (hashint8(door * 2 + who) & 7)] AS forename
    ) named;

INSERT INTO register_registeredition (id, name, published_on, is_current, officer_id)
SELECT id_of(5, 0, 1), 'December', '2025-12-01', true, id FROM geography_place WHERE kind = 'council';

INSERT INTO register_registerentry (id, letters, number, suffix, surname, forenames, address_lines, postcode,
    markers, objects_at_door, constituency_id, district_id, door_id, edition_id, elector_id, opened_by_id)
SELECT id_of(6, constituency_id, seat_no), 'D', seat_no, 0, surname, forenames, '1 Example Street', 'ZZ11ZZ',
    markers, objects_at_door, constituency_id, district_id, door_id, id_of(5, 0, 1), id, id_of(5, 0, 2)
FROM register_elector;

DROP TABLE ground;
DROP FUNCTION id_of(int, int, bigint);
DROP FUNCTION street_of(bigint);
"""


def fourteen_seats(electors: int = ELECTORS) -> str:
    """Name a database with so many electors, filled now or in an earlier run; a million takes a minute or two."""

    def fill(database: psycopg.Connection[Any]) -> None:
        name = database.info.dbname
        with speaking_by(connect_as(UNWALLED, name)), transaction.atomic():
            _make_region()
        sizes = {"electors": electors, "seats": SEATS, "long": LONG_STREET}
        with psycopg.ClientCursor(database) as cursor:
            cursor.execute(GROUND, sizes)

    return filled_database(f"seats_{electors}", fill)


def _make_region() -> None:
    """The cast, twelve more seats, and Gwen, who organises all fourteen."""
    cast = make_cast()
    more = [
        Place(kind="constituency", code=f"E1499{n:04}", name=f"Seat {n}", slug=f"seat-{n}", nation="england")
        for n in range(100, 100 + SEATS - 2)
    ]
    seats = [cast.northmoor, cast.southmoor, *Place.objects.bulk_create(more)]
    region = Unit.objects.create(id=50, kind=UnitKind.REGION, name="The Moors", parent=cast.headquarters)
    UnitAbove.objects.bulk_create(
        [UnitAbove(unit=region, below=region), UnitAbove(unit=cast.headquarters, below=region)]
    )
    UnitSeat.objects.bulk_create([UnitSeat(unit=region, constituency=seat) for seat in seats])
    gwen = Person.objects.create(email=EMAIL)
    now = timezone.now()
    membership = Membership.objects.create(unit=region, person=gwen, name="Gwen Tarn", starts_on=now.date())
    Grant.objects.create(
        id=uuid7(),
        person=gwen,
        membership=membership,
        unit=region,
        role=Role.ORGANISER,
        purposes=sorted(ALL_PURPOSES[Role.ORGANISER]),
        starts_at=now - timedelta(days=1),
        ends_at=now + timedelta(days=300),
        granted_at=now,
    )
