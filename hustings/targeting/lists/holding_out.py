"""Hold-out groups: drawn by chance from a list, contacted by nobody until a polling day, so that an effect can be seen.

Off unless the candidate and the agent agree to exactly this share of this list until this day: one of them asks, the
other says yes. Whole households are drawn, as what is said to one is heard by the others.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Count
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hustings.access.actor import Actor
from hustings.access.approval_kinds import ApprovalKind
from hustings.access.two_people.approving import Asked as Approved
from hustings.access.two_people.approving import approvals_of, ask_approval, use_approval
from hustings.access.two_people.describing import Facts, describes
from hustings.audit.recording import record
from hustings.audit.words import Action
from hustings.canvassing.models import HeldOut
from hustings.elections.models import Election
from hustings.organisation.units import unit_of_seat
from hustings.targeting.lists.asking import ask
from hustings.targeting.lists.compiling import ON_REGISTER, compile_list
from hustings.targeting.lists.rules import read_form
from hustings.targeting.models import SavedList

SHARES = (5, 10, 20)
"""Hundredths of the households of a list that can be held out."""

DRAW = """
WITH homes AS MATERIALIZED (
  SELECT DISTINCT coalesce(e.door_id, e.id) AS home FROM register_elector e WHERE {on_register} AND {on_it}
), drawn AS MATERIALIZED (
  SELECT home FROM homes ORDER BY random() LIMIT (SELECT ceil(count(*) * %(share)s::int / 100.0)::int FROM homes)
)
INSERT INTO canvassing_heldout (id, constituency_id, elector_id, list_id, drawn_at, drawn_by, ends_on)
SELECT gen_random_uuid(), %(seat)s, e.id, %(list)s::uuid, %(at)s, %(by)s::uuid, %(ends_on)s::date
FROM register_elector e WHERE {on_register} AND coalesce(e.door_id, e.id) IN (SELECT home FROM drawn)
"""


class UnableToHoldOut(Exception):
    """Nobody was held out; the message says why and what to do."""


def propose_hold_out(*, kept: SavedList, share: int, election: Election, by: Actor, at: datetime) -> UUID:
    """Ask the other of candidate and agent to agree. Returns the approval's id.

    Raises UnableToHoldOut for a share that is not offered and a poll that is over; UnableToApprove where the actor may
    not ask here.
    """
    if share not in SHARES:
        raise UnableToHoldOut(_("Hold out 5, 10 or 20 in a hundred households."))
    if election.polling_day <= at.date():
        raise UnableToHoldOut(_("That poll is over, or is today. Choose one that is coming."))
    reason = _("To measure what contacting “%s” does") % kept.name
    return ask_approval(
        kind=ApprovalKind.HOLD_OUT,
        payload=_payload(kept, share, election.polling_day),
        unit=unit_of_seat(kept.constituency),
        reason=reason,
        by=by,
        at=at,
    )


def proposals_for(kept: SavedList, by: Actor) -> list[Approved]:
    """What the actor asked, or can decide, about holding out from this list. One query."""
    return [
        one
        for one in approvals_of(by)
        if one.kind is ApprovalKind.HOLD_OUT and one.payload["list"] == str(kept.id) and one.used_at is None
    ]


@dataclass(frozen=True)
class Group:
    """People of one list who are held out until a day."""

    people: int
    ends_on: date


def groups_of(kept: SavedList) -> list[Group]:
    """The groups that were drawn from a list, by their polling day. One query."""
    rows = HeldOut.objects.filter(constituency_id=kept.constituency_id, list_id=kept.id)
    counted = rows.values("ends_on").annotate(people=Count("id")).order_by("ends_on")
    return [Group(row["people"], row["ends_on"]) for row in counted]


def draw_hold_out(*, kept: SavedList, agreed: Approved, by: Actor, at: datetime) -> int:
    """Draw the group that two people agreed to, and use their agreement up. Returns how many people are held out.

    Raises UnableToUseApproval unless exactly this was agreed, of the list as it is now; UnableToAsk where the list
    cannot be asked.
    """
    payload = _payload(kept, agreed.payload["share"], date.fromisoformat(agreed.payload["until"]))
    asked = ask(kept.constituency, read_form(kept.form), at=at, itself=kept.id)
    compiled = compile_list(asked)
    values = {
        "share": payload["share"],
        "list": kept.id,
        "at": at,
        "by": by.person_id,
        "ends_on": date.fromisoformat(payload["until"]),
    }
    with transaction.atomic():
        use_approval(approval=agreed.id, kind=ApprovalKind.HOLD_OUT, payload=payload, by=by, at=at)
        with connection.cursor() as cursor:
            cursor.execute(
                DRAW.format(on_register=ON_REGISTER, on_it=compiled.on_it), compiled.values | values
            )
            people: int = cursor.rowcount
        _log(kept, people, payload, by, at)
    return people


def _payload(kept: SavedList, share: int, until: date) -> dict[str, Any]:
    return {
        "list": str(kept.id),
        "name": kept.name,
        "share": share,
        "until": until.isoformat(),
        "form": kept.form,
    }


@describes(ApprovalKind.HOLD_OUT)
def _described(payload: dict[str, Any]) -> Facts:
    return [
        (_("List"), payload["name"]),
        (_("Households held out"), _("%d in a hundred, by chance") % payload["share"]),
        (
            _("Contacted by nobody until"),
            date_format(date.fromisoformat(payload["until"]), "j F Y"),
        ),
    ]


def _log(kept: SavedList, people: int, payload: dict[str, Any], by: Actor, at: datetime) -> None:
    record(
        action=Action.TARGETING_HOLD_OUT_DRAW,
        purpose=by.purpose,
        by=by.person_id,
        at=at,
        constituency=kept.constituency_id,
        place=f"list {kept.id}",
        count=people,
        detail={"share": payload["share"], "until": payload["until"]},
    )
