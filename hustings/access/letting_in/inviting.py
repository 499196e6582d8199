"""Letting somebody in by a link: the secret stands in the link alone, the database keeps its hash for a week."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from hustings.access.actor import Actor
from hustings.access.letting_in.granting import (
    UnableToGrant,
    call,
    end_of,
    last_day_of,
    log_change,
    refuse_unfit,
    refusing,
)
from hustings.access.letting_in.offering import Offer, takes_two
from hustings.access.models import Invitation
from hustings.accounts.models import Person
from hustings.audit.recording import record
from hustings.audit.words import Action, Purpose
from hustings.lib.uuid7 import uuid7
from hustings.organisation.models import Unit

LINK_DAYS = 7


class UnableToAccept(Exception):
    """The invitation was not taken up and nothing was changed; the message says what to do."""


@dataclass(frozen=True)
class Invited:
    """A new invitation. The secret is known here and never again."""

    id: UUID
    secret: str
    email: str


@dataclass(frozen=True)
class Offered:
    """What the holder of a link is offered."""

    email: str
    name: str
    role: str
    unit: str
    ends_at: datetime

    @property
    def last_day(self) -> date:
        """The last day on which the role opens anything."""
        return last_day_of(self.ends_at)


def invite(*, unit: Unit, name: str, email: str, offer: Offer, by: Actor, at: datetime) -> Invited:
    """Offer somebody a role in a unit by a link that is good for a week and for one use.

    Refuses what `give_grant` refuses, and what the inviter may not offer.
    """
    refuse_unfit(offer, unit, by, at)
    if takes_two(offer.role, unit.kind):
        raise UnableToGrant(
            _(
                "A role of a region or above takes two people. Invite them as a member here, and give the role then."
            )
        )
    with refusing(_("You cannot invite anybody to this unit with that role.")):
        invited = write_invitation(unit.id, name, email, offer, at)
        log_change(Action.ACCESS_INVITATION_SEND, unit, by, at, [invited.id], role=offer.role)
    return invited


def write_invitation(unit_id: int, name: str, email: str, offer: Offer, at: datetime) -> Invited:
    """Add the row, by the database's function, which checks reach and offer. For `invite` and `found`."""
    invited = Invited(uuid7(), secrets.token_urlsafe(32), email.strip().lower())
    values = [
        invited.id,
        invited.secret,
        unit_id,
        invited.email,
        name.strip(),
        offer.role,
        sorted(offer.purposes),
    ]
    ends = [end_of(offer.last_day), at + timedelta(days=LINK_DAYS)]
    call("SELECT access.invite(%s, %s, %s, %s, %s, %s, %s, %s, %s)", values + ends)
    return invited


def withdraw_invitation(*, invitation: Invitation, by: Actor, at: datetime) -> None:
    """Make a link useless before it is used. Refuses one that was used or withdrawn already."""
    with refusing(_("You cannot withdraw this invitation.")):
        if not call("SELECT access.withdraw_invitation(%s)", [invitation.id]):
            raise UnableToGrant(_("This invitation was used or withdrawn already. Nothing was changed."))
        log_change(
            Action.ACCESS_INVITATION_SEND,
            invitation.unit,
            by,
            at,
            [invitation.id],
            role=invitation.role,
            rule="withdrawn",
        )


def find_offer(secret: str) -> Offered | None:
    """What a link offers; None where it is unknown, used, withdrawn or too old: the same answer to each."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT email, name, role, unit, ends_at FROM access.read_invitation(%s)", [secret])
        row = cursor.fetchone()
    return Offered(*row) if row else None


def accept_invitation(*, secret: str, by: Person, name: str, at: datetime) -> None:
    """Take up an invitation as the person it was sent to: membership and grant, once."""
    try:
        with refusing(_("This link has been used, withdrawn or is too old. Ask for a new one.")):
            values = [secret, uuid7(), uuid7(), by.pk, name.strip()]
            call("SELECT access.accept_invitation(%s, %s, %s, %s, %s)::text", values)
            record(
                action=Action.ACCESS_INVITATION_ACCEPT,
                purpose=Purpose.ADMINISTRATION,
                by=by.pk,
                at=at,
                subjects=[by.pk],
            )
    except UnableToGrant as refusal:
        raise UnableToAccept(str(refusal)) from refusal


def join_by_invitation(*, secret: str, name: str, password: str, at: datetime) -> Person:
    """Make an account for the address that an invitation was sent to, and take the invitation up.

    Refuses an address that signs in already: its holder signs in and takes the invitation up with one click.
    """
    offer = find_offer(secret)
    if offer is None:
        raise UnableToAccept(_("This link has been used, withdrawn or is too old. Ask for a new one."))
    with transaction.atomic():
        if Person.objects.filter(email=offer.email).exists():
            raise UnableToAccept(_("You have an account already. Sign in first, then open the link again."))
        person = Person.objects.create_user(offer.email, password)
        accept_invitation(secret=secret, by=person, name=name, at=at)
    return person
