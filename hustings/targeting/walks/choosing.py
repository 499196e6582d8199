"""The doors that a walk plan starts from: of places or of a list, without whoever leaves a list by themselves."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from hustings.geography.models import Place
from hustings.targeting.lists.conditions import Everybody
from hustings.targeting.lists.rules import Choice, Leave, ListForm, Use
from hustings.targeting.lists.using import count_wanted, everybody_for, wanted_for
from hustings.targeting.models import SavedList
from hustings.targeting.turf.words import WalkDoor

# A door that nobody may knock at stays where it stands between two that are knocked at: one that is passed by.
DOORS = """
WITH wanted AS MATERIALIZED (
  SELECT e.door_id, count(*) AS people, array_agg(e.id) AS electors FROM register_elector e
  WHERE {on_it} AND e.door_id IS NOT NULL GROUP BY e.door_id
), held AS MATERIALIZED (
  SELECT d.street_id, d.side, d.walk_key COLLATE "C" AS walk_key, d.id, w.people, w.electors
  FROM wanted w
  JOIN register_door d ON d.constituency_id = %(seat)s AND d.id = w.door_id
  JOIN register_street t ON t.constituency_id = %(seat)s AND t.id = d.street_id WHERE {place}
), span AS (
  SELECT street_id, side, min(walk_key) AS low, max(walk_key) AS high FROM held GROUP BY street_id, side
), passed AS (
  SELECT d.id, 0 AS people, '{{}}'::uuid[] AS electors
  FROM register_door d JOIN span s ON s.street_id = d.street_id AND s.side = d.side
  JOIN register_street t ON t.constituency_id = %(seat)s AND t.id = d.street_id
  WHERE d.constituency_id = %(seat)s AND d.do_not_knock AND {place}
    AND d.walk_key COLLATE "C" BETWEEN s.low AND s.high AND d.id NOT IN (SELECT id FROM held)
)
SELECT d.id, t.name_key || '|' || t.locality_key, t.name, d.walk_key, d.number, d.side,
       coalesce(d.building_id::text, ''), d.latitude, d.longitude, d.position_from = 'postcode', f.people,
       f.electors
FROM (SELECT id, people, electors FROM held UNION ALL SELECT id, people, electors FROM passed) f
JOIN register_door d ON d.constituency_id = %(seat)s AND d.id = f.id
JOIN register_street t ON t.constituency_id = %(seat)s AND t.id = d.street_id
ORDER BY t.name_key COLLATE "C", t.locality_key COLLATE "C", d.walk_key COLLATE "C", d.id
"""
OF_THESE_DOORS = """e.door_id IN (
  SELECT d.id FROM register_door d JOIN register_street t ON t.constituency_id = %(seat)s AND t.id = d.street_id
  WHERE d.constituency_id = %(seat)s AND {place})"""
TRIED_SINCE = """(e.door_id IS NOT NULL AND e.door_id IN (
  SELECT s.door_id FROM canvassing_doorsummary s
  WHERE s.constituency_id = %(seat)s AND s.last_attempted_at >= %(tried_since)s))"""
EVERYBODY = ListForm(steps=(Choice(do="add", who=Everybody(by="everybody")),))
FOR_GOOD = EVERYBODY.model_copy(update={"leave": Leave(spoken_days=None, tries=False)})
"""Who stands in walks that are kept: spoken to lately is no reason to be in none."""


@dataclass(frozen=True)
class Where:
    """Which doors of the seat: of polling districts and road groups, or all; of these ids alone where given."""

    districts: Sequence[UUID] = ()
    groups: Sequence[UUID] = ()
    doors: Sequence[UUID] | None = None

    def condition(self) -> str:
        """True of a door `d` of a street `t`."""
        told = []
        if self.districts or self.groups:
            told.append("(t.district_id = ANY (%(districts)s) OR d.road_group_id = ANY (%(groups)s))")
        if self.doors is not None:
            told.append("d.id = ANY (%(doors)s)")
        return " AND ".join(told) or "true"

    def values(self) -> dict[str, Any]:
        found = {"districts": list(self.districts), "groups": list(self.groups)}
        return found if self.doors is None else found | {"doors": list(self.doors)}


@dataclass(frozen=True)
class Chosen:
    """Doors in walking order, and how many people were left out for which reason; `days` are those of the cool-off.

    `electors` are the people behind each door, where they came from a list.
    """

    doors: list[WalkDoor]
    left_out: dict[str, int] = field(default_factory=dict)
    days: int = 0
    electors: dict[UUID, list[UUID]] | None = None


def doors_to_walk(
    seat: Place,
    where: Where,
    *,
    kept: SavedList | None = None,
    tried_since: datetime | None = None,
    for_good: bool = False,
    at: datetime,
) -> Chosen:
    """The doors with somebody to speak to, and those to be passed by between them.

    With a list, people on it; else everybody of the places but whoever leaves lists by themselves, with `for_good` but
    not for a while alone. `tried_since` leaves out doors that somebody knocked at since. Raises UnableToAsk where the
    list names what is gone.
    """
    everybody = FOR_GOOD if for_good else EVERYBODY
    wanted = wanted_for(kept, Use.DOOR, at=at) if kept else everybody_for(seat, everybody, at=at)
    wanted = wanted.binding(**where.values())
    if tried_since is not None:
        wanted = wanted.binding(tried_since=tried_since).without("walked", TRIED_SINCE)
    place = where.condition()
    with connection.cursor() as cursor:
        cursor.execute(DOORS.format(on_it=wanted.on_it, place=place), wanted.values)
        rows = cursor.fetchall()
    left_out = count_wanted(wanted, OF_THESE_DOORS.format(place=place)).left_out
    days = 0 if kept and not kept.is_live else wanted.form.leave.spoken_days or 0
    electors = {row[0]: row[-1] for row in rows} if kept else None
    return Chosen([_door(row[:-1]) for row in rows], dict(left_out), days, electors)


def _door(row: tuple[Any, ...]) -> WalkDoor:
    id, street, name, order, number, side, building, latitude, longitude, is_rough, people = row
    return WalkDoor(
        id=id,
        street=street,
        street_name=name,
        order=order,
        number=number,
        side=side,
        building=building,
        people=people,
        place=None if latitude is None or longitude is None else (latitude, longitude),
        is_rough=bool(is_rough),
    )
