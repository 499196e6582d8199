"""The page of oversight: what is unusual in what people read, why, what followed, and how it was settled."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hustings.access.forms import SettlingForm
from hustings.access.models import Signal
from hustings.access.requests import ScopedRequest
from hustings.access.watching.noticing import names_of, signals_in, told
from hustings.access.watching.settling import UnableToSettle, lift_quota, settle_signal
from hustings.audit.recording import record
from hustings.audit.words import Action, Purpose
from hustings.lib.declaring import declare

SETTLED_SHOWN = 50
LIFTED_FOR = timedelta(hours=12)


@require_safe
@declare(action=Action.ACCESS_READING_WATCH, purpose=Purpose.OVERSIGHT)
def unusual(request: ScopedRequest) -> HttpResponse:
    """What is open, the gravest step first, and what was settled or is over."""
    found = signals_in(request.actor.units_for(Action.ACCESS_READING_WATCH))
    still_open = list(found.filter(settled_at=None).order_by("-raised_at"))
    settled = list(found.exclude(settled_at=None).order_by("-settled_at")[:SETTLED_SHOWN])
    people = {signal.person_id for signal in (*still_open, *settled)}
    record(
        action=Action.ACCESS_READING_WATCH,
        purpose=Purpose.OVERSIGHT,
        by=request.actor.person_id,
        at=request.actor.at,
        place="unusual reading",
        subjects=people,
    )
    names = names_of(people)
    context = {"open": told(still_open, names), "settled": told(settled, names), "at": request.actor.at}
    return render(request, "access/unusual.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@declare(action=Action.ACCESS_READING_CLEAR, purpose=Purpose.OVERSIGHT)
def settle(request: ScopedRequest, signal: UUID) -> HttpResponse:
    """Settle one signal with a reason; if need be, say until when the same is no surprise."""
    at = timezone.now()
    found = _signal(request, signal)
    form = SettlingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        days = given["expected_days"]
        try:
            settle_signal(
                signal=found,
                because=given["because"],
                expected_until=at + timedelta(days=days) if days else None,
                by=request.actor,
                at=at,
            )
        except UnableToSettle as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("It is settled, and whoever it is about can read your reason."))
            return redirect("access:unusual")
    (line,) = told([found], names_of([found.person_id]))
    context = {"form": form, "line": line}
    return render(request, "access/settle.html", context, status=422 if form.errors else 200)


@require_POST
@declare(action=Action.ACCESS_READING_CLEAR, purpose=Purpose.OVERSIGHT)
def lift(request: ScopedRequest, signal: UUID) -> HttpResponse:
    """Let the person of a signal read twice their quota for half a day."""
    at = timezone.now()
    found = _signal(request, signal)
    try:
        lift_quota(person=found.person_id, unit=found.unit, until=at + LIFTED_FOR, by=request.actor, at=at)
    except UnableToSettle as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The quota is doubled for twelve hours. That ends by itself."))
    return redirect("access:unusual")


def _signal(request: ScopedRequest, signal: UUID) -> Signal:
    reached = signals_in(request.actor.units_for(Action.ACCESS_READING_CLEAR))
    return get_object_or_404(reached.select_related("unit"), pk=signal)
