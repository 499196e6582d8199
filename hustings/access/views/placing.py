"""Placing a stop: from what was seen to the narrowest thing that holds it, with whom it would concern."""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hustings.access.forms import StopForm
from hustings.access.mailing import tell_of_stop
from hustings.access.requests import ScopedRequest
from hustings.access.scope import ask
from hustings.access.stopping.placing import UnableToStop, place_stop
from hustings.access.stopping.seeing import (
    Thing,
    concerned_by,
    copies_numbered,
    name_thing,
    narrower_of,
    people_in_reach,
    seats_in_reach,
    widest_things,
)
from hustings.access.stops import FIRST_LIFE, WIDE, Ground, Kind, Verb
from hustings.audit.recording import record
from hustings.audit.words import Action, Purpose
from hustings.lib.declaring import declare

SHOWN = 12


@require_safe
@declare(action=Action.ACCESS_STOP_PLACE, purpose=Purpose.ADMINISTRATION)
def choose(request: ScopedRequest) -> HttpResponse:
    """What did you see? A person by name leads to their sign-ins and devices; the rest is listed, narrowest first."""
    words, number = request.GET.get("name", "")[:120], request.GET.get("number", "")[:12]
    person = _named(request, Kind.PERSON, request.GET.get("person", ""))
    return render(
        request,
        "access/stop_choosing.html",
        {
            "words": words,
            "people": people_in_reach(request.actor, words),
            "number": number,
            "copies": copies_numbered(number),
            "person": person,
            "narrower": narrower_of(person) if person else [],
            "seats": seats_in_reach(request.actor),
            "widest": widest_things(),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@declare(action=Action.ACCESS_STOP_PLACE, purpose=Purpose.ADMINISTRATION)
def place(request: ScopedRequest, kind: str) -> HttpResponse:
    """Whom it would concern and what stays working; then the danger, and at once the stop."""
    thing = _named(request, Kind(kind), request.GET.get("thing", "")[:64]) if kind in set(Kind) else None
    if thing is None:
        raise Http404
    form = StopForm(request.POST or None, is_wider=thing.kind in WIDE)
    if request.method == "POST" and form.is_valid():
        try:
            given = _place(request, thing, form)
        except UnableToStop as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Stopped. A second person can confirm it below."))
            return redirect("access:stop", given)
    people = concerned_by(thing.kind, thing.thing)
    _log_look(request, len(people))
    losing = list(dict.fromkeys(one.name for one in people if not one.keeps))
    keeping = list(dict.fromkeys(one.name for one in people if one.keeps))
    return render(
        request,
        "access/stop_placing.html",
        {
            "form": form,
            "thing": thing,
            "losing": losing[:SHOWN],
            "losing_count": len(losing),
            "keeping": keeping[:SHOWN],
            "keeping_count": len(keeping),
            "is_wide": thing.kind in WIDE,
            "hours": int(FIRST_LIFE[thing.kind].total_seconds() // 3600),
        },
    )


def _place(request: ScopedRequest, thing: Thing, form: StopForm) -> UUID:
    data = form.cleaned_data
    given = place_stop(
        kind=thing.kind,
        verb=Verb(data["verb"]),
        thing=thing.thing,
        label=thing.label,
        ground=Ground(data["ground"]),
        words=data["words"],
        wider_because=data.get("wider_because", ""),
        by=request.actor,
        at=timezone.now(),
    )
    officers = ask("SELECT coalesce(array_agg(email), '{}') FROM access.officers_to_tell(%s)", given)[0]
    transaction.on_commit(lambda: tell_of_stop(officers, thing.label, Ground(data["ground"])))
    return given


def _named(request: ScopedRequest, kind: Kind, thing: str) -> Thing | None:
    """The thing in words where it is there and in reach; a scope that reaches nothing else learns no more."""
    if not thing and kind is not Kind.NATION:
        return None
    try:
        concerned_by(kind, thing)
    except UnableToStop:
        return None
    return name_thing(kind, thing, request.actor)


def _log_look(request: ScopedRequest, count: int) -> None:
    record(
        action=request.actor.action,
        purpose=request.actor.purpose,
        by=request.actor.person_id,
        at=request.actor.at,
        place="placing",
        count=count,
    )
