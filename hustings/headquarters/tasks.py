from datetime import datetime

from django.utils import timezone
from django.utils.translation import ngettext
from procrastinate.contrib.django import app

from hustings.access.actor import Actor
from hustings.access.errands import RunningJob, errand_task
from hustings.access.scope import on_duty
from hustings.audit.forgetting import forget_reads
from hustings.audit.words import Action, Purpose
from hustings.lib.declaring import declare
from hustings.lib.markup import grouped
from hustings.register.redrawing.carrying_out import UnableToRedraw, carry_out_change


@errand_task(action=Action.GEOGRAPHY_BOUNDARY_CHANGE, purpose=Purpose.ADMINISTRATION)
def carry_out(actor: Actor, job: RunningJob, at: datetime) -> str | None:
    """Put a boundary change in force, whole."""
    assert job.subject_id is not None
    try:
        done = carry_out_change(by=actor, at=at, change_id=job.subject_id, report=job.report)
    except UnableToRedraw as refusal:
        job.refuse(str(refusal))
        return None
    moved = sum(done.electors.values())
    return ngettext(
        "The new boundaries are in force. %s elector went to another constituency, with all that was recorded.",
        "The new boundaries are in force. %s electors went to another constituency, with all that was recorded.",
        moved,
    ) % grouped(moved)


@app.periodic(cron="41 3 * * *")
@app.task(name="hustings.headquarters.tasks.forget_who_was_read")
@declare(action=Action.AUDIT_ENTRY_FORGET, purpose=Purpose.ADMINISTRATION)
def forget_who_was_read(timestamp: int) -> int:
    """Every night, forget whose rows were read fourteen months ago; the tree stays whole."""
    at = timezone.now()
    with on_duty(
        "forget who was read", action=Action.AUDIT_ENTRY_FORGET, purpose=Purpose.ADMINISTRATION, at=at
    ) as by:
        return forget_reads(by=by.person_id, at=at)
