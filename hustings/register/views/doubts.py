from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hustings.access.reading import log_read
from hustings.access.requests import ScopedRequest
from hustings.audit.words import Action, Purpose
from hustings.lib.declaring import declare
from hustings.register.forms.deciding import DecisionForm, PlaceForm
from hustings.register.identity.asking import question_of
from hustings.register.identity.deciding import UnableToDecide, decide_other, decide_same, take_back_decision
from hustings.register.identity.doubting import count_waiting, doubts_that_wait, last_decided, queue_of
from hustings.register.models import Doubt
from hustings.register.numbering import seat_numbers

DECIDED_A_PAGE = 50
VERBS = {"same": decide_same, "other": decide_other, "back": take_back_decision}


@require_safe
@declare(action=Action.REGISTER_MATCH_LIST, purpose=Purpose.ADMINISTRATION, place="seat")
def doubts(request: ScopedRequest, seat: str) -> HttpResponse:
    """The questions that wait, one at a time: two rows side by side, at a place that is kept."""
    at = PlaceForm.of(request.GET)
    queue = queue_of(doubts_that_wait(request.seat.id, moved=at.moved, run=at.run))
    asked = Doubt.objects.select_related("earlier").filter(constituency=request.seat)
    doubt = asked.filter(pk__in=queue.at(at.place)).first()
    beside = [doubt.earlier_id, doubt.elector_id] if doubt else []
    log_read(request, "doubts", electors=seat_numbers(request.seat.id, beside))
    together, files = count_waiting(request.seat.id)
    context = {
        "at": at,
        "tab": "moved" if at.moved else "alike",
        "here": queue.place(at.place),
        "of": len(queue.ids),
        "question": question_of(doubt) if doubt else None,
        "files": files,
        "together": together,
        "last": last_decided(request.seat.id, request.actor.person_id),
    }
    return render(request, "register/doubts.html", context)


@require_safe
@declare(action=Action.REGISTER_MATCH_LIST, purpose=Purpose.ADMINISTRATION, place="seat")
def decisions(request: ScopedRequest, seat: str) -> HttpResponse:
    """What was decided, newest first, each to be taken back."""
    decided = Doubt.objects.filter(constituency=request.seat).exclude(state=Doubt.State.OPEN)
    page = Paginator(
        decided.select_related("earlier").order_by("-decided_at", "-id"), DECIDED_A_PAGE
    ).get_page(request.GET.get("page"))
    together, files = count_waiting(request.seat.id)
    runs = {one.run.pk: one.run for one in files if one.run}
    log_read(request, "doubts", electors=[doubt.earlier for doubt in page.object_list])
    context = {
        "page": page,
        "rows": [
            {
                "doubt": doubt,
                "run": runs.get(doubt.run_id),
                "came_with": "with" in doubt.moved,
                "is_mine": doubt.decided_by == request.actor.person_id,
            }
            for doubt in page.object_list
        ],
        "tab": "decided",
        "together": together,
    }
    return render(request, "register/decisions.html", context)


@require_POST
@declare(action=Action.REGISTER_MATCH_DECIDE, purpose=Purpose.ADMINISTRATION, place="seat")
def decide(request: ScopedRequest, seat: str, doubt: UUID) -> HttpResponse:
    """Answer a question, or take the answer back; then the next one stands at the same place."""
    found = get_object_or_404(Doubt, constituency=request.seat, pk=doubt)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Nothing was decided: say whether they are the same person or not."))
        return redirect("register:doubts", seat=request.seat.slug)
    said = form.cleaned_data["said"]
    try:
        VERBS[said](by=request.actor, at=request.actor.at, constituency=request.seat.id, doubt_id=found.id)
    except UnableToDecide as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _said(said, found.line))
    return redirect(_back(request, form.cleaned_data))


def _said(said: str, line: int) -> str:
    words = {
        "same": _("Line %d: the same person. What was recorded about either belongs to both."),
        "other": _("Line %d: somebody else. Both stay as they are."),
        "back": _("Line %d: taken back. The question waits again."),
    }
    return words[said] % line


def _back(request: ScopedRequest, form: dict[str, object]) -> str:
    """Where the question was asked, so that the next one stands there now."""
    if form["came_from"] == "decisions":
        return reverse("register:decisions", args=[request.seat.slug])
    place = {name: form[name] for name in ("run", "list", "place") if form[name]}
    page = reverse("register:doubts", args=[request.seat.slug])
    return f"{page}?{urlencode(place)}" if place else page
