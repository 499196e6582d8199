"""The ground a town grows over: a middle, rings of plots round it, villages beyond; and which of them are built on."""

import math
from collections.abc import Iterator
from random import Random
from typing import NamedTuple

from hustings.config.demo.ground import Point

CENTRE_RADIUS, RING_WIDTH = 230.0, 400.0
RURAL_SHARE = 6


class Cell(NamedTuple):
    """A piece of land between two roads out of town and two roads round it; ring 0 is the middle, -1 a village."""

    ring: int
    sector: int

    @property
    def is_rural(self) -> bool:
        return self.ring < 0


# Every town has a quarter of shared houses and one of tower blocks, whatever its seed.
STUDENTS, TOWERS = Cell(1, 1), Cell(1, 4)


def grown(count: int, random: Random) -> list[Cell]:
    """Choose which cells are built on: near ones first, raggedly, and a village for every sixth."""
    rural = count // RURAL_SHARE
    rings = range(1, 3 + math.isqrt(count))
    near = sorted(
        (Cell(ring, sector) for ring in rings for sector in range(6 * ring)),
        key=lambda cell: cell.ring + random.random() * (0.6 + 0.4 * cell.ring),
    )
    cells = [Cell(0, 0), *near[: count - rural - 1]]
    for village in range(rural):
        cells.insert(min(len(cells), (village + 1) * RURAL_SHARE - 1), Cell(-1, village))
    return cells[:count]


def size(cell: Cell) -> tuple[float, float]:
    """Return width along and height across a cell, in metres."""
    if cell.is_rural:
        return 420.0, 300.0
    if cell.ring == 0:
        return 2 * CENTRE_RADIUS * 0.86, 2 * CENTRE_RADIUS * 0.86
    middle = CENTRE_RADIUS + (cell.ring - 0.5) * RING_WIDTH
    return middle * math.tau / (6 * cell.ring), RING_WIDTH


def between(cell: Cell, s: float, t: float) -> Point:
    """Bend a cell's plain rectangle into its piece of the ring, before the land bends it further."""
    width, height = size(cell)
    if cell.ring == 0:
        return Point(s - width / 2, t - height / 2)
    radius = CENTRE_RADIUS + (cell.ring - 1) * RING_WIDTH + t
    angle = (cell.sector + s / width) * math.tau / (6 * cell.ring)
    return Point(radius * math.cos(angle), radius * math.sin(angle))


def beyond(village: int, town_radius: float, s: float, t: float) -> Point:
    """Put a village out in the fields: round the town by the golden angle, so that no two meet."""
    angle = village * 2.39996 + 0.5
    reach = town_radius + 620 + 420 * math.sqrt(village)
    turn_cos, turn_sin = math.cos(3 * angle), math.sin(3 * angle)
    return Point(
        reach * math.cos(angle) + (s - 210) * turn_cos - (t - 150) * turn_sin,
        reach * math.sin(angle) + (s - 210) * turn_sin + (t - 150) * turn_cos,
    )


def radius(count: int) -> float:
    return CENTRE_RADIUS + RING_WIDTH * math.ceil((math.sqrt(12 * count + 9) - 3) / 6)


def around(width: float, height: float) -> Iterator[tuple[float, float]]:
    corners = ((0.0, 0.0), (width, 0.0), (width, height), (0.0, height))
    for (s, t), (next_s, next_t) in zip(corners, (*corners[1:], corners[0]), strict=True):
        for step in range(4):
            yield s + (next_s - s) * step / 4, t + (next_t - t) * step / 4
