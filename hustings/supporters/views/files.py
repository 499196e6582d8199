from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hustings.access.errands import ErrandTask, start_job
from hustings.access.reading import log_read
from hustings.access.requests import ScopedRequest
from hustings.audit.words import Action, Purpose
from hustings.lib.declaring import declare
from hustings.register.councils import editions_meant
from hustings.register.faults import UnableToReadFile
from hustings.supporters import tasks
from hustings.supporters.bringing.files import (
    UnableToBringIn,
    content_of,
    give_up_file,
    is_kept,
    say_columns,
    take_file,
)
from hustings.supporters.bringing.matching import Known, match_people
from hustings.supporters.bringing.taking_back import applied_since, changed_since
from hustings.supporters.files.columns import columns_asked, recognise
from hustings.supporters.files.drafting import Drafting
from hustings.supporters.files.reading import Beginning, beginning_of
from hustings.supporters.forms.files import ColumnsForm, SendForm
from hustings.supporters.models import FileState, SupporterFile
from hustings.supporters.wording import changes_in_words, lines_in_words

LINES_A_PAGE = 100


@require_http_methods(["GET", "HEAD", "POST"])
@declare(action=Action.SUPPORTERS_FILE_IMPORT, purpose=Purpose.ADMINISTRATION, place="seat")
def send(request: ScopedRequest, seat: str) -> HttpResponse:
    """Take a file, sealed; what its columns hold is asked on the next page, and nothing is read before that."""
    form = SendForm(request.POST, request.FILES) if request.method == "POST" else SendForm()
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["file"]
        try:
            beginning_of(sent)
        except UnableToReadFile as refusal:
            form.add_error("file", str(refusal))
        else:
            sent.seek(0)
            file = take_file(
                sent.chunks(),
                name=sent.name,
                everybody=form.cleaned_data["everybody"],
                seat=request.seat,
                by=request.actor,
                at=timezone.now(),
            )
            return redirect("supporters:columns", seat=request.seat.slug, brought=file.id)
    return render(request, "supporters/send.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@declare(action=Action.SUPPORTERS_FILE_IMPORT, purpose=Purpose.ADMINISTRATION, place="seat")
def columns(request: ScopedRequest, seat: str, brought: UUID) -> HttpResponse:
    """Show what the columns of a file are taken to hold, with some of its cells; posting has it looked over so."""
    file = _file(request, brought)
    try:
        beginning = beginning_of(content_of(file, timezone.now()))
    except (UnableToBringIn, UnableToReadFile) as refusal:
        messages.error(request, str(refusal))
        return redirect("supporters:file", seat=request.seat.slug, brought=file.id)
    form = ColumnsForm(file, beginning, request.POST or None)
    if request.method == "POST" and form.is_valid():
        edition = form.cleaned_data["edition"]
        say_columns(
            file.id,
            form.columns,
            edition=edition.id if edition else None,
            by=request.actor,
            at=timezone.now(),
        )
        return _leave(request, file, tasks.look_file_over, _("Looking over %s"))
    log_read(
        request,
        f"supporters file {file.id}",
        count=len(beginning.rows),
        electors=_shown(request, file, beginning),
    )
    context = {"file": file, "form": form}
    return render(request, "supporters/columns.html", context, status=422 if form.errors else 200)


def _shown(request: ScopedRequest, file: SupporterFile, beginning: Beginning) -> Sequence[tuple[int, int]]:
    """Who stands in the rows that are shown, as far as the register tells it already."""
    known = columns_asked(file.columns) if file.columns else recognise(beginning.headings)
    drafting = Drafting(known, timezone.localdate())
    rows = [drafting.read(row) for row in beginning.rows]
    matched = match_people(request.seat.id, rows, editions_meant(request.seat, file.edition_id))
    return [(request.seat.id, known.seat_no) for known in matched if isinstance(known, Known)]


@require_safe
@declare(action=Action.SUPPORTERS_FILE_IMPORT, purpose=Purpose.ADMINISTRATION, place="seat")
def show(request: ScopedRequest, seat: str, brought: UUID) -> HttpResponse:
    """One file: what it would change or changed, and the lines that are not applied."""
    file, at = _file(request, brought), timezone.now()
    lines = file.unapplied.order_by("line", "column")
    page = Paginator(lines, LINES_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "file": file,
        "states": FileState,
        "is_kept": is_kept(file, at),
        "changes": changes_in_words(file.counts),
        "left_out": file.counts.get("left out", 0),
        "page": page,
        "lines": lines_in_words(page.object_list),
        "since": applied_since(file),
        "kept": changed_since(file)[:LINES_A_PAGE] if file.state == FileState.TAKEN_BACK else (),
    }
    return render(request, "supporters/file.html", context)


@require_POST
@declare(action=Action.SUPPORTERS_FILE_IMPORT, purpose=Purpose.ADMINISTRATION, place="seat")
def apply(request: ScopedRequest, seat: str, brought: UUID) -> HttpResponse:
    return _leave(request, _file(request, brought), tasks.apply, _("Applying %s"))


@require_POST
@declare(action=Action.SUPPORTERS_FILE_IMPORT, purpose=Purpose.ADMINISTRATION, place="seat")
def give_up(request: ScopedRequest, seat: str, brought: UUID) -> HttpResponse:
    file = _file(request, brought)
    try:
        give_up_file(file.id, by=request.actor, at=timezone.now())
    except UnableToBringIn as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("%s is given up and deleted. Nothing was changed.") % file.file_name)
    return redirect("supporters:home", seat=request.seat.slug)


@require_POST
@declare(action=Action.SUPPORTERS_FILE_IMPORT, purpose=Purpose.ADMINISTRATION, place="seat")
def undo(request: ScopedRequest, seat: str, brought: UUID) -> HttpResponse:
    """Take back what a wrong file brought."""
    return _leave(request, _file(request, brought), tasks.take_back, _("Taking back %s"))


def _file(request: ScopedRequest, brought: UUID) -> SupporterFile:
    return get_object_or_404(SupporterFile, constituency=request.seat, pk=brought)


def _leave(request: ScopedRequest, file: SupporterFile, task: ErrandTask, title: str) -> HttpResponse:
    slug = request.seat.slug
    job = start_job(
        request.actor,
        task,
        title=title % file.file_name,
        at=timezone.now(),
        constituency=request.seat.id,
        subject=file.id,
        came_from=reverse(
            "supporters:columns" if task is tasks.look_file_over else "supporters:file", args=[slug, file.id]
        ),
        leads_to=reverse("supporters:file", args=[slug, file.id]),
    )
    return redirect("work:job", job=job.id)
