"""The lie of the land under a demo town: metres about a market place, a river, and where that is on the globe."""

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise
from random import Random
from typing import NamedTuple

from hustings.lib.national_grid import latitude_and_longitude

# Open sea above the Dogger Bank, 54.7 N 2.0 E, in metres of the National Grid.
ORIGIN_EASTING, ORIGIN_NORTHING = 657_816, 541_232


class Point(NamedTuple):
    """A place in metres east and north of the origin."""

    x: float
    y: float


Line = Sequence[Point]


def easting_northing(point: Point) -> tuple[int, int]:
    """Return whole metres of the National Grid."""
    return ORIGIN_EASTING + round(point.x), ORIGIN_NORTHING + round(point.y)


def latitude_longitude(point: Point) -> tuple[float, float]:
    """Return degrees (WGS 84) to six decimals."""
    return latitude_and_longitude(ORIGIN_EASTING + point.x, ORIGIN_NORTHING + point.y)


class Terrain:
    """One town's bends: `lay` moves a drawn point to its place, `is_open` says whether one may build there."""

    river_half_width = 24.0

    def __init__(self, random: Random, centre: Point) -> None:
        self.centre = centre
        self._turn = random.random() * math.tau
        self._sway = [(random.random() * math.tau, amplitude) for amplitude in (46.0, 30.0, 150.0, 110.0)]
        self._meander = [(random.random() * math.tau, random.uniform(0.85, 1.15)) for _ in range(2)]
        self._turn_cos, self._turn_sin = math.cos(self._turn), math.sin(self._turn)
        self._commons = [self._common(random, index) for index in range(9)]

    def _common(self, random: Random, index: int) -> tuple[float, float, float]:
        """A park or a common: three to a town of some thousands, further out as it grows."""
        reach, angle = 330 + 260 * index, random.random() * math.tau
        return reach * math.cos(angle), reach * math.sin(angle), random.uniform(70, 120)

    def river(self, x: float) -> float:
        """Return how far the river is from the middle line of the town at `x`."""
        (first, stretch), (second, _) = self._meander
        return 150 * math.sin(x / (520 * stretch) + first) + 45 * math.sin(x / 190 + second) - 120

    def _from_river(self, x: float, y: float) -> float:
        slope = (self.river(x + 5) - self.river(x - 5)) / 10
        return abs(y - self.river(x)) / math.hypot(1, slope)

    def is_open(self, drawn: Point) -> bool:
        """Say whether a drawn point is clear of the river and of the commons."""
        x, y = drawn
        if self._from_river(x, y) < self.river_half_width + 26:
            return False
        return all((x - cx) ** 2 + (y - cy) ** 2 > radius * radius for cx, cy, radius in self._commons)

    def lay(self, drawn: Point) -> Point:
        """Bend, turn and move a drawn point to its place in the region, in metres."""
        x, y = drawn
        (first, a), (second, b), (third, c), (fourth, d) = self._sway
        bent_x = x + a * math.sin(y / 430 + first) + c * math.sin((x + y) / 1100 + third)
        bent_y = y + b * math.sin(x / 380 + second) + d * math.sin((x - y) / 800 + fourth)
        return Point(
            self.centre.x + bent_x * self._turn_cos - bent_y * self._turn_sin,
            self.centre.y + bent_x * self._turn_sin + bent_y * self._turn_cos,
        )


def resampled(line: Line, step: float) -> list[Point]:
    """Return points along a line every `step` metres, its two ends included."""
    points, carried = [Point(*line[0])], 0.0
    for start, end in pairwise(line):
        span = math.dist(start, end)
        along = step - carried
        while along <= span:
            share = along / span
            points.append(
                Point(start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share)
            )
            along += step
        carried = span - (along - step)
    if math.dist(points[-1], line[-1]) > step / 4:
        points.append(Point(*line[-1]))
    return points


def longest_open_stretch(points: Iterable[Point], terrain: Terrain) -> list[Point]:
    """Return the longest unbroken part of a drawn line that one may build on."""
    best: list[Point] = []
    stretch: list[Point] = []
    for point in points:
        if terrain.is_open(point):
            stretch.append(point)
            continue
        best, stretch = max(best, stretch, key=len), []
    return max(best, stretch, key=len)
