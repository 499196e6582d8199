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
from hustings.organisation.models import SwitchKey, Unit, UnitKind
from hustings.organisation.switches import is_on
from hustings.paper.models import Pack
from hustings.paper.post.orders import PostOrder

SHEETS, LABELS, LETTERS = "sheets", "labels", "letters"


def wants_agreement() -> bool:
    """Whether a second person must agree to what is printed here. One query."""
    return is_on(SwitchKey.PRINTS)


def ask_for_pack(pack: Pack, *, by: Actor, at: datetime) -> None:
    """Ask for a second person's agreement to a pack, and note on it what was asked. Raises UnableToApprove."""
    asked = _ask(_pack_payload(pack), pack.constituency, by, at)
    pack.script["approval"] = str(asked)
    pack.save(update_fields=["script"])


def approval_of_pack(pack: Pack, by: Actor) -> Asked | None:
    """What was asked for a pack, as the actor sees it; None where nothing was, or it is not theirs."""
    wanted = pack.script.get("approval")
    return next((one for one in approvals_of(by) if str(one.id) == wanted), None) if wanted else None


def use_for_pack(pack: Pack, *, by: Actor, at: datetime) -> None:
    """Use the agreement to a pack up, in the caller's transaction. Raises UnableToUseApproval where there is none."""
    if pack.script.get("approval"):
        _use(UUID(pack.script["approval"]), _pack_payload(pack), by, at)


def ask_for_post(order: PostOrder, *, seat: Place, name: str, by: Actor, at: datetime) -> UUID:
    """Ask for a second person's agreement to labels or letters of a list called `name`. Raises UnableToApprove."""
    return _ask(_post_payload(order, seat, name), seat, by, at)


def use_for_post(order: PostOrder, *, seat: Place, name: str, by: Actor, at: datetime) -> None:
    """Use the agreement to an order up, in the caller's transaction. Raises UnableToUseApproval."""
    if order.approval:
        _use(order.approval, _post_payload(order, seat, name), by, at)


def orders_that_wait(saved_list: UUID, by: Actor, at: datetime, *, letters: bool) -> list[tuple[Asked, bool]]:
    """What the actor asked to print of a list and is not printed yet, each with whether it can be printed now."""
    what = LETTERS if letters else LABELS
    found = [
        one
        for one in approvals_of(by)
        if one.kind is ApprovalKind.PRINT
        and one.is_mine
        and one.payload.get("what") == what
        and one.payload["saved_list"] == str(saved_list)
    ]
    return [(one, one.is_usable(at)) for one in found if one.is_open(at) or one.is_usable(at)]


def order_agreed(saved_list: UUID, approval: str, by: Actor, at: datetime) -> PostOrder | None:
    """The order of an agreement that can be used now; None where it cannot, or is not the actor's."""
    waiting = [
        *orders_that_wait(saved_list, by, at, letters=False),
        *orders_that_wait(saved_list, by, at, letters=True),
    ]
    for one, is_usable in waiting:
        if is_usable and str(one.id) == approval:
            kept = {key: one.payload[key] for key in PostOrder.AGREED}
            return PostOrder.from_json({**kept, "approval": approval})
    return None


def _ask(payload: dict[str, Any], seat: Place, by: Actor, at: datetime) -> UUID:
    unit = Unit.objects.get(kind=UnitKind.SEAT, place_id=seat.id)
    reason = _("To print “%s”") % payload["title"]
    return ask_approval(kind=ApprovalKind.PRINT, payload=payload, unit=unit, reason=reason, by=by, at=at)


def _use(approval: UUID, payload: dict[str, Any], by: Actor, at: datetime) -> None:
    use_approval(approval=approval, kind=ApprovalKind.PRINT, payload=payload, by=by, at=at)


def _pack_payload(pack: Pack) -> dict[str, Any]:
    return {
        "what": SHEETS,
        "seat": pack.constituency.slug,
        "pack": str(pack.id),
        "title": pack.title,
        "people": pack.script.get("people", 0),
    }


def _post_payload(order: PostOrder, seat: Place, name: str) -> dict[str, Any]:
    told = order.as_json()
    return {
        "what": LETTERS if order.letter else LABELS,
        "seat": seat.slug,
        "title": name,
        **{key: told[key] for key in PostOrder.AGREED},
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
