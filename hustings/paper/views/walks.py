from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from hustings.access.requests import ScopedRequest, ids_of
from hustings.audit.words import Action, Purpose
from hustings.canvassing.schemes import scheme_for
from hustings.lib.declaring import declare
from hustings.paper.addressing import keying_path
from hustings.paper.forms import PrintWalksForm
from hustings.paper.packing import Choice, UnableToPrint, order_pack
from hustings.paper.views.packs import leave_or_ask, usual_answers
from hustings.targeting.models import Walk, WalkPlan
from hustings.targeting.walks.handing import outings_now


@declare(action=Action.PAPER_SHEET_PRINT, purpose=Purpose.CANVASS, place="seat")
@require_http_methods(["GET", "HEAD", "POST"])
def print_walks(request: ScopedRequest, seat: str, plan: UUID) -> HttpResponse:
    """Choose walks of a plan to print, each a sheet with a cover; printing itself is left to the worker."""
    found = get_object_or_404(WalkPlan, constituency_id=request.seat.id, pk=plan, retired_at=None)
    walks = Walk.objects.filter(constituency_id=request.seat.id, plan=found).order_by("number")
    form = PrintWalksForm(
        request.POST or None, scheme=scheme_for(request.seat.id), initial=usual_answers(request), auto_id="%s"
    )
    ticked = _ticked(request, [walk.id for walk in walks])
    if request.method == "POST" and form.is_valid():
        try:
            choice = _choice(request, form, ids_of(ticked))
            made = order_pack(
                constituency=request.seat.id, choice=choice, by=request.actor, at=timezone.now()
            )
        except UnableToPrint as refusal:
            form.add_error(None, str(refusal))
        else:
            leave_or_ask(request, made)
            return redirect("paper:pack", seat=request.seat.slug, pack=made.id)
    context = {"form": form, "plan": found, "walks": walks, "ticked": set(ticked)}
    return render(request, "paper/print_walks.html", context, status=422 if form.errors else 200)


def _ticked(request: ScopedRequest, walks: list[UUID]) -> list[str]:
    """The walks that are ticked: those that were sent or named; those that are out, where that is asked; else all."""
    if request.method == "POST":
        return request.POST.getlist("walk")
    if named := request.GET.getlist("walk"):
        return named
    wanted = outings_now(request.seat.id, walks, timezone.now()) if "out" in request.GET else walks
    return [str(walk) for walk in wanted]


def _choice(request: ScopedRequest, form: PrintWalksForm, walks: list[UUID]) -> Choice:
    given = form.cleaned_data
    return Choice(
        streets=(),
        walks=walks,
        return_to=given["return_to"],
        return_by=given["return_by"],
        call_number=given["call_number"],
        address=request.build_absolute_uri(keying_path(request.seat.slug)),
        walks_address=request.build_absolute_uri(reverse("targeting:join", args=[request.seat.slug])),
        election_kind=given["election_kind"],
        language=given["language"],
        boxes=tuple(given["boxes"]),
        is_large=given["large"],
        line_codes=given["line_codes"],
    )
