from django.utils import timezone
from procrastinate.contrib.django import app

from hustings.audit.words import Action, Purpose
from hustings.data_protection.retention import keep_terms
from hustings.data_protection.telling import tell_of_incidents
from hustings.lib.declaring import declare


@app.periodic(cron="* * * * *")
@app.task(name="hustings.data_protection.tasks.tell")
@declare(action=Action.DATA_PROTECTION_INCIDENT_DECIDE, purpose=Purpose.ADMINISTRATION)
def tell(timestamp: int) -> int:
    """Every minute, write to the data-protection officer of what was reported."""
    return tell_of_incidents(at=timezone.now())


@app.periodic(cron="11 4 * * *")
@app.task(name="hustings.data_protection.tasks.keep_terms")
@declare(action=Action.DATA_PROTECTION_TERM_KEEP, purpose=Purpose.ADMINISTRATION)
def forget(timestamp: int) -> int:
    """Every night, delete what has had its term; gives how many rows went."""
    return keep_terms(at=timezone.now()).total
