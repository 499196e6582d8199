from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hustings.access.errands import start_job
from hustings.access.requests import ScopedRequest
from hustings.audit.words import Action, Purpose
from hustings.geography.changing import UnableToDropChange, changes_concerning, drop_change, seats_of
from hustings.geography.importing.changes import read_boundary_change
from hustings.geography.importing.outcome import UnableToImportPlaces
from hustings.geography.importing.proposing import import_boundary_change
from hustings.geography.models import BoundaryChange, DistrictPlacement, Place, PollingDistrict
from hustings.geography.telling import Shift, differences, shifts_of
from hustings.headquarters import tasks
from hustings.headquarters.boundaries import Beside, Comparison, compare_boundaries
from hustings.headquarters.forms import BoundaryForm
from hustings.lib.declaring import declare
from hustings.lib.markup import grouped
from hustings.register.redrawing.carrying_out import UnableToRedraw, refuse_out_of_reach


@declare(action=Action.GEOGRAPHY_BOUNDARY_CHANGE, purpose=Purpose.ADMINISTRATION)
@require_safe
def changes(request: ScopedRequest) -> HttpResponse:
    found = changes_concerning(_reach(request))
    return render(request, "headquarters/boundaries.html", {"changes": found})


@declare(action=Action.GEOGRAPHY_BOUNDARY_CHANGE, purpose=Purpose.ADMINISTRATION)
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: ScopedRequest) -> HttpResponse:
    """Take a list and keep it as a proposal; nothing comes into force by it."""
    form = BoundaryForm(_reach(request), request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            change = _keep(request, form.cleaned_data)
        except (UnableToImportPlaces, UnableToRedraw) as refusal:
            form.add_error("file", str(refusal))
        else:
            messages.success(request, _("Kept as a proposal. Nothing has come into force."))
            return redirect("headquarters:boundary_change", change=change.id)
    return render(
        request, "headquarters/send_boundaries.html", {"form": form}, status=422 if form.errors else 200
    )


def _keep(request: ScopedRequest, given: dict[str, Any]) -> BoundaryChange:
    file, at = given["file"], timezone.now()
    with TemporaryDirectory() as folder:
        found = read_boundary_change(
            _written(file, Path(folder)), takes_effect_on=given["takes_effect_on"], officer=given["officer"]
        )
    if not found.seats & _reach(request):
        raise UnableToRedraw(
            _(
                "This list concerns none of your constituencies. Ask an organiser there to send it; nothing was kept."
            )
        )
    return import_boundary_change(
        found=found,
        file_name=file.name,
        name=given["name"],
        source=given["source"],
        takes_effect_on=given["takes_effect_on"],
        by=request.actor.person_id,
        at=at,
    )


def _written(file: "UploadedFile[bytes]", folder: Path) -> Path:
    """The list on disk under its own name; no person is in it."""
    path = folder / Path(file.name or "list.csv").name
    with path.open("wb") as written:
        for chunk in file.chunks():
            written.write(chunk)
    return path


@declare(action=Action.GEOGRAPHY_BOUNDARY_CHANGE, purpose=Purpose.ADMINISTRATION)
@require_safe
def show(request: ScopedRequest, change: UUID) -> HttpResponse:
    """One change: in words, district by district, and its wards and seats beside the present ones."""
    found, at = _change(request, change), timezone.now()
    shifts = shifts_of(found)
    is_proposed = found.state == BoundaryChange.State.PROPOSED
    compared = (
        compare_boundaries(found, reach=_reach(request), at=at) if is_proposed else Comparison([], [], [])
    )
    context = {
        "change": found,
        "is_proposed": is_proposed,
        "is_due": is_proposed and found.takes_effect_on <= timezone.localdate(at),
        "differences": differences(shifts),
        "rows": _before_and_after(found, shifts),
        "hidden": compared.hidden,
        "tables": [
            (_("Constituencies"), [_shown(row, row.seat) for row in compared.seats]),
            (_("Wards"), [_shown(row, row.ward or _("Without a ward")) for row in compared.wards]),
        ],
    }
    return render(request, "headquarters/boundary_change.html", context)


def _before_and_after(change: BoundaryChange, shifts: list[Shift]) -> list[dict[str, Any]]:
    """Each district with where it lies, or lay before the change, and where it then will, or does."""
    ended = DistrictPlacement.objects.filter(
        district__in=[shift.district.id for shift in shifts],
        is_proposed=False,
        ends_on=change.takes_effect_on,
    )
    lay = {row.district_id: row for row in ended.select_related("ward", "constituency")}
    is_over = change.state == BoundaryChange.State.IN_FORCE
    rows = []
    for shift in shifts:
        before: PollingDistrict | DistrictPlacement = shift.district
        if is_over:
            before = lay.get(shift.district.id, shift.district)
        moves = (before.ward, before.constituency) != (shift.ward, shift.seat)
        rows.append({"shift": shift, "before": before, "moves": moves})
    return rows


def _shown(row: Beside, name: Place | str) -> dict[str, Any]:
    return {
        "name": name,
        "seat": row.seat if name != row.seat else "",
        "electors": (grouped(row.now.electors), grouped(row.then.electors)),
        "difference": f"{row.difference:+,}".replace("-", "−") if row.difference else "–",
        "doors": (grouped(row.now.doors), grouped(row.then.doors)),
        "rates": (_percent(row.now.contact_rate), _percent(row.then.contact_rate)),
    }


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.1f}%"


@declare(action=Action.GEOGRAPHY_BOUNDARY_CHANGE, purpose=Purpose.ADMINISTRATION)
@require_POST
def carry_out(request: ScopedRequest, change: UUID) -> HttpResponse:
    found = _change(request, change)
    page = reverse("headquarters:boundary_change", args=[found.id])
    try:
        refuse_out_of_reach(found, request.actor)
    except UnableToRedraw as refusal:
        messages.error(request, str(refusal))
        return redirect(page)
    job = start_job(
        request.actor,
        tasks.carry_out,
        title=_("Carrying out %s") % found,
        at=timezone.now(),
        subject=found.id,
        came_from=page,
        leads_to=page,
    )
    return redirect("work:job", job=job.id)


@declare(action=Action.GEOGRAPHY_BOUNDARY_CHANGE, purpose=Purpose.ADMINISTRATION)
@require_POST
def drop(request: ScopedRequest, change: UUID) -> HttpResponse:
    found = _change(request, change)
    try:
        refuse_out_of_reach(found, request.actor)
        drop_change(change=found, by=request.actor.person_id, at=timezone.now())
    except (UnableToRedraw, UnableToDropChange) as refusal:
        messages.error(request, str(refusal))
        return redirect("headquarters:boundary_change", change=found.id)
    messages.success(request, _("“%s” is dropped. Everything stays as it is.") % found)
    return redirect("headquarters:boundaries")


def _reach(request: ScopedRequest) -> frozenset[int]:
    return request.actor.seats_for(Action.GEOGRAPHY_BOUNDARY_CHANGE)


def _change(request: ScopedRequest, change: UUID) -> BoundaryChange:
    found = BoundaryChange.objects.exclude(state=BoundaryChange.State.DROPPED).filter(pk=change).first()
    if found is None or not seats_of(found) & _reach(request):
        raise Http404
    return found
