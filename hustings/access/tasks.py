from uuid import UUID

from django.utils import timezone
from procrastinate.contrib.django import app

from hustings.access.letting_in.supporting import suspend_unreviewed
from hustings.access.members.reconciling import reconcile_members
from hustings.access.members.warning import warn_members
from hustings.access.stopping import quarantining
from hustings.access.watching import reckoning
from hustings.audit.words import Action, Purpose
from hustings.lib.declaring import declare


@app.periodic(cron="*/15 * * * *")
@app.task(name="hustings.access.tasks.keep_members")
@declare(action=Action.ACCESS_MEMBERS_RECONCILE, purpose=Purpose.ADMINISTRATION)
def keep_members(timestamp: int) -> int:
    """Every quarter of an hour, end what has ended elsewhere and was missed here, and tell whoever is in grace."""
    at = timezone.now()
    done = reconcile_members(at=at)
    return done.left + warn_members(at=at)


@app.periodic(cron="23 * * * *")
@app.task(name="hustings.access.tasks.watch_support")
@declare(action=Action.ACCESS_SUPPORT_SUSPEND, purpose=Purpose.OVERSIGHT)
def watch_support(timestamp: int) -> int:
    """Every hour, end the role of whoever's support session nobody has reviewed for three days."""
    return suspend_unreviewed(at=timezone.now())


@app.task(name="hustings.access.tasks.take_objections")
@declare(action=Action.ACCESS_QUARANTINE_SETTLE, purpose=Purpose.CANVASS)
def take_objections(quarantined: str) -> int:
    """Record at once the objections that a stopped sender sent."""
    return quarantining.take_objections(UUID(quarantined), at=timezone.now())


@app.periodic(cron="7 * * * *")
@app.task(name="hustings.access.tasks.admit_unopened")
@declare(action=Action.ACCESS_QUARANTINE_SETTLE, purpose=Purpose.CANVASS)
def admit_unopened(timestamp: int) -> int:
    """Every hour, take in what nobody of the seat opened within a day."""
    return quarantining.admit_unopened(at=timezone.now())


@app.periodic(cron="23 3 * * *")
@app.task(name="hustings.access.tasks.reckon_reading")
@declare(action=Action.AUDIT_ENTRY_FORGET, purpose=Purpose.ADMINISTRATION)
def reckon_reading(timestamp: int) -> None:
    """Every night, reckon what is usual for each role, and forget the counts that have had their term."""
    reckoning.reckon_reading(at=timezone.now())
