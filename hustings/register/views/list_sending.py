"""What the pages of absent voters and of marked registers share: taking a list in, asking what its columns hold,
and leaving it to the worker.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from hustings.access.errands import ErrandTask, start_job
from hustings.access.reading import log_read
from hustings.access.requests import ScopedRequest
from hustings.lib.headings import heading_key
from hustings.lib.uuid7 import uuid7
from hustings.register.faults import UnableToImportRegister, UnableToReadFile
from hustings.register.files.apart import open_apart
from hustings.register.files.list_columns import ListColumns, ListPart
from hustings.register.files.lists import Probe, probe_list
from hustings.register.files.mapping import (
    Reader,
    find_mapping,
    is_understood,
    keep_mapping,
    mapped_columns,
    recognised_columns,
)
from hustings.register.files.numbers_shown import numbers_in
from hustings.register.files.sampling import SHOWN
from hustings.register.forms.list_columns import ColumnsForm
from hustings.register.forms.lists import ListForm
from hustings.register.models import Import, RegisterEdition, Supply
from hustings.register.numbering import seat_numbers_of
from hustings.register.staging.list_runs import give_up_list
from hustings.register.views.errands import leave_to_worker
from hustings.work.models import SealedFile
from hustings.work.sealing import UnableToOpenFile, open_file, seal_file


@dataclass(frozen=True)
class ListPages:
    """What tells one kind of list from the other: its words, its task, and its pages."""

    kind: Supply.Kind
    reader: Reader
    parts: Mapping[ListPart, Any]
    words: list[tuple[Any, Any]]
    task: ErrandTask
    send: str
    columns: str
    title: str | Promise


def take_list(
    request: ScopedRequest, form: ListForm, chosen: Mapping[str, Any], pages: ListPages
) -> HttpResponse | None:
    """Seal a list that was sent; leave it to the worker where its columns are understood, else ask what they hold.

    None where the file cannot be read: the form says why.
    """
    at, upload, edition = timezone.now(), form.cleaned_data["file"], form.cleaned_data["edition"]
    try:
        probe = probe_list(upload, opener=open_apart)
    except UnableToReadFile as refusal:
        form.add_error("file", str(refusal))
        return None
    upload.seek(0)
    file = seal_file(
        upload.chunks(),
        name=upload.name,
        media_type="application/octet-stream",
        person_id=request.actor.own_id,
        at=at,
        constituency=request.seat.id,
    )
    columns = find_mapping(edition, pages.kind, probe) or recognised_columns(probe, pages.reader)
    if chosen.get("kind"):
        columns = columns.without(ListPart.WORD)
    if _is_enough(probe, columns, chosen):
        return _leave(request, pages, file, edition, columns, chosen=chosen)
    # What was chosen goes along in the session: the address of a page is written down in too many places.
    request.session[_key(file)] = {"edition": str(edition.id), **chosen}
    return redirect(pages.columns, seat=request.seat.slug, file=file.id)


def ask_columns(request: ScopedRequest, file: UUID, pages: ListPages) -> HttpResponse:
    """Ask what a list's columns hold, with some of its cells beside them, and leave it to the worker when told."""
    found = get_object_or_404(
        SealedFile, pk=file, person_id=request.actor.own_id, constituency_id=request.seat.id
    )
    chosen = request.session.get(_key(found))
    probe = _probe(found)
    if chosen is None or probe is None:
        messages.error(
            request, _("The list that was sent is not there any more. Nothing was changed; send it again.")
        )
        return redirect(pages.send, seat=request.seat.slug)
    edition = get_object_or_404(RegisterEdition, pk=UUID(chosen["edition"]))
    form = _columns_form(request, probe, pages, chosen)
    if request.method == "POST" and form.is_valid():
        columns = mapped_columns(probe, form.parts(form.cleaned_data).items(), form.meanings())
        if form.cleaned_data["remember"]:
            keep_mapping(edition, pages.kind, probe, columns, by=request.actor.person_id, at=timezone.now())
        return _leave(request, pages, found, edition, columns, chosen=chosen)
    rows = probe.rows[:SHOWN]
    shown = _people_in(request.seat.id, edition, rows, recognised_columns(probe, pages.reader))
    log_read(request, f"file {found.id}", count=len(rows), electors=shown)
    context = {"form": form, "file": found, "edition": edition, "title": pages.title, "send": pages.send}
    return render(request, "register/list_columns.html", context, status=422 if form.errors else 200)


def _people_in(
    constituency: int, edition: RegisterEdition, rows: Iterable[Sequence[str]], columns: ListColumns
) -> list[tuple[int, int]]:
    """Whose rows these are, as far as their numbers are in the edition already."""
    letters, number = columns.first(ListPart.LETTERS), columns.first(ListPart.NUMBER)
    return seat_numbers_of(constituency, edition.id, numbers_in(rows, letters=letters, number=number))


def leave_list(
    request: ScopedRequest, run: UUID, kind: Supply.Kind, task: ErrandTask, title: str
) -> HttpResponse:
    """Leave the writing of a list that was looked over to the worker."""
    found = get_object_or_404(Import, constituency=request.seat, pk=run, kind=kind)
    return leave_to_worker(request, found, task, title, page="register:list")


def give_up(request: ScopedRequest, run: UUID, kind: Supply.Kind) -> HttpResponse:
    """Give a list up that was looked over, and say so."""
    found = get_object_or_404(Import, constituency=request.seat, pk=run, kind=kind)
    try:
        give_up_list(by=request.actor, at=timezone.now(), run_id=found.id, kind=kind)
    except UnableToImportRegister as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("%s is given up. Nothing was changed.") % found.file_name)
    return redirect("register:imports", seat=request.seat.slug)


def _is_enough(probe: Probe, columns: ListColumns, chosen: Mapping[str, Any]) -> bool:
    """Whether nobody need be asked: numbers and words are clear, and the kind is said by a column or by the person."""
    says = ListPart.WORD in columns.at or bool(chosen.get("kind"))
    return says and is_understood(probe, columns)


def _columns_form(
    request: ScopedRequest, probe: Probe, pages: ListPages, chosen: Mapping[str, Any]
) -> ColumnsForm:
    """The form as it was sent; where a column that tells was chosen only now, the same choices with its words."""
    guess = recognised_columns(probe, pages.reader)

    def form(
        data: QueryDict | None, places: Mapping[int, ListPart], meanings: Mapping[str, str]
    ) -> ColumnsForm:
        return ColumnsForm(
            probe,
            _parts(pages, chosen),
            pages.words,
            data,
            places=places,
            meanings=meanings,
            needs_word=pages.kind == Supply.Kind.ABSENT and not chosen.get("kind"),
        )

    places = {place: part for part, at in guess.at.items() for place in at}
    sent = form(request.POST or None, places, guess.meanings)
    if not sent.asks_words_first:
        return sent
    known = {heading_key(word): meaning for word in sent.telling_words if (meaning := pages.reader(word))}
    return form(None, sent.parts(request.POST), known)


def _probe(file: SealedFile) -> Probe | None:
    try:
        return probe_list(BytesIO(b"".join(open_file(file))), opener=open_apart)
    except (UnableToReadFile, UnableToOpenFile):
        return None


def _parts(pages: ListPages, chosen: Mapping[str, Any]) -> dict[ListPart, Any]:
    """What a column can be said to hold: no kind where one was chosen for all, no details that are not to be kept."""
    shut = {ListPart.WORD} if chosen.get("kind") else set()
    if pages.kind == Supply.Kind.ABSENT and not chosen.get("details_until"):
        shut |= {ListPart.SENT_TO, ListPart.PROXY}
    return {part: label for part, label in pages.parts.items() if part not in shut}


def _leave(
    request: ScopedRequest,
    pages: ListPages,
    file: SealedFile,
    edition: RegisterEdition,
    columns: ListColumns,
    *,
    chosen: Mapping[str, Any],
) -> HttpResponse:
    run = uuid7()
    request.session.pop(_key(file), None)
    job = start_job(
        request.actor,
        pages.task,
        title=_("Looking over %s") % file.name,
        at=timezone.now(),
        constituency=request.seat.id,
        subject=run,
        asked={**chosen, "edition": str(edition.id), "file": str(file.id), "columns": columns.as_asked()},
        came_from=reverse(pages.send, args=[request.seat.slug]),
        leads_to=reverse("register:list", args=[request.seat.slug, run]),
    )
    return redirect("work:job", job=job.id)


def _key(file: SealedFile) -> str:
    return f"list {file.id}"
