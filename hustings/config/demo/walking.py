"""Walks in the demo's first seat: one district cut, one walk back, one out and one booked for tomorrow."""

from datetime import datetime, timedelta

from hustings.access.scope import acting_as
from hustings.audit.words import Action, Purpose
from hustings.geography.models import Place, PollingDistrict
from hustings.targeting.models import Walk, WalkPlan
from hustings.targeting.walks.cutting import cut_plan
from hustings.targeting.walks.handing import hand_out_walk, take_walk_back
from hustings.targeting.walks.planning import WalkWish, order_walks

TEAMS = ("Fern and Idris", "The Saturday team", "Station Road volunteers")
OUT_FOR = timedelta(hours=3)


def walk_in(seat: Place, *, organiser: str, at: datetime) -> None:
    """Cut the first district of a seat into walks and hand some out; does nothing where that is done."""
    with acting_as(organiser, action=Action.TARGETING_WALK_CUT, purpose=Purpose.CANVASS, at=at) as by:
        if WalkPlan.objects.filter(constituency=seat).exists():
            return
        first = PollingDistrict.objects.filter(constituency=seat).order_by("letters", "id")[:1]
        wish = WalkWish(districts=[one.id for one in first], meeting_place="The library steps")
        plan = order_walks(constituency=seat.id, wish=wish, by=by, at=at)
        cut_plan(constituency=seat.id, plan_id=plan.id, by=by, at=at)
    with acting_as(organiser, action=Action.TARGETING_WALK_HAND_OUT, purpose=Purpose.CANVASS, at=at) as by:
        walks = Walk.objects.filter(constituency=seat, plan=plan).order_by("number")
        for number, (walk, team) in enumerate(zip(walks, TEAMS, strict=False)):
            starts_at = at + timedelta(days=number // 2)
            outing = hand_out_walk(
                constituency=seat.id,
                walk_id=walk.id,
                team=team,
                starts_at=starts_at,
                until=starts_at + OUT_FOR,
                by=by,
                at=at,
            )
            if number == 0:
                take_walk_back(constituency=seat.id, outing_id=outing.id, by=by, at=at)
