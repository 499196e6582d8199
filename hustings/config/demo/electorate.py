"""The register of one seat before it is a file: wards, polling districts, doors with postcodes, numbered electors."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from random import Random
from typing import NamedTuple

from hustings.config.demo.dwellings import Door
from hustings.config.demo.ground import Point
from hustings.config.demo.people import Elector, Population
from hustings.config.demo.region import Council, Region, Seat
from hustings.config.demo.town import Neighbourhood, Street, Town
from hustings.lib.demonstration import AREA

DISTRICT_SIZE = 900
DISTRICTS_A_WARD = 3
# The Office for National Statistics counts its codes up from nought and is far from nine hundred thousand.
WARD_CODES = 900_000
VILLAGES_WARD = 99
VILLAGES = "Z"
DOORS_A_POSTCODE = 17
ELECTORS_A_SECTOR = 7_500
UNIT_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"
UNITS_A_SECTOR = len(UNIT_LETTERS) ** 2
UNITS_AT_MOST = 99 * 10 * UNITS_A_SECTOR
POLLING_PLACES = (
    "Community Centre",
    "Primary School",
    "Methodist Hall",
    "Scout Hut",
    "Library",
    "Church Rooms",
)

# Two doors of the first street of the first seat, so that pages and pictures can name somebody.
OKAFOR, LYLE = Elector("Okafor", "Grace Ada"), Elector("Lyle", "Edwin")
GUESTS = {3: [OKAFOR, Elector("Okafor", "Emeka")], 5: [LYLE]}


class UnableToFit(Exception):
    """The invented postcode area has not enough postcodes for so many electors."""


class Dwelling(NamedTuple):
    """A door with its postcode and who is registered there; `first` is the number of the first of them."""

    door: Door
    postcode: str
    first: int
    electors: list[Elector]


@dataclass(frozen=True)
class Row:
    """One street of one polling district, in the order in which a register prints it."""

    street: str
    locality: str
    kind: str
    dwellings: list[Dwelling]


@dataclass(frozen=True)
class District:
    """One polling district of a seat; `council` is whose registration officer keeps it."""

    letters: str
    name: str
    ward: str
    ward_code: str
    council: Council
    seat: Seat
    polling_place: str
    outline: list[Point]
    rows: list[Row]
    elsewhere: list[Elector]
    first_elsewhere: int

    @property
    def size(self) -> int:
        return self.first_elsewhere - 1 + len(self.elsewhere)


def postcode_at(index: int) -> str:
    """Return the compact postcode of this place in the invented area; refuses beyond its 396,000."""
    if index >= UNITS_AT_MOST:
        raise UnableToFit(
            f"The invented postcode area {AREA} has {UNITS_AT_MOST:,} postcodes, and they are used up."
        )
    sector, unit = divmod(index, UNITS_A_SECTOR)
    outward, digit = divmod(sector, 10)
    first, second = divmod(unit, len(UNIT_LETTERS))
    return f"{AREA}{outward + 1}{digit}{UNIT_LETTERS[first]}{UNIT_LETTERS[second]}"


def districts_of(region: Region, seat: Seat, electors: int, published_on: date) -> Iterator[District]:
    """Yield polling districts until the seat has at least so many electors. One district is in memory at a time."""
    officer = _Officer(region, seat, electors, published_on)
    registered = 0
    for neighbourhood in officer.town.neighbourhoods(math.ceil(1.2 * electors / officer.district_size) + 3):
        if registered >= electors:
            return
        yield (district := officer.enrol(neighbourhood))
        registered += district.size


class _Officer:
    """Goes from door to door of one seat: gives out letters, numbers and postcodes."""

    def __init__(self, region: Region, seat: Seat, electors: int, published_on: date) -> None:
        self.region, self.seat, self.published_on = region, seat, published_on
        self.district_size = min(DISTRICT_SIZE, max(60, math.ceil(electors / 6)))
        self.is_small = self.district_size < DISTRICT_SIZE
        self.town = Town(f"{region.seed}/{seat.index}", seat.centre, seat.roads_to)
        self._next_postcode = seat.index * UNITS_A_SECTOR * math.ceil(region.electors / ELECTORS_A_SECTOR)
        self._urban, self._ward = 0, ""

    def enrol(self, neighbourhood: Neighbourhood) -> District:
        """Make one neighbourhood a polling district."""
        cell = neighbourhood.cell
        random = Random(f"{self.region.seed}/{self.seat.index}/{cell.ring}/{cell.sector}/people")
        population, number = Population(random, self.published_on), 1
        rows = []
        for street in sorted(self._registered(neighbourhood.streets), key=lambda street: street.name):
            dwellings = self._dwellings(street.doors, population, number)
            if dwellings:
                number = dwellings[-1].first + len(dwellings[-1].electors)
                rows.append(
                    Row(street.name, neighbourhood.name if cell.is_rural else "", street.kind, dwellings)
                )
        letters, ward, ward_code, owner = self._place(neighbourhood)
        return District(
            letters=letters,
            name=neighbourhood.name,
            ward=ward,
            ward_code=ward_code,
            council=owner.council,
            seat=self.seat,
            polling_place=f"{neighbourhood.name} {random.choice(POLLING_PLACES)}",
            outline=neighbourhood.outline,
            rows=rows,
            elsewhere=population.elsewhere(number - 1),
            first_elsewhere=number,
        )

    def _registered(self, streets: list[Street]) -> list[Street]:
        """Keep as many streets as one polling district can bear."""
        doors, kept, limit = 0, 0, self.district_size * (1.0 if self.is_small else 1.4)
        while kept < len(streets) and doors * 1.7 < limit:
            doors, kept = doors + len(streets[kept].doors), kept + 1
        return streets[:kept]

    def _dwellings(self, doors: list[Door], population: Population, number: int) -> list[Dwelling]:
        dwellings = []
        guests = GUESTS if self.seat.index == 0 and self._is_first_street(number) else {}
        for place, (door, postcode) in enumerate(sorted(self._with_postcodes(doors), key=_printed_order)):
            household = guests.get(place) or population.household(door.home)
            if household:
                dwellings.append(Dwelling(door, postcode, number, household))
                number += len(household)
        return dwellings

    def _is_first_street(self, number: int) -> bool:
        return number == 1 and self._urban == 0

    def _with_postcodes(self, doors: list[Door]) -> Iterator[tuple[Door, str]]:
        """Give one postcode to some fifteen to twenty doors in a row on one side; a block of flats has its own."""
        for _, beside in groupby(sorted(doors, key=_beside), key=_beside):
            along = list(beside)
            units = max(1, round(len(along) / DOORS_A_POSTCODE))
            for place, door in enumerate(along):
                yield door, postcode_at(self._next_postcode + place * units // len(along))
            self._next_postcode += units

    def _place(self, neighbourhood: Neighbourhood) -> tuple[str, str, str, Seat]:
        """Return letters, ward, ward code and owner. The second seat has one village of the first one's council."""
        if not neighbourhood.cell.is_rural:
            ward, district = divmod(self._urban, DISTRICTS_A_WARD)
            self._urban += 1
            self._ward = self._ward if district else neighbourhood.name
            return _letters(ward) + _letters(district), self._ward, _ward_code(self.seat, ward), self.seat
        village = neighbourhood.cell.sector
        is_neighbours = self.seat.index == 1 and village == 0
        owner = self.region.seats[0] if is_neighbours else self.seat
        letters = VILLAGES + ("Z" if is_neighbours else _letters(village))
        return letters, f"{owner.town} Villages", _ward_code(owner, VILLAGES_WARD), owner


def _beside(door: Door) -> tuple[str, str]:
    return door.side, door.name if door.flat else ""


def _printed_order(door_and_postcode: tuple[Door, str]) -> tuple[object, ...]:
    door = door_and_postcode[0]
    flat = int(digits) if (digits := "".join(filter(str.isdigit, door.flat))) else 0
    return door.number or 0, door.suffix, door.name, flat


def _ward_code(seat: Seat, ward: int) -> str:
    return f"E05{WARD_CODES + seat.index * 100 + ward:06d}"


def _letters(index: int) -> str:
    """Return A to Z, then BA, BB ..."""
    more, last = divmod(index, 26)
    return (_letters(more) if more else "") + chr(ord("A") + last)
