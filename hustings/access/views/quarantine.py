"""What a stopped sender still sent, for the officers of the seat: take it in, or not with a reason."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from hustings.access.forms import MotionForm
from hustings.access.models import Quarantined
from hustings.access.reading import log_read
from hustings.access.requests import ScopedRequest
from hustings.access.stopping.placing import UnableToStop
from hustings.access.stopping.quarantining import ADMITTERS, KEPT, UnableToAdmit, admit, turn_away, waiting_in
from hustings.access.stopping.seeing import names_of
from hustings.audit.words import Action, Purpose
from hustings.lib.declaring import declare

SETTLE = Action.ACCESS_QUARANTINE_SETTLE


@require_safe
@declare(action=SETTLE, purpose=Purpose.CANVASS, place="seat")
def quarantine(request: ScopedRequest, seat: str) -> HttpResponse:
    """What waits here, who sent it, and when it is taken in by itself."""
    kept = waiting_in(request.seat.id)
    names = names_of({one.sender for one in kept})
    log_read(request, "quarantine", count=len(kept))
    lines = [
        {
            "kept": one,
            "name": names.get(one.sender, ""),
            "told": ADMITTERS[Action(one.action)].describe(one),
            "due_at": one.arrived_at + KEPT,
        }
        for one in kept
    ]
    return render(request, "access/quarantine.html", {"lines": lines})


@require_POST
@declare(action=SETTLE, purpose=Purpose.CANVASS, place="seat")
def settle(request: ScopedRequest, seat: str, kept: UUID) -> HttpResponse:
    """Take one thing in, or leave it out with a reason."""
    found = get_object_or_404(Quarantined, pk=kept, constituency_id=request.seat.id)
    at = timezone.now()
    try:
        if request.POST.get("admit"):
            taken = admit(kept=found, by=request.actor, at=at)
            messages.success(
                request,
                ngettext("Taken in: one record.", "Taken in: %(count)d records.", taken) % {"count": taken},
            )
        else:
            _turn_away(request, found)
    except (UnableToAdmit, UnableToStop) as refusal:
        messages.error(request, str(refusal))
    return redirect("access:quarantine", seat=request.seat.slug)


def _turn_away(request: ScopedRequest, found: Quarantined) -> None:
    form = MotionForm(request.POST)
    if not form.is_valid():
        raise UnableToAdmit(_("Say in a sentence why it is not taken in. Nothing was changed."))
    turn_away(kept=found, reason=form.cleaned_data["reason"], by=request.actor, at=timezone.now())
    messages.success(request, _("Not taken in. What was sent is kept, and so is your reason."))
