"""Addresses of a file become streets, buildings and doors, each made once, in walking order."""

from typing import Any

from hustings.register.doors.joining_groups import join_neighbours
from hustings.register.doors.positioning import (
    POSTCODE_PLACES,
    PROPERTY_PLACES,
    UPRN_WITHIN,
    position_between_neighbours,
)
from hustings.register.models import PositionFrom
from hustings.register.querying import NEW_ID, change

PLACED = """r.run_id = %(run)s AND r.constituency_id = %(constituency)s AND r.side <> '' AND r.seat_id IS NOT NULL
    AND r.change <> 'delete' AND NOT r.is_superseded"""

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
BUILDING_OF_ROW = f"""register_building b ON b.constituency_id = r.seat_id AND b.street_id = t.id AND r.flat <> ''
    AND b.name = r.premises AND b.number = {NUMBER_OF_HOUSE}"""
# A door of a known UPRN is the same door under its new spelling, unless that is another door's already.
SPELL_DOORS = f"""
UPDATE register_door d SET street_id = s.street_id, building_id = s.building_id, flat = s.flat, number = s.house,
    number_suffix = s.house_suffix, name = s.premises, postcode = s.postcode, address_key = s.address_key,
    side = s.side, walk_key = s.walk_key
FROM (SELECT DISTINCT ON (seat_id, address_key) * FROM (
          SELECT DISTINCT ON (r.seat_id, r.door_id) r.*, t.id AS street_id, b.id AS building_id
          FROM register_stagedrow r JOIN {STREET_OF_ROW} LEFT JOIN {BUILDING_OF_ROW}
          WHERE {PLACED} AND r.door_id IS NOT NULL AND r.uprn <> '' ORDER BY r.seat_id, r.door_id, r.line) AS stated
      ORDER BY seat_id, address_key, line) AS s
WHERE d.constituency_id = s.seat_id AND d.id = s.door_id AND d.uprn = s.uprn::bigint
  AND d.address_key <> s.address_key AND NOT EXISTS (
      SELECT FROM register_door o WHERE o.constituency_id = s.seat_id AND o.address_key = s.address_key)
"""
GIVE_UPRNS = f"""
UPDATE register_door d SET uprn = r.uprn::bigint FROM register_stagedrow r
WHERE {PLACED} AND r.uprn <> '' AND d.constituency_id = r.seat_id AND d.id = r.door_id AND d.uprn IS NULL
"""
HOMELESS = f"FROM register_stagedrow r WHERE {PLACED} AND r.door_id IS NULL"
MAKE_DOORS = f"""
INSERT INTO register_door (id, constituency_id, street_id, building_id, flat, number, number_suffix, name, postcode,
                           address_key, uprn, latitude, longitude, position_from, position_within, side, walk_key,
                           walk_order, do_not_knock)
SELECT {NEW_ID}, m.seat_id, street_id, building_id, flat, house, house_suffix, premises, postcode, address_key, m.uprn,
       coalesce(u.latitude, p.latitude), coalesce(u.longitude, p.longitude),
       CASE WHEN u.uprn IS NOT NULL THEN '{PositionFrom.UPRN}' WHEN p.compact IS NOT NULL
            THEN '{PositionFrom.POSTCODE}' ELSE '' END,
       CASE WHEN u.uprn IS NOT NULL THEN {UPRN_WITHIN} ELSE p.within END, side, walk_key,
       row_number() OVER (PARTITION BY street_id ORDER BY walk_key COLLATE "C", address_key COLLATE "C"), false
FROM (SELECT DISTINCT ON (r.seat_id, r.address_key) r.seat_id, t.id AS street_id, b.id AS building_id, r.flat, r.house,
             r.house_suffix, r.premises, r.postcode, r.address_key, nullif(r.uprn, '')::bigint AS uprn, r.side,
             r.walk_key
      FROM register_stagedrow r JOIN {STREET_OF_ROW} LEFT JOIN {BUILDING_OF_ROW}
      WHERE {PLACED} AND r.door_id IS NULL ORDER BY r.seat_id, r.address_key, r.line) AS m
LEFT JOIN ({PROPERTY_PLACES.format(uprns=f"SELECT nullif(r.uprn, '')::bigint {HOMELESS}")}) AS u ON u.uprn = m.uprn
LEFT JOIN ({POSTCODE_PLACES.format(postcodes=f"SELECT r.postcode {HOMELESS}")}) AS p ON p.compact = m.postcode
ON CONFLICT (constituency_id, address_key) DO NOTHING
"""
FIND_DOORS = f"""
UPDATE register_stagedrow r SET door_id = d.id FROM register_door d
WHERE {PLACED} AND r.door_id IS NULL AND d.constituency_id = r.seat_id AND d.address_key = r.address_key
"""
# A review of polling districts moves doors from one to another; with them goes their part of the street. A door whose
# people a file gives two districts stays where it is.
MOVE_DOORS = f"""
UPDATE register_door d SET street_id = t.id, building_id = NULL
FROM (SELECT DISTINCT ON (r.door_id) r.door_id, r.seat_id, r.district_id, r.street_key, r.locality_key
      FROM register_stagedrow r
      JOIN register_door o ON o.constituency_id = r.seat_id AND o.id = r.door_id
      JOIN register_street w ON w.constituency_id = o.constituency_id AND w.id = o.street_id
      WHERE {PLACED} AND w.district_id <> r.district_id AND NOT EXISTS (
          SELECT FROM register_stagedrow s WHERE s.run_id = %(run)s AND s.constituency_id = %(constituency)s
            AND s.door_id = r.door_id AND s.district_id = w.district_id AND s.change <> 'delete')
      ORDER BY r.door_id, r.line) AS r
JOIN {STREET_OF_ROW}
WHERE d.constituency_id = r.seat_id AND d.id = r.door_id
"""
LEAVE_GROUPS = """
UPDATE register_door d SET road_group_id = NULL, joined_by_itself = false
FROM register_street t, register_roadgroup g
WHERE d.constituency_id = ANY (%(seats)s) AND g.constituency_id = d.constituency_id AND g.id = d.road_group_id
  AND t.constituency_id = d.constituency_id AND t.id = d.street_id AND t.district_id <> g.district_id
"""
# Electors of whom the file says nothing go where their doors go.
FOLLOW_DOORS = f"""
UPDATE register_elector e SET street_id = d.street_id FROM register_door d
WHERE e.constituency_id = ANY (%(seats)s) AND d.constituency_id = e.constituency_id AND d.id = e.door_id
  AND e.street_id <> d.street_id AND d.id IN (SELECT r.door_id FROM register_stagedrow r WHERE {PLACED})
"""
STREETS_MET = f"""
SELECT o.street_id FROM register_stagedrow r JOIN register_door o ON o.constituency_id = r.seat_id AND o.id = r.door_id
WHERE {PLACED}
"""
ORDER_DOORS = f"""
UPDATE register_door d SET walk_order = counted.nth
FROM (SELECT id, row_number() OVER (
          PARTITION BY street_id ORDER BY walk_key COLLATE "C", address_key COLLATE "C") AS nth
      FROM register_door WHERE constituency_id = ANY (%(seats)s) AND street_id IN ({STREETS_MET})) AS counted
WHERE d.constituency_id = ANY (%(seats)s) AND d.id = counted.id AND d.walk_order <> counted.nth
"""


def make_doors(parameters: dict[str, Any]) -> int:
    """Make what the placed rows need and is not there yet; returns the number of new doors."""
    change(MAKE_STREETS, parameters)
    change(MAKE_BUILDINGS, parameters)
    changed = change(SPELL_DOORS, parameters)
    change(GIVE_UPRNS, parameters)
    made = change(MAKE_DOORS, parameters)
    change(FIND_DOORS, parameters)
    changed += change(MOVE_DOORS, parameters)
    if changed:
        change(LEAVE_GROUPS, parameters)
        change(FOLLOW_DOORS, parameters)
    if made:
        join_neighbours(parameters)
    if made or changed:
        position_between_neighbours(parameters["seats"], STREETS_MET, parameters)
    change(ORDER_DOORS, parameters)
    return made
