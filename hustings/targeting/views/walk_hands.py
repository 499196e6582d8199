from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from hustings.access.requests import ScopedRequest
from hustings.audit.words import Action, Purpose
from hustings.lib.declaring import declare
from hustings.targeting.forms.walks import HandFreeForm, HandOutForm
from hustings.targeting.views.reading import first_fault
from hustings.targeting.views.walk_changes import to_walk
from hustings.targeting.walks.handing import UnableToGiveWalk, hand_out_free, hand_out_walk, take_walk_back
from hustings.targeting.walks.listing import canvassers_of


@declare(action=Action.TARGETING_WALK_HAND_OUT, purpose=Purpose.CANVASS, place="seat")
@require_POST
def handing_out(request: ScopedRequest, seat: str, plan: UUID, walk: UUID) -> HttpResponse:
    at = timezone.now()
    form = HandOutForm(canvassers_of(request.seat.id, at), request.POST)
    if not form.is_valid():
        messages.error(request, _("%s Nothing was handed out.") % first_fault(form))
        return to_walk(request, plan, walk)
    try:
        outing = hand_out_walk(
            constituency=request.seat.id, walk_id=walk, by=request.actor, at=at, **form.choice(at)
        )
    except UnableToGiveWalk as refusal:
        messages.error(request, str(refusal))
    else:
        said = _("It is in the hands of %(team)s, under the code %(code)s.")
        messages.success(request, said % {"team": outing.holder, "code": outing.code})
    return to_walk(request, plan, walk)


@declare(action=Action.TARGETING_WALK_HAND_OUT, purpose=Purpose.CANVASS, place="seat")
@require_POST
def handing_out_free(request: ScopedRequest, seat: str, plan: UUID) -> HttpResponse:
    """Give every free walk of a plan to whoever has its cover; then the covers are printed."""
    at = timezone.now()
    form = HandFreeForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("%s Nothing was handed out.") % first_fault(form))
        return redirect("targeting:plan", seat=seat, plan=plan)
    try:
        given = hand_out_free(
            constituency=request.seat.id, plan_id=plan, by=request.actor, at=at, **form.choice(at)
        )
    except UnableToGiveWalk as refusal:
        messages.error(request, str(refusal))
        return redirect("targeting:plan", seat=seat, plan=plan)
    said = ngettext(
        "%d walk is handed out, under the code that its cover bears.",
        "%d walks are handed out, each under the code that its cover bears.",
        len(given),
    )
    messages.success(request, said % len(given))
    return redirect(f"{reverse('paper:print_walks', args=[seat, plan])}?out=1")


@declare(action=Action.TARGETING_WALK_HAND_OUT, purpose=Purpose.CANVASS, place="seat")
@require_POST
def back(request: ScopedRequest, seat: str, plan: UUID, outing: UUID) -> HttpResponse:
    try:
        taken = take_walk_back(
            constituency=request.seat.id,
            outing_id=outing,
            is_walked="unwalked" not in request.POST,
            by=request.actor,
            at=timezone.now(),
        )
    except UnableToGiveWalk as refusal:
        messages.error(request, str(refusal))
        return redirect("targeting:plan", seat=seat, plan=plan)
    said = _("The booking of “%s” is off.") if taken.is_called_off else _("“%s” is back.")
    messages.success(request, said % taken.walk_name)
    return to_walk(request, plan, taken.walk_id)
