"""Saying what the columns of a council's file hold, where no layout was recognised; and the layouts kept so far."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hustings.access.errands import start_job
from hustings.access.requests import ScopedRequest
from hustings.audit.recording import record
from hustings.audit.words import Action, Purpose
from hustings.lib.declaring import declare
from hustings.lib.uuid7 import uuid7
from hustings.register import tasks
from hustings.register.councils import officers_of
from hustings.register.faults import UnableToReadFile
from hustings.register.files.apart import open_apart
from hustings.register.files.keeping import UnableToRetireLayout, keep_layout, retire_layout
from hustings.register.files.sampling import SHOWN, codes_in, sample_of
from hustings.register.forms.columns import ColumnsForm
from hustings.register.models import CouncilLayout, RegisterEdition
from hustings.work.models import Job, SealedFile
from hustings.work.sealing import UnableToOpenFile, forget_file, open_file


@dataclass(frozen=True)
class WaitingFile:
    """A file that was looked over and not understood, and the job that did: what was asked of it is asked again."""

    job: Job
    file: SealedFile
    content: BytesIO
    edition: RegisterEdition

    def form(self, data: Mapping[str, Any] | None = None) -> ColumnsForm:
        title = _("%(officer)s, %(file)s") % {"officer": self.edition.officer, "file": self.file.name}
        return ColumnsForm(sample_of(self.content, opener=open_apart), self._codes, data, title=title[:120])

    def _codes(self, column: int) -> list[str] | None:
        try:
            return codes_in(self.content, column, opener=open_apart)
        except UnableToReadFile:
            # What is wrong below the first lines is said when the file is looked over.
            return None


@require_safe
@declare(action=Action.REGISTER_LAYOUT_MAP, purpose=Purpose.ADMINISTRATION, place="seat")
def columns(request: ScopedRequest, seat: str, job: UUID) -> HttpResponse:
    """Show what each column of a sealed file begins with, and ask what it holds."""
    found = _waiting(request, job)
    return _gone(request) if found is None else _shown(request, found, found.form())


@require_POST
@declare(action=Action.REGISTER_EDITION_IMPORT, purpose=Purpose.ADMINISTRATION, place="seat")
@transaction.atomic
def keep_columns(request: ScopedRequest, seat: str, job: UUID) -> HttpResponse:
    """Keep what was said for this council's next file, and look this one over again at once."""
    found = _waiting(request, job)
    if found is None:
        return _gone(request)
    form, at = found.form(request.POST), timezone.now()
    if not form.is_valid():
        return _shown(request, found, form, status=422)
    keep_layout(
        by=request.actor,
        at=at,
        constituency=request.seat.id,
        officer=found.edition.officer,
        mapping=form.mapping(),
    )
    return redirect("work:job", job=_look_over_again(request, found, at).id)


@require_POST
@declare(action=Action.REGISTER_LAYOUT_MAP, purpose=Purpose.ADMINISTRATION, place="seat")
def give_up_columns(request: ScopedRequest, seat: str, job: UUID) -> HttpResponse:
    """Forget a file that was not understood."""
    found = _waiting(request, job)
    if found is None:
        return _gone(request)
    _note(request, f"file {found.file.id} given up", 0)
    name = found.file.name
    forget_file(found.file)
    messages.success(request, _("%s is given up and deleted. The register is as it was.") % name)
    return redirect("register:imports", seat=request.seat.slug)


@require_safe
@declare(action=Action.REGISTER_LAYOUT_MAP, purpose=Purpose.ADMINISTRATION, place="seat")
def layouts(request: ScopedRequest, seat: str) -> HttpResponse:
    """The layouts that were kept for the councils of this seat."""
    kept = CouncilLayout.objects.filter(officer__in=officers_of(request.seat), retired_at=None)
    found = kept.select_related("officer").order_by("officer__name", "-made_at")
    _note(request, "layouts", len(found))
    return render(request, "register/layouts.html", {"layouts": found})


@require_POST
@declare(action=Action.REGISTER_LAYOUT_MAP, purpose=Purpose.ADMINISTRATION, place="seat")
def retire(request: ScopedRequest, seat: str, layout: UUID) -> HttpResponse:
    """Stop finding files by a kept layout."""
    if not CouncilLayout.objects.filter(pk=layout, officer__in=officers_of(request.seat)).exists():
        raise Http404
    try:
        kept = retire_layout(
            by=request.actor, at=timezone.now(), constituency=request.seat.id, layout_id=layout
        )
    except UnableToRetireLayout as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("%s is retired. The next such file is asked about again.") % kept.title)
    return redirect("register:layouts", seat=request.seat.slug)


def _waiting(request: ScopedRequest, job_id: UUID) -> WaitingFile | None:
    """The file of a job of one's own; None where it expired or was given up. 404 where there is no such job."""
    assert request.actor.person_id is not None
    job = Job.objects.filter(
        pk=job_id,
        person_id=request.actor.person_id,
        constituency_id=request.seat.id,
        task=tasks.look_over.name,
    ).first()
    if job is None:
        raise Http404
    file = SealedFile.objects.filter(pk=job.asked["file"], expires_at__gt=timezone.now()).first()
    if file is None:
        return None
    edition = RegisterEdition.objects.select_related("officer").get(pk=job.asked["edition"])
    try:
        return WaitingFile(job, file, BytesIO(b"".join(open_file(file))), edition)
    except UnableToOpenFile:
        return None


def _gone(request: ScopedRequest) -> HttpResponse:
    messages.error(request, _("The file is not kept any more. Nothing was changed; send it again."))
    return redirect("register:send", seat=request.seat.slug)


def _shown(request: ScopedRequest, found: WaitingFile, form: ColumnsForm, status: int = 200) -> HttpResponse:
    _note(request, f"file {found.file.id}", SHOWN)
    return render(request, "register/columns.html", {"found": found, "form": form}, status=status)


def _look_over_again(request: ScopedRequest, found: WaitingFile, at: datetime) -> Job:
    run = uuid7()
    return start_job(
        request.actor,
        tasks.look_over,
        title=_("Looking over %s") % found.file.name,
        at=at,
        constituency=request.seat.id,
        subject=run,
        asked={**found.job.asked, "layout": ""},
        came_from=reverse("register:columns", args=[request.seat.slug, found.job.id]),
        leads_to=reverse("register:import", args=[request.seat.slug, run]),
    )


def _note(request: ScopedRequest, place: str, count: int) -> None:
    record(
        action=Action.REGISTER_LAYOUT_MAP,
        purpose=request.actor.purpose,
        by=request.actor.person_id,
        at=timezone.now(),
        constituency=request.seat.id,
        place=place,
        count=count,
    )
