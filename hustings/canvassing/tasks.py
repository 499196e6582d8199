from django.utils import timezone
from procrastinate.contrib.django import app

from hustings.audit.words import Action, Purpose
from hustings.canvassing.comparing import count_changed_seats
from hustings.lib.declaring import declare


@app.periodic(cron="*/10 * * * *")
@app.task(name="hustings.canvassing.tasks.count_seats")
@declare(action=Action.CANVASSING_SUMMARY_REBUILD, purpose=Purpose.ADMINISTRATION)
def count_seats(timestamp: int) -> int:
    """Every ten minutes, count the seats where something was recorded since their last count."""
    return count_changed_seats(at=timezone.now())
