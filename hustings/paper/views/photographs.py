from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hustings.access.errands import start_job
from hustings.access.reading import log_read
from hustings.access.requests import ScopedRequest
from hustings.audit.words import Action, Purpose
from hustings.lib.declaring import declare
from hustings.paper.forms import PhotographsForm, SettleForm
from hustings.paper.handing_on import lines_elsewhere
from hustings.paper.models import PageState, PhotographedPage
from hustings.paper.photographs.listing import batch_of, next_open_page, open_pages, recent_batches
from hustings.paper.photographs.recording import SettledPage, UnableToSettlePage, drop_page, record_page
from hustings.paper.photographs.sending import UnableToSendPhotographs, send_photographs
from hustings.paper.photographs.settling import lines_to_settle, usual_day
from hustings.paper.photographs.veiling import veiled
from hustings.paper.photographs.weights import KEPT_SCALE
from hustings.paper.reading_marks import lines_words
from hustings.paper.script import explained
from hustings.paper.tasks import read_batch
from hustings.register.numbering import seat_numbers
from hustings.work.models import Job, SealedFile
from hustings.work.sealing import UnableToOpenFile, open_file

OTHER = "?"


@declare(action=Action.PAPER_SHEET_KEY, purpose=Purpose.CANVASS, place="seat")
@require_http_methods(["GET", "HEAD", "POST"])
def photographs(request: ScopedRequest, seat: str) -> HttpResponse:
    """Send photographs of sheets, and find those that wait to be settled."""
    usual = {"happened_on": timezone.localdate(timezone.now())}
    form = PhotographsForm(request.POST or None, request.FILES or None, initial=usual)
    if request.method == "POST" and form.is_valid():
        try:
            sent = _send(request, form)
        except UnableToSendPhotographs as refusal:
            form.add_error("photographs", str(refusal))
        else:
            return redirect("paper:batch", seat=request.seat.slug, sent=sent)
    context = {
        "form": form,
        "waiting": open_pages(request.seat.id),
        "recent": recent_batches(request.seat.id),
    }
    return render(request, "paper/photographs.html", context, status=422 if form.errors else 200)


def _send(request: ScopedRequest, form: PhotographsForm) -> UUID:
    at = timezone.now()
    sent = send_photographs(
        constituency=request.seat.id,
        files=form.cleaned_data["photographs"],
        happened_on=form.cleaned_data["happened_on"],
        by=request.actor,
        at=at,
    )
    shown = reverse("paper:batch", args=[request.seat.slug, sent])
    start_job(
        request.actor,
        read_batch,
        title=_("Reading photographs"),
        at=at,
        constituency=request.seat.id,
        subject=sent,
        came_from=reverse("paper:photographs", args=[request.seat.slug]),
        leads_to=shown,
    )
    return sent


@declare(action=Action.PAPER_SHEET_KEY, purpose=Purpose.CANVASS, place="seat")
@require_safe
def batch(request: ScopedRequest, seat: str, sent: UUID) -> HttpResponse:
    """What was sent at one go: how far the reading is, what was read, what could not be."""
    found = batch_of(request.seat.id, sent)
    if not found:
        raise Http404
    job = Job.objects.filter(subject_id=sent).first()
    context = {
        "photographs": found,
        "sent": sent,
        "job": job if job and (not job.is_over or job.state != "done") else None,
        "done": job if job and job.state == "done" else None,
        "url": request.path,
        "then_url": request.path,
        "following": next_open_page(request.seat.id, sent),
    }
    if request.htmx and job:
        return render(request, "components/progress.html", context | {"job": job})
    return render(request, "paper/batch.html", context)


@declare(action=Action.PAPER_SHEET_KEY, purpose=Purpose.CANVASS, place="seat")
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: ScopedRequest, seat: str, page: UUID) -> HttpResponse:
    """One photographed page: what is doubtful beside its picture, and all that would be recorded."""
    found = _page(request, page)
    form = SettleForm(request.POST or None, initial={"happened_on": usual_day(found)})
    decided: dict[int, str] = {}
    if request.method == "POST" and found.state == PageState.OPEN:
        decided = _decided(request, found)
        if form.is_valid():
            try:
                settled = record_page(
                    constituency=request.seat.id,
                    page_id=found.id,
                    decided=decided,
                    happened_on=form.cleaned_data["happened_on"],
                    by=request.actor,
                    at=timezone.now(),
                )
            except UnableToSettlePage as refusal:
                form.add_error(None, str(refusal))
            else:
                return _go_on(request, found, settled)
    return _settling_page(request, found, form, decided)


def _page(request: ScopedRequest, page: UUID) -> PhotographedPage:
    pages = PhotographedPage.objects.select_related("sheet__pack", "photograph")
    return get_object_or_404(pages, constituency_id=request.seat.id, pk=page)


def _decided(request: HttpRequest, found: PhotographedPage) -> dict[int, str]:
    """What was chosen for each line: the letters of a choice, or those typed beside it."""
    decided = {}
    for line, _boxes, _noted in found.read:
        chosen = request.POST.get(f"line-{line}", "")[:60]
        decided[line] = request.POST.get(f"other-{line}", "")[:60] if chosen == OTHER else chosen
    return decided


def _settling_page(
    request: ScopedRequest, found: PhotographedPage, form: SettleForm, decided: dict[int, str]
) -> HttpResponse:
    lines = lines_to_settle(found, decided) if found.state == PageState.OPEN else []
    if lines:
        shown = seat_numbers(found.constituency_id, [line.shown.elector for line in lines])
        log_read(request, f"sheet {found.sheet.code}", electors=shown, rule="photograph shown")
    places = found.sheet.pack.script.get("places", {}).get("paper", (297, 210))
    context = {
        "found": found,
        "sheet": found.sheet,
        "elsewhere": lines_elsewhere(found.sheet),
        "form": form,
        "lines": lines,
        "doubtful": [line for line in lines if line.read.doubts],
        "fresh": sum(line.is_new for line in lines),
        "picture": _Size(*places),
        "picture_url": reverse("paper:picture", args=[request.seat.slug, found.id]),
        "codes": explained(found.sheet.pack.script["codes"]),
        "following": next_open_page(request.seat.id, found.photograph.batch, but=found.id),
    }
    return render(request, "paper/photographed.html", context, status=422 if form.errors else 200)


class _Size:
    """The size of the kept picture in its own pixels."""

    def __init__(self, wide: float, high: float) -> None:
        self.width, self.height = round(wide * KEPT_SCALE), round(high * KEPT_SCALE)


def _go_on(request: ScopedRequest, found: PhotographedPage, settled: SettledPage) -> HttpResponse:
    """Say what was recorded and lead to the next page that waits; a refused line keeps one here."""
    words = {"code": found.sheet.code, "page": found.number}
    recorded = ngettext("%(count)d line recorded", "%(count)d lines recorded", len(settled.recorded)) % {
        "count": len(settled.recorded)
    }
    messages.success(request, _("Sheet %(code)s, page %(page)s: ") % words + recorded + ".")
    if settled.refused:
        for line, sentence in settled.refused.items():
            messages.warning(request, f"{lines_words((line,))}: {sentence}")
        return redirect("paper:photographed", seat=request.seat.slug, page=found.id)
    following = next_open_page(request.seat.id, found.photograph.batch)
    if following is not None:
        return redirect("paper:photographed", seat=request.seat.slug, page=following.id)
    return redirect("paper:batch", seat=request.seat.slug, sent=found.photograph.batch)


@declare(action=Action.PAPER_SHEET_KEY, purpose=Purpose.CANVASS, place="seat")
@require_safe
def picture(request: ScopedRequest, seat: str, page: UUID) -> HttpResponse:
    """The squared-up picture of a page that waits: its cut-outs are parts of it."""
    found = _page(request, page)
    file = get_object_or_404(SealedFile, constituency_id=request.seat.id, pk=found.picture_id)
    if file.expires_at <= timezone.now():
        raise Http404
    try:
        content = veiled(b"".join(open_file(file)), found)
    except UnableToOpenFile as gone:
        raise Http404 from gone
    lines = lines_to_settle(found)
    shown = seat_numbers(found.constituency_id, [line.shown.elector for line in lines])
    log_read(request, f"sheet {found.sheet.code}", electors=shown, rule="photograph pictured")
    return HttpResponse(content, content_type="image/jpeg", headers={"Cache-Control": "private, no-store"})


@declare(action=Action.PAPER_SHEET_KEY, purpose=Purpose.CANVASS, place="seat")
@require_POST
def dropping(request: ScopedRequest, seat: str, page: UUID) -> HttpResponse:
    """Leave a page out."""
    found = _page(request, page)
    try:
        drop_page(constituency=request.seat.id, page_id=found.id, by=request.actor, at=timezone.now())
    except UnableToSettlePage as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request, _("The page was left out: nothing of it was recorded, its picture is forgotten.")
        )
    return redirect("paper:batch", seat=request.seat.slug, sent=found.photograph.batch)
