"""Members by hand: that somebody has left, that they are back, whom they work for. The database writes and decides."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from hustings.access.actor import Actor
from hustings.access.letting_in.granting import UnableToGrant, call, refusing
from hustings.access.models import Leaving
from hustings.audit.recording import record
from hustings.audit.words import Action
from hustings.organisation.models import Membership, Unit


def mark_left(
    *, membership: Membership, status: str, approval: UUID | None = None, by: Actor, at: datetime
) -> None:
    """Say that somebody has left a unit: their roles there end at once, and their sign-ins where they have none left.

    While an election is called, an officer's leaving wants an approval (ENDING_IN_ELECTION, `thing` the membership).
    Refuses the last key-holder and oneself.
    """
    with refusing(
        _(
            "This cannot be done by one person: it is yourself, the last key-holder, or an officer while an election "
            "is called. Nothing was changed."
        )
    ):
        if not call("SELECT access.mark_left(%s, %s, %s)", [membership.id, status, approval]):
            raise UnableToGrant(_("This person had left already. Nothing was changed."))
        _log(Action.ACCESS_MEMBERSHIP_END, membership.unit, membership.person_id, by, at, rule=status)


def restore_member(*, leaving: Leaving, by: Actor, at: datetime) -> int:
    """Give back a membership and what ended with it and has not run out since. Returns how many roles came back."""
    with refusing(_("You cannot give this back. Ask another key-holder of the unit.")):
        given_back = call("SELECT access.restore_member(%s)", [leaving.id])
        if given_back is None:
            raise UnableToGrant(_("This was given back already. Nothing was changed."))
        _log(Action.ACCESS_MEMBERSHIP_RESTORE, leaving.unit, leaving.person_id, by, at, rule=leaving.status)
    return int(given_back)


def note_employer(
    *, membership: Membership, employer: UUID | None, is_contract: bool, by: Actor, at: datetime
) -> None:
    """Say whom somebody works for, and whether a contract and no membership brings them here."""
    with refusing(_("You cannot change this here.")):
        if not call("SELECT access.note_employer(%s, %s, %s)", [membership.id, employer, is_contract]):
            raise UnableToGrant(_("Nobody works for themselves. Nothing was changed."))
        _log(Action.ACCESS_MEMBERSHIP_EDIT, membership.unit, membership.person_id, by, at, rule="employer")


def confirm_staff(*, membership: Membership, by: Actor, at: datetime) -> None:
    """Say that somebody stays though the one they worked for has left. Nobody confirms themselves."""
    with refusing(_("You cannot confirm this. Ask another key-holder of the unit.")):
        if not call("SELECT access.confirm_staff(%s)", [membership.id]):
            raise UnableToGrant(
                _("There is nothing to confirm any more, or it is yourself. Nothing was changed.")
            )
        _log(Action.ACCESS_MEMBERSHIP_EDIT, membership.unit, membership.person_id, by, at, rule="confirmed")


def _log(action: Action, unit: Unit, person: UUID, by: Actor, at: datetime, *, rule: str) -> None:
    record(
        action=action,
        purpose=by.purpose,
        by=by.person_id,
        at=at,
        constituency=unit.place_id if unit.kind == "seat" else None,
        place=str(unit.key),
        subjects=[person],
        rule=rule,
    )
