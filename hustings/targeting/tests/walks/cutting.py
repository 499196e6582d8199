"""How the tests of walks cut, look and hand out: as Priya, who organises Northmoor."""

from datetime import timedelta
from typing import Any

from hustings.audit.words import Action, Purpose
from hustings.canvassing.tests.ground import AT, Ground
from hustings.targeting.models import Outing, Walk, WalkDoor, WalkPlan
from hustings.targeting.walks.cutting import cut_plan
from hustings.targeting.walks.handing import hand_out_walk, take_walk_back
from hustings.targeting.walks.planning import WalkWish, order_walks
from tests.cast import Cast, acting, arranging

LATER = AT + timedelta(hours=3)


def cut(cast: Cast, ground: Ground, *, minutes: int = 60, **wish: Any) -> WalkPlan:
    """Cut walks: of all of the seat's districts, where nothing else is wished."""
    where = wish or {"districts": [one.id for one in ground.districts]}
    if "saved_list" not in where and "road_groups" not in where:
        where.setdefault("districts", [one.id for one in ground.districts])
    with acting(cast.priya, Action.TARGETING_WALK_CUT, Purpose.CANVASS, AT) as by:
        plan = order_walks(constituency=ground.seat.id, wish=WalkWish(minutes=minutes, **where), by=by, at=AT)
        return cut_plan(constituency=ground.seat.id, plan_id=plan.id, by=by, at=AT)


def walks(plan: WalkPlan) -> list[Walk]:
    with arranging():
        return list(Walk.objects.filter(plan=plan).order_by("number"))


def doors_in(*walks: Walk) -> set[object]:
    with arranging():
        return set(WalkDoor.objects.filter(walk__in=walks).values_list("door_id", flat=True))


def give(cast: Cast, walk: Walk, team: str, **how: Any) -> Outing:
    given = {"starts_at": AT, "until": LATER} | how
    with acting(cast.priya, Action.TARGETING_WALK_HAND_OUT, Purpose.CANVASS, AT) as by:
        return hand_out_walk(
            constituency=walk.constituency_id, walk_id=walk.id, team=team, by=by, at=AT, **given
        )


def take_back(cast: Cast, outing: Outing, *, is_walked: bool = True) -> Outing:
    with acting(cast.priya, Action.TARGETING_WALK_HAND_OUT, Purpose.CANVASS, AT) as by:
        return take_walk_back(
            constituency=outing.constituency_id, outing_id=outing.id, is_walked=is_walked, by=by, at=AT
        )
