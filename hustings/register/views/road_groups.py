from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from hustings.access.requests import ScopedRequest
from hustings.audit.words import Action, Purpose
from hustings.geography.models import PollingDistrict
from hustings.lib.declaring import declare
from hustings.lib.markup import grouped
from hustings.register.doors.drift import drift_of_district, drifts_of_seat, sides_of_district
from hustings.register.doors.road_groups import (
    UnableToGather,
    confirm_joined,
    dissolve_road_group,
    gather_doors,
    release_doors,
    rename_road_group,
)
from hustings.register.forms.road_groups import GatherForm, RenameForm, sides_ticked
from hustings.register.models import RoadGroup


@require_safe
@declare(action=Action.REGISTER_STREET_LIST, purpose=Purpose.ORGANISE, place="seat")
def road_groups(request: ScopedRequest, seat: str) -> HttpResponse:
    """A seat's polling districts with their road groups, and what joined them by itself."""
    drifts = drifts_of_seat(request.seat.id)
    return render(request, "register/road_groups.html", {"drifts": drifts})


@require_safe
@declare(action=Action.REGISTER_ROAD_GROUP_EDIT, purpose=Purpose.ORGANISE, place="seat")
def district(request: ScopedRequest, seat: str, district: UUID) -> HttpResponse:
    """A district's streets, side by side, to be gathered into road groups."""
    return _page(request, _district(request, district))


@require_POST
@declare(action=Action.REGISTER_ROAD_GROUP_EDIT, purpose=Purpose.ORGANISE, place="seat")
def gather(request: ScopedRequest, seat: str, district: UUID) -> HttpResponse:
    """Put the ticked sides of streets into a road group, or take them out of theirs."""
    found = _district(request, district)
    _sides, groups = sides_of_district(request.seat.id, found.id)
    form = GatherForm(groups, request.POST)
    try:
        sides = sides_ticked(request.POST.getlist("sides"))
        if form.is_valid():
            messages.success(request, _gathered(request, found, form, sides))
            return _back(request, found)
    except (UnableToGather, ValidationError) as refusal:
        form.full_clean()
        form.add_error(None, refusal.messages[0] if isinstance(refusal, ValidationError) else str(refusal))
    return _page(request, found, form=form, ticked=request.POST.getlist("sides"), status=422)


def _gathered(request: ScopedRequest, found: PollingDistrict, form: GatherForm, sides: Any) -> str:
    where = {"constituency": request.seat.id, "district": found.id, "sides": sides, "numbers": form.numbers}
    by, at = request.actor, timezone.now()
    if form.is_release:
        count = release_doors(**where, by=by, at=at)
        return ngettext("%s door is in no road group now.", "%s doors are in no road group now.", count) % (
            grouped(count)
        )
    count = gather_doors(**where, name=form.group_name, by=by, at=at)
    return ngettext("%(count)s door is in %(group)s.", "%(count)s doors are in %(group)s.", count) % {
        "count": grouped(count),
        "group": form.group_name,
    }


@require_POST
@declare(action=Action.REGISTER_ROAD_GROUP_EDIT, purpose=Purpose.ORGANISE, place="seat")
def confirm(request: ScopedRequest, seat: str, district: UUID) -> HttpResponse:
    """Say that what joined by itself stands where it should."""
    found = _district(request, district)
    confirm_joined(constituency=request.seat.id, district=found.id, by=request.actor, at=timezone.now())
    messages.success(request, _("The road groups of %s are confirmed as they are.") % found)
    return _back(request, found)


@require_POST
@declare(action=Action.REGISTER_ROAD_GROUP_EDIT, purpose=Purpose.ORGANISE, place="seat")
def rename(request: ScopedRequest, seat: str, group: UUID) -> HttpResponse:
    found, form = _group(request, group), RenameForm(request.POST)
    try:
        name = form.cleaned_data["name"] if form.is_valid() else ""
        rename_road_group(
            constituency=request.seat.id, group_id=found.id, name=name, by=request.actor, at=timezone.now()
        )
    except UnableToGather as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("%(old)s is called %(new)s now.") % {"old": found.name, "new": name})
    return _back(request, found.district)


@require_POST
@declare(action=Action.REGISTER_ROAD_GROUP_EDIT, purpose=Purpose.ORGANISE, place="seat")
def dissolve(request: ScopedRequest, seat: str, group: UUID) -> HttpResponse:
    found = _group(request, group)
    dissolve_road_group(constituency=request.seat.id, group_id=found.id, by=request.actor, at=timezone.now())
    messages.success(request, _("%s is dissolved; its doors are in no road group.") % found.name)
    return _back(request, found.district)


def _district(request: ScopedRequest, district: UUID) -> PollingDistrict:
    return get_object_or_404(
        PollingDistrict.objects.select_related("ward"), constituency=request.seat, pk=district
    )


def _group(request: ScopedRequest, group: UUID) -> RoadGroup:
    return get_object_or_404(
        RoadGroup.objects.select_related("district"), constituency=request.seat, pk=group
    )


def _page(
    request: ScopedRequest,
    found: PollingDistrict,
    *,
    form: GatherForm | None = None,
    ticked: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    sides, groups = sides_of_district(request.seat.id, found.id)
    context = {
        "district": found,
        "sides": sides,
        "groups": groups,
        "drift": drift_of_district(request.seat.id, found),
        "form": form or GatherForm(groups),
        "ticked": ticked or [],
    }
    return render(request, "register/road_groups_of_district.html", context, status=status)


def _back(request: ScopedRequest, found: PollingDistrict) -> HttpResponse:
    return redirect("register:road_groups_of_district", seat=request.seat.slug, district=found.id)
