from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from hustings.access.requests import ScopedRequest, ids_of
from hustings.audit.words import Action, Purpose
from hustings.lib.declaring import declare
from hustings.targeting.forms.walks import LeftForm
from hustings.targeting.models import Walk, WalkPlan
from hustings.targeting.views.reading import first_fault
from hustings.targeting.views.walks import leave_to_worker
from hustings.targeting.walks.changing import merge_walks, move_doors, split_walk
from hustings.targeting.walks.planning import UnableToCut, put_plan_away, refuse_while_out


@declare(action=Action.TARGETING_WALK_CUT, purpose=Purpose.CANVASS, place="seat")
@require_POST
def again(request: ScopedRequest, seat: str, plan: UUID) -> HttpResponse:
    """Cut a plan anew, with the doors as they are now."""
    found = get_object_or_404(WalkPlan, constituency_id=request.seat.id, pk=plan)
    try:
        refuse_while_out(found, timezone.now())
    except UnableToCut as refusal:
        messages.error(request, str(refusal))
    else:
        leave_to_worker(request, found)
    return redirect("targeting:plan", seat=seat, plan=plan)


@declare(action=Action.TARGETING_WALK_CUT, purpose=Purpose.CANVASS, place="seat")
@require_POST
def left(request: ScopedRequest, seat: str, plan: UUID) -> HttpResponse:
    """Cut anew what is left of a plan, for as long and as many as there are now."""
    found = get_object_or_404(WalkPlan, constituency_id=request.seat.id, pk=plan)
    form = LeftForm(request.POST)
    if form.is_valid():
        leave_to_worker(request, found, form.cleaned_data)
    else:
        messages.error(request, _("%s Nothing was cut.") % first_fault(form))
    return redirect("targeting:plan", seat=seat, plan=plan)


@declare(action=Action.TARGETING_WALK_CUT, purpose=Purpose.CANVASS, place="seat")
@require_POST
def putting_away(request: ScopedRequest, seat: str, plan: UUID) -> HttpResponse:
    try:
        put_plan_away(constituency=request.seat.id, plan_id=plan, by=request.actor, at=timezone.now())
    except UnableToCut as refusal:
        messages.error(request, str(refusal))
        return redirect("targeting:plan", seat=seat, plan=plan)
    messages.success(
        request, _("The plan is put away. Who walked what stays in the log and with its outings.")
    )
    return redirect("targeting:plans", seat=seat)


@declare(action=Action.TARGETING_WALK_CUT, purpose=Purpose.CANVASS, place="seat")
@require_POST
def moving(request: ScopedRequest, seat: str, plan: UUID, walk: UUID) -> HttpResponse:
    """Put the ticked doors of this walk into another."""
    try:
        to = ids_of([request.POST.get("walk", "")])[0]
        doors = ids_of(request.POST.getlist("door"))
        moved = move_doors(
            constituency=request.seat.id, doors=doors, to=to, by=request.actor, at=timezone.now()
        )
    except UnableToCut as refusal:
        messages.error(request, str(refusal))
        return redirect("targeting:walk", seat=seat, plan=plan, walk=walk)
    messages.success(request, ngettext("%d door moved.", "%d doors moved.", moved) % moved)
    return to_walk(request, plan, walk)


@declare(action=Action.TARGETING_WALK_CUT, purpose=Purpose.CANVASS, place="seat")
@require_POST
def moving_on_map(request: ScopedRequest, seat: str, plan: UUID) -> HttpResponse:
    """Put doors that were drawn round on the map of a plan into one of its walks."""
    to = get_object_or_404(
        Walk, constituency_id=request.seat.id, plan=plan, pk=ids_of([request.POST.get("walk", "")])[0]
    )
    doors = ids_of(request.POST.get("doors", "").split())
    at = timezone.now()
    try:
        moved = move_doors(constituency=request.seat.id, doors=doors, to=to.id, by=request.actor, at=at)
    except UnableToCut as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, ngettext("%d door moved.", "%d doors moved.", moved) % moved)
    return redirect("targeting:plan", seat=seat, plan=plan)


@declare(action=Action.TARGETING_WALK_CUT, purpose=Purpose.CANVASS, place="seat")
@require_POST
def parting(request: ScopedRequest, seat: str, plan: UUID, walk: UUID) -> HttpResponse:
    try:
        other = split_walk(constituency=request.seat.id, walk_id=walk, by=request.actor, at=timezone.now())
    except UnableToCut as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The second half is “%s” now.") % other)
    return to_walk(request, plan, walk)


@declare(action=Action.TARGETING_WALK_CUT, purpose=Purpose.CANVASS, place="seat")
@require_POST
def merging(request: ScopedRequest, seat: str, plan: UUID, walk: UUID) -> HttpResponse:
    try:
        into = ids_of([request.POST.get("walk", "")])[0]
        merged = merge_walks(
            constituency=request.seat.id, walk_id=walk, into=into, by=request.actor, at=timezone.now()
        )
    except UnableToCut as refusal:
        messages.error(request, str(refusal))
        return to_walk(request, plan, walk)
    messages.success(request, _("The doors are in “%s” now.") % merged)
    return to_walk(request, plan, merged.id)


def to_walk(request: ScopedRequest, plan: UUID, walk: UUID | None) -> HttpResponse:
    """Back to the walk, or to the plan where the walk is gone."""
    if walk and Walk.objects.filter(constituency_id=request.seat.id, plan=plan, pk=walk).exists():
        return redirect("targeting:walk", seat=request.seat.slug, plan=plan, walk=walk)
    return redirect("targeting:plan", seat=request.seat.slug, plan=plan)
