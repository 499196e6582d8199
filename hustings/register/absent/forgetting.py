"""Forgetting where postal votes are sent and who the proxies are, on the day that was said when they were kept."""

from datetime import datetime

from django.utils import timezone

from hustings.access.actor import Actor
from hustings.access.scope import on_duty
from hustings.audit.recording import record
from hustings.audit.words import Action, Purpose
from hustings.register.models import AbsentVoteDetail

DUTY = "forget absent voters' details"


def forget_details(*, by: Actor, at: datetime) -> int:
    """Delete the details whose day has come, in every seat; gives how many. That somebody votes by post stays."""
    seats = by.seats_for(Action.REGISTER_ABSENT_IMPORT)
    due = AbsentVoteDetail.objects.filter(constituency_id__in=seats, forget_on__lte=timezone.localdate(at))
    count, _of_each = due.delete()
    if count:
        record(
            action=Action.REGISTER_ABSENT_IMPORT,
            purpose=by.purpose,
            by=by.person_id,
            at=at,
            place="details",
            count=count,
            rule="forgotten on their day",
        )
    return count


def forget_due_details(*, at: datetime) -> int:
    """Do the installation's duty of forgetting; gives how many details were deleted."""
    action, purpose = Action.REGISTER_ABSENT_IMPORT, Purpose.ADMINISTRATION
    with on_duty(DUTY, action=action, purpose=purpose, at=at) as by:
        return forget_details(by=by, at=at)
