"""What the pages of walks show."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import Count, QuerySet, Sum

from hustings.access.models import Grant
from hustings.access.roles import Role
from hustings.organisation.models import UnitSeat
from hustings.targeting.models import Outing, Walk, WalkDoor, WalkPlan
from hustings.targeting.walks.handing import outings_now

Line = list[tuple[float, float]]
Dots = dict[UUID, dict[tuple[float, float], list[UUID]]]


@dataclass(frozen=True)
class WalkRow:
    """A walk with how long its team is out, and who holds it now or has booked it."""

    walk: Walk
    minutes: int
    outings: list[Outing] = field(default_factory=list)


def plans_of(constituency: int) -> "QuerySet[WalkPlan]":
    """The plans of a seat, newest first, with their numbers of walks and doors."""
    plans = WalkPlan.objects.filter(constituency_id=constituency, retired_at=None)
    return plans.annotate(walk_count=Count("walks"), door_count=Sum("walks__doors")).order_by("-made_at")


def plans_put_away(constituency: int) -> "QuerySet[WalkPlan]":
    """The plans of a seat that were put away and who walked them is still known, the last first."""
    plans = WalkPlan.objects.filter(constituency_id=constituency, retired_at__isnull=False)
    return plans.order_by("-retired_at")


def walks_of(plan: WalkPlan, at: datetime) -> list[WalkRow]:
    """A plan's walks by number. Two queries."""
    walks = list(Walk.objects.filter(constituency_id=plan.constituency_id, plan=plan).order_by("number"))
    held = outings_now(plan.constituency_id, [walk.id for walk in walks], at)
    return [WalkRow(walk, walk.minutes_for(plan.team), held.get(walk.id, [])) for walk in walks]


def lines_of(plan: WalkPlan) -> dict[UUID, Line]:
    """The places of each walk's doors in their order, as far as they are known. One query."""
    rows = WalkDoor.objects.filter(
        constituency_id=plan.constituency_id, walk__plan=plan, door__latitude__isnull=False
    ).order_by("walk", "place")
    lines: dict[UUID, Line] = defaultdict(list)
    for walk, latitude, longitude in rows.values_list("walk", "door__latitude", "door__longitude"):
        assert latitude is not None
        assert longitude is not None
        lines[walk].append((latitude, longitude))
    return lines


def dots_of(plan: WalkPlan) -> Dots:
    """The doors of a plan by walk and place, as far as their places are known: what can be taken up on a map."""
    rows = WalkDoor.objects.filter(
        constituency_id=plan.constituency_id, walk__plan=plan, door__latitude__isnull=False
    ).values_list("walk", "door__latitude", "door__longitude", "door")
    found: Dots = defaultdict(lambda: defaultdict(list))
    for walk, latitude, longitude, door in rows:
        assert latitude is not None
        assert longitude is not None
        found[walk][latitude, longitude].append(door)
    return found


def doors_of(walk: Walk) -> list[WalkDoor]:
    """A walk's doors in order, each with its street."""
    rows = WalkDoor.objects.filter(constituency_id=walk.constituency_id, walk=walk)
    return list(rows.select_related("door__street", "door__building").order_by("place"))


def canvassers_of(constituency: int, at: datetime) -> list[tuple[UUID, str]]:
    """The canvassers who sign in, in this seat: their grant and their name."""
    grants = Grant.objects.filter(
        role=Role.CANVASSER,
        unit__in=UnitSeat.objects.filter(constituency_id=constituency).values("unit"),
        starts_at__lte=at,
        ends_at__gt=at,
        ended_at=None,
    )
    return list(grants.order_by("membership__name").values_list("id", "membership__name").distinct())
