"""Beginning anew for somebody who has lost what shows their second step, and their recovery codes with it.

As when they were let in, a key-holder vouches for who they are; and as it opens the way into what they hold, a second
person agrees. ASVS 5.0, 6.4.4.
"""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hustings.access.actor import Actor
from hustings.access.approval_kinds import ApprovalKind
from hustings.access.letting_in.granting import UnableToGrant, call, refusing
from hustings.access.mailing import tell_of_lost_step
from hustings.access.two_people.approving import approvals_of, ask_approval
from hustings.access.two_people.describing import Facts, describes
from hustings.access.wording import Words
from hustings.audit.recording import record
from hustings.audit.words import Action
from hustings.organisation.models import Membership, Unit


class Known(StrEnum):
    """How a key-holder knows that it is the person themselves who asks."""

    FACE = "face to face"
    CALL = "by a call to a number known before"
    PICTURE = "by a video call"


KNOWN_NAMES: dict[Known, Words] = {
    Known.FACE: gettext_lazy("I met them face to face"),
    Known.CALL: gettext_lazy("I rang them, at a number I knew before"),
    Known.PICTURE: gettext_lazy("I saw them on a video call, and know them"),
}


def ask_for_new_step(*, membership: Membership, known: Known, reason: str, by: Actor, at: datetime) -> UUID:
    """Ask a second person to agree that somebody begins anew with their second step. Refuses for oneself."""
    if membership.person_id == by.person_id:
        raise UnableToGrant(_("Nobody does this for themselves. Ask another key-holder."))
    payload = {"person": membership.person_id, "name": membership.name, "unit": membership.unit.key}
    payload |= {"known": str(known)}
    kind = ApprovalKind.LOST_SECOND_STEP
    return ask_approval(kind=kind, payload=payload, unit=membership.unit, reason=reason, by=by, at=at)


def take_steps_as_agreed(*, approval: UUID, unit: Unit, by: Actor, at: datetime) -> None:
    """Take away every second step of whom an approval names, end their sign-ins, and write to them.

    Raises UnableToGrant where it is not agreed, is over or was used, where they have no second step, and where they
    hold a role that the actor could not let somebody into.
    """
    kind = ApprovalKind.LOST_SECOND_STEP
    asked = next((one for one in approvals_of(by) if one.id == approval and one.kind is kind), None)
    if asked is None:
        raise UnableToGrant(_("This was not asked for here. Nothing was changed."))
    person = UUID(asked.payload["person"])
    with refusing(_refused()):
        address = call("SELECT access.take_second_steps(%s, %s, %s)", [approval, person, unit.id])
        record(
            action=Action.ACCESS_APPROVAL_USE,
            purpose=by.purpose,
            by=by.person_id,
            at=at,
            place=str(approval),
            subjects=[person],
            rule=kind,
        )
    tell_of_lost_step(address, asked.asked_name, asked.decided_name, unit.name)


def _refused() -> str:
    return _(
        "Nothing was changed: it was not agreed to, is over, they have no second step, or they hold a role that you "
        "cannot let people into. Then a key-holder above has to ask."
    )


@describes(ApprovalKind.LOST_SECOND_STEP)
def _losing(payload: dict[str, Any]) -> Facts:
    return [
        (_("Who"), payload["name"]),
        (_("How they were known"), str(KNOWN_NAMES[Known(payload["known"])])),
        (_("What happens"), _("every second step of theirs is taken away, and every sign-in ends")),
    ]
