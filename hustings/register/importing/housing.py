"""Addresses of a file become streets, buildings and doors, each made once, in walking order."""

from typing import Any

from hustings.register.querying import NEW_ID, change

PLACED = """r.run_id = %(run)s AND r.constituency_id = %(constituency)s AND r.side <> '' AND r.seat_id IS NOT NULL
    AND r.change <> 'delete'"""

MAKE_STREETS = f"""
INSERT INTO register_street (id, constituency_id, district_id, name, name_key, locality, locality_key)
SELECT {NEW_ID}, seat_id, district_id, name, street_key, locality, locality_key
FROM (SELECT DISTINCT ON (seat_id, district_id, street_key, locality_key)
             seat_id, district_id, street AS name, street_key, locality, locality_key
      FROM register_stagedrow r WHERE {PLACED} ORDER BY seat_id, district_id, street_key, locality_key, line) AS met
ON CONFLICT (constituency_id, district_id, name_key, locality_key) DO NOTHING
"""
STREET_OF_ROW = """register_street t ON t.constituency_id = r.seat_id AND t.district_id = r.district_id
    AND t.name_key = r.street_key AND t.locality_key = r.locality_key"""
NUMBER_OF_HOUSE = "coalesce(r.house::text || r.house_suffix, '')"
MAKE_BUILDINGS = f"""
INSERT INTO register_building (id, constituency_id, street_id, name, number)
SELECT {NEW_ID}, seat_id, street_id, name, number
FROM (SELECT DISTINCT r.seat_id, t.id AS street_id, r.premises AS name, {NUMBER_OF_HOUSE} AS number
      FROM register_stagedrow r JOIN {STREET_OF_ROW} WHERE {PLACED} AND r.flat <> '') AS met
ON CONFLICT (constituency_id, street_id, name, number) DO NOTHING
"""
MAKE_DOORS = f"""
INSERT INTO register_door (id, constituency_id, street_id, building_id, flat, number, number_suffix, name, postcode,
                           address_key, latitude, longitude, side, walk_key, walk_order, do_not_knock)
SELECT {NEW_ID}, seat_id, street_id, building_id, flat, house, house_suffix, premises, postcode, address_key,
       latitude, longitude, side, walk_key,
       row_number() OVER (PARTITION BY street_id ORDER BY walk_key COLLATE "C", address_key COLLATE "C"), false
FROM (SELECT DISTINCT ON (r.seat_id, r.address_key) r.seat_id, t.id AS street_id, b.id AS building_id, r.flat, r.house,
             r.house_suffix, r.premises, r.postcode, r.address_key, p.latitude, p.longitude, r.side, r.walk_key
      FROM register_stagedrow r JOIN {STREET_OF_ROW}
      LEFT JOIN register_building b ON b.constituency_id = r.seat_id AND b.street_id = t.id AND r.flat <> ''
           AND b.name = r.premises AND b.number = {NUMBER_OF_HOUSE}
      LEFT JOIN geography_postcode p ON p.compact = r.postcode
      WHERE {PLACED} AND r.door_id IS NULL ORDER BY r.seat_id, r.address_key, r.line) AS met
ON CONFLICT (constituency_id, address_key) DO NOTHING
"""
FIND_DOORS = f"""
UPDATE register_stagedrow r SET door_id = d.id FROM register_door d
WHERE {PLACED} AND r.door_id IS NULL AND d.constituency_id = r.seat_id AND d.address_key = r.address_key
"""
# A review of polling districts moves doors from one to another; with them goes their part of the street.
MOVE_DOORS = f"""
UPDATE register_door d SET street_id = t.id, building_id = NULL
FROM (SELECT DISTINCT ON (r.door_id) r.door_id, r.seat_id, r.district_id, r.street_key, r.locality_key
      FROM register_stagedrow r
      JOIN register_door o ON o.constituency_id = r.seat_id AND o.id = r.door_id
      JOIN register_street w ON w.constituency_id = o.constituency_id AND w.id = o.street_id
      WHERE {PLACED} AND w.district_id <> r.district_id ORDER BY r.door_id, r.line) AS r
JOIN {STREET_OF_ROW}
WHERE d.constituency_id = r.seat_id AND d.id = r.door_id
"""
ORDER_DOORS = f"""
UPDATE register_door d SET walk_order = counted.nth
FROM (SELECT id, row_number() OVER (
          PARTITION BY street_id ORDER BY walk_key COLLATE "C", address_key COLLATE "C") AS nth
      FROM register_door WHERE constituency_id = ANY (%(seats)s) AND street_id IN (
          SELECT o.street_id FROM register_stagedrow r JOIN register_door o
              ON o.constituency_id = r.seat_id AND o.id = r.door_id WHERE {PLACED})) AS counted
WHERE d.constituency_id = ANY (%(seats)s) AND d.id = counted.id AND d.walk_order <> counted.nth
"""


def make_doors(parameters: dict[str, Any]) -> int:
    """Make what the placed rows need and is not there yet; returns the number of new doors."""
    change(MAKE_STREETS, parameters)
    change(MAKE_BUILDINGS, parameters)
    made = change(MAKE_DOORS, parameters)
    change(FIND_DOORS, parameters)
    change(MOVE_DOORS, parameters)
    change(ORDER_DOORS, parameters)
    return made
