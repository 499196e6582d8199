"""What a council publishes for a polling day, and what is decided over it: its stations, and a boundary review."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from statistics import fmean

from hustings.config.demo.electorate import District
from hustings.config.demo.files import Cells, address_lines, padded, writer_of
from hustings.config.demo.ground import Point, easting_northing
from hustings.config.demo.properties import Property, properties_of
from hustings.config.demo.region import Seat
from hustings.lib.postcodes import displayed

# Xpress's property file, as councils send it to the Democracy Club.
STATIONS_HEADER = (
    "ElectionDate", "ElectionType", "ElectoralArea", "Contested", "Property_URN",
    "AddressLine1", "AddressLine2", "AddressLine3", "AddressLine4", "AddressLine5", "Addressline6", "Post_Code",
    "Polling_Place_District_Reference", "Polling_Place_Id", "Polling_Place_Name",
    "Polling_Place_Address_1", "Polling_Place_Address_2", "Polling_Place_Address_3", "Polling_Place_Address_4",
    "Polling_Place_Postcode", "Polling_Place_Easting", "Polling_Place_Northing", "Polling_Place_UPRN",
    "AreaNameAlternative",
)  # fmt: skip
BOUNDARY_HEADER = ("council code", "district", "new letters", "ward code", "constituency code")
FIRST_STATION = 501


def write_stations(path: Path, owner: Seat, districts: Iterable[District], *, polling_day: date) -> int:
    """Write every property of the council of `owner` with the station of its district; return how many there are."""
    kept = list(districts)
    stations = {district.letters: _station(index, district) for index, district in enumerate(kept)}
    rows = [
        (*_property(home, polling_day), *stations[home.district.letters])
        for home in properties_of(owner, kept)
    ]
    with writer_of(path) as writer:
        writer.writerow(STATIONS_HEADER)
        writer.writerows(rows)
    return len(rows)


def write_boundary_change(path: Path, district: District, seat: Seat) -> int:
    """Write a review's list that takes one polling district, ward and letters as they are, to another seat."""
    with writer_of(path) as writer:
        writer.writerow(BOUNDARY_HEADER)
        writer.writerow((district.council.code, district.letters, "", district.ward_code, seat.code))
    return 1


def _property(home: Property, polling_day: date) -> Cells:
    lines = address_lines(home.row, home.dwelling, home.district.council.town)
    postcode = displayed(home.dwelling.postcode)
    place = (*padded(lines[:-1], 5), postcode, postcode)
    day, letters = polling_day.strftime("%d/%m/%Y"), home.district.letters
    return (day, "Local", home.district.ward, "Unknown", str(home.uprn), *place, letters)


def _station(index: int, district: District) -> Cells:
    """Return a station's cells: in the middle of its district, with the postcode of a door of its longest street."""
    row = max(district.rows, key=lambda row: len(row.dwellings))
    middle = Point(*(fmean(values) for values in zip(*_doors(district), strict=True)))
    easting, northing = map(str, easting_northing(middle))
    address = (row.street, district.council.town, "", "", displayed(row.dwellings[0].postcode))
    return (str(FIRST_STATION + index), district.polling_place, *address, easting, northing, "", "")


def _doors(district: District) -> Iterator[Point]:
    for row in district.rows:
        for dwelling in row.dwellings:
            yield dwelling.door.at
