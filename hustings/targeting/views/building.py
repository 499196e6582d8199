from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hustings.access.requests import ScopedRequest
from hustings.audit.words import Action, Purpose
from hustings.lib.declaring import declare
from hustings.targeting.forms.keeping import ListForm
from hustings.targeting.forms.steps import STEP_FORMS, StepForm, kinds_offered
from hustings.targeting.lists.asking import UnableToAsk
from hustings.targeting.lists.keeping import (
    UnableToKeep,
    change_list,
    copy_list,
    free_name,
    freeze_list,
    lists_for,
    make_list,
    may_change,
    put_away,
    rename_list,
)
from hustings.targeting.lists.offering import offers_waiting
from hustings.targeting.lists.revising import BEGINNING, UnableToRevise, moved_step, with_step, without_step
from hustings.targeting.lists.rules import Misunderstood, read_form
from hustings.targeting.lists.showing import KIND_NAMES, page_of_list, rows_of
from hustings.targeting.lists.wording import fault_in_words
from hustings.targeting.models import SavedList


@require_http_methods(["GET", "HEAD", "POST"])
@declare(action=Action.TARGETING_LIST_BUILD, purpose=Purpose.CANVASS, place="seat")
def lists(request: ScopedRequest, seat: str) -> HttpResponse:
    """The lists of a seat that the reader sees; posting begins a new one, with everybody on it."""
    if request.method == "POST":
        made = _begin(request)
        return redirect("targeting:list", request.seat.slug, made.id)
    found = lists_for(request.actor, request.seat.id).order_by("-changed_at", "-id")
    context = {
        "lists": rows_of(request.seat, found, request.actor),
        "offers": offers_waiting(request.seat.id),
    }
    return render(request, "targeting/lists.html", context)


def _begin(request: ScopedRequest) -> SavedList:
    at = timezone.now()
    local = timezone.localtime(at)
    name = _("List of %s") % date_format(local, "j F Y H:i")
    free = free_name(request.seat.id, name)
    return make_list(seat=request.seat, name=free, form=read_form(BEGINNING), by=request.actor, at=at)


def list_seen(request: ScopedRequest, id: UUID) -> SavedList:
    """A list that the reader sees, or 404."""
    return get_object_or_404(lists_for(request.actor, request.seat.id).select_related("constituency"), pk=id)


@require_safe
@declare(action=Action.TARGETING_LIST_BUILD, purpose=Purpose.CANVASS, place="seat")
def saved_list(request: ScopedRequest, seat: str, saved: UUID) -> HttpResponse:
    """A list with its steps, what each took away, and a form for one more."""
    kept = list_seen(request, saved)
    kind = request.GET.get("add", "")
    form = STEP_FORMS[kind](request.seat, request.actor) if kind in STEP_FORMS else None
    return _page(request, kept, form)


@require_POST
@declare(action=Action.TARGETING_LIST_BUILD, purpose=Purpose.CANVASS, place="seat")
def change(request: ScopedRequest, seat: str, saved: UUID) -> HttpResponse:
    """Add a step, take one out or move it."""
    kept = list_seen(request, saved)
    form: StepForm | None = None
    try:
        if kind := request.POST.get("kind"):
            form = STEP_FORMS.get(kind, STEP_FORMS["everybody"])(request.seat, request.actor, request.POST)
            if not form.is_valid():
                return _page(request, kept, form)
            revised = _with_step(request, kept, form)
        else:
            revised = _revised(request, kept)
        change_list(kept=kept, form=revised, by=request.actor, at=timezone.now())
    except Misunderstood as fault:
        sentence = " ".join(map(fault_in_words, fault.faults))
        if form is None:
            messages.error(request, sentence)
        else:
            form.add_error(None, sentence)
            return _page(request, kept, form)
    except (UnableToRevise, UnableToKeep) as refusal:
        messages.error(request, str(refusal))
    return redirect("targeting:list", request.seat.slug, kept.id)


def _with_step(request: ScopedRequest, kept: SavedList, form: StepForm) -> Any:
    step = {"do": form.cleaned_data["do"], "who": form.condition()}
    return with_step(read_form(kept.form), step, widening=_number(request, "widening"))


def _revised(request: ScopedRequest, kept: SavedList) -> Any:
    before = read_form(kept.form)
    if number := _number(request, "out"):
        return without_step(before, number)
    if number := _number(request, "up"):
        return moved_step(before, number, -1)
    if number := _number(request, "down"):
        return moved_step(before, number, 1)
    return with_step(before, {"do": "fill_households"})


def _number(request: ScopedRequest, name: str) -> int:
    asked = request.POST.get(name, "")
    return int(asked) if asked.isdecimal() and len(asked) < 4 else 0


@require_POST
@declare(action=Action.TARGETING_LIST_BUILD, purpose=Purpose.CANVASS, place="seat")
def rename(request: ScopedRequest, seat: str, saved: UUID) -> HttpResponse:
    """Say what a list is called, what it is for, who leaves it by themselves and who sees it."""
    kept = list_seen(request, saved)
    form = ListForm(request.POST)
    if not form.is_valid():
        return _page(request, kept, None, settings=form)
    told, at = form.cleaned_data, timezone.now()
    leave = {name: told[name] for name in ("moved", "spoken_days", "tries")}
    revised = read_form({**kept.form, "use": told["use"], "polling": told["polling"] or None, "leave": leave})
    try:
        if kept.is_live:
            change_list(kept=kept, form=revised, by=request.actor, at=at)
        rename_list(
            kept=kept,
            name=told["name"],
            is_shared=told["is_shared"],
            roles=told["roles"],
            by=request.actor,
            at=at,
        )
    except UnableToKeep as refusal:
        form.add_error("name", str(refusal))
        return _page(request, list_seen(request, kept.id), None, settings=form)
    messages.success(request, _("The list is kept as you said."))
    return redirect("targeting:list", request.seat.slug, kept.id)


@require_POST
@declare(action=Action.TARGETING_LIST_BUILD, purpose=Purpose.CANVASS, place="seat")
def freeze(request: ScopedRequest, seat: str, saved: UUID) -> HttpResponse:
    """Keep who is on a list now, as a list of its own that stays so."""
    kept, at = list_seen(request, saved), timezone.now()
    moment = date_format(timezone.localtime(at), "j F Y H:i")
    name = _("%(list)s, as of %(moment)s") % {"list": kept.name[:80], "moment": moment}
    try:
        snapshot = freeze_list(kept=kept, name=name, by=request.actor, at=at)
    except (UnableToKeep, UnableToAsk) as refusal:
        messages.error(request, str(refusal))
        return redirect("targeting:list", request.seat.slug, kept.id)
    messages.success(request, _("Whoever is on it now is kept; later changes leave this list as it is."))
    return redirect("targeting:list", request.seat.slug, snapshot.id)


@require_POST
@declare(action=Action.TARGETING_LIST_BUILD, purpose=Purpose.CANVASS, place="seat")
def retire(request: ScopedRequest, seat: str, saved: UUID) -> HttpResponse:
    kept = list_seen(request, saved)
    try:
        put_away(kept=kept, by=request.actor, at=timezone.now())
    except UnableToKeep as refusal:
        messages.error(request, str(refusal))
        return redirect("targeting:list", request.seat.slug, kept.id)
    messages.success(request, _("“%s” is out of use.") % kept.name)
    return redirect("targeting:lists", request.seat.slug)


@require_POST
@declare(action=Action.TARGETING_LIST_BUILD, purpose=Purpose.CANVASS, place="seat")
def copy(request: ScopedRequest, seat: str, saved: UUID) -> HttpResponse:
    """Take a copy of a list as one's own, to change."""
    kept = list_seen(request, saved)
    name = free_name(request.seat.id, (_("Copy of %s") % kept.name)[:110])
    try:
        made = copy_list(kept=kept, name=name, by=request.actor, at=timezone.now())
    except UnableToKeep as refusal:
        messages.error(request, str(refusal))
        return redirect("targeting:list", request.seat.slug, kept.id)
    messages.success(request, _("This copy is yours. Change what you like; the other stays as it is."))
    return redirect("targeting:list", request.seat.slug, made.id)


def _page(
    request: ScopedRequest, kept: SavedList, form: StepForm | None, *, settings: ListForm | None = None
) -> HttpResponse:
    at = timezone.now()
    context: dict[str, object] = page_of_list(kept, at=at)
    before = read_form(kept.form)
    context |= {
        "kept": kept,
        "kinds": [(kind, KIND_NAMES[kind]) for kind in kinds_offered(request.seat, request.actor)],
        "form": form,
        "kind_name": KIND_NAMES[form.kind] if form else "",
        "settings": settings or ListForm(initial=_initial(kept, before)),
        "opens_people": request.actor.may(Action.TARGETING_LIST_OPEN, request.seat.id),
        "holds_out": request.actor.may(Action.TARGETING_HOLD_OUT_DRAW, request.seat.id),
        "may_change": may_change(kept, request.actor),
    }
    wrong = (form is not None and form.errors) or (settings is not None and settings.errors)
    return render(request, "targeting/list.html", context, status=422 if wrong else 200)


def _initial(kept: SavedList, form: Any) -> dict[str, object]:
    return {
        "name": kept.name,
        "use": str(form.use),
        "polling": str(form.polling or ""),
        "moved": form.leave.moved,
        "spoken_days": form.leave.spoken_days,
        "tries": form.leave.tries,
        "is_shared": kept.is_shared,
        "roles": kept.roles,
    }
