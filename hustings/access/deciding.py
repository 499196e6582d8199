"""The first wall, in Python: may somebody do something at a place, for a purpose, now? Pure; doubt is a no."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from uuid import UUID

from hustings.access.roles import DOORS_ONLY, EVERYONE, PURPOSES, STRONG, TABLE, Role, permitted
from hustings.access.stops import InForce, seats_left, stands
from hustings.audit.words import Action, Purpose


class Answer(Enum):
    """Outside reach is 404 and inside reach but not permitted is 403, whether the thing exists or not."""

    ALLOWED = "allowed"
    SECOND_FACTOR = "second factor"
    STOPPED = "stopped"
    FORBIDDEN = "forbidden"
    OUTSIDE = "outside"


@dataclass(frozen=True)
class Held:
    """One grant as the decision needs it; `seats` are the constituencies at or below its unit. The floor of a seat is
    kept for grants in its own unit, and not for those that reach it from above.
    """

    role: Role
    purposes: frozenset[Purpose]
    seats: frozenset[int]
    units: frozenset[int]
    starts_at: datetime
    ends_at: datetime
    id: UUID | None = None
    is_own_unit: bool = False

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
    stops: Sequence[InForce] = (),
) -> Answer:
    """Answer for one action: at a seat, or at no one seat where `seat` is None. A stop comes before any grant.

    What everybody may do with their own needs no grant. An unknown action or purpose is forbidden.
    """
    if any(stop.stops_everything_of(action) for stop in stops):
        return Answer.STOPPED
    if action in EVERYONE:
        return Answer.ALLOWED if purpose in PURPOSES[action] else Answer.FORBIDDEN
    reaching = grants if seat is None else [grant for grant in grants if seat in grant.seats]
    here = None if seat is None else frozenset({seat})
    answer = _strongest(reaching, action, purpose, at, is_strong=is_strong, stops=stops, seats=here)
    return Answer.FORBIDDEN if seat is None and answer is Answer.OUTSIDE else answer


def decide_at_unit(
    grants: Iterable[Held],
    action: Action,
    unit: int,
    purpose: Purpose,
    at: datetime,
    *,
    is_strong: bool,
    stops: Sequence[InForce] = (),
    seats: frozenset[int] = frozenset(),
) -> Answer:
    """Answer for one action at a unit: a grant that lies there or above must permit it for this very purpose.

    `seats` are the unit's own, wanted where there are stops: one that lies in stopped seats alone is stopped.
    """
    if any(stop.stops_everything_of(action) for stop in stops):
        return Answer.STOPPED
    if action in EVERYONE:
        return Answer.ALLOWED if purpose in PURPOSES[action] else Answer.FORBIDDEN
    reaching = [grant for grant in grants if unit in grant.units]
    return _strongest(reaching, action, purpose, at, is_strong=is_strong, stops=stops, seats=seats)


def _strongest(
    grants: Iterable[Held],
    action: Action,
    purpose: Purpose,
    at: datetime,
    *,
    is_strong: bool,
    stops: Sequence[InForce],
    seats: frozenset[int] | None,
) -> Answer:
    """What these grants open, all of which reach the place: one loop, since every page waits for it."""
    answer = Answer.OUTSIDE
    for grant in grants:
        if grant.starts_at <= at < grant.ends_at:
            if purpose in grant.purposes and (grant.role, action, purpose) in TABLE:
                if not stops or _stands(grant, action, seats, stops):
                    return Answer.ALLOWED if is_strong or action not in STRONG else Answer.SECOND_FACTOR
                answer = Answer.STOPPED
            elif answer is Answer.OUTSIDE:
                answer = Answer.FORBIDDEN
    return answer


def _stands(grant: Held, action: Action, seats: frozenset[int] | None, stops: Sequence[InForce]) -> bool:
    return stands(grant.seats if seats is None else seats, action, stops, is_own_unit=grant.is_own_unit)


def seats_for(
    grants: Iterable[Held],
    action: Action,
    purposes: Iterable[Purpose],
    at: datetime,
    stops: Sequence[InForce] = (),
) -> frozenset[int]:
    """The seats where an action is permitted as a whole, for any of the purposes; doors handed out do not count."""
    reached: set[int] = set()
    if any(stop.stops_everything_of(action) for stop in stops):
        return frozenset()
    for grant in grants:
        if grant.role not in DOORS_ONLY and any(grant.permits(action, purpose, at) for purpose in purposes):
            reached |= seats_left(grant.seats, action, stops, is_own_unit=grant.is_own_unit)
    return frozenset(reached)
