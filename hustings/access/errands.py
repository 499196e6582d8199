"""What a request leaves the worker to do: in the person's name, for the request's action and purpose, and no longer
than their grants reach. The queue's arguments are ids alone.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol, TypeAlias
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app
from procrastinate.tasks import Task

from hustings.access.actor import Actor
from hustings.access.scope import UnableToOpenScope, ask, on_errand
from hustings.audit.words import Action, Purpose
from hustings.lib.declaring import declare
from hustings.lib.uuid7 import uuid7
from hustings.work.models import Job, JobState, SealedFile
from hustings.work.reporting import Reporter

HOURS = 12

ErrandTask: TypeAlias = "Task[..., object, ...]"


class JobRefused(Exception):
    """The job will not do what was asked; its message is the sentence that the person reads."""


@dataclass
class RunningJob:
    """What a task knows of its job: its subject, and how to tell how far it is.

    A task that ends elsewhere than was thought when it was begun says so by `leads_to`, the address of the page.
    """

    id: UUID
    subject_id: UUID | None
    constituency_id: int | None
    reporter: Reporter
    asked: dict[str, Any] = field(default_factory=dict)
    file: SealedFile | None = None
    leads_to: str = ""

    def report(self, done: int, total: int, sentence: str) -> None:
        self.reporter.report(done, total, sentence)

    def refuse(self, sentence: str) -> None:
        """End the job with a sentence; everything it wrote is taken back."""
        raise JobRefused(sentence)


class Work(Protocol):
    def __call__(self, actor: Actor, job: RunningJob, at: datetime) -> str | None: ...


def start_job(
    by: Actor,
    task: ErrandTask,
    *,
    title: str,
    at: datetime,
    constituency: int | None = None,
    subject: UUID | None = None,
    asked: dict[str, Any] | None = None,
    came_from: str = "",
    leads_to: str = "",
) -> Job:
    """Leave an errand and queue its job, both in the caller's transaction: a roll-back leaves neither.

    `asked` is what was chosen for it, without personal data; `came_from` the address of the page to go back to, and
    `leads_to` that of what it makes.
    """
    errand: UUID = ask("SELECT access.delegate(%s, %s)", uuid7(), HOURS)[0]
    assert by.person_id is not None
    job = Job.objects.create(
        person_id=by.person_id,
        constituency_id=constituency,
        title=title,
        task=task.name,
        errand_id=errand,
        subject_id=subject,
        asked=asked or {},
        language=get_language() or settings.LANGUAGE_CODE,
        came_from=came_from,
        leads_to=leads_to,
        made_at=at,
    )
    task.defer(job_id=str(job.id), errand_id=str(errand))
    return job


def errand_task(*, action: Action, purpose: Purpose) -> Callable[[Work], ErrandTask]:
    """Make a task of the queue from `work(actor, job, at)`, run in one transaction under the errand's scope.

    What `work` returns is the sentence shown at the end. JobRefused takes everything back and shows its sentence.
    """

    def decorate(work: Work) -> ErrandTask:
        def run(job_id: str, errand_id: str) -> None:
            perform(work, UUID(job_id), UUID(errand_id))

        declare(action=action, purpose=purpose)(run)
        name = f"{getattr(work, '__module__', '')}.{getattr(work, '__name__', '')}"
        return app.task(name=name)(run)

    return decorate


def perform(work: Work, job_id: UUID, errand_id: UUID) -> None:
    """Run one job to its end and report it. An unexpected error is reported as failed and raised on."""
    at = timezone.now()
    with Reporter(job_id) as reporter:
        try:
            sentence = _perform(work, job_id, errand_id, reporter, at)
        except (JobRefused, UnableToOpenScope) as refusal:
            reporter.end(JobState.REFUSED, str(refusal))
        except BaseException:
            reporter.end(JobState.FAILED, _("Something went wrong. Nothing was changed; please try again."))
            raise
        else:
            reporter.end(JobState.DONE, sentence)


def _perform(work: Work, job_id: UUID, errand_id: UUID, reporter: Reporter, at: datetime) -> str | None:
    with transaction.atomic(), on_errand(errand_id, at=at) as actor:
        job = Job.objects.get(pk=job_id)
        running = RunningJob(job.id, job.subject_id, job.constituency_id, reporter, job.asked)
        with override(job.language):
            sentence = work(actor, running, at)
        if running.file is not None or running.leads_to:
            # Last of all: from here to the commit this row is locked against the reporter's connection.
            Job.objects.filter(pk=job_id).update(file=running.file, leads_to=running.leads_to or job.leads_to)
    return sentence
