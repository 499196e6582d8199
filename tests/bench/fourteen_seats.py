"""A region of fourteen seats full of invented electors, written by SQL as a superuser, and who looks at them."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import product
from typing import Any

import psycopg
from django.db import transaction
from django.utils import timezone

from hustings.access.models import Grant
from hustings.access.roles import ALL_PURPOSES, Role
from hustings.accounts.models import Person
from hustings.geography.models import Place
from hustings.lib.names import normalised, sound
from hustings.lib.uuid7 import uuid7
from hustings.organisation.models import Membership, Unit, UnitAbove, UnitKind, UnitSeat
from tests.bench.databases import UNWALLED, connect_as, filled_database, speaking_by
from tests.cast import make_cast

SEATS = 14
ELECTORS = 1_050_000
"""75,000 in each seat."""
LONG_STREET = 100
"""Doors of the first street of each seat, two electors behind each."""
EMAIL = "gwen@moor.example"
EDITIONS = 12
"""What one council publishes in as many years; numbers are in the last."""

FIRST_PARTS = (
    "Ald Apple Bar Beck Birch Black Bram Brook Carl Chat Clay Cold Crow Dal Dun East Elling Fair Farn Fen Gold Green "
    "Had Hamp Hart Hather High Hol Ket Lang Lark Lin Lud Marl Mel Mor Nor Oak Old Pen Quill Rad Red Rush Sand Shel "
    "Smith Stan Thorn Wal War Wen West Whit Win Wool Wych Yar Young"
).split()
LAST_PARTS = (
    "by bourne brook bury croft cott dale den field ford garth ham hall head hill hurst ington ley low man mere "
    "more ridge scombe sey shaw son stead stock stone thorpe ton tree wald wall ward wath well wick wood worth yard"
).split()
FORENAMES = (
    "Grace Tom Moira Priya Sam Nia Dai Ann Siân Geraint Fatima Łukasz Oluwaseun Catherine Kathryn Stephen Steven Jean "
    "Gene Shaun Sean Peter Petra Owen Bronwen Harpreet Mohammed Aisha Ewan Euan Isla Ada Rhys Ffion Llinos Rory"
).split()

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

CREATE FUNCTION postcode_of(street bigint) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT 'ZZ' || 1 + street / 170 || street %% 10 || chr(65 + (street / 10 %% 17)::int) || 'A'
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
SELECT id_of(2, seat, street), CASE WHEN street = 0 THEN 'Example Street 0' ELSE name || ' Street' END,
    CASE WHEN street = 0 THEN 'example street 0' ELSE key || ' street' END, '', '', seat, id_of(1, seat, district)
FROM (SELECT DISTINCT seat, street, district FROM ground) streets JOIN surnames ON surnames.n = street;

INSERT INTO register_door (id, flat, number, number_suffix, name, postcode, address_key, side, walk_key, walk_order,
    do_not_knock, constituency_id, street_id)
SELECT id_of(3, seat, door), '', CASE WHEN door %% 20 > 0 THEN 1 + (door - %(long)s) %% 30 END, '',
    CASE WHEN door %% 20 = 0 THEN name || ' Cottage' ELSE '' END, postcode_of(street),
    postcode_of(street) || '|' || (SELECT name_key FROM register_street s WHERE s.id = id_of(2, seat, street)) || '|'
        || CASE WHEN door %% 20 = 0 THEN key || ' cottage' ELSE (1 + (door - %(long)s) %% 30)::text END || '|' || door,
    'odd', lpad(door::text, 6, '0'), door, false, seat, id_of(2, seat, street)
FROM ground JOIN surnames ON surnames.n = door %% (SELECT count(*) FROM surnames);

INSERT INTO register_elector (id, seat_no, surname, forenames, surname_key, given_key, surname_sound, given_sound,
    officer_reference, markers, is_anonymous, on_register, first_on, objects_at_door,
    objects_by_post, objects_by_phone, objects_by_email, constituency_id, district_id, door_id, street_id)
SELECT id_of(4, seat, 2 * door + who), 2 * door + who + 1, family.name, given.name || ' ' || middle.name, family.key,
    given.key || ' ' || middle.key, family.sound, given.sound || ' ' || middle.sound,
    seat || '/' || 2 * door + who, CASE WHEN door %% 7 = 0 THEN 'A' ELSE '' END, false, true, '2024-12-01',
    door %% 97 = 0, false, false, false, seat, id_of(1, seat, district), id_of(3, seat, door), id_of(2, seat, street)
FROM ground CROSS JOIN generate_series(0, 1) who
JOIN surnames family ON family.n = floor((SELECT count(*) FROM surnames) * pow((hashint8(door) & 65535) / 65536.0, 3))
JOIN forenames given ON given.n = (hashint8(door * 2 + who) & 65535) %% (SELECT count(*) FROM forenames)
JOIN forenames middle ON middle.n = (hashint8(door * 3 + who) & 65535) %% (SELECT count(*) FROM forenames);

INSERT INTO register_registeredition (id, name, published_on, is_current, officer_id)
SELECT id_of(5, 0, year), 'December ' || 2025 - year, make_date(2026 - year, 12, 1), year = 1, id
FROM geography_place, generate_series(1, %(editions)s) year WHERE kind = 'council';

INSERT INTO register_registerentry (id, letters, number, suffix, surname, forenames, address_lines, postcode,
    markers, objects_at_door, constituency_id, district_id, door_id, edition_id, elector_id, opened_by_id)
SELECT id_of(6, constituency_id, seat_no),
    (SELECT letters FROM geography_pollingdistrict d WHERE d.id = district_id), seat_no, 0, surname, forenames,
    '1 Example Street', 'ZZ11ZZ', markers, objects_at_door, constituency_id, district_id, door_id,
    id_of(5, 0, 1), id, id_of(5, 0, 2)
FROM register_elector;

DROP TABLE ground, surnames, forenames;
DROP FUNCTION postcode_of(bigint);
DROP FUNCTION id_of(int, int, bigint);
DROP FUNCTION street_of(bigint);
"""


def fourteen_seats(electors: int = ELECTORS) -> str:
    """Name a database with so many electors, filled now or in an earlier run; a million takes a minute or two."""

    def fill(database: psycopg.Connection[Any]) -> None:
        name = database.info.dbname
        with speaking_by(connect_as(UNWALLED, name)), transaction.atomic():
            _make_region()
        _say_names(database)
        sizes = {"electors": electors, "seats": SEATS, "long": LONG_STREET, "editions": EDITIONS}
        with psycopg.ClientCursor(database) as cursor:
            cursor.execute(GROUND, sizes)

    return filled_database(f"seats_{electors}", fill)


def surnames() -> Iterator[str]:
    """More than two thousand invented surnames, the earlier ones of which most people bear; a few are double."""
    single = ["".join(parts) for parts in product(FIRST_PARTS, LAST_PARTS)]
    single.sort(key=lambda name: sum(map(ord, name)) % 97)
    for place, name in enumerate(single):
        yield f"{name}-{single[-place]}" if place % 25 == 24 else name


def _say_names(database: psycopg.Connection[Any]) -> None:
    for table, names in (("surnames", surnames()), ("forenames", iter(FORENAMES))):
        database.execute(
            f"CREATE TABLE {table} (n bigint PRIMARY KEY, name text, key text, sound text)".encode()
        )
        with database.cursor().copy(f"COPY {table} FROM STDIN".encode()) as copy:
            for place, name in enumerate(names):
                copy.write_row((place, name, normalised(name), sound(name)))


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
