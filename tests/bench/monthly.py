"""A whole register sent again with 2 % of it changed, over staging ready rows and merging them by hand-written SQL."""

import time
from typing import Any

import psycopg

from conftest import superuser
from hustings.register.files.drafting import COLUMNS
from tests.bench.council_files import change_register, write_register
from tests.bench.databases import UNWALLED, bare_connection, filled_database
from tests.bench.figures import Figure, ratio
from tests.bench.register_import import (
    Ready,
    copied_out,
    fill_with_places,
    look_over,
    one_officer,
    prepared_database,
    scratch,
    take_in,
)

ELECTORS = 75_000
SHARE, GOAL, ROUNDS = 0.02, 3, 4
BARE = "COPY of the same rows, taken apart already, to a table of its own, and six statements to merge it"
STAGED = f"CREATE TEMPORARY TABLE staged AS SELECT {', '.join(COLUMNS)} FROM register_stagedrow WITH NO DATA"
FOUND = """
CREATE TEMPORARY TABLE found AS
SELECT s.*, d.id AS door, d.street_id, t.district_id, n.id AS entry, n.elector_id, n.edition_id,
       (n.surname, n.forenames, n.address_lines, n.postcode, n.markers, n.attains_on)
       IS NOT DISTINCT FROM (s.surname, s.forenames, s.address_lines, s.postcode, s.markers, s.attains_on) AS is_same
FROM staged s
JOIN register_door d ON d.constituency_id = %(seat)s AND d.address_key = s.address_key
JOIN register_street t ON t.constituency_id = %(seat)s AND t.id = d.street_id
LEFT JOIN register_registerentry n ON n.constituency_id = %(seat)s AND n.closed_by_id IS NULL
     AND (n.letters, n.number, n.suffix) = (s.letters, s.number::int, s.suffix::int)
"""
MERGE = (
    """
UPDATE register_registerentry n SET closed_by_id = opened_by_id
WHERE constituency_id = %(seat)s AND closed_by_id IS NULL
  AND NOT EXISTS (SELECT FROM found f WHERE f.entry = n.id AND f.is_same)
""",
    """
UPDATE register_elector e SET surname = f.surname, forenames = f.forenames, surname_key = f.surname_key,
       given_key = f.given_key, surname_sound = f.surname_sound, given_sound = f.given_sound, markers = f.markers,
       attains_on = f.attains_on, door_id = f.door, street_id = f.street_id
FROM found f WHERE NOT f.is_same AND e.constituency_id = %(seat)s AND e.id = f.elector_id
""",
    """
WITH joined AS (
    UPDATE found SET elector_id = gen_random_uuid() WHERE elector_id IS NULL RETURNING *
)
INSERT INTO register_elector (id, constituency_id, seat_no, district_id, street_id, door_id, surname, forenames,
    surname_key, given_key, surname_sound, given_sound, officer_reference, attains_on, markers, is_anonymous,
    on_register, first_on, objects_at_door, objects_by_post, objects_by_phone, objects_by_email)
SELECT elector_id, %(seat)s, c.last_no + row_number() OVER (), district_id, street_id, door, surname, forenames,
       surname_key, given_key, surname_sound, given_sound, reference, attains_on, markers, false, true, '2027-01-01',
       false, false, false, false
FROM joined, register_seatcount c WHERE c.constituency_id = %(seat)s
""",
    """
INSERT INTO register_registerentry (id, constituency_id, elector_id, edition_id, district_id, door_id, letters, number,
    suffix, surname, forenames, address_lines, postcode, markers, attains_on, objects_at_door, opened_by_id)
SELECT gen_random_uuid(), %(seat)s, f.elector_id, i.edition_id, f.district_id, f.door, f.letters, f.number::int,
       f.suffix::int, f.surname, f.forenames, f.address_lines, f.postcode, f.markers, f.attains_on, false, i.id
FROM found f, register_import i WHERE NOT coalesce(f.is_same, false)
""",
    """
UPDATE register_elector e SET on_register = false WHERE constituency_id = %(seat)s AND NOT EXISTS (
    SELECT FROM register_registerentry n WHERE n.constituency_id = e.constituency_id AND n.elector_id = e.id
      AND n.closed_by_id IS NULL)
""",
)
STANDS = """
SELECT count(*), count(DISTINCT elector_id), md5(string_agg(concat_ws('|', letters, number, surname, forenames), ','
       ORDER BY letters, number)) FROM register_registerentry WHERE closed_by_id IS NULL
"""


def measure_monthly(electors: int = ELECTORS) -> list[Figure]:
    """Time both in turns, each on clones of a seat that has its register; both must end with the same entries open."""
    officer = one_officer(electors)
    file = change_register(write_register(officer), share=SHARE)
    name = _seat_with_register(electors)
    with scratch(prepared_database(electors)) as database:
        look_over(database, officer, file)
        ready = copied_out(database, {"register_stagedrow": COLUMNS})
    ours, bare = [], []
    for _round in range(ROUNDS):
        with scratch(name) as database:
            ours.append(take_in(database, officer, file))
            ended = _stands(database)
        with scratch(name) as database:
            bare.append(_merge(database, ready))
            if _stands(database) != ended:
                raise SystemExit("The two did not end with the same register, so their times mean nothing.")
    (looked, applied), (staged, merged) = min(ours, key=sum), min(bare, key=sum)
    detail = (
        f"the best of {ROUNDS} each; looking over {looked:.1f} s, applying {applied:.1f} s; "
        f"staging {staged:.1f} s, merging {merged:.1f} s"
    )
    figure = ratio(
        name="monthly",
        ours=looked + applied,
        bare=staged + merged,
        goal=GOAL,
        unit="s",
        bare_is=BARE,
        detail=detail,
    )
    return [figure]


def _seat_with_register(electors: int) -> str:
    def fill(database: psycopg.Connection[Any]) -> None:
        fill_with_places(database, electors)
        officer = one_officer(electors)
        take_in(database.info.dbname, officer, write_register(officer))

    return filled_database(f"monthly_{electors}", fill)


def _merge(database: str, ready: Ready) -> tuple[float, float]:
    with superuser(database) as server:
        server.execute(f'GRANT TEMPORARY ON DATABASE "{database}" TO {UNWALLED}'.encode())
    with bare_connection(UNWALLED, database) as writing:
        (seat,) = writing.execute("SELECT id FROM geography_place WHERE slug = 'northmoor'").fetchone() or (
            0,
        )
        began = time.perf_counter()
        writing.execute(STAGED.encode())
        with writing.cursor() as cursor, cursor.copy("COPY staged FROM STDIN") as copy:
            for (pieces,) in zip(ready.values(), strict=True):
                for start in range(0, len(pieces), 500):
                    copy.write(b"".join(pieces[start : start + 500]))
        writing.execute("ANALYZE staged")
        staged = time.perf_counter()
        with psycopg.ClientCursor(writing) as cursor:
            cursor.execute(FOUND, {"seat": seat})
            cursor.execute("ANALYZE found")
            for statement in MERGE:
                cursor.execute(statement.encode(), {"seat": seat} if "%(seat)s" in statement else None)
        writing.commit()
        return staged - began, time.perf_counter() - staged


def _stands(database: str) -> object:
    with superuser(database) as reading:
        return reading.execute(STANDS).fetchone()


MEASURES = {"monthly": measure_monthly}
