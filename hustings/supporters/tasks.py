from collections.abc import Callable
from datetime import datetime

from hustings.access.actor import Actor
from hustings.access.errands import JobRefused, RunningJob, errand_task
from hustings.audit.words import Action, Purpose
from hustings.register.faults import UnableToReadFile
from hustings.supporters.bringing.files import UnableToBringIn, apply_file, look_over
from hustings.supporters.bringing.taking_back import take_file_back
from hustings.supporters.models import SupporterFile
from hustings.supporters.wording import file_ended


@errand_task(action=Action.SUPPORTERS_FILE_IMPORT, purpose=Purpose.ADMINISTRATION)
def look_file_over(actor: Actor, job: RunningJob, at: datetime) -> str | None:
    """Read a file that was sent and find out what it would change."""
    return _done(look_over, actor, job, at)


@errand_task(action=Action.SUPPORTERS_FILE_IMPORT, purpose=Purpose.ADMINISTRATION)
def apply(actor: Actor, job: RunningJob, at: datetime) -> str | None:
    """Write what a looked-over file says, and forget the file."""
    return _done(apply_file, actor, job, at)


@errand_task(action=Action.SUPPORTERS_FILE_IMPORT, purpose=Purpose.ADMINISTRATION)
def take_back(actor: Actor, job: RunningJob, at: datetime) -> str | None:
    """Take back what an applied file brought."""
    return _done(take_file_back, actor, job, at)


def _done(work: Callable[..., SupporterFile], actor: Actor, job: RunningJob, at: datetime) -> str:
    assert job.subject_id is not None
    try:
        return file_ended(work(job.subject_id, by=actor, at=at, report=job.report))
    except (UnableToReadFile, UnableToBringIn) as refusal:
        raise JobRefused(str(refusal)) from refusal
