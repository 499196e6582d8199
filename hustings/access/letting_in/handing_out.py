"""Handing doors to a canvasser: their reach is those doors for a time, and nothing else of the seat."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import ProgrammingError, transaction
from django.utils.translation import gettext as _

from hustings.access.actor import Actor
from hustings.access.scope import ask
from hustings.audit.recording import record


class UnableToHandOut(Exception):
    """No door was handed out; the message says why."""


def hand_out_doors(
    *,
    grant: UUID,
    constituency: int,
    doors: Sequence[UUID],
    since: datetime,
    until: datetime,
    handed_for: UUID,
    by: Actor,
    at: datetime,
) -> int:
    """Open doors of one seat to a canvasser's grant for a time, and give their number; what it had for the same thing
    is renewed.

    Raises UnableToHandOut where the actor may not print in that seat, or the grant does not lie there.
    """
    try:
        with transaction.atomic():
            handed: int = ask(
                "SELECT access.hand_out(%s, %s, %s, %s, %s, %s)",
                *(grant, constituency, list(doors), since, until, handed_for),
            )[0]
    except ProgrammingError as refusal:
        raise UnableToHandOut(
            _("These doors cannot be handed to that person. Nothing was changed.")
        ) from refusal
    record(
        action=by.action,
        purpose=by.purpose,
        by=by.person_id,
        at=at,
        constituency=constituency,
        place=f"handed to grant {grant}",
        count=handed,
    )
    return handed


def take_doors_back(*, constituency: int, handed_for: UUID, at: datetime) -> int:
    """End what was handed out for one thing, whoever has it; give how many doors that were. The caller logs it."""
    ended: int = ask("SELECT access.take_doors_back(%s, %s, %s)", constituency, handed_for, at)[0]
    return ended
