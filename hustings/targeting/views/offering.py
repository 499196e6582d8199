"""Offering lists to seats, as headquarters sees it. The steps travel with the page: nothing is kept before it is
offered.
"""

import json
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hustings.access.requests import ScopedRequest
from hustings.audit.words import Action, Purpose
from hustings.geography.models import Place
from hustings.lib.declaring import declare
from hustings.targeting.forms.offering import NATIONAL_KINDS, OfferForm
from hustings.targeting.forms.steps import STEP_FORMS, StepForm
from hustings.targeting.lists.naming import names_for
from hustings.targeting.lists.offering import NO_SEAT, UnableToOffer, offer_list, offers_made, withdraw_offer
from hustings.targeting.lists.revising import BEGINNING, UnableToRevise, moved_step, with_step, without_step
from hustings.targeting.lists.rules import ListForm, Misunderstood, read_form
from hustings.targeting.lists.showing import KIND_NAMES
from hustings.targeting.lists.wording import faults_in_words, sentence_of, step_in_words


@require_safe
@declare(action=Action.TARGETING_LIST_OFFER, purpose=Purpose.ORGANISE)
def offers(request: ScopedRequest) -> HttpResponse:
    """The lists that were offered to seats, each with how many took it. Nobody of any seat is named."""
    return render(request, "targeting/offers.html", {"offers": offers_made(request.actor)})


@require_http_methods(["GET", "HEAD", "POST"])
@declare(action=Action.TARGETING_LIST_OFFER, purpose=Purpose.ORGANISE)
def offering(request: ScopedRequest) -> HttpResponse:
    """Put the steps of a list together and offer it. Every button posts the steps so far with what it asks."""
    try:
        steps = read_form(request.POST.get("steps") or json.dumps(BEGINNING))
    except Misunderstood as fault:
        messages.error(request, faults_in_words(fault.faults))
        return _page(request, read_form(BEGINNING), status=422)
    if "offer" in request.POST:
        return _offer(request, steps)
    kind = request.POST.get("kind", "")
    if "add" in request.POST and kind in NATIONAL_KINDS:
        return _add(request, steps, kind)
    try:
        return _page(request, _revised(request, steps), choosing=request.POST.get("choose", ""))
    except UnableToRevise as refusal:
        messages.error(request, str(refusal))
        return _page(request, steps, status=422)


@require_POST
@declare(action=Action.TARGETING_LIST_OFFER, purpose=Purpose.ORGANISE)
def withdraw(request: ScopedRequest, offer: UUID) -> HttpResponse:
    """Take an offer back from the seats that have not answered."""
    try:
        count = withdraw_offer(offer=offer, by=request.actor, at=timezone.now())
    except UnableToOffer as refusal:
        messages.error(request, str(refusal))
    else:
        said = ngettext(
            "%d seat is not offered this list any more.",
            "%d seats are not offered this list any more.",
            count,
        )
        messages.success(request, said % count)
    return redirect("targeting:offers")


def _offer(request: ScopedRequest, steps: ListForm) -> HttpResponse:
    form = OfferForm(_seats(request), request.POST)
    if not form.is_valid():
        return _page(request, steps, form=form, status=422)
    given = form.cleaned_data
    told = read_form(steps.as_json() | {"use": given["use"]})
    try:
        offer_list(
            seats=form.chosen(),
            name=given["name"],
            why=given["why"],
            form=told,
            by=request.actor,
            at=timezone.now(),
        )
    except UnableToOffer as refusal:
        form.add_error(None, str(refusal))
        return _page(request, steps, form=form, status=422)
    count = len(form.chosen())
    said = ngettext("The list is offered to %d seat.", "The list is offered to %d seats.", count)
    messages.success(request, said % count)
    return redirect("targeting:offers")


def _add(request: ScopedRequest, steps: ListForm, kind: str) -> HttpResponse:
    form = STEP_FORMS[kind](_any_seat(request), request.actor, request.POST)
    if form.is_valid():
        try:
            return _page(request, with_step(steps, {"do": form.cleaned_data["do"], "who": form.condition()}))
        except Misunderstood as fault:
            form.add_error(None, faults_in_words(fault.faults))
    return _page(request, steps, step=form, status=422)


def _revised(request: ScopedRequest, steps: ListForm) -> ListForm:
    for button, by in (("up", -1), ("down", 1), ("out", 0)):
        if (asked := request.POST.get(button, "")).isdecimal() and len(asked) < 4:
            return moved_step(steps, int(asked), by) if by else without_step(steps, int(asked))
    return with_step(steps, {"do": "fill_households"}) if "fill" in request.POST else steps


def _page(
    request: ScopedRequest,
    steps: ListForm,
    *,
    form: OfferForm | None = None,
    step: StepForm | None = None,
    choosing: str = "",
    status: int = 200,
) -> HttpResponse:
    names = names_for(NO_SEAT, [steps])
    if choosing in NATIONAL_KINDS:
        step = STEP_FORMS[choosing](_any_seat(request), request.actor)
    context: dict[str, Any] = {
        "sentence": sentence_of(steps, names),
        "steps": [step_in_words(one, names) for one in steps.steps],
        "as_json": json.dumps(steps.as_json()),
        "kinds": [(kind, KIND_NAMES[kind]) for kind in NATIONAL_KINDS],
        "step": step,
        "kind_name": KIND_NAMES[step.kind] if step else "",
        "form": form or OfferForm(_seats(request), initial=_said(request)),
    }
    return render(request, "targeting/offering.html", context, status=status)


def _said(request: ScopedRequest) -> dict[str, Any]:
    """What was typed of the offer before another button was pressed."""
    said: dict[str, Any] = {
        key: request.POST[key] for key in ("name", "why", "use", "to") if key in request.POST
    }
    return said | {
        "seats": [one for one in request.POST.getlist("seats") if one.isdecimal() and len(one) < 10]
    }


def _seats(request: ScopedRequest) -> "QuerySet[Place]":
    return Place.objects.filter(id__in=request.actor.seats_for(Action.TARGETING_LIST_OFFER)).order_by("name")


def _any_seat(request: ScopedRequest) -> Place:
    """Forms of steps are made for a seat; those of `NATIONAL_KINDS` ask nothing of it."""
    return _seats(request).first() or Place()
