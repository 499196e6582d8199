"""A list that headquarters offers, as the seat sees it: who offers it and why, its numbers here, and the answer."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hustings.access.requests import ScopedRequest
from hustings.audit.words import Action, Purpose
from hustings.lib.declaring import declare
from hustings.targeting.lists.offering import UnableToOffer, decline_offer, take_offer
from hustings.targeting.lists.rules import read_form
from hustings.targeting.lists.telling import UnableToTell, tell_list
from hustings.targeting.models import OfferedList, OfferState


@require_safe
@declare(action=Action.TARGETING_LIST_BUILD, purpose=Purpose.CANVASS, place="seat")
def offered(request: ScopedRequest, seat: str, offered: UUID) -> HttpResponse:
    """What is offered, and whom it would find here. Nobody is named."""
    found = _offered(request, offered)
    context: dict[str, object] = {"offered": found, "is_waiting": found.state == OfferState.WAITING}
    try:
        context |= tell_list(request.seat, read_form(found.form), at=timezone.now()).as_json()
    except UnableToTell as refusal:
        context["refusal"] = str(refusal)
    return render(request, "targeting/offered.html", context)


@require_POST
@declare(action=Action.TARGETING_LIST_BUILD, purpose=Purpose.CANVASS, place="seat")
def take(request: ScopedRequest, seat: str, offered: UUID) -> HttpResponse:
    """Take a copy as one's own list here."""
    found = _offered(request, offered)
    try:
        kept = take_offer(offered=found, by=request.actor, at=timezone.now())
    except UnableToOffer as refusal:
        messages.error(request, str(refusal))
        return redirect("targeting:offered", request.seat.slug, found.id)
    messages.success(request, _("The list is this seat’s own now. Change what you like, and share it."))
    return redirect("targeting:list", request.seat.slug, kept.id)


@require_POST
@declare(action=Action.TARGETING_LIST_BUILD, purpose=Purpose.CANVASS, place="seat")
def decline(request: ScopedRequest, seat: str, offered: UUID) -> HttpResponse:
    """Answer that this seat does not take it."""
    try:
        decline_offer(offered=_offered(request, offered), by=request.actor, at=timezone.now())
    except UnableToOffer as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The offer is declined. Whoever offered it sees only how many did."))
    return redirect("targeting:lists", request.seat.slug)


def _offered(request: ScopedRequest, offered: UUID) -> OfferedList:
    found = OfferedList.objects.select_related("constituency")
    return get_object_or_404(found, constituency=request.seat, pk=offered)
