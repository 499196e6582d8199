"""A second person's agreement to labels and letters: what was asked for waits, and is printed once it is agreed."""

from datetime import datetime
from typing import Any
from uuid import UUID

from hustings.access.actor import Actor
from hustings.access.approval_kinds import ApprovalKind
from hustings.access.two_people.approving import Asked, approvals_of
from hustings.geography.models import Place
from hustings.paper.agreeing import LABELS, LETTERS, ask_for, use_up
from hustings.paper.post.orders import PostOrder


def ask_for_post(order: PostOrder, *, seat: Place, name: str, by: Actor, at: datetime) -> UUID:
    """Ask for a second person's agreement to labels or letters of a list called `name`. Raises UnableToApprove."""
    return ask_for(_post_payload(order, seat, name), seat, by, at)


def use_for_post(order: PostOrder, *, seat: Place, name: str, by: Actor, at: datetime) -> None:
    """Use the agreement to an order up, in the caller's transaction. Raises UnableToUseApproval."""
    if order.approval:
        use_up(order.approval, _post_payload(order, seat, name), by, at)


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


def _post_payload(order: PostOrder, seat: Place, name: str) -> dict[str, Any]:
    told = order.as_json()
    return {
        "what": LETTERS if order.letter else LABELS,
        "seat": seat.slug,
        "title": name,
        **{key: told[key] for key in PostOrder.AGREED},
    }
