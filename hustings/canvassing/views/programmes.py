"""Recurring national files: proposed, brought into force by two people, and written seat by seat."""

from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hustings.access.errands import start_job
from hustings.access.requests import ScopedRequest
from hustings.access.two_people.approving import UnableToApprove
from hustings.audit.words import Action, Purpose
from hustings.canvassing import tasks
from hustings.canvassing.forms import ProgrammeForm
from hustings.canvassing.programmes import (
    UnableToKeepProgramme,
    adopt_programme,
    propose_programme,
    run_programme,
    terms_of,
)
from hustings.copies.models import Programme
from hustings.geography.models import Place
from hustings.lib.declaring import declare
from hustings.organisation.models import Unit

KEEP = Action.CANVASSING_PROGRAMME_KEEP


@require_http_methods(["GET", "HEAD", "POST"])
@declare(action=KEEP, purpose=Purpose.ORGANISE, place="organisation")
def programmes(request: ScopedRequest) -> HttpResponse:
    """What is in force, what waits, and proposing another."""
    form, seats = ProgrammeForm(request.POST or None), _seats(request)
    if request.method == "POST" and form.is_valid():
        try:
            propose_programme(
                title=form.cleaned_data["title"],
                terms=form.terms(),
                span=form.span(),
                seats=seats,
                unit=Unit.objects.filter(parent=None)[0],
                reason=form.cleaned_data["reason"],
                by=request.actor,
                at=timezone.now(),
            )
        except (UnableToKeepProgramme, UnableToApprove) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Proposed. It waits for a second person."))
            return redirect("canvassing:programmes")
    found = Programme.objects.prefetch_related("runs__constituency", "runs__export").order_by("-proposed_at")
    context = {"form": form, "programmes": found, "seats": seats, "today": timezone.localdate()}
    return render(request, "canvassing/programmes.html", context, status=422 if form.errors else 200)


@require_POST
@declare(action=KEEP, purpose=Purpose.ORGANISE, place="organisation")
def adoption(request: ScopedRequest, programme: UUID) -> HttpResponse:
    """Bring into force what somebody else has agreed to."""
    found = get_object_or_404(Programme, pk=programme)
    try:
        adopt_programme(programme=found, by=request.actor, at=timezone.now())
    except UnableToKeepProgramme as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("In force. Each run stands against it, and asks nobody again."))
    return redirect("canvassing:programmes")


@require_POST
@declare(action=KEEP, purpose=Purpose.ORGANISE, place="organisation")
def run(request: ScopedRequest, programme: UUID) -> HttpResponse:
    """Write one file of a programme, for one seat."""
    at, found = timezone.now(), get_object_or_404(Programme, pk=programme)
    place = get_object_or_404(_seats(request), slug=request.POST.get("of", ""))
    try:
        export = run_programme(programme=found, seat=place, terms=terms_of(found), by=request.actor, at=at)
    except UnableToKeepProgramme as refusal:
        messages.error(request, str(refusal))
        return redirect("canvassing:programmes")
    job = start_job(
        request.actor,
        tasks.write_list,
        title=_("Writing %s") % export.title,
        at=at,
        constituency=place.id,
        subject=export.id,
        came_from=reverse("canvassing:programmes"),
    )
    export.job_id = job.id
    export.save(update_fields=["job_id"])
    return redirect("work:job", job.id)


def _seats(request: ScopedRequest) -> QuerySet[Place]:
    return Place.objects.filter(id__in=request.actor.seats_for(KEEP)).order_by("name")
