"""The first wall, in Python: may somebody do something at a place, for a purpose, now? Pure; doubt is a no."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from uuid import UUID

from hustings.access.roles import DOORS_ONLY, EVERYONE, STRONG, Role, permitted
from hustings.audit.words import Action, Purpose


class Answer(Enum):
    """Outside reach is 404 and inside reach but not permitted is 403, whether the thing exists or not."""

    ALLOWED = "allowed"
    SECOND_FACTOR = "second factor"
    FORBIDDEN = "forbidden"
    OUTSIDE = "outside"


@dataclass(frozen=True)
class Held:
    """One grant as the decision needs it; `seats` are the constituencies at or below its unit."""

    role: Role
    purposes: frozenset[Purpose]
    seats: frozenset[int]
    units: frozenset[int]
    starts_at: datetime
    ends_at: datetime
    id: UUID | None = None

    def is_live(self, at: datetime) -> bool:
        return self.starts_at <= at < self.ends_at

    def permits(self, action: Action, purpose: Purpose, at: datetime) -> bool:
        return self.is_live(at) and purpose in self.purposes and permitted(self.role, action, purpose)


def decide(
    grants: Iterable[Held],
    action: Action,
    seat: int | None,
    purpose: Purpose,
    at: datetime,
    *,
    is_strong: bool,
) -> Answer:
    """Answer for one action: at a seat, or at no one seat where `seat` is None.

    What everybody may do with their own needs no grant. An unknown action or purpose is forbidden.
    """
    if action in EVERYONE:
        return Answer.ALLOWED
    held = [grant for grant in grants if grant.is_live(at)]
    if seat is not None:
        held = [grant for grant in held if seat in grant.seats]
        if not held:
            return Answer.OUTSIDE
    if not any(grant.permits(action, purpose, at) for grant in held):
        return Answer.FORBIDDEN
    if action in STRONG and not is_strong:
        return Answer.SECOND_FACTOR
    return Answer.ALLOWED


def seats_for(
    grants: Iterable[Held], action: Action, purposes: Iterable[Purpose], at: datetime
) -> frozenset[int]:
    """The seats where an action is permitted as a whole, for any of the purposes; doors handed out do not count."""
    reached: set[int] = set()
    for grant in grants:
        if grant.role not in DOORS_ONLY and any(grant.permits(action, purpose, at) for purpose in purposes):
            reached |= grant.seats
    return frozenset(reached)
