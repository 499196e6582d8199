"""Where doors stand and how surely: by an address file, a UPRN, the numbered doors beside them, or their postcode.

A better source takes the place of a worse one, never the other way round.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from hustings.access.actor import Actor
from hustings.audit.recording import record
from hustings.audit.words import Action
from hustings.lib.degrees import METRES_PER_DEGREE
from hustings.register.models import PositionFrom
from hustings.register.querying import change, joining_whole_tables

SURVEY_WITHIN, UPRN_WITHIN, NEXT_DOOR_WITHIN = 5, 10, 15
# Beyond this a street may turn, and the middle of two doors lie in a field.
LONGEST_GAP = 400

# A postcode reaches about as far as the next one: a cell of 0.01 by 0.015 degrees is some 1,050 metres wide.
POSTCODE_PLACES = """
SELECT compact, latitude, longitude, greatest(30, 10 * round(
           105 / sqrt(greatest(1, count(*) FILTER (WHERE terminated_on IS NULL) OVER (
               PARTITION BY floor(latitude / 0.01), floor(longitude / 0.015))))))::int AS within
FROM geography_postcode
WHERE latitude IS NOT NULL AND (constituency_id = ANY (%(seats)s) OR compact = ANY (ARRAY({postcodes})))
"""
# Looked up by its key, number by number: the table may hold every property of the country.
PROPERTY_PLACES = """
SELECT uprn, latitude, longitude FROM geography_propertyplace WHERE uprn = ANY (ARRAY({uprns}))
"""
SEATS_DOORS = (
    "SELECT {column} FROM register_door WHERE constituency_id = ANY (%(seats)s) AND {column} {is_given}"
)
BY_UPRN = f"""
UPDATE register_door d SET latitude = u.latitude, longitude = u.longitude, position_from = '{PositionFrom.UPRN}',
                           position_within = {UPRN_WITHIN}
FROM ({PROPERTY_PLACES.format(uprns=SEATS_DOORS.format(column="uprn", is_given="IS NOT NULL"))}) AS u
WHERE d.constituency_id = ANY (%(seats)s) AND d.uprn = u.uprn AND d.position_from <> '{PositionFrom.SURVEY}'
  AND (d.latitude, d.longitude, d.position_from) IS DISTINCT FROM (u.latitude, u.longitude, '{PositionFrom.UPRN}')
"""
BY_POSTCODE = f"""
UPDATE register_door d SET latitude = p.latitude, longitude = p.longitude,
                           position_from = '{PositionFrom.POSTCODE}', position_within = p.within
FROM ({POSTCODE_PLACES.format(postcodes=SEATS_DOORS.format(column="postcode", is_given="<> ''"))}) AS p
WHERE d.constituency_id = ANY (%(seats)s) AND d.postcode = p.compact
  AND (d.latitude IS NULL OR d.position_from = '{PositionFrom.POSTCODE}'
       OR d.position_from = '' AND (d.latitude, d.longitude) = (p.latitude, p.longitude))
  AND (d.latitude, d.longitude, d.position_from, d.position_within)
      IS DISTINCT FROM (p.latitude, p.longitude, '{PositionFrom.POSTCODE}', p.within)
"""
# A door between two numbered doors of its side stands as far along as its number; 12A stands where 12 does.
BY_NEIGHBOURS = f"""
WITH known AS (
    SELECT street_id, side, number, avg(latitude) AS latitude, avg(longitude) AS longitude
    FROM register_door
    WHERE constituency_id = ANY (%(seats)s) AND number IS NOT NULL
      AND position_from IN ('{PositionFrom.SURVEY}', '{PositionFrom.UPRN}') AND {{streets}}
    GROUP BY street_id, side, number
), gaps AS (
    SELECT *, lead(number) OVER beside AS number_after, lead(latitude) OVER beside AS latitude_after,
           lead(longitude) OVER beside AS longitude_after
    FROM known WINDOW beside AS (PARTITION BY street_id, side ORDER BY number)
), measured AS (
    SELECT *, {METRES_PER_DEGREE} * sqrt((latitude_after - latitude) ^ 2
           + ((longitude_after - longitude) * cos(radians(latitude))) ^ 2) AS gap
    FROM gaps
), placed AS (
    SELECT d.id, d.constituency_id,
           CASE WHEN d.number = m.number THEN m.latitude
                ELSE m.latitude + (m.latitude_after - m.latitude) * (d.number - m.number)
                     / (m.number_after - m.number) END AS latitude,
           CASE WHEN d.number = m.number THEN m.longitude
                ELSE m.longitude + (m.longitude_after - m.longitude) * (d.number - m.number)
                     / (m.number_after - m.number) END AS longitude,
           CASE WHEN d.number = m.number THEN {NEXT_DOOR_WITHIN}
                ELSE {UPRN_WITHIN} + round(m.gap / 2) END::int AS within
    FROM register_door d JOIN measured m ON m.street_id = d.street_id AND m.side = d.side
     AND (d.number = m.number OR d.number > m.number AND d.number < m.number_after AND m.gap <= {LONGEST_GAP})
    WHERE d.constituency_id = ANY (%(seats)s)
      AND d.position_from NOT IN ('{PositionFrom.SURVEY}', '{PositionFrom.UPRN}')
)
UPDATE register_door d SET latitude = placed.latitude, longitude = placed.longitude,
    position_from = '{PositionFrom.NEIGHBOURS}', position_within = placed.within
FROM placed
WHERE d.constituency_id = placed.constituency_id AND d.id = placed.id
  AND (d.position_within IS NULL OR d.position_from = '{PositionFrom.NEIGHBOURS}'
       OR d.position_within >= placed.within)
  AND (d.latitude, d.longitude, d.position_from)
      IS DISTINCT FROM (placed.latitude, placed.longitude, '{PositionFrom.NEIGHBOURS}')
"""


@dataclass(frozen=True)
class Positions:
    """How many doors got a new position, by what told it."""

    by_uprn: int
    by_postcode: int
    by_neighbours: int

    @property
    def doors(self) -> int:
        return self.by_uprn + self.by_postcode + self.by_neighbours


@transaction.atomic
def position_doors(*, constituency: int, by: Actor, at: datetime) -> Positions:
    """Look every door of a seat up anew; what an address file said stays. The same again changes nothing."""
    parameters = {"seats": [constituency]}
    with joining_whole_tables():
        found = Positions(
            change(BY_UPRN, parameters),
            change(BY_POSTCODE, parameters),
            change(BY_NEIGHBOURS.format(streets="true"), parameters),
        )
    record(
        action=Action.REGISTER_EDITION_IMPORT,
        purpose=by.purpose,
        by=by.person_id,
        at=at,
        constituency=constituency,
        count=found.doors,
        detail={"step": "doors positioned"},
    )
    return found


def position_between_neighbours(seats: Sequence[int], streets: str, parameters: dict[str, Any]) -> int:
    """Place doors of some streets between those whose places are known; `streets` is a query of their ids."""
    statement = BY_NEIGHBOURS.format(streets=f"street_id IN ({streets})")
    return change(statement, {**parameters, "seats": list(seats)})
