from django.utils import timezone
from procrastinate.contrib.django import app

from hustings.access.scope import on_duty
from hustings.audit.words import Action, Purpose
from hustings.canvassing.comparing import count_seats, seats_to_count
from hustings.lib.declaring import declare

DUTY = "rebuild summaries"


@app.periodic(cron="*/10 * * * *")
@app.task(name="hustings.canvassing.tasks.count_changed_seats")
@declare(action=Action.CANVASSING_SUMMARY_REBUILD, purpose=Purpose.ADMINISTRATION)
def count_changed_seats(timestamp: int) -> int:
    """Count the seats where something was recorded since their last count; a duty of the installation."""
    at = timezone.now()
    with on_duty(DUTY, action=Action.CANVASSING_SUMMARY_REBUILD, purpose=Purpose.ADMINISTRATION, at=at) as by:
        seats = seats_to_count(by.seats_for(Action.CANVASSING_SUMMARY_REBUILD), at)
        return count_seats(constituencies=seats, by=by, at=at) if seats else 0
