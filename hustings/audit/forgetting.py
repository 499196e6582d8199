"""Forgetting what the log must not keep for good: whose rows were read, and whoever acted and is to be erased."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection

from hustings.audit.recording import record
from hustings.audit.words import Action, Purpose

KEPT = timedelta(days=427)
"""Fourteen months (DESIGN, section 11): a year back can be told, and two months are left to ask."""


def forget_reads(*, by: UUID | None, at: datetime) -> int:
    """Forget whose rows were read before the term, with places and salts; gives of how many entries. What is left of
    those says when, what, why and how many, and the tree stays whole. The worker's login alone may.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT access.forget_reads(%s)", [at - KEPT])
        (forgotten,) = cursor.fetchone()
    if forgotten:
        record(
            action=Action.AUDIT_ENTRY_FORGET,
            purpose=Purpose.ADMINISTRATION,
            by=by,
            at=at,
            count=forgotten,
            rule="forgotten on their day",
        )
    return int(forgotten)


def forget_actor(person: UUID) -> None:
    """Erase somebody from the log: no row is in their name, and no key says which leaves were theirs."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT access.forget_actor(%s)", [person])
