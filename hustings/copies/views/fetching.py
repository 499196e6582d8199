"""Fetching the file of a copy."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from hustings.access.requests import ScopedRequest
from hustings.audit.words import Action, Purpose
from hustings.copies.files import CopyIsHeld, UnableToFetchCopy, fetch_copy
from hustings.copies.models import Copy
from hustings.lib.declaring import declare
from hustings.work.sending import file_response


@require_POST
@declare(action=Action.COPIES_COPY_FETCH, purpose=Purpose.ADMINISTRATION, place="seat")
def file(request: ScopedRequest, seat: str, copy: UUID) -> HttpResponseBase:
    """Give a copy's file to whoever it was issued to, and to nobody else; gone for good after a while."""
    found = get_object_or_404(
        Copy, constituency_id=request.seat.id, pk=copy, issued_to=request.actor.own_id, file_id__isnull=False
    )
    try:
        fetched = fetch_copy(copy=found, by=request.actor, at=timezone.now())
    except CopyIsHeld as refusal:
        return held(request, found, str(refusal))
    except UnableToFetchCopy as refusal:
        return gone(request, found, str(refusal))
    return file_response(fetched)


def gone(request: ScopedRequest, copy: Copy, sentence: str) -> HttpResponse:
    return render(request, "copies/not_given.html", {"copy": copy, "sentence": sentence}, status=410)


def held(request: ScopedRequest, copy: Copy, sentence: str) -> HttpResponse:
    context = {"copy": copy, "sentence": sentence, "is_held": True}
    return render(request, "copies/not_given.html", context, status=403)
