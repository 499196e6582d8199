"""One list of elector numbers: what it says, what was refused of it, and what can be done with it."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from hustings.access.requests import ScopedRequest
from hustings.audit.words import Action, Purpose
from hustings.lib.declaring import declare
from hustings.register.absent.telling import absent_in_words, absent_warnings
from hustings.register.importing.telling import refusals_in_words
from hustings.register.models import Import, ImportRefusal, ImportState, Supply
from hustings.register.turnout.telling import marked_in_words, marked_warnings

REFUSALS_A_PAGE = 100
LISTS = (Supply.Kind.ABSENT, Supply.Kind.MARKED)


@require_safe
@declare(action=Action.REGISTER_IMPORT_READ, purpose=Purpose.ADMINISTRATION, place="seat")
def show(request: ScopedRequest, seat: str, run: UUID) -> HttpResponse:
    """One list: what it changes or changed, what looks odd, which rows were refused."""
    lists = Import.objects.filter(kind__in=LISTS).select_related("edition__officer", "election")
    found = get_object_or_404(lists, constituency=request.seat, pk=run)
    refused = ImportRefusal.objects.filter(constituency=request.seat, run=found).order_by("line", "column")
    page = Paginator(refused, REFUSALS_A_PAGE).get_page(request.GET.get("page"))
    is_marked = found.kind == Supply.Kind.MARKED
    context = {
        "run": found,
        "is_marked": is_marked,
        "states": ImportState,
        "difference": marked_in_words(found.counts) if is_marked else absent_in_words(found.counts),
        "warnings": marked_warnings(found.warnings) if is_marked else absent_warnings(found.warnings),
        "page": page,
        "refused": refusals_in_words(page.object_list),
    }
    return render(request, "register/list.html", context)
