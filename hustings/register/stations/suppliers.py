"""What each supplier of election systems calls the columns of its polling-station files, as declarations.

A file is known by a heading that only its supplier writes. Of several names for one column the first that is there
counts; headings are compared in small letters, with `_` for a space, a dot, a dash and a stroke.
"""

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


XPRESS = Supplier(
    key="xpress",
    title="Xpress, for Democracy Club",
    mark="electiondate",
    needs=("addressline1", "polling_place_id", "polling_place_name"),
    reference=("polling_place_id",),
    property_lines=numbered("addressline", 6),
    property_postcode=("post_code", "addressline6"),
    property_uprn=("property_urn",),
    letters=("polling_place_district_reference",),
    names=("polling_place_name",),
    station_lines=numbered("polling_place_address_", 4),
    station_postcode=("polling_place_postcode",),
    # A lost line break has run two headings into one.
    station_uprn=("polling_place_uprn", "polling_place_uprnproperty_urn"),
    east="polling_place_easting",
    north="polling_place_northing",
    polling_day="electiondate",
)
XPRESS_WEB_LOOKUP = Supplier(
    key="xpress-web-lookup",
    title="Xpress WebLookup",
    mark="authoritycode",
    needs=("streetname", "pollingplaceid", "pollingplaceaddress1"),
    reference=("pollingplaceid",),
    property_lines=house_and_street,
    property_postcode=("postcode",),
    property_uprn=("uprn",),
    letters=("pollingdistrictreference",),
    names=("pollingplaceaddress1",),
    station_lines=columns(*(f"pollingplaceaddress{number}" for number in range(2, 8))),
    station_postcode=("pollingplaceaddress7",),
    east="pollingplaceeasting",
    north="pollingplacenorthing",
)
EROS = Supplier(
    key="eros",
    title="Idox Eros (Halarose)",
    mark="pollingvenueid",
    needs=("houseid", "addressline1", "pollingstationname"),
    reference=("pollingvenueid", "pollingstationnumber"),
    property_lines=numbered("addressline", 5),
    property_postcode=("postcode",),
    property_uprn=("uprn",),
    letters=("pollingdistrictname", "pollingdistrictid"),
    names=("pollingstationname",),
    station_lines=numbered("pollingstationaddress", 5),
    station_postcode=("pollingstationpostcode",),
    station_uprn=("pollingvenueuprn",),
    east="pollingvenueeasting",
    north="pollingvenuenorthing",
)
EROS_BEFORE = Supplier(
    key="eros-before",
    title="Idox Eros (Halarose), as it was",
    mark="houseid",
    needs=("streetname", "pollingstationname"),
    reference=("pollingstationnumber", "pollingstationname"),
    property_lines=parts_of_house,
    property_postcode=("housepostcode",),
    property_uprn=("uprn",),
    names=("pollingstationname",),
    station_lines=numbered("pollingstationaddress_", 5),
    station_postcode=("pollingstationpostcode",),
)
DEMOCRACY_COUNTS_STATIONS = Supplier(
    key="democracy-counts",
    title="Democracy Counts, stations",
    mark="placename",
    needs=("xordinate", "stationcode"),
    reference=("stationcode",),
    names=("placename",),
    station_lines=numbered("add", 6),
    station_postcode=("postcode",),
    east="xordinate",
    north="yordinate",
)
DEMOCRACY_COUNTS_PROPERTIES = Supplier(
    key="democracy-counts",
    title="Democracy Counts, properties",
    mark="xordinate",
    needs=("add1", "stationcode"),
    reference=("stationcode",),
    property_lines=numbered("add", 6),
    property_postcode=("postcode",),
    property_uprn=("uprn",),
)
EONI = Supplier(
    key="eoni",
    title="Electoral Office for Northern Ireland",
    mark="pro_uprn",
    needs=("pro_fulladdress", "prem_id", "prem_name"),
    reference=("prem_id",),
    property_lines=columns("pro_fulladdress"),
    property_postcode=("pro_postcode",),
    property_uprn=("pro_uprn",),
    names=("prem_name",),
    station_lines=columns("prem_fulladdress"),
    station_postcode=("prem_postcode",),
    east="prem_x_4326",
    north="prem_y_4326",
    place_in="degrees",
)
# In this order: a mark of one can be a plain column of those before it.
SUPPLIERS = (
    XPRESS,
    XPRESS_WEB_LOOKUP,
    EROS,
    EROS_BEFORE,
    DEMOCRACY_COUNTS_STATIONS,
    DEMOCRACY_COUNTS_PROPERTIES,
    EONI,
)
FCS = "fcs"
TITLES = {FCS: "FCS ElectionsPro"} | {
    supplier.key: supplier.title.removesuffix(", properties").removesuffix(", stations")
    for supplier in SUPPLIERS
}
