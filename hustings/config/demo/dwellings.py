"""What stands on a plot: a house, flats in a converted house, a block with a name, a shared house, a farm."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from random import Random
from typing import NamedTuple

from hustings.config.demo.ground import Point
from hustings.config.demo.patterns import Kind
from hustings.config.demo.street_names import COTTAGES, FARMS, HOUSES, Namer


class Home(StrEnum):
    """Who a dwelling is made for: it decides the household."""

    FAMILY = "family"
    FLAT = "flat"
    SHARED = "shared"


class Door(NamedTuple):
    """One front door. Either a number or a name tells it from its neighbours; a flat besides has its building."""

    number: int | None
    suffix: str
    name: str
    flat: str
    home: Home
    at: Point

    @property
    def side(self) -> str:
        """Say which side of its street: odd, even, or named where it has no number."""
        if self.number is None:
            return "named"
        return "odd" if self.number % 2 else "even"

    @property
    def premises(self) -> tuple[str, ...]:
        """Return the address lines above the street; the last of them is joined to the street where it is a number."""
        number = f"{self.number}{self.suffix}" if self.number is not None else ""
        return tuple(line for line in (self.flat, self.name, number) if line)


@dataclass(frozen=True)
class Plot:
    """What the builder of a street must know of its neighbourhood."""

    random: Random
    namer: Namer
    theme: str
    is_student: bool
    is_rural: bool
    house_names: set[str] = field(default_factory=set)

    def house_name(self, words: tuple[str, ...], endings: tuple[str, ...]) -> str:
        """Return a name that no other house of the neighbourhood has, or "" where all are taken."""
        for _ in range(30):
            name = f"{self.random.choice(words)} {self.random.choice(endings)}"
            if name not in self.house_names:
                self.house_names.add(name)
                return name
        return ""


def dwellings_of(plot: Plot, kind: Kind, number: int, at: Point, turn: float) -> Iterator[Door]:
    """Yield the doors of one plot of a street; none where nothing was built."""
    if plot.is_rural and kind is Kind.LANE:
        return _farm(plot, at)
    if number == 13 or plot.random.random() < 0.03:
        return iter(())
    if kind is Kind.FLATS:
        return _block(plot, at, turn)
    return _house(plot, kind, number, at)


def _house(plot: Plot, kind: Kind, number: int, at: Point) -> Iterator[Door]:
    chance = plot.random.random()
    name = plot.house_name(COTTAGES, HOUSES) if plot.is_rural and chance < 0.4 else ""
    if name:
        yield Door(None, "", name, "", Home.FAMILY, at)
    elif plot.is_student and kind is Kind.TERRACE and chance < 0.22:
        yield Door(number, "", "", "", Home.SHARED, at)
    elif chance < _converted(kind):
        yield from _converted_house(plot, number, at)
    else:
        yield Door(number, "", "", "", Home.SHARED if chance > 0.995 else Home.FAMILY, at)


def _converted(kind: Kind) -> float:
    """Return the share of a street's houses that were made into flats."""
    return {Kind.MAIN: 0.3, Kind.LANE: 0.12, Kind.TERRACE: 0.06, Kind.RING: 0.1}.get(kind, 0.01)


def _converted_house(plot: Plot, number: int, at: Point) -> Iterator[Door]:
    """Yield two to four flats: 14A and 14B where they have doors of their own, else Flat 1 of 14."""
    flats = plot.random.randint(2, 4)
    if flats == 2:
        for suffix in "AB":
            yield Door(number, suffix, "", "", Home.FLAT, at)
        return
    for flat in range(1, flats + 1):
        yield Door(number, "", "", f"Flat {flat}", Home.FLAT, at)


def _block(plot: Plot, at: Point, turn: float) -> Iterator[Door]:
    """Yield a block of flats with a name, the flats of one floor side by side along its front."""
    name, a_floor, floors = plot.namer.block(plot.theme), plot.random.randint(4, 6), plot.random.randint(4, 8)
    for flat in range(a_floor * floors):
        along = (flat % a_floor - (a_floor - 1) / 2) * 5.5
        spot = Point(at.x + along * math.cos(turn), at.y + along * math.sin(turn))
        yield Door(None, "", name, f"Flat {flat + 1}", Home.FLAT, spot)


def _farm(plot: Plot, at: Point) -> Iterator[Door]:
    """Yield now and then a farm, set back from its lane, or a pair of cottages beside it."""
    chance = plot.random.random()
    if chance > 0.12:
        return
    words, endings = (FARMS, ("Farm",)) if chance < 0.08 else (COTTAGES, HOUSES)
    name = plot.house_name(words, endings)
    if name:
        away = Point(at.x + plot.random.uniform(-40, 40), at.y + plot.random.uniform(-40, 40))
        yield Door(None, "", name, "", Home.FAMILY, away)
