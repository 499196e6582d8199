from django.utils import timezone
from procrastinate.contrib.django import app

from hustings.audit.words import Action, Purpose
from hustings.copies.chasing import chase_copies
from hustings.lib.declaring import declare


@app.periodic(cron="*/5 * * * *")
@app.task(name="hustings.copies.tasks.chase")
@declare(action=Action.COPIES_COPY_SETTLE, purpose=Purpose.ADMINISTRATION)
def chase(timestamp: int) -> int:
    """Every five minutes, tell officers of what has left and holders of what is overdue."""
    return chase_copies(at=timezone.now())
