"""Two people, bound to the exact payload, used once. The database keeps, decides and uses up (`sql/approving.sql`).

Where nobody else could agree, which is where one person is the whole organisation, asking makes a delay of a day and a
record instead.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.utils.translation import gettext as _

from hustings.access.actor import Actor
from hustings.access.approval_kinds import HOURS, ApprovalKind
from hustings.access.letting_in.granting import REFUSED, call
from hustings.access.mailing import tell_deciders
from hustings.access.models import Approval
from hustings.audit.recording import record
from hustings.audit.words import Action
from hustings.lib.uuid7 import uuid7
from hustings.organisation.models import Unit

__all__ = [
    "ApprovalKind",
    "Asked",
    "Decider",
    "UnableToApprove",
    "UnableToUseApproval",
    "approvals_of",
    "approve",
    "ask_approval",
    "canonical",
    "deciders",
    "refuse_approval",
    "use_approval",
]


class UnableToApprove(Exception):
    """Nothing was asked or decided; the message says why and what to do."""


class UnableToUseApproval(Exception):
    """What wants two people was not done; the message says why and what to do."""


@dataclass(frozen=True)
class Asked:
    """One approval as somebody sees it who asked for it or can decide it."""

    id: UUID
    kind: ApprovalKind
    payload: dict[str, Any]
    unit: str
    reason: str
    asked_name: str
    asked_at: datetime
    usable_at: datetime | None
    ends_at: datetime
    is_delay: bool
    is_approved: bool | None
    decided_name: str
    decided_at: datetime | None
    answer: str
    used_at: datetime | None
    is_mine: bool
    may_decide: bool

    def is_open(self, at: datetime) -> bool:
        """Whether it waits for somebody's yes or no."""
        return self.decided_at is None and self.used_at is None and self.ends_at > at

    def is_usable(self, at: datetime) -> bool:
        """Whether what was asked for can be done now."""
        agreed = self.is_delay if self.is_approved is None else self.is_approved
        return bool(agreed and self.usable_at and self.usable_at <= at < self.ends_at and not self.used_at)


@dataclass(frozen=True)
class Decider:
    """Somebody who can be the second person."""

    name: str
    email: str


def ask_approval(
    *, kind: ApprovalKind, payload: dict[str, Any], unit: Unit, reason: str, by: Actor, at: datetime
) -> UUID:
    """Ask another person to agree to exactly this payload, within a day. Returns the approval's id.

    Those who can be the second person get a letter. Refuses without a reason, and where the scope's action does not
    reach the unit. `payload["person"]`, where it is there, is whom it is about: they cannot be the second person.
    """
    given = uuid7()
    values = [given, kind, canonical(payload), unit.id, reason.strip()[:300], HOURS]
    with _refusing(UnableToApprove, _("You cannot ask for this here, or no reason was given.")):
        is_delay = call("SELECT access.ask_approval(%s, %s, %s, %s, %s, %s)", values)
        _log(
            Action.ACCESS_APPROVAL_ASK, given, unit, kind=kind, by=by, at=at, rule="delay" if is_delay else ""
        )
    seconds = [(one.name, one.email) for one in deciders(given)]
    transaction.on_commit(lambda: tell_deciders(seconds, by.name, unit.name, at + timedelta(hours=HOURS)))
    return given


def approve(*, approval: Approval, by: Actor, at: datetime) -> None:
    """Agree to what somebody asked. Refuses whoever asked, whoever has their grant from them, and a second answer."""
    with _refusing(UnableToApprove, _not_yours()):
        call("SELECT access.approve(%s)::text", [approval.id])
        _log(
            Action.ACCESS_APPROVAL_DECIDE,
            approval.id,
            approval.unit,
            kind=approval.kind,
            by=by,
            at=at,
            rule="approved",
        )


def refuse_approval(*, approval: Approval, reason: str, by: Actor, at: datetime) -> None:
    """Say no, with a reason that the asker reads. Refuses whom `approve` refuses."""
    with _refusing(UnableToApprove, _not_yours()):
        call("SELECT access.refuse_approval(%s, %s)::text", [approval.id, reason.strip()[:300]])
        _log(
            Action.ACCESS_APPROVAL_DECIDE,
            approval.id,
            approval.unit,
            kind=approval.kind,
            by=by,
            at=at,
            rule="refused",
        )


def use_approval(
    *, approval: UUID, kind: ApprovalKind, payload: dict[str, Any], by: Actor, at: datetime
) -> None:
    """Use an approval up, in the caller's transaction: if what follows fails, it can be used again.

    Raises UnableToUseApproval unless exactly this payload was approved, by somebody who still could, for this person,
    within the day and never used. Two uses at once: a primary key lets one through.
    """
    sentence = _("This was not approved, is over, or is not what was approved. Nothing was done; ask again.")
    with _refusing(UnableToUseApproval, sentence):
        call("SELECT access.use_approval(%s, %s, %s)::text", [approval, kind, canonical(payload)])
        record(
            action=Action.ACCESS_APPROVAL_USE,
            purpose=by.purpose,
            by=by.person_id,
            at=at,
            place=str(approval),
            rule=kind,
        )


def approvals_of(by: Actor) -> list[Asked]:
    """What the actor asked in the last month, decided or can decide; the newest first. One query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM access.approvals_of_mine()")
        rows = cursor.fetchall()
    return [Asked(row[0], ApprovalKind(row[1]), json.loads(row[2]), *row[3:]) for row in rows]


def deciders(approval: UUID) -> list[Decider]:
    """Those nearest to the unit who can decide what the actor has asked; ten at most."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, email FROM access.deciders(%s)", [approval])
        return [Decider(*row) for row in cursor.fetchall()]


def canonical(payload: dict[str, Any]) -> str:
    """One text for one payload: keys in order, no spaces, ids and days as text. Raises TypeError for anything else."""
    return json.dumps(
        payload,
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=False,
        allow_nan=False,
        default=_as_text,
    )


def _as_text(value: object) -> str:
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no one text to be approved")


def _not_yours() -> str:
    return _(
        "You cannot decide this: it was decided already, is over, or you may not be the second person. "
        "Nothing was changed."
    )


@contextmanager
def _refusing(error: type[Exception], sentence: str) -> Iterator[None]:
    try:
        with transaction.atomic():
            yield
    except (IntegrityError, ProgrammingError) as refusal:
        if getattr(refusal.__cause__, "sqlstate", None) not in REFUSED:
            raise
        raise error(sentence) from refusal


def _log(
    action: Action, approval: UUID, unit: Unit, *, kind: str, by: Actor, at: datetime, rule: str = ""
) -> None:
    record(
        action=action,
        purpose=by.purpose,
        by=by.person_id,
        at=at,
        constituency=unit.place_id if unit.kind == "seat" else None,
        place=str(unit.key),
        rule=rule,
        detail={"approval": str(approval), "kind": str(kind)},
    )
