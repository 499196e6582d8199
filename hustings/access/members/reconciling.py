"""Every quarter of an hour: what an event has missed ends, and so does grace that is over."""

from dataclasses import dataclass
from datetime import datetime

from hustings.access.scope import ask, on_duty
from hustings.audit.recording import record
from hustings.audit.words import Action, Purpose

DUTY = "keep members"


@dataclass(frozen=True)
class Reconciled:
    """How many memberships were over and still held something, lapsed at last, or stayed unconfirmed."""

    missed: int
    lapsed: int
    unconfirmed: int

    @property
    def left(self) -> int:
        return self.missed + self.lapsed + self.unconfirmed


def reconcile_members(*, at: datetime) -> Reconciled:
    """End what should have ended. One transaction, one entry where anything did."""
    with on_duty(DUTY, action=Action.ACCESS_MEMBERS_RECONCILE, purpose=Purpose.ADMINISTRATION, at=at) as by:
        done = Reconciled(*ask("SELECT * FROM access.reconcile()"))
        if done.left:
            record(
                action=by.action,
                purpose=by.purpose,
                by=None,
                at=at,
                count=done.left,
                rule="reconciled",
                detail=vars(done),
            )
    return done
