"""How a neighbourhood is laid out: lines of streets in metres along (s) and across (t) a plot of land."""

import math
from collections.abc import Callable, Iterator
from enum import StrEnum
from random import Random
from typing import NamedTuple

from hustings.config.demo.ground import Point

EDGE = 44.0


class Kind(StrEnum):
    """What sort of street it is: it decides its name, the width of its plots and who lives there."""

    AVENUE = "avenue"
    CLOSE = "close"
    CRESCENT = "crescent"
    FLATS = "flats"
    LANE = "lane"
    MAIN = "main"
    RING = "ring"
    TERRACE = "terrace"
    WAY = "way"


class Drawn(NamedTuple):
    """A street before the land bends it; `lead` and `tail` are metres left free of doors at its two ends."""

    line: list[Point]
    kind: Kind
    lead: float = 30.0
    tail: float = 30.0


Pattern = Callable[[float, float, Random], Iterator[Drawn]]


def terraces(width: float, height: float, random: Random) -> Iterator[Drawn]:
    """Parallel rows of an old town, some cut in two by a cross street."""
    count = max(1, int((width - 2 * EDGE + 58) // 58))
    spacing = (width - 2 * EDGE) / max(1, count - 1)
    cut = height * random.uniform(0.42, 0.58)
    for index in range(count):
        s = EDGE + index * spacing
        if random.random() < 0.55:
            yield Drawn([Point(s, 0), Point(s, cut - 6)], Kind.TERRACE, tail=14)
            yield Drawn([Point(s, cut + 6), Point(s, height)], Kind.TERRACE, lead=14)
        else:
            yield Drawn([Point(s, 0), Point(s, height)], Kind.TERRACE)


def avenues(width: float, height: float, random: Random) -> Iterator[Drawn]:
    """A planted avenue with crescents and side roads between the wars."""
    spine, bend = width * random.uniform(0.44, 0.56), random.uniform(-26, 26)

    def on_spine(t: float) -> float:
        return spine + bend * math.sin(math.pi * t / height)

    yield Drawn([Point(on_spine(t), t) for t in _steps(0, height, 20)], Kind.AVENUE)
    for edge in (EDGE, width - EDGE):
        t = 68.0
        while t < height - 50:
            if t + 100 < height - 44 and random.random() < 0.6:
                yield Drawn(_loop(on_spine(t), edge, t, min(t + 104, height - 44)), Kind.CRESCENT, 26, 26)
                t += 104 + 62
            else:
                yield Drawn(
                    _bowed(Point(on_spine(t), t), Point(edge, t + random.uniform(-9, 9)), 7),
                    Kind.CLOSE,
                    26,
                    0,
                )
                t += 62


def closes(width: float, height: float, random: Random) -> Iterator[Drawn]:
    """A winding distributor road with cul-de-sacs on both sides: an estate of the last fifty years."""
    middle, swing = height * random.uniform(0.46, 0.54), random.uniform(18, 34) * random.choice((-1, 1))

    def on_way(s: float) -> float:
        return middle + swing * math.sin(math.tau * s / width)

    yield Drawn([Point(s, on_way(s)) for s in _steps(0, width, 20)], Kind.WAY)
    for towards in (EDGE, height - EDGE):
        s = 62.0
        while s < width - 40:
            lean = random.uniform(-12, 12)
            end = Point(s + lean, towards + random.uniform(0, 40) * (1 if towards == EDGE else -1))
            yield Drawn(_bowed(Point(s, on_way(s)), end, random.uniform(-14, 14)), Kind.CLOSE, 26, 0)
            s += 62


def towers(width: float, height: float, random: Random) -> Iterator[Drawn]:
    """Blocks of flats about two service roads, with a terrace or two left standing."""
    for share in (0.3, 0.7):
        sway = random.uniform(-16, 16)
        line = [
            Point(width * share + sway * math.sin(math.tau * t / height), t) for t in _steps(0, height, 20)
        ]
        yield Drawn(line, Kind.FLATS, 40, 40)
    yield Drawn([Point(width * 0.5, EDGE + 20), Point(width * 0.5, height - EDGE - 20)], Kind.TERRACE, 12, 12)


def old_town(width: float, height: float, random: Random) -> Iterator[Drawn]:
    """A market town's middle: a high street, lanes beside it, a church street across."""
    for share in (0.5, 0.2, 0.8):
        sway = random.uniform(-14, 14)
        line = [Point(s, height * share + sway * math.sin(math.pi * s / width)) for s in _steps(0, width, 20)]
        yield Drawn(line, Kind.RING if share == 0.5 else Kind.LANE, 18, 18)
    for share in (0.25, 0.75):
        yield Drawn(
            [Point(width * share, height * 0.5 + 8), Point(width * (share + 0.06), height)], Kind.LANE, 18, 18
        )
        yield Drawn(
            [Point(width * share, height * 0.5 - 8), Point(width * (share - 0.06), 0)], Kind.LANE, 18, 18
        )


def village(width: float, height: float, random: Random) -> Iterator[Drawn]:
    """A village street with lanes leading out to the farms."""
    middle = height / 2
    street = [Point(s, middle + 22 * math.sin(math.tau * s / width)) for s in _steps(0, width, 20)]
    yield Drawn(street, Kind.AVENUE, 0, 0)
    for share, reach in ((0.22, 130.0), (0.55, -140.0), (0.8, 120.0)):
        start = street[int(share * (len(street) - 1))]
        yield Drawn(
            _bowed(start, Point(start.x + random.uniform(-30, 30), start.y + reach), 12), Kind.CLOSE, 26, 0
        )
    for end, direction in ((street[0], -1), (street[-1], 1)):
        far = Point(end.x + direction * random.uniform(420, 700), end.y + random.uniform(-260, 260))
        yield Drawn(_bowed(end, far, random.uniform(-90, 90)), Kind.LANE, 60, 0)


def _steps(start: float, end: float, step: float) -> list[float]:
    count = max(2, round(abs(end - start) / step) + 1)
    return [start + (end - start) * index / (count - 1) for index in range(count)]


def _bowed(start: Point, end: Point, bow: float) -> list[Point]:
    """Return a line from start to end that bends `bow` metres to one side."""
    along = math.dist(start, end) or 1.0
    across_x, across_y = -(end.y - start.y) / along, (end.x - start.x) / along
    return [
        Point(
            start.x + (end.x - start.x) * share + across_x * bow * math.sin(math.pi * share),
            start.y + (end.y - start.y) * share + across_y * bow * math.sin(math.pi * share),
        )
        for share in _steps(0, 1, 1 / max(2, along / 15))
    ]


def _loop(from_s: float, to_s: float, from_t: float, to_t: float) -> list[Point]:
    """Return a crescent: half an oval that leaves a road at one place and returns to it at another."""
    middle, half = (from_t + to_t) / 2, (to_t - from_t) / 2
    points = []
    for angle in _steps(0, math.pi, math.pi / 18):
        flat = math.copysign(abs(math.sin(angle)) ** 0.55, math.sin(angle))
        points.append(Point(from_s + (to_s - from_s) * flat, middle - half * math.cos(angle)))
    return points
