"""Cutting a plan's doors into walks, all of them or those that are left when helpers drop out. The worker's part."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from importlib import import_module
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from hustings.access.actor import Actor
from hustings.register.models import Door, RoadGroup
from hustings.targeting.lists.asking import UnableToAsk
from hustings.targeting.models import Outing, SavedList, Walk, WalkDoor, WalkPlan
from hustings.targeting.turf.words import Asked, Cut, CutWalk, Remark
from hustings.targeting.turf.words import WalkDoor as DoorToWalk
from hustings.targeting.walks.choosing import Chosen, Where, doors_to_walk
from hustings.targeting.walks.planning import (
    UnableToCut,
    note_walks,
    plan_held,
    refuse_lengths,
    refuse_while_out,
)
from hustings.targeting.walks.standing import settle_anew

AS_LONG_AS_IT_TAKES = 100_000.0
LEFT_OUT = "left out:"
"""Before the reason, in what a plan says of its cut; then how many, and the days of the list's cool-off."""


@transaction.atomic
def cut_plan(*, constituency: int, plan_id: UUID, by: Actor, at: datetime) -> WalkPlan:
    """Cut all of a plan's doors into walks, in place of those it had; who walked what before stays.

    Raises UnableToCut where a walk of it is out, or where there is no door with anybody to speak to.
    """
    plan = plan_held(constituency, plan_id)
    refuse_while_out(plan, at)
    chosen = _chosen(plan, Where(plan.districts, plan.road_groups), at)
    if not chosen.doors:
        raise UnableToCut(
            _("There is no door there with anybody to speak to. Choose another place; nothing was cut.")
        )
    plan.all_cut_at = at
    walks = Walk.objects.filter(constituency_id=constituency, plan=plan)
    _cut(plan, chosen, walks.values_list("pk", flat=True), at)
    settle_anew(plan, at)
    note_walks(plan, by, at, step="cut", count=len(chosen.doors))
    return plan


@transaction.atomic
def cut_left(
    *, constituency: int, plan_id: UUID, minutes: int, team: int, by: Actor, at: datetime
) -> WalkPlan:
    """Cut anew what is left of a plan, for other times and teams: the doors of walks that nobody holds and nobody
    walked to the end, without those at which somebody knocked since the plan was cut.

    Walks that are out, booked or walked stay as they are. Raises UnableToCut where nothing is left.
    """
    refuse_lengths(minutes, team)
    plan = plan_held(constituency, plan_id)
    left = doors_left(plan, at)
    if not left:
        raise UnableToCut(_("Every walk of this plan is out or was walked. Nothing was cut."))
    plan.minutes, plan.team = minutes, team
    chosen = _chosen(plan, Where(doors=list(left)), at, tried_since=plan.cut_at)
    if not chosen.doors:
        raise UnableToCut(
            _(
                "Somebody has knocked at every door that is left, or nobody there can be asked for. Nothing was cut."
            )
        )
    _cut(plan, chosen, set(left.values()), at)
    settle_anew(plan, at, set(left))
    note_walks(plan, by, at, step="cut what is left", count=len(chosen.doors))
    return plan


@transaction.atomic
def cut_one(*, constituency: int, plan_id: UUID, walk: UUID, by: Actor, at: datetime) -> WalkPlan:
    """Cut the doors of one walk anew to the plan's time: into several where it has grown, else only put in order.

    Raises UnableToCut where it is out or gone, or nobody there can be asked for.
    """
    plan = plan_held(constituency, plan_id)
    rows = WalkDoor.objects.filter(constituency_id=constituency, walk=walk, walk__plan=plan)
    doors = list(rows.values_list("door_id", flat=True))
    if not doors:
        raise UnableToCut(_("That walk is gone. Load the page again; nothing was changed."))
    refuse_while_out(plan, at, walk)
    chosen = _chosen(plan, Where(doors=doors), at)
    if not chosen.doors:
        raise UnableToCut(
            _("There is no door there with anybody to speak to. Choose another place; nothing was cut.")
        )
    _cut(plan, chosen, [walk], at)
    settle_anew(plan, at, set(doors))
    note_walks(plan, by, at, step="cut one", count=len(chosen.doors))
    return plan


def doors_left(plan: WalkPlan, at: datetime) -> dict[UUID, UUID]:
    """The doors of a plan that nobody holds, has booked or walked since all of it was cut, each with its walk."""
    outings = Outing.objects.filter(constituency_id=plan.constituency_id, plan=plan)
    if plan.all_cut_at is not None:
        outings = outings.filter(given_at__gte=plan.all_cut_at)
    held = outings.filter(back_at=None, until__gt=at, walk__isnull=False).values("walk")
    walked = {
        door for doors in outings.filter(is_walked=True).values_list("doors", flat=True) for door in doors
    }
    rows = WalkDoor.objects.filter(constituency_id=plan.constituency_id, walk__plan=plan).exclude(
        walk__in=held
    )
    return {door: walk for door, walk in rows.values_list("door_id", "walk_id") if door not in walked}


def _chosen(plan: WalkPlan, where: Where, at: datetime, *, tried_since: datetime | None = None) -> Chosen:
    kept = None
    if plan.saved_list is not None:
        lists = SavedList.objects.filter(constituency_id=plan.constituency_id, retired_at=None)
        kept = lists.filter(pk=plan.saved_list).first()
        if kept is None:
            raise UnableToCut(
                _(
                    "The list that these walks came from was put away. Cut walks from another list; these stay as they "
                    "are."
                )
            )
    try:
        return doors_to_walk(
            plan.constituency,
            where,
            kept=kept,
            tried_since=tried_since,
            for_good=plan.kept_at is not None,
            at=at,
        )
    except UnableToAsk as refusal:
        raise UnableToCut(str(refusal)) from refusal


def _cut(plan: WalkPlan, chosen: Chosen, old: Iterable[UUID], at: datetime) -> None:
    """Put walks of these doors in the place of old ones."""
    cut = _cut_groups(plan, chosen.doors) if plan.by_group else cut_doors(chosen.doors, _asked(plan))
    Walk.objects.filter(constituency_id=plan.constituency_id, pk__in=list(old)).delete()
    _keep(plan, chosen, cut)
    plan.said = [[str(remark), what] for remark, what in cut.remarks]
    plan.said += [
        [f"{LEFT_OUT}{reason}", f"{count} {chosen.days}"] for reason, count in chosen.left_out.items()
    ]
    plan.cut_at = at
    plan.save(update_fields=["said", "cut_at", "all_cut_at", "minutes", "team"])


def _cut_groups(plan: WalkPlan, doors: Sequence[DoorToWalk]) -> Cut:
    """Each road group as one walk under its name, in parts only where it names more people than a walk may; doors in
    none of them by time.
    """
    groups = RoadGroup.objects.filter(constituency_id=plan.constituency_id, pk__in=plan.road_groups)
    names = dict(groups.values_list("pk", "name"))
    gathered = Door.objects.filter(constituency_id=plan.constituency_id, road_group__in=names)
    of: dict[Any, Any] = dict(gathered.values_list("pk", "road_group"))
    asked = replace(_asked(plan), minutes=AS_LONG_AS_IT_TAKES)
    walks: list[CutWalk] = []
    remarks: list[tuple[Remark, str]] = []
    for group, name in sorted(names.items(), key=lambda item: (item[1], item[0])):
        found = cut_doors([door for door in doors if of.get(door.id) == group], asked)
        parts = [
            _("%(name)s, part %(part)d") % {"name": name, "part": n} for n in range(1, len(found.walks) + 1)
        ]
        called = parts if len(parts) > 1 else [name]
        walks += [replace(walk, name=told) for walk, told in zip(found.walks, called, strict=False)]
        remarks += [one for one in found.remarks if one[0] not in (Remark.UNEVEN, Remark.EMPTY)]
    others = [door for door in doors if door.id not in of]
    rest = cut_doors(others, _asked(plan)) if others else Cut()
    return Cut((*walks, *rest.walks), (*remarks, *rest.remarks))


def cut_doors(doors: Sequence[DoorToWalk], asked: Asked) -> Cut:
    """Cut by the engine; its libraries take a second to load, and only whoever cuts waits for them."""
    cut: Cut = import_module("hustings.targeting.turf.planning").cut_doors(doors, asked)
    return cut


def _asked(plan: WalkPlan) -> Asked:
    start = None
    if plan.start_latitude is not None and plan.start_longitude is not None:
        start = (plan.start_latitude, plan.start_longitude)
    return Asked(minutes=plan.minutes, team=plan.team, has_car=plan.has_car, start=start)


def _keep(plan: WalkPlan, chosen: Chosen, cut: Cut) -> None:
    people = {door.id: door.people for door in chosen.doors}
    electors: dict[Any, list[UUID]] = dict(chosen.electors or {})
    staying = Walk.objects.filter(constituency_id=plan.constituency_id, plan=plan)
    last = staying.aggregate(last=Max("number"))["last"] or 0
    rows: list[WalkDoor] = []
    for number, found in enumerate(cut.walks, start=last + 1):
        walk = Walk.objects.create(
            constituency_id=plan.constituency_id,
            plan=plan,
            number=number,
            name=found.name[:200],
            doors=len(found.doors),
            people=found.people,
            talking=found.talking,
            walking=found.walking,
            metres=found.metres,
        )
        rows += [
            WalkDoor(
                constituency_id=plan.constituency_id,
                walk=walk,
                door_id=door,
                place=place,
                people=people[door],
                electors=electors.get(door),
            )
            for place, door in enumerate(found.doors, start=1)
        ]
    WalkDoor.objects.bulk_create(rows, batch_size=2000)
