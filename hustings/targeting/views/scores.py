from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hustings.access.errands import start_job
from hustings.access.requests import ScopedRequest
from hustings.audit.words import Action, Purpose
from hustings.lib.declaring import declare
from hustings.targeting import tasks
from hustings.targeting.forms.scores import ScoresForm
from hustings.targeting.models import Score
from hustings.targeting.scores.importing import UnableToImportScores, retire_score, scores_of
from hustings.targeting.scores.wording import coverage_in_words, left_out_in_words
from hustings.work.sealing import seal_file


@require_safe
@declare(action=Action.TARGETING_LIST_BUILD, purpose=Purpose.CANVASS, place="seat")
def scores(request: ScopedRequest, seat: str) -> HttpResponse:
    """The scores of a seat: from which model each came, and how many electors have it. Nobody is named."""
    return render(request, "targeting/scores.html", {"scores": scores_of(request.seat.id)})


@require_safe
@declare(action=Action.TARGETING_LIST_BUILD, purpose=Purpose.CANVASS, place="seat")
def score(request: ScopedRequest, seat: str, score: UUID) -> HttpResponse:
    """One score: its model, inputs and date, whom it covers, and the rows that were left out."""
    found = _score(request, score)
    context = {
        "score": found,
        "coverage": coverage_in_words(found),
        "lines": left_out_in_words(found),
        "not_shown": found.counts.get("left out", 0) - len(found.left_out),
        "may_import": request.actor.may(Action.TARGETING_SCORE_IMPORT, request.seat.id),
    }
    return render(request, "targeting/score.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@declare(action=Action.TARGETING_SCORE_IMPORT, purpose=Purpose.ADMINISTRATION, place="seat")
def send(request: ScopedRequest, seat: str) -> HttpResponse:
    """Take a file of scores, sealed, and leave the reading of it to the worker."""
    form = ScoresForm(request.seat, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        return _leave(request, form)
    return render(request, "targeting/send_scores.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
@declare(action=Action.TARGETING_SCORE_IMPORT, purpose=Purpose.ADMINISTRATION, place="seat")
def retire(request: ScopedRequest, seat: str, score: UUID) -> HttpResponse:
    """Put a score out of use."""
    found = _score(request, score)
    try:
        retire_score(score=found, by=request.actor, at=timezone.now())
    except UnableToImportScores as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("“%s” is out of use.") % found.name)
    return redirect("targeting:scores", request.seat.slug)


def _score(request: ScopedRequest, score: UUID) -> Score:
    return get_object_or_404(Score, constituency=request.seat, pk=score)


def _leave(request: ScopedRequest, form: ScoresForm) -> HttpResponse:
    at, sent, slug, told = timezone.now(), form.cleaned_data["file"], request.seat.slug, form.told()
    file = seal_file(
        sent.chunks(),
        name=sent.name,
        media_type="application/octet-stream",
        person_id=request.actor.own_id,
        at=at,
        constituency=request.seat.id,
    )
    job = start_job(
        request.actor,
        tasks.bring_scores_in,
        title=_("Bringing in %s") % file.name,
        at=at,
        constituency=request.seat.id,
        asked={
            "file": str(file.id),
            "name": told.name,
            "model": told.model,
            "inputs": told.inputs,
            "made_on": told.made_on.isoformat(),
            "column": told.column,
            "are_shares": told.are_shares,
            "edition": str(told.edition or ""),
        },
        came_from=reverse("targeting:send_scores", args=[slug]),
        leads_to=reverse("targeting:scores", args=[slug]),
    )
    return redirect("work:job", job=job.id)
