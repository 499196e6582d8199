"""Doors where they stand: positions from an address file take the place of the middle of the postcode."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.db import transaction
from django.utils.translation import gettext as _

from hustings.access.actor import Actor
from hustings.audit.recording import record
from hustings.audit.words import Action
from hustings.lib.street_lines import is_place
from hustings.register.doors.positioning import SURVEY_WITHIN
from hustings.register.models import PositionFrom
from hustings.register.querying import change

BATCH = 10_000
MOVE = """
UPDATE register_door d SET latitude = said.latitude, longitude = said.longitude,
                           position_from = %(source)s, position_within = %(within)s
FROM unnest(%(keys)s::text[], %(latitudes)s::float8[], %(longitudes)s::float8[]) AS said (key, latitude, longitude)
WHERE d.constituency_id = %(seat)s AND d.address_key = said.key
  AND (d.latitude, d.longitude, d.position_from) IS DISTINCT FROM (said.latitude, said.longitude, %(source)s)
"""


class UnableToLocateDoors(Exception):
    """No door was moved. The message says why and what to do."""


@dataclass(frozen=True)
class Location:
    """Where an address stands, in degrees (WGS 84). `address_key` is that of `lib.addresses`."""

    address_key: str
    latitude: float
    longitude: float


@transaction.atomic
def locate_doors(*, constituency: int, locations: Iterable[Location], by: Actor, at: datetime) -> int:
    """Move the doors of a seat to where an address file says they stand, which is surer than anything else, and
    return how many moved; addresses not known here are left.

    The same again moves nothing. Raises UnableToLocateDoors for a position that is no place on Earth.
    """
    left, moved = iter(locations), 0
    while batch := list(islice(left, BATCH)):
        _refuse_nowhere(batch)
        moved += change(
            MOVE,
            {
                "seat": constituency,
                "source": PositionFrom.SURVEY,
                "within": SURVEY_WITHIN,
                "keys": [one.address_key for one in batch],
                "latitudes": [one.latitude for one in batch],
                "longitudes": [one.longitude for one in batch],
            },
        )
    record(
        action=Action.REGISTER_EDITION_IMPORT,
        purpose=by.purpose,
        by=by.person_id,
        at=at,
        constituency=constituency,
        count=moved,
        detail={"step": "doors located"},
    )
    return moved


def _refuse_nowhere(locations: Iterable[Location]) -> None:
    for one in locations:
        if not is_place((one.latitude, one.longitude)):
            raise UnableToLocateDoors(
                _(
                    "%(latitude)s, %(longitude)s is no place on Earth. Check the file's columns. No door was moved."
                )
                % {"latitude": one.latitude, "longitude": one.longitude}
            )
