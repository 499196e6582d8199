"""Leaving what an import still needs to the worker."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from hustings.access.errands import ErrandTask, start_job
from hustings.access.requests import ScopedRequest
from hustings.register.models import Import


def leave_to_worker(
    request: ScopedRequest, run: Import, task: ErrandTask, title: str, *, page: str
) -> HttpResponse:
    """Start the job that writes an import or takes it back, and show it; it came from `page` and leads there."""
    shown = reverse(page, args=[request.seat.slug, run.id])
    job = start_job(
        request.actor,
        task,
        title=title % run.file_name,
        at=timezone.now(),
        constituency=request.seat.id,
        subject=run.id,
        came_from=shown,
        leads_to=shown,
    )
    return redirect("work:job", job=job.id)
