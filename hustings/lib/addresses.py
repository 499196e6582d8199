"""Address lines as councils send them, taken apart into flat, building, number, street and locality."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from hustings.lib.names import normalised
from hustings.lib.postcodes import compact

NOT_A_PLACE = frozenset({"other electors", "address withheld", "no fixed abode", "n a"})

_DESIGNATION = r"(?:no\.?\s*)?[a-z]?\d{0,4}[a-z]?(?:[/.-]\d{1,3}[a-z]?)?"
_UNIT = r"(?:flat|apartment|apt|unit|room|studio|bedsit|maisonette|suite|plot|caravan|mooring|berth)"
_STOREY = r"(?:lower ground|upper ground|ground|first|second|third|fourth|fifth|top|basement|garden|attic|lower|upper)"
FLAT = re.compile(
    rf"(?P<flat>{_UNIT}$|{_UNIT}s?\s+{_DESIGNATION}(?=\s|$)"
    rf"|{_STOREY}(?:\s+floor)?\s+(?:{_UNIT}|front|rear)(?:\s+{_DESIGNATION}(?=\s+\d|$))?(?=\s|$)"
    rf"|(?:{_STOREY}\s+floor|penthouse|(?:the\s+)?annexe?)(?=\s|$)"
    r"|(?:\d{1,2}/\d{1,2}|\d?[bg]?f\d)(?=\s+\d|$))\s*(?P<rest>.*)",
    re.IGNORECASE,
)
NUMBERED = re.compile(
    r"(?:no\.?\s*)?(?P<number>\d{1,5})(?P<suffix>\s?[a-z](?=\s|$)|\s?[-–/&]\s?\d{1,5}[a-z]?|½)?\s*(?P<rest>.*)",
    re.IGNORECASE,
)
NAME_THEN_NUMBER = re.compile(r"(?P<name>\D{3,60}?)\s+(?P<rest>\d{1,5}[a-z]?\s+[a-z].*)", re.IGNORECASE)

BUILDING_WORDS = frozenset(
    "house court lodge mansions tower towers point heights buildings building hall block".split()
)
STREET_WORDS = frozenset(
    """alley approach avenue bank brae broadway brow bypass chase circle circus close common copse corner cottages
    court crescent croft cross cul dale dell dene down drift drive drove embankment end esplanade estate fields fold
    ford gait gardens garth gate glade glebe glen green grove hatch heath hill hollow lane lawn lea loan loke mall
    meadow meadows mews mount orchard parade park passage path pathway place plain promenade quadrant quay ride ridge
    rise road row sidings square strand street terrace thoroughfare tye vale view villas walk water way wharf wood
    wynd yard""".split()
)
WELSH_STREET_WORDS = frozenset("clos ffordd heol lon maes rhiw rhodfa stryd".split())
# "St" is Street at the end of a name and Saint before it.
ABBREVIATED = {
    "av": "avenue", "ave": "avenue", "cl": "close", "cres": "crescent", "ct": "court", "dr": "drive", "gdns": "gardens",
    "gr": "grove", "ln": "lane", "pde": "parade", "pk": "park", "pl": "place", "rd": "road", "sq": "square",
    "st": "street", "str": "street", "ter": "terrace", "terr": "terrace", "wk": "walk",
}  # fmt: skip


@dataclass(frozen=True)
class Address:
    """A door's address. `name` is the house's, or the building's of a flat; `number` is None where there is none."""

    flat: str = ""
    name: str = ""
    number: int | None = None
    number_suffix: str = ""
    street: str = ""
    locality: str = ""
    postcode: str = ""

    @property
    def is_place(self) -> bool:
        """Whether there is a door at all: "Other electors" of a register have none."""
        return bool(self.street or self.name or self.number is not None)

    @property
    def street_key(self) -> str:
        return street_key(self.street)

    @property
    def key(self) -> str:
        """Tell two doors apart, and nothing else: case, punctuation and abbreviations do not count.

        A numbered door is known without its building's name, which one file gives and the next leaves out.
        """
        numbered = self.number is not None
        premises = f"{self.number}{self.number_suffix.casefold()}" if numbered else normalised(self.name)
        return "|".join((self.postcode, self.street_key, premises, _flat_key(self.flat)))


def read_address(lines: Iterable[str], postcode: str = "") -> Address:
    """Take address lines apart. Postcodes among the lines are taken out; `postcode` wins over them.

    Never refuses: what has no number is a house with a name, and what cannot be told apart stays in `name`.
    """
    cleaned, found = _without_postcodes(lines)
    kept = compact(postcode) or found
    if not cleaned or normalised(" ".join(cleaned)) in NOT_A_PLACE:
        return Address(postcode=kept)
    flat, rest = _take_flat(cleaned)
    at = next((index for index, line in enumerate(rest[:3]) if NUMBERED.match(line)), None)
    if at is None:
        return _named(flat, rest, kept)
    return _numbered(flat, rest[:at], rest[at:], kept)


@lru_cache(maxsize=20_000)
def street_key(street: str) -> str:
    """Reduce a street's name so that "ST. JOHN'S RD" and "St Johns Road" are one street."""
    words = normalised(street).split()
    if len(words) > 1:
        words[-1] = ABBREVIATED.get(words[-1], words[-1])
    return " ".join(words)


def _without_postcodes(lines: Iterable[str]) -> tuple[list[str], str]:
    kept, found = [], ""
    for line in ",".join(lines).split(","):
        text = " ".join(line.split()).strip(" ;-")
        if compact(text):
            found = compact(text)
        elif text:
            kept.append(text)
    return kept, found


def _take_flat(lines: list[str]) -> tuple[str, list[str]]:
    found = FLAT.fullmatch(lines[0])
    if found is None:
        return "", lines
    rest = [found["rest"], *lines[1:]] if found["rest"] else lines[1:]
    return " ".join(found["flat"].split()), rest


def _numbered(flat: str, before: list[str], lines: list[str], postcode: str) -> Address:
    found = NUMBERED.match(lines[0])
    if found is None:
        raise ValueError("the first line has no number")
    street, *after = [found["rest"], *lines[1:]] if found["rest"] else lines[1:] or [""]
    if not flat and after and _is_building(street) and _is_street(after[0]):
        return read_address([f"Flat {found['number']}{found['suffix'] or ''}", street, *after], postcode)
    return Address(
        flat=flat,
        name=", ".join(before),
        number=int(found["number"]),
        number_suffix=(found["suffix"] or "").replace(" ", "").upper(),
        street=street,
        locality=_locality(after),
        postcode=postcode,
    )


def _named(flat: str, lines: list[str], postcode: str) -> Address:
    inside = NAME_THEN_NUMBER.fullmatch(lines[0]) if lines else None
    if inside is not None:
        return _numbered(flat, [inside["name"]], [inside["rest"], *lines[1:]], postcode)
    if not lines:
        return Address(flat=flat, name=flat, postcode=postcode)
    if len(lines) == 1 or (_is_street(lines[0]) and not _is_street(lines[1])):
        name, after = ("", lines) if _is_street(lines[0]) else (lines[0], ["", *lines[1:]])
    else:
        name, after = lines[0], lines[1:]
    return Address(flat=flat, name=name, street=after[0], locality=_locality(after[1:]), postcode=postcode)


def _locality(after: list[str]) -> str:
    """Take what stands between the street and the town: councils end an address with town and county."""
    return after[0] if len(after) > 2 else ""


def _is_street(line: str) -> bool:
    words = street_key(line).split()
    return bool(words) and (words[-1] in STREET_WORDS or words[0] in WELSH_STREET_WORDS)


def _is_building(line: str) -> bool:
    words = normalised(line).split()
    return len(words) > 1 and words[-1] in BUILDING_WORDS


def _flat_key(flat: str) -> str:
    """Leave out what the unit is called: flat 2, apartment 2 and room 2 of one building are one door."""
    words = normalised(flat).split()
    if len(words) > 1 and re.fullmatch(f"{_UNIT}s?", words[0]):
        words = words[1:]
    return " ".join(words)
