"""How long a list would take to walk, before anybody cuts it: by doors and by how far its streets reach.

Forty to fifty doors are two hours' work of one person. Each door is reckoned at the time spent at it; a street, at its
length as far as its doors have a place, and the way on to the next one.
"""

from dataclasses import dataclass

from django.db import connection

from hustings.lib.degrees import METRES_PER_DEGREE
from hustings.targeting.lists.asking import Asked
from hustings.targeting.lists.compiling import ON_REGISTER, compile_list

MINUTES_A_DOOR, MINUTES_BETWEEN, METRES_A_MINUTE = 2.2, 2.0, 70.0
UNKNOWN_METRES_A_DOOR = 15

ESTIMATE = """
SELECT sum(doors), sum(shut), count(*), sum(CASE WHEN placed < 2 THEN doors * {unknown} ELSE {degree} * sqrt(
         (north - south) ^ 2 + ((east - west) * cos(radians((north + south) / 2))) ^ 2) END)
FROM (
  SELECT d.street_id, count(*) FILTER (WHERE d.id IN (SELECT l.door_id FROM listed l)) AS doors,
         count(*) FILTER (WHERE d.do_not_knock) AS shut, count(d.latitude) AS placed,
         max(d.latitude) AS north, min(d.latitude) AS south, max(d.longitude) AS east, min(d.longitude) AS west
  FROM register_door d
  WHERE d.constituency_id = %(seat)s AND d.street_id IN (SELECT l.street_id FROM listed l)
    AND (d.do_not_knock OR d.id IN (SELECT l.door_id FROM listed l))
  GROUP BY d.street_id
) streets
"""
LISTED = """
WITH listed AS MATERIALIZED (
  SELECT DISTINCT e.door_id, e.street_id FROM register_elector e
  WHERE {on_register} AND e.door_id IS NOT NULL AND e.street_id IS NOT NULL AND {on_it}
)
"""


@dataclass(frozen=True)
class Estimate:
    """Minutes of one person for the whole list, and the doors on its streets that nobody knocks at."""

    minutes: int
    shut_doors: int

    @property
    def hours(self) -> float:
        return round(self.minutes / 60, 1)


def minutes_for(*, doors: int, streets: int, metres: float) -> int:
    """The estimate itself: time at the doors, along the streets, and from one to the next."""
    return round(doors * MINUTES_A_DOOR + metres / METRES_A_MINUTE + max(0, streets - 1) * MINUTES_BETWEEN)


def estimate_of(asked: Asked) -> Estimate:
    """Estimate the walking of a list. One statement."""
    compiled = compile_list(asked)
    statement = LISTED.format(on_register=ON_REGISTER, on_it=compiled.on_it) + ESTIMATE.format(
        unknown=UNKNOWN_METRES_A_DOOR, degree=METRES_PER_DEGREE
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, compiled.values)
        doors, shut, streets, metres = cursor.fetchone()
    return Estimate(
        minutes_for(doors=int(doors or 0), streets=streets or 0, metres=float(metres or 0)), int(shut or 0)
    )
