"""How a polling-station file's columns are named, and how address lines are made of them."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from hustings.lib.addresses import read_address, street_key

Cells = Mapping[str, str]
Names = tuple[str, ...]
Lines = Callable[[Cells], list[str]]

NOTHING = frozenset({"", "n/a", "null"})
WORD_ENDS = re.compile(r"[ ./-]")
LETTERS_IN_BRACKETS = re.compile(r"\(([A-Z0-9]{1,8})\)$")
NUMBERED = re.compile(r"(?P<number>\d+[A-Za-z]?)\s+(?P<name>\D.*)")


def key_of(heading: str) -> str:
    """Write a heading as the declarations do: "Polling_Place-Id" -> "polling_place_id"."""
    return WORD_ENDS.sub("_", heading.strip().lower())


@dataclass(frozen=True)
class Supplier:
    """The columns of one supplier's file. Without `property_lines` a file holds stations alone, without `names` only
    properties; `place_in` says whether a station's place is in metres of the national grid or in degrees.
    """

    key: str
    title: str
    mark: str
    needs: Names
    reference: Names
    property_lines: Lines | None = None
    property_postcode: Names = ()
    property_uprn: Names = ()
    letters: Names = ()
    names: Names = ()
    station_lines: Lines | None = None
    station_postcode: Names = ()
    station_uprn: Names = ()
    east: str = ""
    north: str = ""
    place_in: str = "metres"
    polling_day: str = ""


def columns(*names: str) -> Lines:
    """Take address lines from columns of these names."""

    def lines(cells: Cells) -> list[str]:
        return [cells[name] for name in names if cells.get(name)]

    return lines


def numbered(prefix: str, last: int) -> Lines:
    """Take address lines from columns that are counted: "add1" to "add6"."""
    return columns(*(f"{prefix}{number}" for number in range(1, last + 1)))


def house_and_street(cells: Cells) -> list[str]:
    """Read "378 Westbourne" of a lane as a house with a name, "1  Eden House" as flat 1 of a building."""
    house = " ".join(cells.get("propertynumber", "").split())
    street = cells.get("streetname", "")
    house = "" if house == "0" else house
    found = NUMBERED.fullmatch(house)
    if found is None:
        lines = [f"{house} {street}"] if house[:1].isdigit() else [house, street]
    elif read_address([house, street]).street_key == street_key(street):
        lines = [house, street]
    else:
        lines = [found["name"], f"{found['number']} {street}"]
    return [line for line in lines if line.strip()]


def parts_of_house(cells: Cells) -> list[str]:
    """Put a number before the street it belongs to: the lesser one, where a house has a street within a street."""
    house, lesser, number, street = (
        cells.get(name, "") for name in ("housenumber", "substreetname", "streetnumber", "streetname")
    )
    lines = [f"{house} {lesser}", f"{number} {street}"] if lesser or number else [f"{house} {street}"]
    return [
        line.strip()
        for line in (cells.get("housename", ""), *lines, cells.get("locality", ""), cells.get("town", ""))
        if line.strip()
    ]


def reference_of(cells: Cells, names: Iterable[str]) -> str:
    """A station's reference: what its columns hold, all of them; its name where they hold nothing."""
    return "/".join(cells[name] for name in names if cells.get(name))[:60]


def letters_of(text: str) -> str:
    """A polling district's letters: "BEETHAM EAST (AD)" is AD."""
    found = LETTERS_IN_BRACKETS.search(text.strip().upper())
    return (found[1] if found else text.strip())[:20]
