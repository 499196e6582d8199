"""Doors that an import brings join the road group of their neighbours, marked until somebody has looked."""

from typing import Any

from hustings.lib.degrees import METRES_PER_DEGREE
from hustings.register.models import RoadGroup
from hustings.register.querying import change

NEAR = 500
# An import's own doors carry its moment in their identifiers.
FLOOR = "(%(clock)s::text || '70008000000000000000')::uuid"
NEW = f"""d.constituency_id = ANY (%(seats)s) AND d.road_group_id IS NULL
    AND d.id >= {FLOOR} AND d.id < (%(clock)s::text || '7fffffffffffffffffff')::uuid"""
GROUPED = "k.constituency_id = d.constituency_id AND k.road_group_id IS NOT NULL"
JOIN = """
UPDATE register_door d SET road_group_id = near.road_group_id, joined_by_itself = true
FROM ({near}) AS near WHERE d.constituency_id = ANY (%(seats)s) AND d.id = near.id
"""
# The nearest number of the same side; between two as near the lower one, so that a house joins whom it follows.
BY_NUMBER = JOIN.format(
    near=f"""SELECT DISTINCT ON (d.id) d.id, k.road_group_id FROM register_door d
    JOIN register_door k ON {GROUPED} AND k.street_id = d.street_id AND k.side = d.side AND k.number IS NOT NULL
    WHERE {NEW} AND d.number IS NOT NULL ORDER BY d.id, abs(k.number - d.number), k.number, k.walk_key COLLATE "C" """
)
# A house with a name, and the first of its side; a side that was left out of all groups is left out still.
BY_STREET = JOIN.format(
    near=f"""SELECT DISTINCT ON (d.id) d.id, k.road_group_id FROM register_door d
    JOIN (SELECT constituency_id, street_id, road_group_id, count(*) AS doors FROM register_door k
          WHERE k.constituency_id = ANY (%(seats)s) AND k.road_group_id IS NOT NULL GROUP BY 1, 2, 3) AS k
      ON k.constituency_id = d.constituency_id AND k.street_id = d.street_id
    WHERE {NEW} AND (d.number IS NULL OR NOT EXISTS (
        SELECT FROM register_door o WHERE o.constituency_id = d.constituency_id AND o.street_id = d.street_id
          AND o.side = d.side AND o.id < {FLOOR}))
    ORDER BY d.id, k.doors DESC, k.road_group_id"""
)
# A new street goes as a whole to the nearest door's group, if one is near; of a postcode that reaches for a mile nobody
# can say what is.
BY_PLACE = JOIN.format(
    near=f"""SELECT d.id, nearest.road_group_id FROM register_door d JOIN (
        SELECT DISTINCT ON (n.street_id) n.street_id, k.road_group_id FROM (
            SELECT d.constituency_id, d.street_id, t.district_id, avg(d.latitude) AS latitude,
                   avg(d.longitude) AS longitude
            FROM register_door d
            JOIN register_street t ON t.constituency_id = d.constituency_id AND t.id = d.street_id
            WHERE {NEW} AND t.id >= {FLOOR} AND d.position_within <= {NEAR} GROUP BY 1, 2, 3) AS n
        JOIN register_street t ON t.constituency_id = n.constituency_id AND t.district_id = n.district_id
        JOIN register_door k ON k.constituency_id = t.constituency_id AND k.street_id = t.id
         AND k.road_group_id IS NOT NULL AND k.latitude IS NOT NULL
        JOIN LATERAL (SELECT {METRES_PER_DEGREE} * sqrt((k.latitude - n.latitude) ^ 2
            + ((k.longitude - n.longitude) * cos(radians(n.latitude))) ^ 2) AS metres) AS apart
          ON apart.metres <= {NEAR}
        ORDER BY n.street_id, apart.metres, k.id) AS nearest ON nearest.street_id = d.street_id
    WHERE {NEW}"""
)


def join_neighbours(parameters: dict[str, Any]) -> int:
    """Put the doors that this import made into their neighbours' groups; returns how many joined.

    `parameters` are those of an import: its seats and its moment. A door is left in none where nobody near is in one.
    """
    if not RoadGroup.objects.filter(constituency_id__in=parameters["seats"]).exists():
        return 0
    return sum(change(statement, parameters) for statement in (BY_NUMBER, BY_STREET, BY_PLACE))
