from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from hustings.access.requests import ScopedRequest
from hustings.access.two_people.approving import UnableToApprove, UnableToUseApproval
from hustings.audit.words import Action, Purpose
from hustings.elections.models import Election
from hustings.lib.declaring import declare
from hustings.targeting.forms.holding_out import HoldOutForm
from hustings.targeting.lists.asking import UnableToAsk
from hustings.targeting.lists.holding_out import (
    UnableToHoldOut,
    draw_hold_out,
    groups_of,
    proposals_for,
    propose_hold_out,
)
from hustings.targeting.models import SavedList
from hustings.targeting.views.building import list_seen


@require_http_methods(["GET", "HEAD", "POST"])
@declare(action=Action.TARGETING_HOLD_OUT_DRAW, purpose=Purpose.CANVASS, place="seat")
def hold_out(request: ScopedRequest, seat: str, saved: UUID) -> HttpResponse:
    """Ask the other of candidate and agent to hold a group out, or draw the one that was agreed to."""
    kept, at = list_seen(request, saved), timezone.now()
    if "draw" in request.POST:
        _draw(request, kept)
        return redirect("targeting:hold_out", request.seat.slug, kept.id)
    form = HoldOutForm(request.POST or None, today=timezone.localdate(at))
    if request.method == "POST" and form.is_valid():
        try:
            propose_hold_out(
                kept=kept,
                share=int(form.cleaned_data["share"]),
                election=Election.objects.get(pk=form.cleaned_data["election"]),
                by=request.actor,
                at=at,
            )
        except (UnableToHoldOut, UnableToApprove) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Asked. Nobody is held out until the other of you agrees."))
            return redirect("targeting:hold_out", request.seat.slug, kept.id)
    proposals = [(one, one.is_usable(at) and one.is_mine) for one in proposals_for(kept, request.actor)]
    context = {
        "kept": kept,
        "form": form,
        "proposals": [
            (one, date.fromisoformat(one.payload["until"]), usable)
            for one, usable in proposals
            if one.is_open(at) or usable
        ],
        "groups": groups_of(kept),
    }
    return render(request, "targeting/hold_out.html", context, status=422 if form.errors else 200)


def _draw(request: ScopedRequest, kept: SavedList) -> None:
    agreed = {str(one.id): one for one in proposals_for(kept, request.actor)}.get(request.POST["draw"])
    if agreed is None:
        messages.error(
            request,
            _("This was not approved, is over, or is not what was approved. Nothing was done; ask again."),
        )
        return
    try:
        people = draw_hold_out(kept=kept, agreed=agreed, by=request.actor, at=timezone.now())
    except (UnableToUseApproval, UnableToAsk) as refusal:
        messages.error(request, str(refusal))
        return
    told = ngettext(
        "%(people)d person is held out until polling day.",
        "%(people)d people are held out until polling day.",
        people,
    )
    messages.success(request, told % {"people": people})
