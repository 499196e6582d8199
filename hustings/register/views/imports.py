from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hustings.access.errands import ErrandTask, start_job
from hustings.access.requests import ScopedRequest
from hustings.audit.words import Action, Purpose
from hustings.lib.declaring import declare
from hustings.lib.uuid7 import uuid7
from hustings.register import tasks
from hustings.register.faults import UnableToImportRegister
from hustings.register.files.layouts import BY_KEY
from hustings.register.forms.sending import SendForm
from hustings.register.identity.doubting import count_rows, doubts_that_wait
from hustings.register.importing.editions import find_edition
from hustings.register.importing.looking_over import give_up_import
from hustings.register.importing.supplying import usual_supply
from hustings.register.importing.tabulating import figures_of
from hustings.register.importing.telling import (
    difference_in_words,
    refusals_in_words,
    refusals_of,
    warnings_in_words,
)
from hustings.register.models import Import, ImportState, Supply
from hustings.register.views.errands import leave_to_worker
from hustings.work.models import Job
from hustings.work.sealing import seal_file

REFUSALS_A_PAGE = 100


@require_safe
@declare(action=Action.REGISTER_IMPORT_READ, purpose=Purpose.ADMINISTRATION, place="seat")
def imports(request: ScopedRequest, seat: str) -> HttpResponse:
    runs = (
        Import.objects.filter(constituency=request.seat)
        .select_related("edition__officer")
        .order_by("-made_at")
    )
    return render(
        request,
        "register/imports.html",
        {
            "page": Paginator(runs, 50).get_page(request.GET.get("page")),
            "questions": count_rows(doubts_that_wait(request.seat.id)),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@declare(action=Action.REGISTER_EDITION_IMPORT, purpose=Purpose.ADMINISTRATION, place="seat")
def send(request: ScopedRequest, seat: str) -> HttpResponse:
    """Take a council's file, sealed, and leave the reading of it to the worker."""
    usual = usual_supply(timezone.localdate())
    form = SendForm(request.seat, request.POST or None, request.FILES or None, initial=asdict(usual))
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("work:job", job=_leave_file(request, form.cleaned_data).id)
        except UnableToImportRegister as refusal:
            form.add_error("name", str(refusal))
    return render(request, "register/send.html", {"form": form}, status=422 if form.errors else 200)


def _leave_file(request: ScopedRequest, given: dict[str, Any]) -> Job:
    at, person = timezone.now(), request.actor.person_id
    assert person is not None
    edition = given["edition"] or find_edition(
        officer=given["officer"], name=given["name"], published_on=given["published_on"], at=at
    )
    file = seal_file(
        given["file"].chunks(),
        name=given["file"].name,
        media_type="application/octet-stream",
        person_id=person,
        at=at,
        constituency=request.seat.id,
    )
    run = uuid7()
    return start_job(
        request.actor,
        tasks.look_over,
        title=_("Looking over %s") % file.name,
        at=at,
        constituency=request.seat.id,
        subject=run,
        asked={
            "file": str(file.id),
            "edition": str(edition.id),
            "place_here": given["place_here"],
            "layout": given["layout"],
            "states_on": given["states_on"].isoformat() if given["states_on"] else "",
            "supplied_to": given["supplied_to"],
            "regulation": given["regulation"],
            "received_on": given["received_on"].isoformat() if given["received_on"] else "",
        },
        came_from=reverse("register:send", args=[request.seat.slug]),
        leads_to=reverse("register:import", args=[request.seat.slug, run]),
    )


@require_safe
@declare(action=Action.REGISTER_IMPORT_READ, purpose=Purpose.ADMINISTRATION, place="seat")
def show(request: ScopedRequest, seat: str, run: UUID) -> HttpResponse:
    """One file: what it was, what it changes or changed, what looks odd, which rows were refused."""
    found = get_object_or_404(
        Import.objects.select_related("edition__officer", "supply"), constituency=request.seat, pk=run
    )
    if found.kind in (Supply.Kind.ABSENT, Supply.Kind.MARKED):
        return redirect("register:list", seat=request.seat.slug, run=found.id)
    refused = refusals_of(found).order_by("line", "column")
    page = Paginator(refused, REFUSALS_A_PAGE).get_page(request.GET.get("page"))
    seats = request.actor.seats_for(Action.REGISTER_IMPORT_READ)
    context = {
        "run": found,
        "figures": figures_of(found, seats),
        "layout": BY_KEY[found.layout].title if found.layout in BY_KEY else found.layout,
        "states": ImportState,
        "difference": difference_in_words(found.counts),
        "warnings": warnings_in_words(found.warnings),
        "questions": count_rows(doubts_that_wait(request.seat.id, run=found.id)),
        "page": page,
        "refused": refusals_in_words(page.object_list),
    }
    return render(request, "register/import.html", context)


@require_POST
@declare(action=Action.REGISTER_EDITION_IMPORT, purpose=Purpose.ADMINISTRATION, place="seat")
def apply(request: ScopedRequest, seat: str, run: UUID) -> HttpResponse:
    return _leave(request, run, tasks.apply, _("Applying %s"))


@require_POST
@declare(action=Action.REGISTER_EDITION_IMPORT, purpose=Purpose.ADMINISTRATION, place="seat")
def give_up(request: ScopedRequest, seat: str, run: UUID) -> HttpResponse:
    found = get_object_or_404(Import, constituency=request.seat, pk=run)
    try:
        give_up_import(by=request.actor, at=timezone.now(), run_id=found.id)
    except UnableToImportRegister as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("%s is given up. The register is as it was.") % found.file_name)
    return redirect("register:imports", seat=request.seat.slug)


@require_POST
@declare(action=Action.REGISTER_IMPORT_UNDO, purpose=Purpose.ADMINISTRATION, place="seat")
def undo(request: ScopedRequest, seat: str, run: UUID) -> HttpResponse:
    return _leave(request, run, tasks.undo, _("Undoing %s"))


def _leave(request: ScopedRequest, run: UUID, task: ErrandTask, title: str) -> HttpResponse:
    found = get_object_or_404(Import, constituency=request.seat, pk=run)
    return leave_to_worker(request, found, task, title, page="register:import")
