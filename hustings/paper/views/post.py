"""Post from a list: choosing labels, and fetching what was printed."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hustings.access.errands import start_job
from hustings.access.requests import ScopedRequest
from hustings.access.two_people.approving import UnableToApprove
from hustings.audit.words import Action, Purpose
from hustings.copies.files import UnableToFetchCopy, fetch_copy, is_stopped, stopped_sentence, why_gone
from hustings.copies.models import Copy
from hustings.copies.rules import FETCHES
from hustings.lib.declaring import declare
from hustings.paper.agreeing import wants_agreement
from hustings.paper.post.addressing import wanted_by_post
from hustings.paper.post.agreeing import ask_for_post, order_agreed, orders_that_wait
from hustings.paper.post.forms import LabelsForm, PostForm
from hustings.paper.post.orders import PostOrder
from hustings.paper.post.printing import SOURCE, UnableToPost, check_order
from hustings.paper.post.wording import left_out_in_words
from hustings.paper.tasks import print_mail
from hustings.targeting.lists.asking import UnableToAsk
from hustings.targeting.lists.keeping import lists_for
from hustings.targeting.lists.using import count_wanted
from hustings.targeting.models import SavedList
from hustings.work.models import Job
from hustings.work.sending import file_response

USUALLY_KEPT = timedelta(days=14)


@declare(action=Action.PAPER_SHEET_PRINT, purpose=Purpose.CANVASS, place="seat")
@require_http_methods(["GET", "HEAD", "POST"])
def labels(request: ScopedRequest, seat: str, saved: UUID) -> HttpResponse:
    """Choose how labels of a list are printed; printing itself is left to the worker."""
    at = timezone.now()
    kept = list_seen(request, saved)
    form = LabelsForm(None if "agreed" in request.POST else request.POST or None, initial=usual_post(at))
    if request.method == "POST":
        answer = print_or_ask(request, kept, form, at)
        if answer is not None:
            return answer
    context = {"kept": kept, "form": form, "what": _("Labels"), "submit": _("Print labels")}
    context |= counted_by_post(kept, at)
    context["waiting"] = orders_that_wait(kept.id, request.actor, at, letters=False)
    return render(request, "paper/labels.html", context, status=422 if form.errors else 200)


@declare(action=Action.PAPER_SHEET_PRINT, purpose=Purpose.CANVASS, place="seat")
@require_safe
def printed(request: ScopedRequest, seat: str, copy: UUID) -> HttpResponse:
    """What was printed from a list, for whoever asked for it: what it is, and the button that fetches it."""
    found = _copy_of(request, copy)
    gone = stopped_sentence() if is_stopped(found, request.actor) else why_gone(found, timezone.now())
    context = {"copy": found, "why_gone": gone, "fetches_left": FETCHES - found.fetched_count}
    return render(request, "paper/posted.html", context)


@declare(action=Action.PAPER_SHEET_PRINT, purpose=Purpose.CANVASS, place="seat")
@require_POST
def post_file(request: ScopedRequest, seat: str, copy: UUID) -> HttpResponseBase:
    """Give the PDF to whoever asked for it, a few times and for a few days."""
    found = _copy_of(request, copy)
    try:
        fetched = fetch_copy(copy=found, by=request.actor, at=timezone.now())
    except UnableToFetchCopy:
        return redirect("paper:printed", seat=request.seat.slug, copy=found.id)
    return file_response(fetched)


def print_or_ask(
    request: ScopedRequest, kept: SavedList, form: PostForm, at: datetime
) -> HttpResponse | None:
    """Leave an order to the worker, or ask a second person where one must agree; None where the form is shown again."""
    if "agreed" in request.POST:
        return _print_agreed(request, kept, at)
    if not form.is_valid():
        return None
    order = form.order(kept.id)
    try:
        people = check_order(order, seat=request.seat, by=request.actor, at=at)
    except UnableToPost as refusal:
        form.add_error(None, str(refusal))
        return None
    if not wants_agreement():
        return redirect("work:job", job=leave_to_worker(request, kept, order).id)
    wanted = replace(order, people=people)
    try:
        ask_for_post(wanted, seat=request.seat, name=kept.name, by=request.actor, at=at)
    except UnableToApprove as refusal:
        form.add_error(None, str(refusal))
        return None
    messages.success(request, _("Asked. It can be printed once a second person has agreed."))
    return redirect(request.path)


def _print_agreed(request: ScopedRequest, kept: SavedList, at: datetime) -> HttpResponse:
    order = order_agreed(kept.id, request.POST["agreed"], request.actor, at)
    if order is not None:
        return redirect("work:job", job=leave_to_worker(request, kept, order).id)
    messages.error(request, _("Nobody has agreed to this yet, or it is over. Nothing was printed."))
    return redirect(request.path)


def _copy_of(request: ScopedRequest, id: UUID) -> Copy:
    return get_object_or_404(
        Copy,
        constituency_id=request.seat.id,
        pk=id,
        source_kind=SOURCE,
        issued_to=request.actor.own_id,
        file_id__isnull=False,
    )


def list_seen(request: ScopedRequest, id: UUID) -> SavedList:
    return get_object_or_404(lists_for(request.actor, request.seat.id).select_related("constituency"), pk=id)


def usual_post(at: datetime) -> dict[str, object]:
    return {
        "destroy_on": timezone.localdate(at + USUALLY_KEPT),
        "language": (get_language() or "en")[:2],
    }


def counted_by_post(kept: SavedList, at: datetime) -> dict[str, object]:
    """How many people and households post reaches, and who of the list is left out."""
    try:
        wanted = wanted_by_post(kept, at=at)
    except UnableToAsk as refusal:
        return {"refusal": str(refusal)}
    counted = count_wanted(wanted)
    return {"counted": counted, "left_out": left_out_in_words(counted, wanted.form)}


def leave_to_worker(request: ScopedRequest, kept: SavedList, order: PostOrder) -> Job:
    return start_job(
        request.actor,
        print_mail,
        title=(_("Letters: %s") if order.letter else _("Labels: %s")) % kept.name,
        at=timezone.now(),
        constituency=request.seat.id,
        subject=kept.id,
        asked=order.as_json(),
        came_from=reverse(
            "paper:print_letters" if order.letter else "paper:labels", args=[request.seat.slug, kept.id]
        ),
    )
