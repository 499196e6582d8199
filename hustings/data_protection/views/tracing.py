"""Tracing a leaked list, and the invented people, whom two look at together."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hustings.access.requests import ScopedRequest
from hustings.access.two_people.approving import (
    ApprovalKind,
    UnableToApprove,
    UnableToUseApproval,
    approvals_of,
    ask_approval,
    use_approval,
)
from hustings.audit.words import Action, Purpose
from hustings.copies.models import Canary
from hustings.data_protection.forms import PoolForm, TraceForm
from hustings.data_protection.tracing import UnableToTrace, trace_fragment
from hustings.lib.declaring import declare
from hustings.organisation.models import Unit


@require_http_methods(["GET", "HEAD", "POST"])
@declare(action=Action.COPIES_COPY_TRACE, purpose=Purpose.OVERSIGHT)
def trace(request: ScopedRequest) -> HttpResponse:
    """Say whose copy a fragment is from; what was pasted is kept nowhere."""
    form = TraceForm(request.POST or None, request.FILES or None)
    found = None
    if request.method == "POST" and form.is_valid():
        try:
            found = trace_fragment(content=form.content(), by=request.actor, at=timezone.now())
        except UnableToTrace as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "found": found, "has_asked": found is not None}
    return render(request, "data_protection/trace.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@declare(action=Action.COPIES_CANARY_READ, purpose=Purpose.OVERSIGHT)
def pool(request: ScopedRequest) -> HttpResponse:
    """How many invented people there are; asking somebody to agree to seeing who they are."""
    at = timezone.now()
    form = PoolForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            ask_approval(
                kind=ApprovalKind.CANARY_POOL,
                payload=_payload(request),
                unit=Unit.objects.filter(parent=None)[0],
                reason=form.cleaned_data["reason"],
                by=request.actor,
                at=at,
            )
        except UnableToApprove as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Asked. When somebody has agreed, the pool opens here once."))
            return redirect("data_protection:pool")
    mine = [
        one for one in approvals_of(request.actor) if one.kind is ApprovalKind.CANARY_POOL and one.is_mine
    ]
    context = {
        "form": form,
        "count": Canary.objects.count(),
        "waiting": [one for one in mine if one.is_open(at)],
        "usable": [one for one in mine if one.is_usable(at)],
    }
    return render(request, "data_protection/pool.html", context, status=422 if form.errors else 200)


@require_POST
@declare(action=Action.COPIES_CANARY_READ, purpose=Purpose.OVERSIGHT)
def open_pool(request: ScopedRequest, approval: UUID) -> HttpResponse:
    """Show every invented person once, to the two who agreed on it."""
    try:
        use_approval(
            approval=approval,
            kind=ApprovalKind.CANARY_POOL,
            payload=_payload(request),
            by=request.actor,
            at=timezone.now(),
        )
    except UnableToUseApproval as refusal:
        messages.error(request, str(refusal))
        return redirect("data_protection:pool")
    canaries = Canary.objects.select_related("copy").order_by("-made_at", "surname")
    return render(request, "data_protection/pool_open.html", {"canaries": canaries})


def _payload(request: ScopedRequest) -> dict[str, object]:
    """Who sees it: nobody else's agreement opens it."""
    return {"person": request.actor.own_id, "shown": "every invented person"}
