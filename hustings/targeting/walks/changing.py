"""Changing walks by hand: a door to the neighbour walk, one walk in two, two in one."""

from collections.abc import Hashable, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Max
from django.utils.translation import gettext as _

from hustings.access.actor import Actor
from hustings.targeting.models import Walk, WalkDoor, WalkPlan
from hustings.targeting.turf.words import MOST_PEOPLE
from hustings.targeting.walks import rules
from hustings.targeting.walks.planning import UnableToCut, note_walks, refuse_while_out, walk_held

Rows = list[WalkDoor]


@transaction.atomic
def move_doors(*, constituency: int, doors: Sequence[UUID], to: UUID, by: Actor, at: datetime) -> int:
    """Put doors of other walks of the plan into this one, each where it lengthens the walk the least.

    A walk that loses its last door is gone. Returns how many moved. Raises UnableToCut where a door is in no walk of
    the plan, a walk is out, or the walk would name more than 250 people.
    """
    walk, plan = walk_held(constituency, to)
    moving = list(
        WalkDoor.objects.filter(constituency_id=constituency, walk__plan=plan, door__in=doors)
        .exclude(walk=walk)
        .select_related("door")
    )
    if not moving:
        raise UnableToCut(_("No door was chosen that is in another of these walks. Nothing was changed."))
    left = {row.walk_id for row in moving}
    refuse_while_out(plan, at, walk.id, *left)
    _refuse_too_many(walk.people + sum(row.people for row in moving))
    changed = {walk: rows_of(walk)}
    changed |= {
        other: rows_of(other) for other in Walk.objects.filter(constituency_id=constituency, pk__in=left)
    }
    longer = further_of(changed)
    moved = {row.door_id for row in moving}
    changed = {one: [row for row in rows if row.door_id not in moved] for one, rows in changed.items()}
    for row in moving:
        staying = changed[walk]
        staying.insert(rules.best_place([_place(one) for one in staying], _place(row)), row)
    _write(plan, changed, longer)
    note_walks(plan, by, at, step="doors moved", count=len(moving))
    return len(moving)


@transaction.atomic
def split_walk(*, constituency: int, walk_id: UUID, by: Actor, at: datetime) -> Walk:
    """Part a walk where half its time is reached; the second half becomes a walk of its own, which is returned."""
    walk, plan = walk_held(constituency, walk_id)
    refuse_while_out(plan, at, walk.id)
    rows = rows_of(walk)
    if len(rows) < 2:
        raise UnableToCut(_("A walk of one door cannot be parted. Nothing was changed."))
    last = Walk.objects.filter(constituency_id=constituency, plan=plan).aggregate(last=Max("number"))["last"]
    other = Walk.objects.create(
        constituency_id=constituency, plan=plan, number=last + 1, name=walk.name,
        doors=0, people=0, talking=0, walking=0, metres=0,
    )  # fmt: skip
    half = _half(rows)
    _write(plan, {walk: rows[:half], other: rows[half:]}, further_of({walk: rows}))
    note_walks(plan, by, at, step="parted", count=len(rows))
    return other


@transaction.atomic
def merge_walks(*, constituency: int, walk_id: UUID, into: UUID, by: Actor, at: datetime) -> Walk:
    """Put one walk's doors behind another's, from whichever end is nearer. Raises UnableToCut beyond 250 people."""
    walk, plan = walk_held(constituency, walk_id)
    target = Walk.objects.filter(constituency_id=constituency, plan=plan, pk=into).first()
    if target is None or walk == target:
        raise UnableToCut(_("Choose another walk of the same plan. Nothing was changed."))
    refuse_while_out(plan, at, walk.id, target.id)
    _refuse_too_many(walk.people + target.people)
    rows, added = rows_of(target), rows_of(walk)
    longer = further_of({walk: added, target: rows})
    end = _place(rows[-1])
    if rules.metres_between(end, _place(added[-1])) < rules.metres_between(end, _place(added[0])):
        added.reverse()
    _write(plan, {walk: [], target: [*rows, *added]}, longer)
    note_walks(plan, by, at, step="merged", count=len(rows) + len(added))
    return target


def rows_of(walk: Walk) -> Rows:
    """The doors of a walk in their order."""
    rows = WalkDoor.objects.filter(constituency_id=walk.constituency_id, walk=walk)
    return list(rows.select_related("door").order_by("place"))


def _place(row: WalkDoor) -> rules.Place:
    door = row.door
    if door.latitude is None or door.longitude is None:
        return None
    return (door.latitude, door.longitude)


def _stops(rows: Rows) -> list[rules.Stop]:
    return [rules.Stop(row.people, _place(row), row.door.building_id) for row in rows]


def further_of(walks: dict[Walk, Rows]) -> float:
    """How much further some walks are than straight on, as they were measured."""
    straight = sum(sum(rules.legs_of(_stops(rows))) for rows in walks.values())
    return rules.further(sum(walk.metres for walk in walks), straight)


def _half(rows: Rows) -> int:
    """After how many doors half the people have been met, at least one door before and one after."""
    total, met = sum(row.people for row in rows), 0
    for number, row in enumerate(rows[:-1], start=1):
        met += row.people
        if 2 * met >= total:
            return number
    return len(rows) - 1


def _refuse_too_many(people: int) -> None:
    if people > MOST_PEOPLE:
        raise UnableToCut(
            _("That walk would name %(people)d people; %(most)d are the most. Nothing was changed.")
            % {"people": people, "most": MOST_PEOPLE}
        )


def _write(plan: WalkPlan, walks: dict[Walk, Rows], longer: float) -> None:
    """Let walks hold these doors in this order, and nothing else; one without any is gone."""
    WalkDoor.objects.filter(constituency_id=plan.constituency_id, walk__in=list(walks)).delete()
    WalkDoor.objects.bulk_create(
        WalkDoor(
            constituency_id=plan.constituency_id,
            walk=walk,
            door=row.door,
            place=place,
            people=row.people,
            electors=row.electors,
            joined_at=row.joined_at,
        )
        for walk, rows in walks.items()
        for place, row in enumerate(rows, start=1)
    )
    for walk, rows in walks.items():
        if rows:
            count_walk(walk, rows, longer, plan)
        else:
            walk.delete()


def _flats(plan: WalkPlan, rows: Rows) -> dict[Hashable, int]:
    """How many doors of each house of flats in these rows are knocked at in all the plan's walks."""
    inside = {row.door.building_id for row in rows} - {None}
    doors = WalkDoor.objects.filter(constituency_id=plan.constituency_id, walk__plan=plan, people__gt=0)
    counted = doors.filter(door__building__in=inside).values("door__building").annotate(doors=Count("door"))
    return dict(counted.values_list("door__building", "doors"))


def count_walk(walk: Walk, rows: Rows, longer: float, plan: WalkPlan) -> None:
    """Write what a walk of these doors holds and takes."""
    walk.doors, walk.people = len(rows), sum(row.people for row in rows)
    taken = rules.times(_stops(rows), further=longer, has_car=plan.has_car, flats=_flats(plan, rows))
    walk.talking, walk.walking, walk.metres = taken.talking, taken.walking, taken.metres
    walk.save(update_fields=["doors", "people", "talking", "walking", "metres"])
