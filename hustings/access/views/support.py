"""The pages of support: opening a session on one unit, and reviewing what was read."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hustings.access.forms import SupportForm, SupportReviewForm
from hustings.access.letting_in.granting import UnableToGrant
from hustings.access.letting_in.supporting import close_support, open_support, read_in, review_support
from hustings.access.models import SupportSession
from hustings.access.requests import ScopedRequest
from hustings.audit.words import Action, Purpose
from hustings.lib.declaring import declare
from hustings.organisation.models import Unit

asked_or_sent = require_http_methods(["GET", "HEAD", "POST"])


@asked_or_sent
@declare(action=Action.ACCESS_SUPPORT_OPEN, purpose=Purpose.ADMINISTRATION, place="organisation")
def support(request: ScopedRequest) -> HttpResponse:
    """One's own sessions, and the form that opens one."""
    at = timezone.now()
    units = Unit.objects.exclude(parent=None).order_by("name")
    form = SupportForm(request.POST or None, units=units)
    if request.method == "POST" and form.is_valid():
        try:
            open_support(**form.cleaned_data, by=request.actor, at=at)
        except UnableToGrant as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The session is open, and oversight has been told."))
            return redirect("access:support")
    own = SupportSession.objects.filter(person_id=request.actor.own_id).select_related("unit")
    sessions = own.order_by("-opened_at")[:20]
    return render(request, "access/support.html", {"form": form, "sessions": sessions, "at": at})


@require_POST
@declare(action=Action.ACCESS_SUPPORT_OPEN, purpose=Purpose.ADMINISTRATION, place="organisation")
def close(request: ScopedRequest, session: UUID) -> HttpResponse:
    """End one's own session before its time."""
    found = get_object_or_404(SupportSession, pk=session, person_id=request.actor.own_id)
    try:
        close_support(session=found, by=request.actor, at=timezone.now())
        messages.success(request, _("The session is closed."))
    except UnableToGrant as refusal:
        messages.error(request, str(refusal))
    return redirect("access:support")


@require_safe
@declare(action=Action.ACCESS_SUPPORT_REVIEW, purpose=Purpose.OVERSIGHT, place="organisation")
def sessions(request: ScopedRequest) -> HttpResponse:
    """Every session of support, those that wait for a review first."""
    found = SupportSession.objects.select_related("unit").order_by("-opened_at")[:200]
    waiting = [one for one in found if one.reviewed_at is None]
    reviewed = [one for one in found if one.reviewed_at is not None]
    return render(request, "access/support_sessions.html", {"waiting": waiting, "reviewed": reviewed})


@asked_or_sent
@declare(action=Action.ACCESS_SUPPORT_REVIEW, purpose=Purpose.OVERSIGHT, place="organisation")
def session(request: ScopedRequest, session: UUID) -> HttpResponse:
    """What was read in one session, and the word of whoever reviews it."""
    found = get_object_or_404(SupportSession.objects.select_related("unit"), pk=session)
    form = SupportReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            review_support(
                session=found, words=form.cleaned_data["words"], by=request.actor, at=timezone.now()
            )
        except UnableToGrant as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Reviewed."))
            return redirect("access:support_sessions")
    return render(
        request, "access/support_session.html", {"session": found, "form": form, "entries": read_in(found)}
    )
