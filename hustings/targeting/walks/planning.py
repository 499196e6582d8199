"""Planning walks: what was asked is kept at once, cutting it is left to the worker."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import OperationalError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from hustings.access.actor import Actor
from hustings.audit.recording import record
from hustings.audit.words import Action
from hustings.geography.models import PollingDistrict
from hustings.register.models import RoadGroup
from hustings.targeting.lists.keeping import lists_for
from hustings.targeting.models import Outing, SavedList, Walk, WalkPlan

LEAST_MINUTES, MOST_MINUTES, LARGEST_TEAM, LONGEST_REST = 15, 480, 12, 365


class UnableToCut(Exception):
    """No walk was made or changed. The message says why and what to do."""


@dataclass(frozen=True)
class WalkWish:
    """What somebody chose: where the doors are, and how long each walk is for how many people."""

    districts: Sequence[UUID] = ()
    road_groups: Sequence[UUID] = ()
    saved_list: UUID | None = None
    minutes: int = 90
    team: int = 1
    has_car: bool = False
    by_group: bool = False
    rest_days: int = 0
    meeting_place: str = ""
    start: tuple[float, float] | None = None


@transaction.atomic
def order_walks(*, constituency: int, wish: WalkWish, by: Actor, at: datetime) -> WalkPlan:
    """Keep what is to be cut. Raises UnableToCut where nothing of the seat was chosen or no walk can be that long."""
    districts = list(PollingDistrict.objects.filter(constituency_id=constituency, id__in=wish.districts))
    groups = list(RoadGroup.objects.filter(constituency_id=constituency, id__in=wish.road_groups))
    listed = _listed(constituency, wish.saved_list, by)
    if not districts and not groups and listed is None:
        raise UnableToCut(_("Choose at least one polling district, road group or list. Nothing was cut."))
    refuse_lengths(wish.minutes, wish.team)
    plan = WalkPlan.objects.create(
        constituency_id=constituency,
        title=_title([*([str(listed)] if listed else []), *map(str, districts), *map(str, groups)]),
        districts=[district.id for district in districts],
        road_groups=[group.id for group in groups],
        saved_list=listed.id if listed else None,
        minutes=wish.minutes,
        team=wish.team,
        has_car=wish.has_car,
        by_group=wish.by_group and bool(groups),
        rest_days=min(wish.rest_days, LONGEST_REST),
        meeting_place=wish.meeting_place,
        start_latitude=wish.start[0] if wish.start else None,
        start_longitude=wish.start[1] if wish.start else None,
        made_by=by.person_id,
        made_at=at,
    )
    note_walks(plan, by, at, step="ordered")
    return plan


def _listed(constituency: int, wanted: UUID | None, by: Actor) -> SavedList | None:
    """The list that was chosen, of those that the actor sees."""
    return lists_for(by, constituency).filter(pk=wanted).first() if wanted else None


def _title(names: list[str]) -> str:
    if len(names) <= 3:
        return ", ".join(names)[:200]
    return (_("%(first)s and %(more)d more") % {"first": names[0], "more": len(names) - 1})[:200]


@transaction.atomic
def put_plan_away(*, constituency: int, plan_id: UUID, by: Actor, at: datetime) -> None:
    """Take a plan out of use: its walks are gone, who walked what stays. Raises UnableToCut while a walk is out."""
    plan = plan_at_once(constituency, plan_id)
    refuse_while_out(plan, at)
    Walk.objects.filter(constituency_id=constituency, plan=plan).delete()
    plan.retired_at = at
    plan.save(update_fields=["retired_at"])
    note_walks(plan, by, at, step="put away")


def plan_held(constituency: int, plan_id: UUID) -> WalkPlan:
    """A plan in use, held against whoever changes it at the same moment. Raises UnableToCut where it is gone."""
    plans = WalkPlan.objects.select_for_update(of=("self",)).select_related("constituency")
    plan = plans.filter(constituency_id=constituency, pk=plan_id, retired_at=None).first()
    if plan is None:
        raise UnableToCut(_("That plan is gone. Nothing was cut."))
    return plan


def plan_at_once(constituency: int, plan_id: UUID) -> WalkPlan:
    """As `plan_held`, for whoever is at a page. Raises UnableToCut while the worker cuts it: nobody there waits half a
    minute.
    """
    try:
        with transaction.atomic():
            plans = WalkPlan.objects.select_for_update(of=("self",), nowait=True)
            list(plans.filter(constituency_id=constituency, pk=plan_id))
    except OperationalError as held:
        raise UnableToCut(
            _(
                "These walks are being cut or changed at this moment. Try again in a minute; nothing was changed."
            )
        ) from held
    return plan_held(constituency, plan_id)


def walk_held(constituency: int, walk_id: UUID) -> tuple[Walk, WalkPlan]:
    """A walk and its plan as they are once nobody else can change them, until what is being done is done.

    Raises UnableToCut where it is gone, and while the worker cuts the plan.
    """
    walks = Walk.objects.filter(constituency_id=constituency, pk=walk_id)
    found = walks.first()
    plan = plan_at_once(constituency, found.plan_id) if found else None
    # Looked for again: whoever held the plan before may have cut it anew.
    walk = walks.first() if plan else None
    if walk is None or plan is None:
        raise UnableToCut(_("That walk is gone. Load the page again; nothing was changed."))
    return walk, plan


def refuse_lengths(minutes: int, team: int) -> None:
    """Raise UnableToCut for a walk that nobody would walk."""
    if not (LEAST_MINUTES <= minutes <= MOST_MINUTES and 1 <= team <= LARGEST_TEAM):
        raise UnableToCut(
            _("A walk takes 15 minutes to 8 hours and 1 to 12 people. Choose within that; nothing was cut.")
        )


def refuse_while_out(plan: WalkPlan, at: datetime, *walks: UUID) -> None:
    """Raise UnableToCut while a walk of the plan, or one of these, is out or booked."""
    of_these = Q(walk__in=walks) if walks else Q(plan=plan)
    held = Outing.objects.filter(
        of_these, constituency_id=plan.constituency_id, back_at=None, until__gt=at
    ).first()
    if held is not None:
        raise UnableToCut(
            _("“%(walk)s” is in the hands of %(team)s. Take it back first; nothing was changed.")
            % {"walk": held.walk_name, "team": held.holder}
        )


def note_walks(plan: WalkPlan, by: Actor, at: datetime, *, step: str, count: int = 0) -> None:
    """Write the log's entry of a change to a plan's walks."""
    record(
        action=Action.TARGETING_WALK_CUT,
        purpose=by.purpose,
        by=by.person_id,
        at=at,
        constituency=plan.constituency_id,
        place=f"walk plan {plan.id}",
        count=count,
        detail={"step": step},
    )
