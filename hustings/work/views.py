from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from hustings.audit.recording import record
from hustings.audit.words import Action, Purpose
from hustings.lib.declaring import declare
from hustings.work.models import Job, SealedFile
from hustings.work.sending import file_response


@require_safe
@declare(action=Action.WORK_JOB_READ, purpose=Purpose.ADMINISTRATION)
def show_job(request: HttpRequest, job: UUID) -> HttpResponse:
    """How far one's own long work has got; asked by the page itself every two seconds, for the fragment alone."""
    found = get_object_or_404(Job, pk=job, person_id=request.user.pk)
    template = "components/progress.html" if getattr(request, "htmx", False) else "work/job.html"
    return render(
        request, template, {"job": found, "url": request.path, "then_url": found.leads_to or found.came_from}
    )


@require_safe
@declare(action=Action.WORK_FILE_FETCH, purpose=Purpose.ADMINISTRATION)
def fetch_file(request: HttpRequest, file: UUID) -> StreamingHttpResponse:
    """Give one's own file, unsealed while it is sent, until it expires."""
    at = timezone.now()
    found = get_object_or_404(SealedFile, pk=file, person_id=request.user.pk, is_issued=False)
    if found.expires_at <= at:
        raise Http404
    record(
        action=Action.WORK_FILE_FETCH,
        purpose=Purpose.ADMINISTRATION,
        by=request.user.pk,
        at=at,
        constituency=found.constituency_id,
        place=str(found.pk),
        count=1,
    )
    return file_response(found)
