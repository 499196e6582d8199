"""Letters of a seat: writing them, their imprint, and printing one to a list."""

from uuid import UUID

from django.contrib import messages
from django.forms import model_to_dict
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hustings.access.requests import ScopedRequest
from hustings.audit.words import Action, Purpose
from hustings.lib.declaring import declare
from hustings.paper.models import Letter
from hustings.paper.post.agreeing import orders_that_wait
from hustings.paper.post.keeping import imprint_of, keep_imprint, keep_letter
from hustings.paper.post.letter_forms import ImprintForm, LetterForm, LettersForm
from hustings.paper.views.post import counted_by_post, list_seen, print_or_ask, usual_post

asked_or_sent = require_http_methods(["GET", "HEAD", "POST"])


@declare(action=Action.PAPER_SHEET_PRINT, purpose=Purpose.CANVASS, place="seat")
@asked_or_sent
def letters(request: ScopedRequest, seat: str) -> HttpResponse:
    """The letters of a seat; posting keeps a new one."""
    return _writing(request, None)


@declare(action=Action.PAPER_SHEET_PRINT, purpose=Purpose.CANVASS, place="seat")
@asked_or_sent
def letter(request: ScopedRequest, seat: str, letter: UUID) -> HttpResponse:
    """One letter, to be written anew."""
    return _writing(request, get_object_or_404(Letter, constituency_id=request.seat.id, pk=letter))


def _writing(request: ScopedRequest, found: Letter | None) -> HttpResponse:
    initial = {"name": found.name, "text": found.text} if found else {}
    form = LetterForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        keep_letter(seat=request.seat, **form.cleaned_data, by=request.actor, at=timezone.now(), letter=found)
        messages.success(request, _("The letter is kept."))
        return redirect("paper:letters", request.seat.slug)
    kept = Letter.objects.filter(constituency_id=request.seat.id).order_by("-changed_at")
    context = {"form": form, "letter": found, "letters": kept, "imprint": imprint_of(request.seat)}
    return render(request, "paper/letters.html", context, status=422 if form.errors else 200)


@declare(action=Action.PAPER_SHEET_PRINT, purpose=Purpose.CANVASS, place="seat")
@asked_or_sent
def imprint(request: ScopedRequest, seat: str) -> HttpResponse:
    """Who answers for what this seat prints."""
    kept = imprint_of(request.seat)
    form = ImprintForm(request.POST or None, initial=model_to_dict(kept) if kept else {})
    if request.method == "POST" and form.is_valid():
        keep_imprint(seat=request.seat, told=form.cleaned_data, by=request.actor, at=timezone.now())
        messages.success(request, _("The imprint is kept. It stands at the foot of every letter."))
        return redirect("paper:letters", request.seat.slug)
    return render(request, "paper/imprint.html", {"form": form}, status=422 if form.errors else 200)


@declare(action=Action.PAPER_SHEET_PRINT, purpose=Purpose.CANVASS, place="seat")
@asked_or_sent
def print_letters(request: ScopedRequest, seat: str, saved: UUID) -> HttpResponse:
    """Choose a letter for a list; printing itself is left to the worker."""
    at, kept = timezone.now(), list_seen(request, saved)
    given = None if "agreed" in request.POST else request.POST or None
    form = LettersForm(request.seat, given, initial=usual_post(at))
    if request.method == "POST":
        answer = print_or_ask(request, kept, form, at)
        if answer is not None:
            return answer
    lacks_letter = not Letter.objects.filter(constituency_id=request.seat.id).exists()
    context = {"kept": kept, "form": form, "what": _("Letters"), "submit": _("Print letters")}
    context |= {"lacks_letter": lacks_letter} | counted_by_post(kept, at)
    context["waiting"] = orders_that_wait(kept.id, request.actor, at, letters=True)
    return render(request, "paper/print_letters.html", context, status=422 if form.errors else 200)
