from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from hustings.access.reading import log_read
from hustings.access.requests import ScopedRequest
from hustings.audit.words import Action, Purpose
from hustings.lib.declaring import declare
from hustings.register.finding.searching import Findings, find_electors
from hustings.register.finding.watched import note_found
from hustings.register.models import Elector


@require_safe
@declare(action=Action.REGISTER_ELECTOR_FIND, purpose=Purpose.ORGANISE, place="seat")
def find(request: ScopedRequest, seat: str) -> HttpResponse:
    """Find electors of the seat by whatever was typed; the log keeps who was shown, and not the words."""
    asked = request.GET.get("q", "").strip()
    findings = find_electors(request.seat.id, asked) if asked else Findings()
    if asked and not findings.is_too_short:
        electors = [found.elector for found in findings.electors]
        log_read(request, "electors found", electors=electors)
        note_found(request, asked, electors)
    template = "register/found.html" if request.htmx else "register/find.html"
    context = {
        "asked": asked,
        "findings": findings,
        "has_electors": bool(asked) or Elector.objects.of_seat(request.seat.id).exists(),
        "today": timezone.localdate(request.actor.at),
    }
    return render(request, template, context)
