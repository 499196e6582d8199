"""Which standing walk a new door belongs to. Pure."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from hustings.targeting.walks.rules import Place, best_place, metres_between

NEAR = 500.0
"""Metres within which a door of a new street joins the walk of the nearest one."""


@dataclass(frozen=True, slots=True)
class StandingDoor:
    """A door as far as it matters to whom it belongs; `walk` is none of a door that is new."""

    id: UUID
    street: Hashable
    side: str
    number: int | None
    place: Place
    people: int = 1
    group: Hashable = None
    walk: UUID | None = None


def homes_of(
    new: Iterable[StandingDoor], standing: Sequence[StandingDoor], *, by_group: bool = False
) -> dict[UUID, UUID]:
    """For each new door the walk it falls into; a door that is in none of them is left out.

    That of its road group, where each is one walk; of the nearest number on its side of the street; of most doors of
    its street; of the nearest door within half a kilometre.
    """
    groups: dict[Hashable, list[StandingDoor]] = defaultdict(list)
    streets: dict[Hashable, list[StandingDoor]] = defaultdict(list)
    for one in standing:
        groups[one.group].append(one)
        streets[one.street].append(one)
    found: dict[UUID, UUID] = {}
    for door in new:
        if by_group:
            walk = _most(groups[door.group]) if door.group is not None else None
        else:
            walk = _in_street(door, streets[door.street]) or _near(door, standing)
        if walk is not None:
            found[door.id] = walk
    return found


def _in_street(door: StandingDoor, street: Sequence[StandingDoor]) -> UUID | None:
    beside = [one for one in street if one.side == door.side and one.number is not None]
    if door.number is None or not beside:
        return _most(street)
    number = door.number
    return min(beside, key=lambda one: _from_number(one, number)).walk


def _near(door: StandingDoor, standing: Sequence[StandingDoor]) -> UUID | None:
    near = [(metres_between(door.place, one.place), one) for one in standing if door.place and one.place]
    metres, nearest = min(near, key=lambda pair: (pair[0], pair[1].id), default=(NEAR + 1, door))
    return nearest.walk if metres <= NEAR else None


def _most(doors: Iterable[StandingDoor]) -> UUID | None:
    counted = Counter(door.walk for door in doors if door.walk is not None)
    return min(counted, key=lambda walk: (-counted[walk], walk), default=None)


def _from_number(one: StandingDoor, number: int) -> tuple[int, int, UUID]:
    """How far off; between two as near the lower one, so that a house joins whom it follows."""
    assert one.number is not None
    return abs(one.number - number), one.number, one.id


def put_between(door: StandingDoor, row: Sequence[StandingDoor]) -> int:
    """Where in a walk's order a new door stands: beside its neighbour by number, else where the way grows least."""
    beside = [
        (at, one)
        for at, one in enumerate(row)
        if one.street == door.street and one.side == door.side and one.number is not None
    ]
    if door.number is None or not beside:
        return best_place([one.place for one in row], door.place)
    number = door.number
    at, nearest = min(beside, key=lambda pair: _from_number(pair[1], number))
    assert nearest.number is not None
    # The side may be walked from its high numbers down.
    falls = any((one.number or 0) != nearest.number and ((one.number or 0) > nearest.number) == (place < at)
                for place, one in beside)  # fmt: skip
    return at + (falls != (number > nearest.number))
