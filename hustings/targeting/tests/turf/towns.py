"""Towns that are nowhere: streets of doors for the tests of cutting and ordering."""

import random
from collections.abc import Sequence

from hustings.targeting.turf.words import WalkDoor

LATITUDE, LONGITUDE = 54.2, -4.5
NORTH, EAST = 1 / 111_195, 1 / 65_043
"""Degrees a metre, there."""


def street(name: str, doors: int, *, north: float, east: float = 0.0, people: int = 2) -> list[WalkDoor]:
    """A straight street that runs east: odd numbers on its south side, even ones across, eight metres a house."""
    return [
        WalkDoor(
            f"{name} {number}",
            name,
            order=f"{number:05}",
            number=number,
            side="odd" if number % 2 else "even",
            people=people,
            place=place(north + (0 if number % 2 else 14), east + 8 * ((number + 1) // 2)),
        )
        for number in range(1, doors + 1)
    ]


def place(north: float, east: float) -> tuple[float, float]:
    return (LATITUDE + north * NORTH, LONGITUDE + east * EAST)


def lattice(streets: int, *, doors: int = 40, apart: float = 60.0) -> list[WalkDoor]:
    """Streets beside each other, two to a row."""
    found = []
    for number in range(streets):
        row, column = divmod(number, 2)
        found += street(f"Street {number}", doors, north=row * apart, east=column * (doors * 4 + 30))
    return found


def tower(name: str, flats: int, *, north: float = 0.0, east: float = 0.0) -> list[WalkDoor]:
    return [
        WalkDoor(
            f"{name} {flat}",
            f"{name} Road",
            order=f"{flat:05}",
            building=name,
            place=place(north, east),
        )
        for flat in range(1, flats + 1)
    ]


def without_places(doors: Sequence[WalkDoor], *, part: float, seed: int = 1) -> list[WalkDoor]:
    """The same doors, of which some have lost their place."""
    chance = random.Random(seed)  # noqa: S311 - which doors lose their place is drawn again the same
    return [
        WalkDoor(d.id, d.street, d.order, d.number, d.side, d.building, d.people, None, d.is_rough)
        if chance.random() < part
        else d
        for d in doors
    ]
