"""Standing walks: kept with their names, they gain new doors by themselves and say how they drifted."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from hustings.access.actor import Actor
from hustings.targeting.models import Outing, Walk, WalkDoor, WalkPlan
from hustings.targeting.turf.words import MOST_PEOPLE
from hustings.targeting.walks.changing import count_walk, further_of, rows_of
from hustings.targeting.walks.choosing import Where
from hustings.targeting.walks.homes import StandingDoor, homes_of, put_between
from hustings.targeting.walks.planning import UnableToCut, note_walks, plan_at_once, refuse_while_out

FEW = 0.05
"""So many doors, as a part of all, come into walks that are kept without their being cut anew."""
OFF_FROM = 0.15
"""By which part of the time wanted a walk is off before it is told."""
LIVED_AT = """d.constituency_id = %(seat)s AND NOT d.do_not_knock AND {place} AND EXISTS (
    SELECT FROM register_elector e WHERE e.constituency_id = %(seat)s AND e.door_id = d.id AND e.on_register)"""
DOOR = """d.id, d.street_id, d.side, d.number, d.latitude, d.longitude, d.road_group_id, CASE WHEN d.do_not_knock
    THEN 0 ELSE (SELECT count(*) FROM register_elector e
                 WHERE e.constituency_id = %(seat)s AND e.door_id = d.id AND e.on_register) END"""
IN_NONE = f"""
SELECT {DOOR}, NULL::uuid, 0, false FROM register_door d
JOIN register_street t ON t.constituency_id = %(seat)s AND t.id = d.street_id
WHERE {LIVED_AT} AND NOT EXISTS (
    SELECT FROM targeting_walkdoor w JOIN targeting_walk k ON k.constituency_id = %(seat)s AND k.id = w.walk_id
    WHERE w.constituency_id = %(seat)s AND w.door_id = d.id AND k.plan_id = %(plan)s)
ORDER BY t.name_key COLLATE "C", t.id, d.walk_key COLLATE "C", d.id
"""
STANDING = f"""
SELECT {DOOR}, w.walk_id, w.people, d.do_not_knock FROM targeting_walkdoor w
JOIN targeting_walk k ON k.constituency_id = %(seat)s AND k.id = w.walk_id
JOIN register_door d ON d.constituency_id = %(seat)s AND d.id = w.door_id
WHERE w.constituency_id = %(seat)s AND k.plan_id = %(plan)s ORDER BY w.walk_id, w.place
"""
# Under the purpose of canvassing the walls leave out who objected at the door: nobody is there to be asked for.


@dataclass(frozen=True)
class WalkDrift:
    """What changed in a standing walk since somebody looked; `off` is how much longer it takes than is wanted, as a
    part of that.
    """

    walk: Walk
    gained: int
    off: float

    @property
    def off_percent(self) -> int:
        return round(100 * self.off)

    @property
    def off_percent_shorter(self) -> int:
        return -self.off_percent

    @property
    def is_off(self) -> bool:
        return abs(self.off) >= OFF_FROM

    @property
    def has_drifted(self) -> bool:
        return bool(self.gained or self.walk.lost or self.is_off)


@transaction.atomic
def keep_walks(*, constituency: int, plan_id: UUID, by: Actor, at: datetime) -> bool:
    """Let a plan's walks stand: every door there with somebody on the register belongs to one of them from now on.

    Those that left the cut for a while, such as who was spoken to lately, come in. Where they are many the walks would
    no longer be of the time wanted: returns whether they are to be cut anew, which is left to the worker. Raises
    UnableToCut for walks of a list, which are of the people on it and of nobody who comes later, and where many doors
    are to come in while a walk is out.
    """
    plan = plan_at_once(constituency, plan_id)
    if plan.saved_list is not None:
        raise UnableToCut(
            _(
                "Walks from a list are of the people on it. Keep walks that were cut from places; nothing was changed."
            )
        )
    doors = Walk.objects.filter(constituency_id=constituency, plan=plan).aggregate(doors=Sum("doors"))[
        "doors"
    ]
    if not doors:
        raise UnableToCut(_("This plan has no walks to keep yet. Nothing was changed."))
    cuts_anew: bool = in_none(plan) > FEW * doors
    if cuts_anew:
        refuse_while_out(plan, at)
    plan.kept_at = at
    plan.save(update_fields=["kept_at"])
    if not cuts_anew:
        settle_anew(plan, at)
    note_walks(plan, by, at, step="kept")
    return cuts_anew


@transaction.atomic
def confirm_drift(*, constituency: int, plan_id: UUID, by: Actor, at: datetime) -> None:
    """Say that what joined and left is right: the drift is told from now on."""
    plan = plan_at_once(constituency, plan_id)
    if plan.kept_at is None:
        raise UnableToCut(_("These walks are not kept as standing ones. Nothing was changed."))
    plan.kept_at = at
    plan.save(update_fields=["kept_at"])
    _forget_drift(plan)
    note_walks(plan, by, at, step="drift confirmed")


@transaction.atomic
def let_go(*, constituency: int, plan_id: UUID, by: Actor, at: datetime) -> None:
    """Let a plan's walks be as they are now: nothing joins them any more."""
    plan = plan_at_once(constituency, plan_id)
    plan.kept_at = None
    plan.save(update_fields=["kept_at"])
    _forget_drift(plan)
    note_walks(plan, by, at, step="let go")


@transaction.atomic
def rename_walk(*, constituency: int, walk_id: UUID, name: str, by: Actor, at: datetime) -> Walk:
    """Give a walk another name. Raises UnableToCut where it is gone or the name is empty."""
    walk = Walk.objects.select_related("plan").filter(constituency_id=constituency, pk=walk_id).first()
    name = " ".join(name.split())[:200]
    if walk is None or not name:
        raise UnableToCut(_("Give the walk a name. Nothing was changed."))
    walk.name = name
    walk.save(update_fields=["name"])
    note_walks(walk.plan, by, at, step="renamed")
    return walk


def follow_register(plan: WalkPlan, at: datetime) -> bool:
    """Bring a plan's standing walks up to the register: new doors join, those where nobody lives any more leave.

    Walks that are out wait until they are back. Does nothing for other plans, or while somebody changes this one.
    Returns whether anything moved.
    """
    if plan.kept_at is None or plan.retired_at is not None or not _changes_of(plan):
        return False
    try:
        with transaction.atomic():
            return follow_held(plan_at_once(plan.constituency_id, plan.id), at)
    except UnableToCut:
        return False


def settle_anew(plan: WalkPlan, at: datetime, doors: Collection[UUID] | None = None) -> None:
    """After standing walks were cut anew: these doors of theirs, or all, are none that joined by itself."""
    if plan.kept_at is not None:
        follow_held(plan, at)
        rows = WalkDoor.objects.filter(constituency_id=plan.constituency_id, walk__plan=plan)
        (rows if doors is None else rows.filter(door__in=doors)).update(joined_at=None)


@dataclass
class _Change:
    """What the register changed in one walk."""

    joining: list[StandingDoor] = field(default_factory=list)
    leaving: set[UUID] = field(default_factory=set)
    row: list[StandingDoor] = field(default_factory=list)


def _changes_of(plan: WalkPlan) -> dict[UUID, _Change]:
    values = _values(plan)
    changes: dict[UUID, _Change] = defaultdict(_Change)
    standing: list[StandingDoor] = []
    touched: set[UUID] = set()
    for row in _fetch(STANDING, values):
        door, before, is_passed = _door(row), row[-2], row[-1]
        assert door.walk is not None
        standing.append(door)
        changes[door.walk].row.append(door)
        if door.people != before:
            touched.add(door.walk)
        if not door.people and not is_passed:
            changes[door.walk].leaving.add(door.id)
    new = {door.id: door for door in (_door(row) for row in _fetch(_in_none(plan), values))}
    for id, walk in homes_of(new.values(), standing, by_group=plan.by_group).items():
        changes[walk].joining.append(new[id])
    return {
        walk: change
        for walk, change in changes.items()
        if walk in touched or change.joining or (change.leaving and len(change.leaving) < len(change.row))
    }


def follow_held(plan: WalkPlan, at: datetime) -> bool:
    """As `follow_register`, of a plan that the caller holds."""
    if plan.kept_at is None:
        return False
    changes = _changes_of(plan)
    out = Outing.objects.filter(
        constituency_id=plan.constituency_id, plan=plan, back_at=None, until__gt=at, walk__isnull=False
    )
    free = changes.keys() - set(out.values_list("walk", flat=True))
    for walk in Walk.objects.filter(constituency_id=plan.constituency_id, pk__in=free):
        _rewrite(plan, walk, changes[walk.id], at)
    return bool(free)


def _rewrite(plan: WalkPlan, walk: Walk, change: _Change, at: datetime) -> None:
    """Put new doors of a walk between its own and take the emptied ones out; a walk is full at 250 people."""
    longer = further_of({walk: rows_of(walk)})
    order = [door for door in change.row if door.id not in change.leaving]
    people = sum(door.people for door in order)
    came = []
    for door in change.joining:
        if people + door.people <= MOST_PEOPLE:
            order.insert(put_between(door, order), door)
            came.append(door)
            people += door.people
    if not order:
        return
    walk.lost += len(change.leaving)
    walk.save(update_fields=["lost"])
    rows = WalkDoor.objects.filter(constituency_id=plan.constituency_id, walk=walk)
    rows.filter(door__in=change.leaving).delete()
    WalkDoor.objects.bulk_create(
        WalkDoor(
            constituency_id=plan.constituency_id, walk=walk, door_id=door.id, place=0, people=0, joined_at=at
        )
        for door in came
    )
    stands = {door.id: (place, door.people) for place, door in enumerate(order, start=1)}
    written = rows_of(walk)
    for row in written:
        row.place, row.people = stands[row.door_id]
    WalkDoor.objects.bulk_update(written, ["place", "people"])
    count_walk(walk, sorted(written, key=lambda row: row.place), longer, plan)


def drift_of(plan: WalkPlan) -> list[WalkDrift]:
    """How each standing walk of a plan drifted, by number. Two queries."""
    gained: dict[UUID, int] = defaultdict(int)
    rows = WalkDoor.objects.filter(
        constituency_id=plan.constituency_id, walk__plan=plan, joined_at__isnull=False
    )
    for walk in rows.values_list("walk", flat=True):
        gained[walk] += 1
    wanted = plan.minutes * plan.team
    walks = Walk.objects.filter(constituency_id=plan.constituency_id, plan=plan).order_by("number")
    return [WalkDrift(walk, gained[walk.id], (walk.talking + walk.walking) / wanted - 1) for walk in walks]


def in_none(plan: WalkPlan) -> int:
    """How many doors of a plan's places with somebody on the register are in none of its walks. One query."""
    return len(_fetch(_in_none(plan), _values(plan)))


def _forget_drift(plan: WalkPlan) -> None:
    Walk.objects.filter(constituency_id=plan.constituency_id, plan=plan).update(lost=0)
    WalkDoor.objects.filter(constituency_id=plan.constituency_id, walk__plan=plan).update(joined_at=None)


def _where(plan: WalkPlan) -> Where:
    return Where(plan.districts, plan.road_groups)


def _in_none(plan: WalkPlan) -> str:
    return IN_NONE.format(place=_where(plan).condition())


def _values(plan: WalkPlan) -> dict[str, Any]:
    return {"seat": plan.constituency_id, "plan": plan.id} | _where(plan).values()


def _door(row: tuple[Any, ...]) -> StandingDoor:
    id, street, side, number, latitude, longitude, group, people, walk, _before, _is_passed = row
    place = None if latitude is None or longitude is None else (latitude, longitude)
    return StandingDoor(id, street, side, number, place, people, group, walk)


def _fetch(statement: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())
