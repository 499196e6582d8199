"""The pages of oversight: the hub, the log, and one of its entries. Reading the log stands in the log."""

from uuid import UUID

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from hustings.access.reading import log_read
from hustings.access.requests import ScopedRequest
from hustings.audit.models import Entry
from hustings.audit.sealing import log_folder
from hustings.audit.words import Action, Purpose
from hustings.headquarters.forms import LogForm
from hustings.headquarters.log_reading import entries_sought, names_of, people_called, prove, seats_named
from hustings.headquarters.overseeing import overseen_by
from hustings.lib.declaring import declare

ENTRIES_A_PAGE = 50


@require_safe
@declare(action=Action.HEADQUARTERS_OVERSIGHT_OPEN, purpose=Purpose.ADMINISTRATION)
def oversight(request: ScopedRequest) -> HttpResponse:
    """Everything that is overseen, as far as this person may open it."""
    return render(request, "headquarters/oversight.html", {"lines": list(overseen_by(request.actor))})


@require_safe
@declare(action=Action.AUDIT_ENTRY_READ, purpose=Purpose.OVERSIGHT)
def log(request: ScopedRequest) -> HttpResponse:
    """The entries in reach, the newest first, as the form asks for them."""
    form = LogForm(request.actor.seats_for(Action.AUDIT_ENTRY_READ), request.GET)
    sought = form.sought()
    page = Paginator(entries_sought(sought), ENTRIES_A_PAGE).get_page(request.GET.get("page"))
    entries = list(page.object_list)
    asked_for = people_called(sought.person) if sought.person else []
    log_read(request, "the log", count=len(entries), subjects=asked_for)
    names, seats = names_of(entry.person_id for entry in entries), seats_named(entries)
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "form": form,
        "page": page,
        "query": query.urlencode(),
        "rows": [
            {"entry": entry, "name": names.get(entry.person_id), "seat": seats.get(entry.constituency_id)}
            for entry in entries
        ],
    }
    return render(request, "headquarters/log.html", context)


@require_safe
@declare(action=Action.AUDIT_ENTRY_READ, purpose=Purpose.OVERSIGHT)
def log_entry(request: ScopedRequest, entry: UUID) -> HttpResponse:
    """One entry, and the proof that it was sealed as it stands."""
    found = get_object_or_404(Entry, pk=entry)
    log_read(request, f"entry {found.id}", count=1)
    context = {
        "entry": found,
        "name": names_of([found.person_id]).get(found.person_id),
        "seat": seats_named([found]).get(found.constituency_id),
        "detail": sorted(found.detail.items()),
        "proof": prove(found, log_folder(settings.DATA)),
    }
    return render(request, "headquarters/log_entry.html", context)
