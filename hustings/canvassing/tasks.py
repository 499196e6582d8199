from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from hustings.access.actor import Actor
from hustings.access.errands import RunningJob, errand_task
from hustings.audit.words import Action, Purpose
from hustings.canvassing import recording
from hustings.canvassing.comparing import count_changed_seats
from hustings.canvassing.exporting import UnableToExport, write_export
from hustings.copies.issuing import UnableToIssueCopy
from hustings.lib.declaring import declare


@app.periodic(cron="*/10 * * * *")
@app.task(name="hustings.canvassing.tasks.count_seats")
@declare(action=Action.CANVASSING_SUMMARY_REBUILD, purpose=Purpose.ADMINISTRATION)
def count_seats(timestamp: int) -> int:
    """Every ten minutes, count the seats where something was recorded since their last count."""
    return count_changed_seats(at=timezone.now())


@errand_task(action=Action.CANVASSING_EXPORT_MAKE, purpose=Purpose.ORGANISE)
def write_list(actor: Actor, job: RunningJob, at: datetime) -> str | None:
    """Write the export that is the job's subject; its copy's page has the file."""
    assert job.subject_id is not None
    try:
        copy = write_export(export_id=job.subject_id, by=actor, at=at, report=job.report)
    except (UnableToExport, UnableToIssueCopy) as refusal:
        job.refuse(str(refusal))
        return None
    assert copy.constituency is not None
    job.leads_to = reverse("copies:copy", args=[copy.constituency.slug, copy.id])
    return _("The file is ready: copy %(number)s, with %(people)d people.") % {
        "number": copy.number, "people": copy.people,
    }  # fmt: skip


@app.task(name="hustings.canvassing.tasks.settle_conversations")
@declare(action=Action.CANVASSING_SUMMARY_REBUILD, purpose=Purpose.ADMINISTRATION)
def settle_conversations(constituency: int, ids: list[str]) -> None:
    """Bring what was recorded at single doors into the seat's summaries."""
    recording.settle_conversations(constituency=constituency, ids=[UUID(id) for id in ids], at=timezone.now())
