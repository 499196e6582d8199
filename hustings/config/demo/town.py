"""A town on its land: neighbourhoods round a market place, streets in each, doors along both sides of the streets."""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from random import Random

from hustings.config.demo import patterns
from hustings.config.demo.cells import STUDENTS, TOWERS, Cell, around, between, beyond, grown, radius, size
from hustings.config.demo.dwellings import Door, Plot, dwellings_of
from hustings.config.demo.ground import Point, Terrain, longest_open_stretch, resampled
from hustings.config.demo.patterns import Drawn, Kind, Pattern
from hustings.config.demo.street_names import Namer

SETBACK = {Kind.TERRACE: 9.0, Kind.MAIN: 14.0, Kind.FLATS: 24.0, Kind.LANE: 10.0}
FRONTAGE = {
    Kind.TERRACE: 6.2,
    Kind.LANE: 8.0,
    Kind.MAIN: 9.5,
    Kind.RING: 8.5,
    Kind.WAY: 10.0,
    Kind.CLOSE: 9.0,
    Kind.FLATS: 52.0,
}


@dataclass
class Street:
    """A street within one neighbourhood, as it lies in the region, with its doors from its beginning to its end."""

    name: str
    kind: Kind
    line: list[Point]
    doors: list[Door] = field(default_factory=list)


@dataclass
class Neighbourhood:
    """What becomes one polling district; `streets` from the middle of the town outwards."""

    cell: Cell
    name: str
    outline: list[Point]
    streets: list[Street]
    is_student: bool


class Town:
    """The plan of one town. Reading `neighbourhoods()` again gives the same town again."""

    def __init__(self, seed: str, centre: Point, roads_to: tuple[str, ...]) -> None:
        self.seed = seed
        self.terrain = Terrain(Random(f"{seed}/land"), centre)
        self.roads_to = roads_to

    def neighbourhoods(self, count: int) -> Iterator[Neighbourhood]:
        """Grow the town to so many neighbourhoods, its middle first, a village after every few."""
        namer = Namer(Random(f"{self.seed}/names"))
        numbering: dict[str, int] = {}
        for cell in grown(count, Random(f"{self.seed}/growth")):
            yield self._neighbourhood(cell, namer, numbering, count)

    def _neighbourhood(
        self, cell: Cell, namer: Namer, numbering: dict[str, int], count: int
    ) -> Neighbourhood:
        random = Random(f"{self.seed}/{cell.ring}/{cell.sector}")
        theme = namer.theme()
        is_student = cell == STUDENTS
        streets = []
        for drawn in self._drawn(cell, random, count):
            name = self._name(drawn, cell, namer, theme)
            street = self._built(
                name, drawn, Plot(random, namer, theme, is_student, cell.is_rural), numbering
            )
            if street.doors:
                streets.append(street)
        place = self._placed(cell, count)
        outline = [self.terrain.lay(place(s, t)) for s, t in around(*size(cell))]
        return Neighbourhood(
            cell, namer.village() if cell.is_rural else namer.quarter(theme), outline, streets, is_student
        )

    def _name(self, drawn: Drawn, cell: Cell, namer: Namer, theme: str) -> str:
        if drawn.kind is Kind.MAIN:
            return namer.claim(f"{self.roads_to[cell.sector // max(1, cell.ring) % len(self.roads_to)]} Road")
        if cell.ring == 0 and drawn.kind is Kind.RING:
            return namer.claim("High Street")
        return namer.street(drawn.kind, theme)

    def _drawn(self, cell: Cell, random: Random, count: int) -> Iterator[Drawn]:
        """Lay the cell's own streets and the roads on its inner edge and its first side."""
        place, (width, height) = self._placed(cell, count), size(cell)
        for drawn in (*_edges(cell, width, height), *_pattern(cell, random)(width, height, random)):
            fine = resampled(drawn.line, 12)
            yield drawn._replace(line=[place(s, t) for s, t in fine])

    def _placed(self, cell: Cell, count: int) -> Callable[[float, float], Point]:
        if cell.is_rural:
            return partial(beyond, cell.sector, radius(count))
        return partial(between, cell)

    def _built(self, name: str, drawn: Drawn, plot: Plot, numbering: dict[str, int]) -> Street:
        """Set doors along both sides, odd on the left and even on the right, on with the numbers of the same road."""
        frontage = FRONTAGE.get(drawn.kind, 11.0) * (1.6 if plot.is_rural else 1.0)
        points = resampled(drawn.line, frontage)
        if drawn.kind in (Kind.MAIN, Kind.RING):
            points = [point for point in points if self.terrain.is_open(point)]
        else:
            points = longest_open_stretch(points, self.terrain)
        line = [self.terrain.lay(point) for point in points]
        street = Street(name, drawn.kind, line)
        if len(line) < 4:
            return street
        first = numbering.get(name, 0)
        skipped = slice(math.ceil(drawn.lead / frontage), len(line) - math.ceil(drawn.tail / frontage))
        one_sided = plot.random.random() < 0.05
        index = first
        for index, (at, turn) in enumerate(list(_with_turns(line))[skipped], start=first):
            setback = SETBACK.get(drawn.kind, 12.0) + plot.random.uniform(-1.2, 1.6)
            for number, side in ((2 * index + 1, 1), (2 * index + 2, -1)):
                if not (one_sided and side == -1):
                    spot = Point(
                        at.x - side * setback * math.sin(turn), at.y + side * setback * math.cos(turn)
                    )
                    street.doors.extend(dwellings_of(plot, drawn.kind, number, spot, turn))
        numbering[name] = index + 1
        return street


def _pattern(cell: Cell, random: Random) -> Pattern:
    if cell.is_rural:
        return patterns.village
    if cell.ring == 0:
        return patterns.old_town
    if cell in (STUDENTS, TOWERS):
        return patterns.terraces if cell == STUDENTS else patterns.towers
    if cell.ring == 1:
        choices, weights = (patterns.terraces, patterns.towers, patterns.avenues), (8, 2, 2)
    elif cell.ring == 2:
        choices, weights = (patterns.terraces, patterns.avenues, patterns.closes), (2, 6, 3)
    else:
        choices, weights = (patterns.towers, patterns.avenues, patterns.closes), (1, 3, 7)
    return random.choices(choices, weights)[0]


def _edges(cell: Cell, width: float, height: float) -> Iterator[Drawn]:
    if cell.ring <= 0:
        return
    out = Kind.MAIN if cell.sector % cell.ring == 0 else Kind.RING
    yield Drawn([Point(0, 0), Point(0, height)], out, 30, 20)
    yield Drawn([Point(0, 0), Point(width, 0)], Kind.RING, 30, 30)


def _with_turns(line: list[Point]) -> Iterator[tuple[Point, float]]:
    """Yield each point with the direction of the line there, in radians."""
    last = len(line) - 1
    for index, point in enumerate(line):
        before, after = line[max(0, index - 1)], line[min(last, index + 1)]
        yield point, math.atan2(after.y - before.y, after.x - before.x)
