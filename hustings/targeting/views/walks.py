from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from hustings.access.errands import start_job
from hustings.access.reading import log_read
from hustings.access.requests import ScopedRequest, ids_of
from hustings.audit.words import Action, Purpose
from hustings.lib.declaring import declare
from hustings.register.doors.drift import drifts_of_seat
from hustings.register.models import RoadGroup
from hustings.targeting.forms.walks import CutForm, HandFreeForm, HandOutForm, LeftForm
from hustings.targeting.lists.keeping import lists_for
from hustings.targeting.models import Walk, WalkPlan
from hustings.targeting.tasks import cut_walks
from hustings.targeting.walks.drawing import walks_map
from hustings.targeting.walks.handing import outings_now, outings_over
from hustings.targeting.walks.listing import (
    canvassers_of,
    doors_of,
    dots_of,
    lines_of,
    plans_of,
    plans_put_away,
    walks_of,
)
from hustings.targeting.walks.planning import UnableToCut, order_walks
from hustings.targeting.walks.standing import drift_of, follow_register, in_none
from hustings.targeting.walks.wording import sentences
from hustings.work.models import Job, JobState

PLANS_SHOWN = 50
USUALLY_OUT = timedelta(hours=3)


@declare(action=Action.TARGETING_WALK_OPEN, purpose=Purpose.CANVASS, place="seat")
@require_safe
def plans(request: ScopedRequest, seat: str) -> HttpResponse:
    context = {
        "plans": plans_of(request.seat.id)[:PLANS_SHOWN],
        "put_away": plans_put_away(request.seat.id)[:PLANS_SHOWN],
    }
    return render(request, "targeting/plans.html", context)


@declare(action=Action.TARGETING_WALK_CUT, purpose=Purpose.CANVASS, place="seat")
@require_http_methods(["GET", "HEAD", "POST"])
def cutting(request: ScopedRequest, seat: str) -> HttpResponse:
    """Choose districts and road groups and how long a walk is; cutting is left to the worker."""
    at = timezone.now()
    lists = lists_for(request.actor, request.seat.id).order_by("name")
    form = CutForm(lists, request.POST or None, initial={"saved_list": request.GET.get("list", "")})
    groups = RoadGroup.objects.filter(constituency_id=request.seat.id).order_by("name")
    if not groups:
        del form.fields["by_group"]
    if request.method == "POST" and form.is_valid():
        wish = form.wish(ids_of(request.POST.getlist("district")), ids_of(request.POST.getlist("group")))
        try:
            made = order_walks(constituency=request.seat.id, wish=wish, by=request.actor, at=at)
        except UnableToCut as refusal:
            form.add_error(None, str(refusal))
        else:
            leave_to_worker(request, made)
            return redirect("targeting:plan", seat=request.seat.slug, plan=made.id)
    context = {
        "form": form,
        "districts": drifts_of_seat(request.seat.id),
        "groups": groups,
        "ticked": {*request.POST.getlist("district"), *request.POST.getlist("group")},
    }
    return render(request, "targeting/cutting.html", context, status=422 if form.errors else 200)


@declare(action=Action.TARGETING_WALK_OPEN, purpose=Purpose.CANVASS, place="seat")
@require_safe
def plan(request: ScopedRequest, seat: str, plan: UUID) -> HttpResponse:
    """A plan's walks on a map and in a table; while it is cut, how far that is."""
    at = timezone.now()
    found = get_object_or_404(WalkPlan, constituency_id=request.seat.id, pk=plan)
    follow_register(found, at)
    rows = walks_of(found, at)
    moves = len(rows) > 1 and request.actor.may(Action.TARGETING_WALK_CUT, request.seat.id)
    dots = dots_of(found) if moves else None
    job = Job.objects.filter(pk=found.job_id).first() if found.job_id else None
    context = {
        "now": at,
        "plan": found,
        "rows": rows,
        "moves": moves,
        "over": outings_over(found, at),
        "left": LeftForm(initial={"minutes": found.minutes, "team": found.team}),
        "hand_out": HandFreeForm(initial={"until": timezone.localtime(at + USUALLY_OUT)}),
        "has_free": any(not row.outings for row in rows),
        "said": sentences(found.said),
        "drifted": [one for one in drift_of(found) if one.has_drifted] if found.kept_at else [],
        "in_none": in_none(found) if found.kept_at else 0,
        "map": walks_map([row.walk for row in rows], lines_of(found), seat=request.seat.slug, dots=dots),
        "job": job,
        "is_done": job is not None and job.state == JobState.DONE,
        "is_cutting": job is not None and job.ended_at is None,
        "url": request.path,
        "then_url": request.path,
    }
    shows_job = request.htmx and job
    return render(request, "components/progress.html" if shows_job else "targeting/plan.html", context)


@declare(action=Action.TARGETING_WALK_OPEN, purpose=Purpose.CANVASS, place="seat")
@require_safe
def walk(request: ScopedRequest, seat: str, plan: UUID, walk: UUID) -> HttpResponse:
    """A walk's doors in order, who holds it, and what can be done with it."""
    at = timezone.now()
    found = get_object_or_404(
        Walk.objects.select_related("plan"), constituency_id=request.seat.id, plan=plan, pk=walk
    )
    walks = [row.walk for row in walks_of(found.plan, at)]
    others = [one for one in walks if one.id != found.id]
    doors = doors_of(found)
    log_read(request, f"walk {found.id}", count=len(doors))
    context = {
        "now": at,
        "walk": found,
        "plan": found.plan,
        "doors": doors,
        "map": walks_map(walks, lines_of(found.plan), seat=request.seat.slug, only=found.id),
        "outings": outings_now(request.seat.id, [found.id], at).get(found.id, []),
        "others": others,
        "minutes": found.minutes_for(found.plan.team),
        "hand_out": HandOutForm(
            canvassers_of(request.seat.id, at), initial={"until": timezone.localtime(at + USUALLY_OUT)}
        ),
    }
    return render(request, "targeting/walk.html", context)


def leave_to_worker(request: ScopedRequest, made: WalkPlan, asked: dict[str, Any] | None = None) -> None:
    """Queue the cutting of a plan: of all its doors, or of what is left where minutes and a team are asked."""
    job = start_job(
        request.actor,
        cut_walks,
        title=str(made),
        at=timezone.now(),
        constituency=request.seat.id,
        subject=made.id,
        asked=asked,
        came_from=reverse("targeting:plan", args=[request.seat.slug, made.id]),
    )
    made.job_id = job.id
    made.save(update_fields=["job_id"])
