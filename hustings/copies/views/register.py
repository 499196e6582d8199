"""A seat's register of copies: what is out, with whom, until when."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hustings.access.actor import Actor
from hustings.access.reading import log_read
from hustings.access.requests import ScopedRequest
from hustings.audit.words import Action, Purpose
from hustings.copies.files import is_stopped, stopped_sentence, why_gone
from hustings.copies.listing import OVERDUE, copies_of, lines_of, sums_of
from hustings.copies.models import Copy, CopyState
from hustings.copies.rules import FETCHES
from hustings.copies.settling import UnableToSettleCopy, settle_copy
from hustings.lib.declaring import declare

COPIES_A_PAGE = 50
FILTERS = (OVERDUE, *CopyState.values)
ONE_TAP = frozenset({CopyState.RETURNED, CopyState.DESTROYED, CopyState.OUT})
"""A loss is reported on a page of its own: it opens an incident."""


@require_safe
@declare(action=Action.COPIES_COPY_LIST, purpose=Purpose.ADMINISTRATION, place="seat")
def copies(request: ScopedRequest, seat: str) -> HttpResponse:
    """What has left this seat, those overdue first; it names holders and no elector."""
    today = timezone.localdate()
    state = request.GET.get("state", CopyState.OUT)
    if state and state not in FILTERS:
        raise Http404
    page = Paginator(copies_of(request.seat.id, state=state, today=today), COPIES_A_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "page": page,
        "lines": lines_of(page.object_list, today=today),
        "sums": sums_of(request.seat.id, today=today),
        "state": state,
        "states": [
            (OVERDUE, _("overdue")), *((value, str(label)) for value, label in CopyState.choices), ("", _("all")),
        ],
        "query": f"state={state}",
    }  # fmt: skip
    return render(request, "copies/copies.html", context)


def _why_gone(copy: Copy, by: Actor, at: datetime) -> str:
    if copy.file_id is None:
        return ""
    return stopped_sentence() if is_stopped(copy, by) else why_gone(copy, at)


@require_safe
@declare(action=Action.COPIES_COPY_LIST, purpose=Purpose.ADMINISTRATION, place="seat")
def copy(request: ScopedRequest, seat: str, copy: UUID) -> HttpResponse:
    """One copy: everything the register says of it."""
    found = get_object_or_404(Copy, constituency_id=request.seat.id, pk=copy)
    (line,) = lines_of([found], today=timezone.localdate())
    at = timezone.now()
    # Who has it is all that is shown of anybody: a copy that was issued to nobody by name shows nobody.
    log_read(request, f"copy {found.id}", subjects=[found.issued_to] if found.issued_to else [])
    context = {
        "line": line,
        "copy": found,
        "is_mine": found.file_id is not None and found.issued_to == request.actor.person_id,
        "why_gone": _why_gone(found, request.actor, at),
        "fetches_left": FETCHES - found.fetched_count,
    }
    return render(request, "copies/copy.html", context)


@require_POST
@declare(action=Action.COPIES_COPY_SETTLE, purpose=Purpose.ADMINISTRATION, place="seat")
def settling(request: ScopedRequest, seat: str, copy: UUID) -> HttpResponse:
    """Say with one tap that a copy came back or was destroyed; or that this was said too soon."""
    found = get_object_or_404(Copy, constituency_id=request.seat.id, pk=copy)
    said = request.POST.get("state", "")
    try:
        settled = settle_copy(
            copy_id=found.id, state=said if said in ONE_TAP else "", by=request.actor, at=timezone.now()
        )
    except UnableToSettleCopy as refusal:
        messages.error(request, str(refusal))
    else:
        words = {"number": settled.number, "state": settled.get_state_display()}
        messages.success(request, _("%(number)s is written down as %(state)s.") % words)
    return redirect(_back(request))


def _back(request: ScopedRequest) -> str:
    """Go back to the list as it was filtered; to nothing else that a form might name."""
    state = request.POST.get("shown", "")
    page = reverse("copies:copies", args=[request.seat.slug])
    return f"{page}?state={state}" if state in FILTERS else page
