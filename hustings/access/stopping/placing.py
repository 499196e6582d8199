"""Placing, confirming, lifting and reviewing stops. The database's own functions write them and have the last word."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import DatabaseError, connection, transaction
from django.utils.translation import gettext as _

from hustings.access.actor import Actor
from hustings.access.models import Stop, StopMotion
from hustings.access.scope import ask
from hustings.access.stops import CONFIRMED_LIFE, WIDE, Ground, Kind, Verb
from hustings.audit.recording import record
from hustings.audit.words import Action, Purpose
from hustings.lib.uuid7 import uuid7

REFUSED = frozenset({"23505", "23514", "42501", "55000"})
"""What the functions of the access schema raise on purpose; any other error of the database is a fault of ours."""


class UnableToStop(Exception):
    """Nothing was changed; the message says why and what to do."""


def place_stop(
    *,
    kind: Kind,
    verb: Verb,
    thing: str,
    label: str,
    ground: Ground,
    words: str,
    wider_because: str = "",
    is_drill: bool = False,
    by: Actor,
    at: datetime,
) -> UUID:
    """Withhold something from one thing at once: a day, or an hour where it is wider than a person.

    What has been begun by a stopped person, session or device is ended after the commit. Refuses a thing outside the
    officer's reach, grounds that are no danger, and a wide stop without a reason for it.
    """
    given = uuid7()
    values = [given, kind, verb, thing, label, ground, words, wider_because, is_drill]
    with refusing(
        _("You can stop only what lies in your reach, and where there is a duty officer it is theirs to do.")
    ):
        call("SELECT access.place_stop(%s, %s, %s, %s, %s, %s, %s, %s, %s)", values)
        log_stop(Action.ACCESS_STOP_PLACE, given, by, at, kind=kind, verb=verb, ground=ground)
    transaction.on_commit(lambda: cut_off(given))
    return given


def confirm_stop(*, stop: Stop, by: Actor, at: datetime) -> None:
    """Let a stop last as long as two people may: a week, or a day where it is wider than a person.

    Refuses whoever placed it; where nobody else could, they can once half of its first time is over.
    """
    with refusing(_("A second person confirms a stop: neither who placed it nor whom it names.")):
        call("SELECT access.confirm_stop(%s)", [stop.id])
        log_stop(Action.ACCESS_STOP_CONFIRM, stop.id, by, at)


def propose_lifting(*, stop: Stop, reason: str, by: Actor, at: datetime) -> UUID:
    """Propose to lift a stop before its end; a second person does it."""
    return _propose(stop, StopMotion.Kind.LIFT, None, reason, by=by, at=at)


def propose_extension(*, stop: Stop, reason: str, by: Actor, at: datetime) -> UUID:
    """Propose that a confirmed stop lasts as long again; a second person does it."""
    until = stop.ends_at + CONFIRMED_LIFE[Kind(stop.kind)]
    return _propose(stop, StopMotion.Kind.EXTEND, until, reason, by=by, at=at)


def settle_motion(*, motion: StopMotion, by: Actor, at: datetime) -> None:
    """Agree to what another has proposed; it takes effect at once."""
    with refusing(_("A second person agrees to this: neither who proposed it nor whom the stop names.")):
        call("SELECT access.settle_motion(%s)", [motion.id])
        log_stop(Action.ACCESS_STOP_CONFIRM, motion.stop_id, by, at, motion=motion.kind)


def review_stop(*, stop: Stop, finding: str, words: str, by: Actor, at: datetime) -> None:
    """Say of a stop wider than a person whether it was right. Nobody reviews what they placed or confirmed."""
    with refusing(_("Somebody reviews a stop who neither placed nor confirmed it, and once.")):
        call("SELECT access.review_stop(%s, %s, %s)", [stop.id, finding, words])
        log_stop(Action.ACCESS_STOP_REVIEW, stop.id, by, at, finding=finding)


def cut_off(stop: UUID) -> int:
    """End the statements that whoever is stopped has running, and say how many. After the commit, never before it:
    what is ended sooner would begin again under the old rights.
    """
    ended: int = ask("SELECT access.cut_off(%s)", stop)[0]
    return ended


def half_of_first_life(kind: Kind) -> timedelta:
    """How long somebody waits who is alone, before they may do what otherwise takes a second person."""
    return timedelta(minutes=30) if kind in WIDE else timedelta(hours=12)


def call(statement: str, values: list[Any]) -> object:
    """Ask one of the gate's functions, through the connection that an error rolls back to its savepoint."""
    with connection.cursor() as cursor:
        cursor.execute(
            statement, [str(one) if isinstance(one, Kind | Verb | Ground) else one for one in values]
        )
        row = cursor.fetchone()
    return row[0]


@contextmanager
def refusing(sentence: str) -> Iterator[None]:
    """Take back a savepoint where the database refuses, and say so in a sentence of ours."""
    try:
        with transaction.atomic():
            yield
    except DatabaseError as error:
        if getattr(error.__cause__, "sqlstate", "") not in REFUSED:
            raise
        raise UnableToStop(f"{_said(error)} {sentence}".strip()) from error


def _said(error: DatabaseError) -> str:
    """The sentence for what the database said of itself, where it says more than that it refused."""
    told = str(error)
    sentences = {
        "that stop is over": _("This stop is over already."),
        "confirmed already": _("This stop was confirmed already."),
        "settled already": _("This was settled already."),
        "alone, that takes time": _(
            "Nobody else could do this, so it waits until half of the stop’s first time is over."
        ),
        "stop_motion_once_open": _("The same was proposed already and waits for a second person."),
        "never for conduct": _("A stop is for danger, never for conduct."),
    }
    return next((sentence for words, sentence in sentences.items() if words in told), "")


def _propose(
    stop: Stop, kind: StopMotion.Kind, until: datetime | None, reason: str, *, by: Actor, at: datetime
) -> UUID:
    given = uuid7()
    with refusing(
        _("Only a stop in force can be lifted or made longer, and a longer one must have been confirmed.")
    ):
        call("SELECT access.propose_motion(%s, %s, %s, %s, %s)", [given, stop.id, kind.value, until, reason])
        log_stop(Action.ACCESS_STOP_CONFIRM, stop.id, by, at, motion=kind.value)
    return given


def log_stop(action: Action, stop: UUID, by: Actor, at: datetime, **detail: str) -> None:
    """Log what was done about a stop; words and names stay out of the log."""
    record(
        action=action,
        purpose=Purpose.ADMINISTRATION,
        by=by.person_id,
        at=at,
        place=str(stop),
        detail={key: str(value) for key, value in detail.items()},
    )
