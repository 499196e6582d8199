"""Reading up before bulk use: asked of somebody by a key-holder of their unit, read and answered, and settled."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hustings.access.letting_in.people import people_to_choose
from hustings.access.requests import ScopedRequest
from hustings.audit.words import Action, Purpose
from hustings.copies.forms import ReadingForm, RetrainingForm
from hustings.copies.listing import names_of
from hustings.copies.models import Retraining
from hustings.copies.retraining import UnableToRetrain, ask_retraining, read_retraining, settle_retraining
from hustings.lib.declaring import declare
from hustings.organisation.models import Unit

ADMINISTRATION = Purpose.ADMINISTRATION
asked_or_sent = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@declare(action=Action.COPIES_RETRAINING_READ, purpose=ADMINISTRATION)
def mine(request: ScopedRequest) -> HttpResponse:
    """What the signed-in person is asked to read, and what they were."""
    found = Retraining.objects.filter(person_id=request.actor.own_id).order_by("-asked_at")
    return render(request, "copies/reading_up.html", {"retrainings": found, "at": timezone.now()})


@asked_or_sent
@declare(action=Action.COPIES_RETRAINING_READ, purpose=ADMINISTRATION)
def read(request: ScopedRequest, retraining: UUID) -> HttpResponse:
    """The page itself: why it is asked, what to know, a tick and an answer."""
    found = get_object_or_404(Retraining, pk=retraining, person_id=request.actor.own_id)
    form = ReadingForm(request.POST or None, initial={"answer": found.answer})
    if request.method == "POST" and form.is_valid():
        try:
            answer = form.cleaned_data["answer"]
            read_retraining(retraining=found.id, answer=answer, by=request.actor, at=timezone.now())
        except UnableToRetrain as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Thank you. Whoever holds your unit’s keys is asked to confirm it."))
            return redirect("copies:reading_up")
    context = {"retraining": found, "form": form}
    return render(request, "copies/read.html", context, status=422 if form.errors else 200)


@asked_or_sent
@declare(action=Action.COPIES_RETRAINING_ASK, purpose=ADMINISTRATION, place="seat")
def asking(request: ScopedRequest, seat: str) -> HttpResponse:
    """Who in this seat is asked to read up; and asking somebody."""
    at, unit = timezone.now(), _unit(request)
    people = people_to_choose(unit, at, without=[request.actor.own_id])
    form = RetrainingForm(request.POST or None, people=people)
    if request.method == "POST" and form.is_valid():
        try:
            ask_retraining(
                person=UUID(form.cleaned_data["person"]),
                unit=unit,
                why=form.cleaned_data["why"],
                words=form.cleaned_data["words"],
                by=request.actor,
                at=at,
            )
        except UnableToRetrain as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("They are asked. Everything but bulk goes on for them as before."))
            return redirect("copies:retraining", request.seat.slug)
    listed = list(Retraining.objects.filter(unit=unit).order_by("settled_at", "-asked_at"))
    names = names_of(retraining.person_id for retraining in listed)
    context = {"form": form, "lines": [(one, names.get(one.person_id, "")) for one in listed], "at": at}
    return render(request, "copies/retraining.html", context, status=422 if form.errors else 200)


@require_POST
@declare(action=Action.COPIES_RETRAINING_ASK, purpose=ADMINISTRATION, place="seat")
def settling(request: ScopedRequest, seat: str, retraining: UUID) -> HttpResponse:
    """Confirm that somebody has read up, or take the question back."""
    found = get_object_or_404(Retraining, pk=retraining, unit=_unit(request))
    try:
        settle_retraining(retraining=found.id, by=request.actor, at=timezone.now())
    except UnableToRetrain as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Settled. Nothing is asked of them any more."))
    return redirect("copies:retraining", request.seat.slug)


def _unit(request: ScopedRequest) -> Unit:
    unit = Unit.objects.filter(place=request.seat).first()
    if unit is None:
        raise Http404
    return unit
