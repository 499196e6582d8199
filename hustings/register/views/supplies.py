from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hustings.access.requests import ScopedRequest
from hustings.audit.words import Action, Purpose
from hustings.lib.declaring import declare
from hustings.register.forms.supplying import AskForm
from hustings.register.importing.supplying import (
    Supplied,
    UnableToKeepSupply,
    ask_for,
    forget_supply,
    law_of,
    months_missing,
    usual_supply,
)
from hustings.register.models import Supply

MOST = 200


@require_http_methods(["GET", "HEAD", "POST"])
@declare(action=Action.REGISTER_SUPPLY_KEEP, purpose=Purpose.ADMINISTRATION, place="seat")
def supplies(request: ScopedRequest, seat: str) -> HttpResponse:
    """What was asked of registration officers: what has not come, what came, and a form to note the next request."""
    at = timezone.now()
    today = timezone.localdate(at)
    usual = usual_supply(today)
    initial = {"supplied_to": usual.supplied_to, "regulation": usual.regulation, "kind": Supply.Kind.UPDATE}
    form = AskForm(request.seat, today, request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid() and _ask(request, form):
        messages.success(request, _("The request is noted."))
        return redirect("register:supplies", seat=request.seat.slug)
    found = list(
        Supply.objects.filter(constituency=request.seat)
        .select_related("officer")
        .prefetch_related("imports")
        .order_by("-for_month", "kind")[:MOST]
    )
    context = {
        "form": form,
        "awaited": [
            *((one, False) for one in months_missing(found, today)),
            *((one, True) for one in reversed(found) if one.received_on is None),
        ],
        "came": [one for one in found if one.received_on is not None],
        "law": law_of(request.seat),
    }
    return render(request, "register/supplies.html", context, status=422 if form.errors else 200)


@require_POST
@declare(action=Action.REGISTER_SUPPLY_KEEP, purpose=Purpose.ADMINISTRATION, place="seat")
def forget(request: ScopedRequest, seat: str, supply: UUID) -> HttpResponse:
    found = get_object_or_404(Supply, constituency=request.seat, pk=supply)
    try:
        forget_supply(constituency=request.seat.id, supply_id=found.id, by=request.actor, at=timezone.now())
    except UnableToKeepSupply as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The note is taken back. No file was touched."))
    return redirect("register:supplies", seat=request.seat.slug)


def _ask(request: ScopedRequest, form: AskForm) -> bool:
    given = form.cleaned_data
    try:
        ask_for(
            constituency=request.seat.id,
            officer=given["officer"],
            kind=given["kind"],
            month=given["month"],
            supplied=Supplied(given["supplied_to"], given["regulation"], given["asked_on"]),
            asked_on=given["asked_on"],
            is_standing=given["is_standing"],
            by=request.actor,
            at=timezone.now(),
        )
    except UnableToKeepSupply as refusal:
        form.add_error(None, str(refusal))
        return False
    return True
