"""A second person's agreement before anything is printed, where the organisation has switched it on.

What is asked for waits as an approval that holds exactly what will be printed; printing uses it up. Off, nothing waits.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from hustings.access.actor import Actor
from hustings.access.approval_kinds import ApprovalKind
from hustings.access.two_people.approving import Asked, approvals_of, ask_approval, use_approval
from hustings.access.two_people.describing import Facts, describes
from hustings.geography.models import Place
from hustings.organisation.models import SwitchKey
from hustings.organisation.switches import is_on
from hustings.organisation.units import unit_of_seat
from hustings.paper.models import Pack

SHEETS, LABELS, LETTERS = "sheets", "labels", "letters"


def wants_agreement() -> bool:
    """Whether a second person must agree to what is printed here. One query."""
    return is_on(SwitchKey.PRINTS)


def ask_for_pack(pack: Pack, *, by: Actor, at: datetime) -> None:
    """Ask for a second person's agreement to a pack, and note on it what was asked. Raises UnableToApprove."""
    asked = ask_for(_pack_payload(pack), pack.constituency, by, at)
    pack.script["approval"] = str(asked)
    pack.save(update_fields=["script"])


def approval_of_pack(pack: Pack, by: Actor) -> Asked | None:
    """What was asked for a pack, as the actor sees it; None where nothing was, or it is not theirs."""
    wanted = pack.script.get("approval")
    return next((one for one in approvals_of(by) if str(one.id) == wanted), None) if wanted else None


def use_for_pack(pack: Pack, *, by: Actor, at: datetime) -> None:
    """Use the agreement to a pack up, in the caller's transaction. Raises UnableToUseApproval where there is none."""
    if pack.script.get("approval"):
        use_up(UUID(pack.script["approval"]), _pack_payload(pack), by, at)


def ask_for(payload: dict[str, Any], seat: Place, by: Actor, at: datetime) -> UUID:
    """Ask for a second person's agreement to exactly this. Raises UnableToApprove."""
    reason = _("To print “%s”") % payload["title"]
    return ask_approval(
        kind=ApprovalKind.PRINT, payload=payload, unit=unit_of_seat(seat), reason=reason, by=by, at=at
    )


def use_up(approval: UUID, payload: dict[str, Any], by: Actor, at: datetime) -> None:
    """Use an agreement up, in the caller's transaction. Raises UnableToUseApproval unless exactly this was agreed."""
    use_approval(approval=approval, kind=ApprovalKind.PRINT, payload=payload, by=by, at=at)


def _pack_payload(pack: Pack) -> dict[str, Any]:
    return {
        "what": SHEETS,
        "seat": pack.constituency.slug,
        "pack": str(pack.id),
        "title": pack.title,
        "people": pack.script.get("people", 0),
    }


@describes(ApprovalKind.PRINT)
def _described(payload: dict[str, Any]) -> Facts:
    seat = Place.objects.filter(kind=Place.Kind.CONSTITUENCY, slug=payload["seat"]).first()
    kinds = {SHEETS: _("Canvass sheets"), LABELS: _("Labels"), LETTERS: _("Letters")}
    return [
        (_("What it is"), kinds[payload["what"]]),
        (_("Of"), payload["title"]),
        (_("Constituency"), str(seat or payload["seat"])),
        (_("People on it"), str(payload["people"])),
    ]
