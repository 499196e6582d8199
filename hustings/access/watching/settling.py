"""Settling what was noticed, and letting somebody read more for a while: both by an officer, with a reason."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from uuid import UUID

from django.db import ProgrammingError, transaction
from django.db.utils import DatabaseError
from django.utils.translation import gettext as _

from hustings.access.actor import Actor
from hustings.access.models import Signal
from hustings.access.scope import ask
from hustings.audit.recording import record
from hustings.audit.words import Action
from hustings.organisation.models import Unit

EXPECTED_DAYS = 7
"""The longest time for which an officer can say that the same is no surprise."""
LIFTED_HOURS = 24


class UnableToSettle(Exception):
    """Nothing was changed; the message says why and what to do."""


def settle_signal(
    *, signal: Signal, because: str, expected_until: datetime | None = None, by: Actor, at: datetime
) -> None:
    """Say why something is in order. With the last open signal about somebody the step that followed ends.

    `expected_until` is until when the same is no surprise, a week at most. Nobody settles what is about themselves;
    raises UnableToSettle for that, for a signal that is settled already and for one without a reason.
    """
    if signal.person_id == by.person_id:
        raise UnableToSettle(
            _("This is about yourself. Ask another officer; the step ends by itself meanwhile.")
        )
    if expected_until and expected_until > at + timedelta(days=EXPECTED_DAYS):
        raise UnableToSettle(_("Say a day within the next week. Nothing was changed."))
    with _refusing():
        (settled,) = ask("SELECT access.settle_signal(%s, %s, %s)", signal.id, because, expected_until)
        if not settled:
            raise UnableToSettle(_("Somebody has settled this already. Nothing was changed."))
        _log(by, at, f"signal {signal.id}", signal.person_id, rule="settled")


def lift_quota(*, person: UUID, unit: Unit, until: datetime, by: Actor, at: datetime) -> None:
    """Let one person of a unit read twice their quota, until a moment within a day; it ends by itself.

    Nobody lifts their own. Raises UnableToSettle for that, for somebody who holds nothing there, and for a longer time.
    """
    if person == by.person_id:
        raise UnableToSettle(
            _("Nobody lifts their own quota. Ask another officer; it fills again by itself.")
        )
    if not at < until <= at + timedelta(hours=LIFTED_HOURS):
        raise UnableToSettle(_("A quota is lifted for a day at most. Nothing was changed."))
    with _refusing():
        (lifted,) = ask("SELECT access.lift_quota(%s, %s, %s)", person, unit.id, until)
        if not lifted:
            raise UnableToSettle(_("That person holds no part here any more. Nothing was changed."))
        _log(by, at, f"unit {unit.key}", person, rule="quota lifted")


@contextmanager
def _refusing() -> Iterator[None]:
    """One transaction; what the database refuses is a sentence."""
    try:
        with transaction.atomic():
            yield
    except (ProgrammingError, DatabaseError) as refusal:
        raise UnableToSettle(
            _(
                "You cannot settle this: it lies outside your part, or a reason is missing. Nothing was changed."
            )
        ) from refusal


def _log(by: Actor, at: datetime, place: str, person: UUID, *, rule: str) -> None:
    record(
        action=Action.ACCESS_READING_CLEAR,
        purpose=by.purpose,
        by=by.person_id,
        at=at,
        place=place,
        subjects=[person],
        rule=rule,
    )
