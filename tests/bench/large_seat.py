"""A seat of full size for figures: electors, doors, streets and conversations, made by set-based SQL in seconds."""

from typing import Any

import psycopg

WARDS = """
INSERT INTO geography_place (id, kind, code, name, name_cy, slug, nation)
SELECT 200000 + n, 'ward', 'E05' || lpad(n::text, 6, '0'), 'Ward ' || n, '', '', 'england'
FROM generate_series(1, 10) n
"""

DISTRICTS = """
INSERT INTO geography_pollingdistrict
  (id, officer_id, letters, name, constituency_id, ward_id, polling_place, polling_hours, starts_on)
SELECT gen_random_uuid(), council.id, 'D' || n, '', %(seat)s, 200001 + n %% 10, '', '', '2024-01-01'
FROM generate_series(1, 60) n, geography_place council WHERE council.kind = 'council'
"""

STREETS = """
INSERT INTO register_street (id, constituency_id, district_id, name, name_key, locality, locality_key)
SELECT gen_random_uuid(), %(seat)s, d.id, 'Street ' || n, 'STREET ' || n, '', ''
FROM geography_pollingdistrict d, generate_series(1, 15) n WHERE d.constituency_id = %(seat)s
"""

DOORS = """
INSERT INTO register_door (id, constituency_id, street_id, flat, number, number_suffix, name, postcode, address_key,
                           latitude, longitude, side, walk_key, walk_order, do_not_knock)
SELECT gen_random_uuid(), %(seat)s, s.id, '', n, '', '', '', s.id::text || n, 52.1 + random() / 20,
       -1.2 + random() / 20, CASE WHEN n %% 2 = 1 THEN 'odd' ELSE 'even' END, lpad(n::text, 5, '0'), n,
       random() < 0.005
FROM register_street s, generate_series(1, %(doors)s) n WHERE s.constituency_id = %(seat)s
"""

ELECTORS = """
INSERT INTO register_elector (id, constituency_id, seat_no, district_id, street_id, door_id, surname, forenames,
  surname_key, given_key, officer_reference, markers, is_anonymous, on_register, first_on, objects_at_door,
  objects_by_post, objects_by_phone, objects_by_email)
SELECT gen_random_uuid(), %(seat)s, row_number() OVER (), s.district_id, s.id, d.id, 'Bench', 'Elector', 'BENCH',
       'ELECTOR', '', '', false, random() < 0.99, '2024-12-01', false, false, false, false
FROM register_door d JOIN register_street s ON s.id = d.street_id, generate_series(1, 2) n
WHERE d.constituency_id = %(seat)s
"""

CONVERSATIONS = """
INSERT INTO canvassing_conversation (id, constituency_id, elector_id, door_id, happened_at, recorded_at, channel,
                                     source_kind, outcome, is_current)
SELECT gen_random_uuid(), %(seat)s, id, door_id, happened_at, happened_at + interval '1 hour',
       CASE WHEN random() < 0.1 THEN 'phone' ELSE 'door' END, 'bench',
       (ARRAY['spoke', 'spoke', 'spoke', 'not_in', 'refused', 'household'])[1 + floor(random() * 6)], true
FROM (SELECT id, door_id, now() - interval '3 hours' - random() * interval '2 hours'
               - (get_byte(uuid_send(street_id), visit) * 2 + visit * 40) * interval '1 day' AS happened_at
      FROM register_elector, generate_series(0, %(visits)s - 1) visit WHERE constituency_id = %(seat)s) visits
"""

INTENTIONS = """
INSERT INTO canvassing_votingintention
  (id, constituency_id, conversation_id, elector_id, door_id, election_kind, code_id, happened_at)
SELECT gen_random_uuid(), c.constituency_id, c.id, c.elector_id, c.door_id, kinds.kind,
       core.codes[1 + get_byte(uuid_send(c.id), 15) %% 6], c.happened_at
FROM canvassing_conversation c,
  (SELECT array_agg(id ORDER BY letters) AS codes FROM canvassing_code
   WHERE question = 'intention' AND constituency_id IS NULL) core,
  (VALUES ('westminster', 256), ('local', 100)) AS kinds (kind, often)
WHERE c.constituency_id = %(seat)s AND c.outcome = 'spoke' AND get_byte(uuid_send(c.id), 14) < kinds.often
"""


def fill_large_seat(
    connection: psycopg.Connection[Any], *, seat: int, electors: int, conversations: int
) -> None:
    """Fill a seat past the walls: 900 streets, 60 districts, 10 wards; each street canvassed on days of its own.

    Two electors a door. Summaries come later.
    """
    facts = {
        "seat": seat,
        "doors": max(1, electors // 1800),
        "visits": max(1, round(conversations / electors)),
    }
    with psycopg.ClientCursor(connection) as cursor:
        for statement in (WARDS, DISTRICTS, STREETS, DOORS, ELECTORS, CONVERSATIONS, INTENTIONS):
            cursor.execute(statement, facts)
    connection.execute("ANALYZE")
