from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hustings.access.errands import start_job
from hustings.access.requests import ScopedRequest
from hustings.audit.words import Action, Purpose
from hustings.elections.models import StationFile, StationFileState
from hustings.lib.declaring import declare
from hustings.lib.uuid7 import uuid7
from hustings.register import tasks
from hustings.register.councils import officers_of
from hustings.register.forms.stations import SendStationsForm
from hustings.register.stations.faults import UnableToImportStations
from hustings.register.stations.importing import give_up_stations, use_stations
from hustings.register.stations.listing import stations_of_seat
from hustings.register.stations.suppliers import TITLES
from hustings.register.stations.telling import changes_in_words, holdings_in_words, warnings_in_words
from hustings.work.models import Job
from hustings.work.sealing import seal_file

FILES_SHOWN = 20


@require_safe
@declare(action=Action.REGISTER_STREET_LIST, purpose=Purpose.ORGANISE, place="seat")
def stations(request: ScopedRequest, seat: str) -> HttpResponse:
    """Where a seat's electors vote: each station with its districts, doors and electors."""
    at = timezone.now()
    found = stations_of_seat(request.seat.id, timezone.localdate(at))
    files = _files(request).exclude(state=StationFileState.GIVEN_UP)[:FILES_SHOWN]
    return render(request, "register/stations.html", {"found": found, "files": files})


@require_http_methods(["GET", "HEAD", "POST"])
@declare(action=Action.ELECTIONS_STATIONS_IMPORT, purpose=Purpose.ADMINISTRATION, place="seat")
def send(request: ScopedRequest, seat: str) -> HttpResponse:
    """Take a council's files, sealed, and leave the reading of them to the worker."""
    form = SendStationsForm(request.seat, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        return redirect("work:job", job=_leave_files(request, form.cleaned_data).id)
    return render(request, "register/send_stations.html", {"form": form}, status=422 if form.errors else 200)


def _leave_files(request: ScopedRequest, given: dict[str, Any]) -> Job:
    at, person, file_id = timezone.now(), request.actor.person_id, uuid7()
    assert person is not None
    sealed = [
        seal_file(
            sent.chunks(),
            name=sent.name,
            media_type="application/octet-stream",
            person_id=person,
            at=at,
            constituency=request.seat.id,
        )
        for sent in given["sent"]
    ]
    day = given["polling_day"]
    return start_job(
        request.actor,
        tasks.look_over_stations,
        title=_("Looking over %s") % ", ".join(file.name for file in sealed),
        at=at,
        constituency=request.seat.id,
        subject=file_id,
        asked={
            "files": [str(file.id) for file in sealed],
            "officer": given["officer"].id,
            "polling_day": day.isoformat() if day else "",
        },
        came_from=reverse("register:send_stations", args=[request.seat.slug]),
        leads_to=reverse("register:station_file", args=[request.seat.slug, file_id]),
    )


@require_safe
@declare(action=Action.ELECTIONS_STATIONS_IMPORT, purpose=Purpose.ADMINISTRATION, place="seat")
def show(request: ScopedRequest, seat: str, file: UUID) -> HttpResponse:
    """One file: what it holds, what it would change or changed, and what looks odd."""
    found = get_object_or_404(_files(request), pk=file)
    context = {
        "file": found,
        "supplier": TITLES.get(found.supplier, found.supplier),
        "states": StationFileState,
        "holdings": holdings_in_words(found.counts),
        "changes": changes_in_words(found.warnings),
        "warnings": warnings_in_words(found.warnings),
    }
    return render(request, "register/station_file.html", context)


@require_POST
@declare(action=Action.ELECTIONS_STATIONS_IMPORT, purpose=Purpose.ADMINISTRATION, place="seat")
def use(request: ScopedRequest, seat: str, file: UUID) -> HttpResponse:
    found = get_object_or_404(_files(request), pk=file)
    try:
        use_stations(by=request.actor, at=timezone.now(), file_id=found.id)
    except UnableToImportStations as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The polling stations of %s are in use.") % found.file_names)
    return redirect("register:stations", seat=request.seat.slug)


@require_POST
@declare(action=Action.ELECTIONS_STATIONS_IMPORT, purpose=Purpose.ADMINISTRATION, place="seat")
def give_up(request: ScopedRequest, seat: str, file: UUID) -> HttpResponse:
    found = get_object_or_404(_files(request), pk=file)
    try:
        give_up_stations(by=request.actor, at=timezone.now(), file_id=found.id)
    except UnableToImportStations as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request, _("%s is given up. The polling stations are as they were.") % found.file_names
        )
    return redirect("register:stations", seat=request.seat.slug)


def _files(request: ScopedRequest) -> QuerySet[StationFile]:
    """The files of the councils that share this seat, newest first."""
    files = StationFile.objects.filter(officer__in=officers_of(request.seat))
    return files.select_related("officer").order_by("-made_at")
