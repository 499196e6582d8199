"""Incidents: reporting a lost copy, and what the data-protection officer sees and decides."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hustings.access.reading import log_read
from hustings.access.requests import ScopedRequest
from hustings.audit.words import Action, Purpose
from hustings.copies.listing import names_of
from hustings.copies.models import Copy
from hustings.data_protection.affected import affected_by, copy_of
from hustings.data_protection.clock import Clock
from hustings.data_protection.forms import DecisionForm, LossForm
from hustings.data_protection.incident_texts import Draft, draft_of
from hustings.data_protection.incidents import UnableToDecideIncident, UnableToReportLoss, decide, report_loss
from hustings.data_protection.models import Incident
from hustings.lib.declaring import declare

ADMINISTRATION = Purpose.ADMINISTRATION


@require_http_methods(["GET", "HEAD", "POST"])
@declare(action=Action.DATA_PROTECTION_INCIDENT_OPEN, purpose=ADMINISTRATION, place="seat")
def loss(request: ScopedRequest, seat: str, copy: UUID) -> HttpResponse:
    """Report a copy as lost; an incident with its people is open from that moment."""
    found = get_object_or_404(Copy, constituency_id=request.seat.id, pk=copy)
    form = LossForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            report_loss(
                copy_id=found.id,
                what_happened=form.cleaned_data["what_happened"],
                by=request.actor,
                at=timezone.now(),
            )
        except UnableToReportLoss as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request, _("Reported. The data-protection officer sees it, with everybody on it.")
            )
            return redirect("copies:copy", request.seat.slug, found.id)
    status = 422 if form.errors else 200
    return render(request, "data_protection/loss.html", {"form": form, "copy": found}, status=status)


@require_safe
@declare(action=Action.DATA_PROTECTION_INCIDENT_READ, purpose=ADMINISTRATION)
def incidents(request: ScopedRequest) -> HttpResponse:
    """Incidents in reach, those that are open first, each with its clock."""
    at = timezone.now()
    found = Incident.objects.select_related("constituency").order_by("closed_at", "-known_at")
    listed = [(incident, _clock(incident, at)) for incident in found]
    return render(request, "data_protection/incidents.html", {"incidents": listed})


@require_safe
@declare(action=Action.DATA_PROTECTION_INCIDENT_READ, purpose=ADMINISTRATION)
def incident(request: ScopedRequest, incident: UUID) -> HttpResponse:
    """One incident: the clock, what is known, and what was decided."""
    return _page(request, _found(incident), DecisionForm())


@require_safe
@declare(action=Action.DATA_PROTECTION_INCIDENT_READ, purpose=ADMINISTRATION)
def people(request: ScopedRequest, incident: UUID) -> HttpResponse:
    """Everybody who is affected, with where to write to them."""
    found = _found(incident)
    affected = affected_by(found)
    log_read(
        request, f"incident {found.id}", electors=[one.elector for one in affected], rule="affected people"
    )
    return render(request, "data_protection/affected.html", {"incident": found, "affected": affected})


@require_POST
@declare(action=Action.DATA_PROTECTION_INCIDENT_DECIDE, purpose=ADMINISTRATION)
def decisions(request: ScopedRequest, incident: UUID) -> HttpResponse:
    """Write a decision down."""
    found = _found(incident)
    form = DecisionForm(request.POST)
    if form.is_valid():
        try:
            decide(incident=found.id, **form.cleaned_data, by=request.actor, at=timezone.now())
        except UnableToDecideIncident as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Written down."))
            return redirect("data_protection:incident", found.id)
    return _page(request, found, form)


@require_safe
@declare(action=Action.DATA_PROTECTION_INCIDENT_READ, purpose=ADMINISTRATION)
def draft(request: ScopedRequest, incident: UUID, kind: str) -> HttpResponse:
    """A draft as plain text, to be completed by whoever sends it."""
    if kind not in list(Draft):
        raise Http404
    found = _found(incident)
    text = draft_of(Draft(kind), found, copy_of(found), _clock(found, timezone.now()))
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


def _page(request: ScopedRequest, found: Incident, form: DecisionForm) -> HttpResponse:
    decided = list(found.decisions.order_by("at", "id"))
    context = {
        "incident": found,
        "copy": copy_of(found),
        "clock": _clock(found, timezone.now()),
        "decisions": decided,
        "names": names_of([found.opened_by, *(decision.by for decision in decided)]),
        "drafts": list(Draft),
        "form": form,
    }
    return render(request, "data_protection/incident.html", context, status=422 if form.errors else 200)


def _found(incident: UUID) -> Incident:
    return get_object_or_404(Incident.objects.select_related("constituency"), pk=incident)


def _clock(incident: Incident, at: datetime) -> Clock:
    return Clock(incident.known_at, at, incident.regulator_at or incident.closed_at)
