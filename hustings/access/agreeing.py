"""What takes two people where somebody is let in or ended: asking, and doing exactly what was agreed.

Ending an officer's role while an election is called will become a decision with an appeal; it will then be asked for by
another kind of approval, and what stands here stays as the way to do it.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hustings.access.actor import Actor
from hustings.access.letting_in.granting import UnableToGrant, end_grant, give_grant, refuse_unfit
from hustings.access.letting_in.offering import OFFICERS, Offer
from hustings.access.members.leaving import mark_left
from hustings.access.models import Grant
from hustings.access.roles import Role
from hustings.access.scope import ask
from hustings.access.two_people.approving import ApprovalKind, Asked, approvals_of, ask_approval
from hustings.access.two_people.describing import Facts, describes
from hustings.access.wording import PURPOSE_NAMES, role_name
from hustings.audit.words import Purpose
from hustings.organisation.models import Membership, MembershipStatus, Unit


def is_called(unit: Unit) -> bool:
    """Whether an election is called in a unit: in its seat, or in more than half of its seats."""
    return bool(ask("SELECT access.is_called(%s)", unit.id)[0])


def ending_takes_two(grant: Grant) -> bool:
    """Whether nobody ends this role alone: a candidate's, an agent's or an officer's while an election is called."""
    return Role(grant.role) in OFFICERS and grant.deputises_id is None and is_called(grant.unit)


def leaving_takes_two(membership: Membership) -> bool:
    """Whether nobody marks this person as left alone: an officer of a unit where an election is called."""
    return bool(ask("SELECT access.is_guarded(%s)", membership.id)[0])


def ask_to_end(*, grant: Grant, reason: str, by: Actor, at: datetime) -> UUID:
    """Ask a second person to agree that this role ends."""
    payload = {"thing": grant.pk, "what": "role", "person": grant.person_id, "role": grant.role}
    payload |= {"name": grant.membership.name, "unit": grant.unit.key}
    kind = ApprovalKind.ENDING_IN_ELECTION
    return ask_approval(kind=kind, payload=payload, unit=grant.unit, reason=reason, by=by, at=at)


def ask_to_mark_left(*, membership: Membership, status: str, reason: str, by: Actor, at: datetime) -> UUID:
    """Ask a second person to agree that somebody has left the unit."""
    payload = {"thing": membership.pk, "what": "membership", "person": membership.person_id, "status": status}
    payload |= {"name": membership.name, "unit": membership.unit.key}
    kind = ApprovalKind.ENDING_IN_ELECTION
    return ask_approval(kind=kind, payload=payload, unit=membership.unit, reason=reason, by=by, at=at)


def ask_to_give(
    *, unit: Unit, person_id: UUID, name: str, offer: Offer, reason: str, by: Actor, at: datetime
) -> UUID:
    """Ask a second person to agree to a role of a region or above. Refuses what `give_grant` refuses."""
    refuse_unfit(offer, unit, by, at)
    payload = {"person": person_id, "name": name, "unit": unit.key, "role": str(offer.role)}
    payload |= {"purposes": sorted(map(str, offer.purposes)), "last_day": offer.last_day}
    kind = ApprovalKind.ROLE_ABOVE_REGION
    return ask_approval(kind=kind, payload=payload, unit=unit, reason=reason, by=by, at=at)


def give_as_agreed(*, approval: UUID, unit: Unit, by: Actor, at: datetime) -> None:
    """Give the role that an approval names. Raises UnableToGrant where it is not agreed, is over or was used."""
    asked = _asked(approval, ApprovalKind.ROLE_ABOVE_REGION, by)
    said = asked.payload
    offer = Offer(
        Role(said["role"]), frozenset(map(Purpose, said["purposes"])), date.fromisoformat(said["last_day"])
    )
    person = UUID(said["person"])
    give_grant(unit=unit, person_id=person, offer=offer, reason=asked.reason, approval=approval, by=by, at=at)


def end_as_agreed(*, approval: UUID, unit: Unit, by: Actor, at: datetime) -> None:
    """End the role that an approval names. Raises UnableToGrant where it is not agreed, is over or was used."""
    said = _asked(approval, ApprovalKind.ENDING_IN_ELECTION, by).payload
    grant = get_object_or_404(Grant.objects.select_related("unit", "membership"), pk=said["thing"], unit=unit)
    end_grant(grant=grant, approval=approval, by=by, at=at)


def mark_left_as_agreed(*, approval: UUID, unit: Unit, by: Actor, at: datetime) -> None:
    """Mark as left whom an approval names. Raises UnableToGrant where it is not agreed, is over or was used."""
    said = _asked(approval, ApprovalKind.ENDING_IN_ELECTION, by).payload
    found = get_object_or_404(Membership.objects.select_related("unit"), pk=said["thing"], unit=unit)
    mark_left(membership=found, status=said["status"], approval=approval, by=by, at=at)


def _asked(approval: UUID, kind: ApprovalKind, by: Actor) -> Asked:
    found = next((one for one in approvals_of(by) if one.id == approval and one.kind is kind), None)
    if found is None:
        raise UnableToGrant(_("This was not asked for here. Nothing was changed."))
    return found


@describes(ApprovalKind.ROLE_ABOVE_REGION)
def _giving(payload: dict[str, Any]) -> Facts:
    purposes = ", ".join(str(PURPOSE_NAMES[Purpose(why)]) for why in payload["purposes"])
    return [
        (_("Who"), payload["name"]),
        (_("Role"), str(role_name(payload["role"]))),
        (_("For"), purposes),
        (_("Until"), date_format(date.fromisoformat(payload["last_day"]), "j F Y")),
    ]


@describes(ApprovalKind.ENDING_IN_ELECTION)
def _ending(payload: dict[str, Any]) -> Facts:
    if payload["what"] == "role":
        return [(_("Who"), payload["name"]), (_("Role that ends"), str(role_name(payload["role"])))]
    left = MembershipStatus(payload["status"]).label
    return [(_("Who"), payload["name"]), (_("Marked as"), str(left)), (_("What ends"), _("every role here"))]
