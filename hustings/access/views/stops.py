"""The pages of stops: what is in force and what has been, and the four things that officers do about one."""

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hustings.access.forms import MotionForm, ReviewForm
from hustings.access.models import Drill, Stop, StopMotion
from hustings.access.requests import ScopedRequest
from hustings.access.stopping.placing import (
    UnableToStop,
    confirm_stop,
    propose_extension,
    propose_lifting,
    review_stop,
    settle_motion,
)
from hustings.access.stopping.seeing import names_of, state_of, stops_listed
from hustings.access.stops import Ground, Kind, Verb
from hustings.access.wording import GROUND_NAMES, KIND_NAMES, VERB_NAMES
from hustings.audit.recording import record
from hustings.audit.words import Action, Purpose
from hustings.lib.declaring import declare

ADMINISTRATION = Purpose.ADMINISTRATION
SHOWN, DRILLS = 100, 6


def told(stop: Stop, at: object) -> dict[str, object]:
    """A stop in words, for a line or a page."""
    return {
        "stop": stop,
        "kind": KIND_NAMES[Kind(stop.kind)],
        "verb": VERB_NAMES[Verb(stop.verb)],
        "ground": GROUND_NAMES[Ground(stop.ground)],
        "state": state_of(stop, at),  # type: ignore[arg-type]  # the moment the page was asked for
        "review": getattr(stop, "review", None),
    }


@require_safe
@declare(action=Action.ACCESS_STOP_LIST, purpose=ADMINISTRATION)
def stops(request: ScopedRequest) -> HttpResponse:
    """Every stop in reach, open to all who may see them: what is in force first."""
    at = timezone.now()
    lines = [told(stop, at) for stop in stops_listed().filter(is_drill=False)[:SHOWN]]
    in_force = [line for line in lines if line["state"] in ("waiting", "confirmed")]
    _log(request, "stops", len(lines))
    return render(
        request,
        "access/stops.html",
        {
            "in_force": in_force,
            "over": [line for line in lines if line not in in_force],
            "drills": Drill.objects.order_by("-held_at")[:DRILLS],
        },
    )


@require_safe
@declare(action=Action.ACCESS_STOP_LIST, purpose=ADMINISTRATION)
def stop(request: ScopedRequest, stop: UUID) -> HttpResponse:
    """One stop: what, why, by which office, until when; and what somebody else can do about it."""
    return _page(request, stop, MotionForm(), ReviewForm())


@require_POST
@declare(action=Action.ACCESS_STOP_CONFIRM, purpose=ADMINISTRATION)
def confirm(request: ScopedRequest, stop: UUID) -> HttpResponse:
    """Be the second person who says that it is right."""
    found = get_object_or_404(Stop, pk=stop)
    return _act(
        request,
        found,
        lambda: confirm_stop(stop=found, by=request.actor, at=timezone.now()),
        _("The stop is confirmed."),
    )


@require_POST
@declare(action=Action.ACCESS_STOP_CONFIRM, purpose=ADMINISTRATION)
def propose(request: ScopedRequest, stop: UUID, motion: str) -> HttpResponse:
    """Propose to lift it or to let it last longer; a second person does it."""
    found = get_object_or_404(Stop, pk=stop)
    form = MotionForm(request.POST)
    if not form.is_valid():
        return _page(request, stop, form, ReviewForm())
    verb = propose_extension if motion == StopMotion.Kind.EXTEND else propose_lifting
    reason = form.cleaned_data["reason"]
    return _act(
        request,
        found,
        lambda: verb(stop=found, reason=reason, by=request.actor, at=timezone.now()),
        _("Proposed. It takes effect as soon as a second person agrees."),
    )


@require_POST
@declare(action=Action.ACCESS_STOP_CONFIRM, purpose=ADMINISTRATION)
def settle(request: ScopedRequest, motion: UUID) -> HttpResponse:
    """Agree to what another has proposed."""
    found = get_object_or_404(StopMotion.objects.select_related("stop"), pk=motion)
    return _act(
        request,
        found.stop,
        lambda: settle_motion(motion=found, by=request.actor, at=timezone.now()),
        _("Agreed. It took effect at once."),
    )


@require_http_methods(["POST"])
@declare(action=Action.ACCESS_STOP_REVIEW, purpose=ADMINISTRATION)
def review(request: ScopedRequest, stop: UUID) -> HttpResponse:
    """Say whether a stop wider than a person was right."""
    found = get_object_or_404(Stop, pk=stop)
    form = ReviewForm(request.POST)
    if not form.is_valid():
        return _page(request, stop, MotionForm(), form)
    data = form.cleaned_data
    return _act(
        request,
        found,
        lambda: review_stop(stop=found, **data, by=request.actor, at=timezone.now()),
        _("The review is on the list."),
    )


def _act(request: ScopedRequest, found: Stop, act: Callable[[], object], done: str) -> HttpResponse:
    try:
        act()
        messages.success(request, done)
    except UnableToStop as refusal:
        messages.error(request, str(refusal))
    return redirect("access:stop", found.pk)


def _page(request: ScopedRequest, stop: UUID, motion: forms.Form, review: forms.Form) -> HttpResponse:
    found = get_object_or_404(stops_listed(), pk=stop)
    motions = list(found.motions.order_by("asked_at"))
    people = {found.placed_by, found.confirmed_by, found.lifted_by, *(one.asked_by for one in motions)}
    _log(request, str(stop), 1)
    return render(
        request,
        "access/stop.html",
        {
            **told(found, timezone.now()),
            "motions": [(one, names_of({one.asked_by}).get(one.asked_by, "")) for one in motions],
            "names": names_of({person for person in people if person}),
            "motion_form": motion,
            "longer_form": MotionForm(auto_id="id_longer_%s"),
            "review_form": review,
        },
    )


def _log(request: ScopedRequest, place: str, count: int) -> None:
    record(
        action=request.actor.action,
        purpose=ADMINISTRATION,
        by=request.actor.person_id,
        at=request.actor.at,
        place=place,
        count=count,
    )
