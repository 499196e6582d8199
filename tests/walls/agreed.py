"""Two people, said a second time: who may ask, who may agree, and when that can be used. A part of the oracle."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from tests.walls.oracle import World

DECIDE = ("access:approval:decide", "administration")
USE = ("access:approval:use", "administration")
A_DAY = timedelta(days=1)


@dataclass(eq=False)
class Asked:
    """One thing that somebody asked another to agree to; `about` is the person it concerns."""

    key: UUID
    kind: str
    unit: int
    by: UUID
    about: UUID | None
    payload: str
    at: datetime
    is_there: bool = False
    usable: datetime | None = None
    ends: datetime | None = None
    said: bool | None = None
    decider: UUID | None = None
    is_used: bool = False

    def settle_delay(self, *, is_delay: bool) -> None:
        """Where there is nobody to ask it waits a day, and can be used on the day after."""
        self.ends = self.at + (2 * A_DAY if is_delay else A_DAY)
        self.usable = self.at + A_DAY if is_delay else None

    def decided(self, by: UUID, says: bool, at: datetime) -> None:
        self.decider, self.said = by, says
        self.usable = at if says else self.usable


def asks(world: World, asked: Asked, action: str, purpose: str) -> bool:
    """Who may do something in a unit may ask about it there."""
    if asked.by in world.inactive | world.signed_out:
        return False
    opening = world.opening(asked.by, action, purpose, strong=True)
    return any(world.opens_unit(one, asked.unit, action) for one in opening)


def is_second(world: World, asked: Asked, person: UUID) -> bool:
    """Whether somebody holds an office that decides such things there, not lent from whoever asks, nor about them."""
    action, purpose = DECIDE
    if person in (asked.by, asked.about) or person in world.inactive:
        return False
    return any(
        one.role in world.page.second[asked.kind]
        and world.permits(one, action, purpose)
        and world.is_below(asked.unit, one.unit)
        and world.is_left(one, action, world.seats_of(one.unit))
        and not (one.copies and one.copies.belongs.person == asked.by)
        and not (asked.kind == "hold out" and one.role in _roles_of_asker(world, asked))
        for one in world.of(person)
    )


def _roles_of_asker(world: World, asked: Asked) -> set[str]:
    """Between candidate and agent each speaks for one of the two, not for both."""
    return {
        one.role for one in world.given
        if one.belongs.person == asked.by and world.lasts(one) and world.is_below(asked.unit, one.unit)
    }  # fmt: skip


def has_a_second(world: World, asked: Asked) -> bool:
    return any(is_second(world, asked, one.belongs.person) for one in world.given)


def can_decide(world: World, asked: Asked, person: UUID, *, strong: bool) -> bool:
    action, purpose = DECIDE
    if not asked.is_there or asked.ends is None or person in world.inactive | world.signed_out:
        return False
    opening = world.opening(person, action, purpose, strong=strong)
    is_open = asked.said is None and asked.ends > world.now and not asked.is_used
    reaches = any(world.opens_unit(one, asked.unit, action) for one in opening)
    return strong and is_open and reaches and is_second(world, asked, person)


def can_use(world: World, asked: Asked, person: UUID, *, strong: bool) -> bool:
    """Once, within its day, by one of the two, unless whoever agreed may no longer do so."""
    if not asked.is_there or asked.ends is None or person in world.inactive | world.signed_out:
        return False
    if world.is_held_off(person, USE[0], strong=strong) or person not in (asked.by, asked.decider):
        return False
    if asked.usable is None or asked.said is False or not asked.usable <= world.now < asked.ends:
        return False
    stands = asked.said is None or (asked.decider is not None and is_second(world, asked, asked.decider))
    return stands and not asked.is_used
