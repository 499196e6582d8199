from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hustings.access.requests import ScopedRequest
from hustings.audit.words import Action, Purpose
from hustings.lib.declaring import declare
from hustings.targeting.models import Walk, WalkPlan
from hustings.targeting.views.walk_changes import to_walk
from hustings.targeting.views.walks import leave_to_worker
from hustings.targeting.walks.planning import UnableToCut, refuse_while_out
from hustings.targeting.walks.standing import confirm_drift, keep_walks, let_go, rename_walk


@declare(action=Action.TARGETING_WALK_CUT, purpose=Purpose.CANVASS, place="seat")
@require_POST
def standing(request: ScopedRequest, seat: str, plan: UUID) -> HttpResponse:
    """Keep a plan's walks as standing ones, say that their drift is right, or keep them no longer."""
    what = request.POST.get("what", "")
    how: Any = {"constituency": request.seat.id, "plan_id": plan, "by": request.actor, "at": timezone.now()}
    try:
        if what == "looked":
            confirm_drift(**how)
            said = _("What joined and left is confirmed. Drift is told from now on.")
        elif what == "let go":
            let_go(**how)
            said = _("Nothing joins these walks by itself any more. They stay as they are now.")
        elif keep_walks(**how):
            leave_to_worker(request, WalkPlan.objects.get(constituency_id=request.seat.id, pk=plan))
            said = _("Many doors had been left out for a while: the walks are cut anew with everybody.")
        else:
            said = _("These are standing walks now: new doors join them by themselves.")
    except UnableToCut as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    return redirect("targeting:plan", seat=seat, plan=plan)


@declare(action=Action.TARGETING_WALK_CUT, purpose=Purpose.CANVASS, place="seat")
@require_POST
def naming(request: ScopedRequest, seat: str, plan: UUID, walk: UUID) -> HttpResponse:
    name = request.POST.get("name", "")
    try:
        rename_walk(
            constituency=request.seat.id, walk_id=walk, name=name, by=request.actor, at=timezone.now()
        )
    except UnableToCut as refusal:
        messages.error(request, str(refusal))
    return to_walk(request, plan, walk)


@declare(action=Action.TARGETING_WALK_CUT, purpose=Purpose.CANVASS, place="seat")
@require_POST
def anew(request: ScopedRequest, seat: str, plan: UUID, walk: UUID) -> HttpResponse:
    """Cut the doors of one walk anew to the time wanted; the worker's part."""
    found = get_object_or_404(WalkPlan, constituency_id=request.seat.id, pk=plan)
    one = get_object_or_404(Walk, constituency_id=request.seat.id, plan=found, pk=walk)
    try:
        refuse_while_out(found, timezone.now(), one.id)
    except UnableToCut as refusal:
        messages.error(request, str(refusal))
    else:
        leave_to_worker(request, found, {"walk": str(one.id)})
    return redirect("targeting:plan", seat=seat, plan=plan)
