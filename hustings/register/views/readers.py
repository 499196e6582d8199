from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from hustings.access.reading import log_read
from hustings.access.requests import ScopedRequest
from hustings.audit.words import Action, Purpose
from hustings.lib.declaring import declare
from hustings.register.models import Elector
from hustings.register.readers import looks_at, readings

LOOKS_A_PAGE = 100


@require_safe
@declare(action=Action.AUDIT_READER_LIST, purpose=Purpose.SUBJECT_REQUEST, place="seat")
def readers(request: ScopedRequest, seat: str, elector: UUID) -> HttpResponse:
    """Everybody who looked at an elector within a year. That this was asked is a look too."""
    found = get_object_or_404(Elector.objects.of_seat(request.seat.id), pk=elector)
    page = Paginator(looks_at(found, at=request.actor.at), LOOKS_A_PAGE).get_page(request.GET.get("page"))
    log_read(request, f"who looked at elector {found.id}", electors=[found], rule="readers")
    context = {"elector": found, "page": page, "readings": readings(page.object_list)}
    return render(request, "register/readers.html", context)
