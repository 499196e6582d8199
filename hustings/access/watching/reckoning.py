"""The nightly reckoning: what is usual for each role, who reads and speaks with nobody, and what has had its term."""

from datetime import datetime

from hustings.access.scope import ask, on_duty
from hustings.audit.recording import record
from hustings.audit.words import Action, Purpose

DUTY = "reckon what was read"


def reckon_reading(*, at: datetime) -> tuple[int, int]:
    """Do the installation's duty of reckoning; gives how many signals were noted and how many rows forgotten.

    The database's own function does it, by the terms of `data_protection/holdings.py` and its own clock.
    """
    with on_duty(DUTY, action=Action.AUDIT_ENTRY_FORGET, purpose=Purpose.ADMINISTRATION, at=at) as by:
        noted, forgotten = ask("SELECT noted, forgotten FROM access.reckon_reading()")
        if noted or forgotten:
            record(
                action=by.action,
                purpose=by.purpose,
                by=by.person_id,
                at=at,
                place="counts of reading",
                count=forgotten,
                rule="reckoned",
                detail={"noted": noted, "forgotten": forgotten},
            )
    return noted, forgotten
