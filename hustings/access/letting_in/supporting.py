"""Support: a named person reads in one unit, for minutes, with a reason, while oversight is told. Nothing else is lent.

What is lent is a grant of a role of its own (`Role.SUPPORT_SESSION`), so that both walls hold it to reading: it cannot
export, print, approve, give or end anything.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from hustings.access.actor import Actor
from hustings.access.letting_in.granting import UnableToGrant, call, refusing
from hustings.access.models import SupportSession
from hustings.access.scope import ask, on_duty
from hustings.audit.recording import record
from hustings.audit.words import Action, Purpose
from hustings.lib.uuid7 import uuid7
from hustings.organisation.models import Unit
from hustings.work.letters import hand_over

MINUTES, MOST_MINUTES = 30, 240
DUTY = "review support"


@dataclass(frozen=True)
class ReadInSupport:
    """One entry of the log from a session."""

    happened_at: datetime
    action: str
    place: str
    people: int
    outcome: str


def open_support(*, unit: Unit, code: str, words: str, minutes: int, by: Actor, at: datetime) -> UUID:
    """Open a session on one unit and tell oversight at once.

    Refuses a second one at a time, more than four hours, fewer than ten characters of reason, and a sign-in without a
    second factor.
    """
    given = uuid7()
    with refusing(
        _("No session was opened: one at a time, five minutes to four hours, and a reason in words.")
    ):
        call("SELECT access.open_support(%s, %s, %s, %s, %s)", [given, unit.key, code, words, minutes])
        _log(Action.ACCESS_SUPPORT_OPEN, given, unit, by, at, rule=code)
    _tell_oversight(given, unit, words, by)
    return given


def close_support(*, session: SupportSession, by: Actor, at: datetime) -> None:
    """End one's own session before its time."""
    with refusing(_("This session is not yours.")):
        if not call("SELECT access.close_support(%s)", [session.id]):
            raise UnableToGrant(_("This session was over already."))
        _log(Action.ACCESS_SUPPORT_OPEN, session.id, session.unit, by, at, rule="closed")


def review_support(*, session: SupportSession, words: str, by: Actor, at: datetime) -> None:
    """Say what one found in a session. Nobody reviews their own."""
    with refusing(_("Nobody reviews their own session, and a review has words. Nothing was kept.")):
        if not call("SELECT access.review_support(%s, %s)", [session.id, words]):
            raise UnableToGrant(_("This session was reviewed already."))
        _log(Action.ACCESS_SUPPORT_REVIEW, session.id, session.unit, by, at, rule="reviewed")


def read_in(session: SupportSession) -> list[ReadInSupport]:
    """What was asked for in a session, entry by entry, from the log."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM access.read_in_support(%s)", [session.id])
        return [ReadInSupport(*row) for row in cursor.fetchall()]


def suspend_unreviewed(*, at: datetime) -> int:
    """Take the role from whoever's session nobody has reviewed for three days. One transaction."""
    with on_duty(DUTY, action=Action.ACCESS_SUPPORT_SUSPEND, purpose=Purpose.OVERSIGHT, at=at) as by:
        suspended = int(ask("SELECT access.suspend_unreviewed()")[0])
        if suspended:
            record(action=by.action, purpose=by.purpose, by=None, at=at, count=suspended, rule="unreviewed")
    return suspended


def _tell_oversight(session: UUID, unit: Unit, words: str, by: Actor) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT email FROM access.overseers(%s)", [session])
        addresses = [email for (email,) in cursor.fetchall()]
    letter = {"name": by.name, "unit": unit.name, "words": words}
    for address in addresses:
        # The list at /oversight/support/ names it whether a letter goes out or not.
        hand_over(address, _("Support has opened %(unit)s") % letter, "access/support_letter.txt", letter)


def _log(action: Action, session: UUID, unit: Unit, by: Actor, at: datetime, *, rule: str) -> None:
    record(
        action=action,
        purpose=by.purpose,
        by=by.person_id,
        at=at,
        constituency=unit.place_id if unit.kind == "seat" else None,
        place=f"support {session}",
        rule=rule,
    )
