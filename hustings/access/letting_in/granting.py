"""Giving, renewing, ending and lending grants. The database's own functions write them and have the last word."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hustings.access.actor import Actor
from hustings.access.letting_in.offering import DEPUTY_DAYS, LIFETIMES, Offer, faults, offerable, takes_two
from hustings.access.models import Grant
from hustings.access.roles import Role
from hustings.access.wording import role_name
from hustings.audit.recording import record
from hustings.audit.words import Action, Purpose
from hustings.lib.uuid7 import uuid7
from hustings.organisation.models import Unit

LONDON = ZoneInfo("Europe/London")
REFUSED = frozenset({"23503", "23505", "23514", "42501"})
"""What the functions of the access schema raise on purpose, an approval used already (23505) among it; any other error
of the database is a fault of ours.
"""


class UnableToGrant(Exception):
    """Nothing was changed; the message says why and what to do."""


def give_grant(
    *,
    unit: Unit,
    person_id: UUID,
    offer: Offer,
    reason: str = "",
    approval: UUID | None = None,
    by: Actor,
    at: datetime,
) -> UUID:
    """Give somebody of the unit, or of one above it, a role there until the end of a day.

    Refuses a role or purpose that does not suit the unit or the giver, a time beyond the role's longest, a grant
    to oneself and one to a stranger; a role of a region or above without an approval of exactly this; and a new role
    of staff on a feed of members that is three days old.
    """
    refuse_unfit(offer, unit, by, at)
    if person_id == by.person_id:
        raise UnableToGrant(_("Nobody gives a grant to themselves. Ask another key-holder of the unit."))
    given = uuid7()
    values = [
        given,
        person_id,
        unit.id,
        offer.role,
        sorted(offer.purposes),
        at,
        end_of(offer.last_day),
        reason,
        approval,
    ]
    with refusing(_cannot_give(offer, unit)):
        call("SELECT access.give(%s, %s, %s, %s, %s, %s, %s, %s, %s)", values)
        log_change(Action.ACCESS_GRANT_GIVE, unit, by, at, [person_id], role=offer.role)
    return given


def _cannot_give(offer: Offer, unit: Unit) -> str:
    if takes_two(offer.role, unit.kind):
        return _(
            "This role takes two people, or the list of members is more than three days old. Nothing was changed: "
            "ask for an approval, or have the list brought up to date."
        )
    return _("That person does not belong to this unit or to one above it. Invite them first.")


def renew_grant(*, grant: Grant, last_day: date, by: Actor, at: datetime) -> None:
    """Let a grant last longer, at most the longest time of its role from today.

    Nobody renews their own, but the only key-holder there is, in its last thirty days: the log then says so.
    """
    refuse_unfit(
        Offer(Role(grant.role), frozenset(map(Purpose, grant.purposes)), last_day), grant.unit, by, at
    )
    own = grant.person_id == by.person_id
    with refusing(
        _(
            "This is your own grant. Ask another key-holder; where there is none, it can be renewed in its last month."
        )
        if own
        else _("This grant is over or lent by somebody else. Give a new one instead.")
    ):
        if not call("SELECT access.renew_grant(%s, %s)", [grant.id, end_of(last_day)]):
            raise UnableToGrant(_("This grant had ended already. Give a new one instead."))
        rule = "sole key-holder" if own else ""
        log_change(
            Action.ACCESS_GRANT_RENEW, grant.unit, by, at, [grant.person_id], rule=rule, role=grant.role
        )


def end_grant(*, grant: Grant, approval: UUID | None = None, by: Actor, at: datetime) -> None:
    """End a grant at once, and those of its deputies. Refuses to end the last one that lets anybody in.

    While an election is called, a candidate's, an agent's or an officer's wants an approval (ENDING_IN_ELECTION).
    """
    with refusing(
        _(
            "This is the last grant that lets anybody in here, or an election is called and ending it takes two "
            "people. Nothing was changed."
        )
    ):
        if not call("SELECT access.end_grant(%s, %s)", [grant.id, approval]):
            raise UnableToGrant(_("This grant had ended already. Nothing was changed."))
        log_change(Action.ACCESS_GRANT_END, grant.unit, by, at, [grant.person_id], role=grant.role)


def deputise(
    *, grant: Grant, person_id: UUID, last_day: date, reason: str = "", by: Actor, at: datetime
) -> UUID:
    """Lend a copy of a grant to a deputy, for a holiday of six weeks at most; it ends with the grant it copies."""
    if takes_two(Role(grant.role), grant.unit.kind):
        raise UnableToGrant(
            _(
                "A role of a region or above is not lent by one person. Give it to the deputy for a while instead."
            )
        )
    today = day_of(at)
    longest = min(today + timedelta(days=DEPUTY_DAYS), day_of(grant.ends_at))
    if not today <= last_day <= longest:
        raise UnableToGrant(
            _("A deputy can stand in from today until %(day)s.") % {"day": f"{longest:%d/%m/%Y}"}
        )
    until = min(end_of(last_day), grant.ends_at)
    given = uuid7()
    with refusing(_("A deputy is another member of this unit, and a deputy’s own grant has no deputy.")):
        call("SELECT access.deputise(%s, %s, %s, %s, %s)", [given, grant.id, person_id, until, reason])
        people = [person_id, grant.person_id]
        log_change(Action.ACCESS_GRANT_GIVE, grant.unit, by, at, people, rule="deputy", role=grant.role)
    return given


def refuse_unfit(offer: Offer, unit: Unit, by: Actor, at: datetime) -> None:
    """Raise UnableToGrant, in a sentence, for an offer that does not suit its unit, its giver or its time."""
    found = faults(offer, unit.kind, day_of(at))
    name = role_name(offer.role)
    if "kind" in found or offer.role not in roles_to_offer(unit, by):
        raise UnableToGrant(_("You cannot give the role “%(role)s” in this unit.") % {"role": name})
    if "purposes" in found:
        raise UnableToGrant(_("“%(role)s” is not for that purpose. Choose fewer.") % {"role": name})
    if "past" in found:
        raise UnableToGrant(_("The last day is over already. Choose today or later."))
    if "too long" in found:
        days = LIFETIMES[offer.role]
        raise UnableToGrant(
            ngettext(
                "“%(role)s” is given for %(days)s day at most, and renewed then.",
                "“%(role)s” is given for %(days)s days at most, and renewed then.",
                days,
            )
            % {"role": name, "days": days}
        )


def roles_to_offer(unit: Unit, by: Actor) -> list[Role]:
    """The roles that the actor may offer in a unit."""
    held = [one.role for one in by.grants if unit.id in one.units and one.is_live(by.at)]
    return offerable(unit.kind, held)


def end_of(day: date) -> datetime:
    """The moment after a day, in London."""
    return datetime.combine(day + timedelta(days=1), time(), LONDON)


def last_day_of(ends_at: datetime) -> date:
    """The last day on which a grant with this end opens anything."""
    return day_of(ends_at - timedelta(microseconds=1))


def day_of(at: datetime) -> date:
    """The day it is in London."""
    return at.astimezone(LONDON).date()


@contextmanager
def refusing(sentence: str) -> Iterator[None]:
    """One transaction in which the database's refusal is this sentence, and nothing is changed."""
    try:
        with transaction.atomic():
            yield
    except (IntegrityError, ProgrammingError) as refusal:
        if getattr(refusal.__cause__, "sqlstate", None) not in REFUSED:
            raise
        raise UnableToGrant(sentence) from refusal


def call(statement: str, values: list[Any]) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone()[0]


def log_change(
    action: Action, unit: Unit, by: Actor, at: datetime, people: list[UUID], *, role: str, rule: str = ""
) -> None:
    record(
        action=action,
        purpose=by.purpose,
        by=by.person_id,
        at=at,
        constituency=unit.place_id if unit.kind == "seat" else None,
        place=str(unit.key),
        subjects=people,
        rule=rule,
        detail={"role": str(role)},
    )
