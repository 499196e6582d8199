"""Lists of one's own seat as files: choosing, waiting for a second person, and the way to the copy."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hustings.access.errands import start_job
from hustings.access.requests import ScopedRequest
from hustings.access.two_people.approving import UnableToApprove
from hustings.accounts.sessions import second_factor_shown_at
from hustings.audit.words import Action, Purpose
from hustings.canvassing import tasks
from hustings.canvassing.areas import districts_of
from hustings.canvassing.exporting import UnableToExport, order_export, release_export
from hustings.canvassing.forms import ExportForm
from hustings.copies.listing import names_of
from hustings.copies.models import Export, ExportState
from hustings.copies.purposes import FIELDS, HELD_ABOVE, ExportPurpose, Field, wants_second_person
from hustings.copies.wording import FIELD_NAMES, PURPOSE_HINTS, PURPOSE_NAMES
from hustings.lib.declaring import declare
from hustings.work.models import Job

SHOWN = 20
USUALLY_KEPT = timedelta(days=14)


@require_http_methods(["GET", "HEAD", "POST"])
@declare(action=Action.CANVASSING_EXPORT_MAKE, purpose=Purpose.ORGANISE, place="seat")
def exports(request: ScopedRequest, seat: str) -> HttpResponse:
    """Choose what goes into a file; the writing is left to the worker, or held for somebody else's yes."""
    at = timezone.now()
    form = ExportForm(
        request.POST or None,
        districts=districts_of(request.seat),
        initial={"destroy_on": timezone.localdate(at + USUALLY_KEPT)},
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = order_export(
                seat=request.seat,
                order=form.order(),
                by=request.actor,
                at=at,
                shown_at=second_factor_shown_at(request.session),
            )
        except (UnableToExport, UnableToApprove) as refusal:
            form.add_error(None, str(refusal))
        else:
            if made.state == ExportState.WRITING:
                _leave_to_worker(request, made)
            return redirect("canvassing:export", request.seat.slug, made.id)
    listed = list(Export.objects.filter(constituency=request.seat).order_by("-asked_at", "-id")[:SHOWN])
    names = names_of(export.asked_by for export in listed)
    context = {
        "form": form,
        "purposes": _purposes(),
        "held_above": HELD_ABOVE,
        "exports": [(export, names.get(export.asked_by, "") if export.asked_by else "") for export in listed],
    }
    return render(request, "canvassing/exports.html", context, status=422 if form.errors else 200)


@require_safe
@declare(action=Action.CANVASSING_EXPORT_MAKE, purpose=Purpose.ORGANISE, place="seat")
def export(request: ScopedRequest, seat: str, export: UUID) -> HttpResponse:
    """How far one export is: held, being written, or where its copy is."""
    found = get_object_or_404(Export.objects.select_related("copy"), constituency=request.seat, pk=export)
    job = Job.objects.filter(pk=found.job_id).first() if found.job_id else None
    context = {
        "export": found,
        "purpose": PURPOSE_NAMES[ExportPurpose(found.purpose)],
        "is_of_members": found.purpose == ExportPurpose.MEMBERS,
        "is_long": wants_second_person(ExportPurpose(found.purpose), found.people),
        "columns": [FIELD_NAMES[Field(field)] for field in found.fields],
        "is_mine": found.asked_by == request.actor.person_id,
        "job": job,
        "url": request.path,
        "then_url": request.path,
    }
    template = "components/progress.html" if request.htmx and job else "canvassing/export.html"
    return render(request, template, context)


@require_POST
@declare(action=Action.CANVASSING_EXPORT_MAKE, purpose=Purpose.ORGANISE, place="seat")
def release(request: ScopedRequest, seat: str, export: UUID) -> HttpResponse:
    """Write what somebody else has agreed to; for whoever asked."""
    found = get_object_or_404(Export, constituency=request.seat, pk=export, asked_by=request.actor.own_id)
    try:
        released = release_export(export=found, by=request.actor, at=timezone.now())
    except UnableToExport as refusal:
        messages.error(request, str(refusal))
    else:
        _leave_to_worker(request, released)
    return redirect("canvassing:export", request.seat.slug, found.id)


def _leave_to_worker(request: ScopedRequest, made: Export) -> None:
    job = start_job(
        request.actor,
        tasks.write_list,
        title=_("Writing %s") % made.title,
        at=timezone.now(),
        constituency=request.seat.id,
        subject=made.id,
        came_from=reverse("canvassing:export", args=[request.seat.slug, made.id]),
    )
    made.job_id = job.id
    made.save(update_fields=["job_id"])


def _purposes() -> list[dict[str, object]]:
    """Each purpose with what it brings along, for the page to say."""
    return [
        {
            "name": PURPOSE_NAMES[purpose],
            "hint": PURPOSE_HINTS[purpose],
            "columns": [FIELD_NAMES[field] for field in fields],
        }
        for purpose, fields in FIELDS.items()
    ]
