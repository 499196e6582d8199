"""Where an invented council's people live: houses, blocks of flats and shared houses, street by street."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import count, cycle
from random import Random
from typing import NamedTuple

DOORS_A_POSTCODE, DOORS_A_STREET = 14, 42
FLATS_SHARE, SHARED_SHARE, ELECTORS_A_HOME = 0.06, 0.03, 1.9
STARTS = (
    "Al Bar Cor Dun El Fen Gar Hol Is Jar Kel Lan Mor Nor Ol Pen Quin Rad Stan Tre Un Ver Wes Yar".split()
)
MIDDLES = "ber den er fer gan ing ker lam man nor ow per ring ses ter ven".split()
ENDINGS = "by combe dale field ford ham hurst ley low more son stead ton wick worth".split()
KINDS = "Road Street Lane Avenue Close Gardens Crescent Terrace Grove Drive".split()
BUILDINGS = "Castle Regent Mount Priory Orchard Maltings Beacon Wharf Mill Abbey".split()
COTTAGES = "Rose Ivy Forge Chapel Orchard Weir Holly Toll Pound Well".split()
UNITS = "ABDEFGHJLNPQRSTUWXYZ"


class Home(NamedTuple):
    """A door with an address of its own; `holds` is how many electors it usually has, 0 for a family's."""

    letters: str
    uprn: int
    flat: str
    building: str
    number: str
    street: str
    postcode: str
    holds: int = 0

    def lines(self, town: str = "Moorton", county: str = "Moorshire") -> list[str]:
        """The address as it is printed, without its postcode."""
        street = f"{self.number} {self.street}".strip()
        return [line for line in (self.flat, self.building, street, town, county) if line]


def invented_postcodes(area: str, doors: int, *, start: int = 0) -> list[str]:
    """Enough postcodes of an area ("EX9") for so many doors, all different, as they are printed."""
    codes = range(start, start + doors // DOORS_A_POSTCODE + 1)
    return [
        f"{area}{code // 4000 or ''} {code // 400 % 10}{UNITS[code // 20 % 20]}{UNITS[code % 20]}"
        for code in codes
    ]


def districts(area: str, electors: int, *, size: int = 900, first: str = "AA1") -> dict[str, list[str]]:
    """Letters of polling districts ("AA1", "AA2", "AB1" ...) with postcodes for so many electors."""
    number = max(1, round(electors / size))
    start = (ord(first[0]) - 65) * 26 + ord(first[1]) - 65
    names = [f"{chr(65 + at // 26)}{chr(65 + at % 26)}" for at in range(start, start + number // 2 + 1)]
    letters = [f"{name}{half}" for name in names for half in (1, 2)][:number]
    doors = round(electors / number / ELECTORS_A_HOME) + 1
    step = doors // DOORS_A_POSTCODE + 1
    return {one: invented_postcodes(area, doors, start=at * step) for at, one in enumerate(letters)}


def homes_of(postcodes: Mapping[str, Sequence[str]], electors: int, chance: Random) -> list[Home]:
    """Homes enough for so many electors, spread evenly over the districts, street by street."""
    wanted = round(electors / ELECTORS_A_HOME / len(postcodes) * 1.1) + 2
    uprn = count(100_040_000_001 + chance.randrange(10_000) * 1_000_000)
    return [
        home
        for letters, codes in postcodes.items()
        for home in _district(letters, list(codes), wanted, uprn, chance)
    ]


def _district(letters: str, codes: list[str], wanted: int, uprn: Iterator[int], chance: Random) -> list[Home]:
    found: list[Home] = []
    coming, used = cycle(codes), set[str]()
    while len(found) < wanted:
        street = _street(chance)
        if street in used:
            continue
        used.add(street)
        for first in range(1, DOORS_A_STREET + 1, DOORS_A_POSTCODE):
            code = next(coming)
            for number in range(first, first + DOORS_A_POSTCODE):
                found += _premises(Home(letters, 0, "", "", str(number), street, code), uprn, chance)
    return found


def _premises(plot: Home, uprn: Iterator[int], chance: Random) -> list[Home]:
    """A house, a shared one, a cottage with a name and no number, or a block of flats."""
    drawn = chance.random()
    if drawn < FLATS_SHARE:
        block, size = f"{chance.choice(BUILDINGS)} House", chance.randint(3, 12)
        flats = (f"Flat {flat}" for flat in range(1, size + 1))
        return [plot._replace(uprn=next(uprn), flat=flat, building=block, holds=0) for flat in flats]
    home = plot._replace(uprn=next(uprn))
    if drawn < FLATS_SHARE + SHARED_SHARE:
        return [home._replace(holds=chance.randint(3, 7))]
    if drawn < FLATS_SHARE + SHARED_SHARE + 0.02:
        return [home._replace(building=f"{chance.choice(COTTAGES)} Cottage {plot.number}".strip(), number="")]
    return [home]


def _street(chance: Random) -> str:
    return f"{chance.choice(STARTS)}{chance.choice(MIDDLES)}{chance.choice(ENDINGS)} {chance.choice(KINDS)}"
