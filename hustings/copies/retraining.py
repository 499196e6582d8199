"""What is neither conduct nor danger: a named person reads a page before they next take people's data in bulk.

Asked by whoever holds the keys of their unit, with a reason that they see and can answer; settled by a key-holder once
they have read; over by itself after four weeks. Nobody else's work changes, and theirs only in bulk.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, ProgrammingError, transaction
from django.utils.translation import gettext as _

from hustings.access.actor import Actor
from hustings.access.scope import ask
from hustings.audit.recording import record
from hustings.copies.models import Retraining
from hustings.copies.rules import BULK_PEOPLE
from hustings.lib.uuid7 import uuid7
from hustings.organisation.models import Unit


class UnableToRetrain(Exception):
    """Nothing was asked, read or settled; the message says why."""


class UnableToTakeInBulk(Exception):
    """A page is to be read first; the message says which, and what goes on meanwhile."""


def ask_retraining(*, person: UUID, unit: Unit, why: str, words: str, by: Actor, at: datetime) -> UUID:
    """Ask somebody of a unit to read up before bulk use. Refuses oneself, strangers, and a second open question."""
    if why not in Retraining.Why.values or not words.strip():
        raise UnableToRetrain(_("Say what happened, so that they can answer. Nothing was asked."))
    given = uuid7()
    with _refusing(_("This cannot be asked of that person here, or is asked already. Nothing was changed.")):
        ask(
            "SELECT access.ask_retraining(%s, %s, %s, %s, %s)::text", given, person, unit.id, why, words[:500]
        )
    _note(given, by, at, rule="asked")
    return given


def read_retraining(*, retraining: UUID, answer: str, by: Actor, at: datetime) -> None:
    """Say that one has read the page, with an answer if one has any."""
    with _refusing(_("There is nothing here for you to read. Nothing was changed.")):
        ask("SELECT access.read_retraining(%s, %s)::text", retraining, answer[:1000])
    _note(retraining, by, at, rule="read")


def settle_retraining(*, retraining: UUID, by: Actor, at: datetime) -> None:
    """Confirm that somebody has read up, or take the question back. Refuses the person themselves."""
    with _refusing(_("You cannot settle this: it is settled, or is about yourself. Nothing was changed.")):
        ask("SELECT access.settle_retraining(%s)::text", retraining)
    _note(retraining, by, at, rule="settled")


def refuse_untrained(*, people: int, by: Actor) -> None:
    """Raise UnableToTakeInBulk where whoever acts takes many people's data and is asked to read a page first."""
    if people <= BULK_PEOPLE or by.person_id is None:
        return
    if Retraining.objects.filter(person_id=by.person_id, settled_at=None, ends_at__gt=by.at).exists():
        raise UnableToTakeInBulk(
            _(
                "You are asked to read a page before you next take more than %(count)d people at once: open “What I am "
                "asked to read”. Single streets and everything else go on as before; nothing was made now."
            )
            % {"count": BULK_PEOPLE}
        )


@contextmanager
def _refusing(sentence: str) -> Iterator[None]:
    try:
        with transaction.atomic():
            yield
    except (IntegrityError, ProgrammingError) as refusal:
        raise UnableToRetrain(sentence) from refusal


def _note(retraining: UUID, by: Actor, at: datetime, *, rule: str) -> None:
    record(
        action=by.action,
        purpose=by.purpose,
        by=by.person_id,
        at=at,
        place=f"retraining {retraining}",
        rule=rule,
    )
