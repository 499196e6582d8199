"""One row of a polling-station file turned into a property and its station; what is missing stays empty."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from hustings.lib.addresses import read_address
from hustings.lib.national_grid import latitude_and_longitude
from hustings.lib.postcodes import compact
from hustings.lib.street_lines import is_place
from hustings.register.files.dates import read_date
from hustings.register.stations.headings import Cells, Supplier, letters_of, reference_of

# Suppliers fill a district without properties with postcodes that are nowhere.
DUMMY_POSTCODES = ("A11AA", "AA11AA", "BT99")
DUMMY_WORDS = "dummy record"
LONGEST_UPRN = 12


@dataclass(frozen=True)
class StationDraft:
    """A polling station as a file gives it; `place` is latitude and longitude."""

    reference: str
    name: str
    address: str = ""
    postcode: str = ""
    uprn: int | None = None
    place: tuple[float, float] | None = None


@dataclass(frozen=True)
class PropertyDraft:
    """A property and the reference of its station. `is_mislaid` marks a postcode that stood in another column."""

    line: int
    reference: str
    uprn: int | None
    postcode: str
    address_key: str
    letters: str
    is_mislaid: bool = False
    is_dummy: bool = False

    @property
    def is_anywhere(self) -> bool:
        return self.uprn is not None or bool(self.address_key)


def draft_station(cells: Cells, supplier: Supplier) -> StationDraft | None:
    """Read the station of a row; None where the row names none."""
    name = first_of(cells, supplier.names)
    reference = reference_of(cells, supplier.reference) or name[:60]
    if not reference or supplier.station_lines is None:
        return None
    lines = supplier.station_lines(cells)
    postcode, _is_mislaid = _postcode(cells, supplier.station_postcode, lines)
    return StationDraft(
        reference=reference,
        name=(name or ", ".join(lines[:1]))[:200],
        address=", ".join(line for line in lines if not compact(line)),
        postcode=postcode,
        uprn=uprn_of(first_of(cells, supplier.station_uprn)),
        place=_place(cells, supplier),
    )


def draft_property(line: int, cells: Cells, supplier: Supplier) -> PropertyDraft:
    """Read the property of a row, whose station may be missing (`reference` is empty then)."""
    lines = supplier.property_lines(cells) if supplier.property_lines else []
    postcode, is_mislaid = _postcode(cells, supplier.property_postcode, lines)
    reference = reference_of(cells, supplier.reference) or first_of(cells, supplier.names)[:60]
    return property_of(
        line=line,
        reference=reference,
        uprn=first_of(cells, supplier.property_uprn),
        lines=lines,
        postcode=postcode,
        letters=letters_of(first_of(cells, supplier.letters)),
        is_mislaid=is_mislaid,
    )


def property_of(
    *,
    line: int,
    reference: str,
    uprn: str,
    lines: list[str],
    postcode: str,
    letters: str,
    is_mislaid: bool = False,
) -> PropertyDraft:
    """Put a property together; `postcode` is compact or empty."""
    address = read_address(lines, postcode)
    is_dummy = postcode.startswith(DUMMY_POSTCODES) or any(
        one.lower().startswith(DUMMY_WORDS) for one in lines[:1]
    )
    return PropertyDraft(
        line=line,
        reference=reference,
        uprn=uprn_of(uprn),
        postcode=address.postcode,
        address_key=address.key[:400] if address.is_place else "",
        letters=letters,
        is_mislaid=is_mislaid,
        is_dummy=is_dummy,
    )


def uprn_of(text: str) -> int | None:
    """Read a UPRN without the noughts before it; what is no number of at most twelve digits is none."""
    digits = text.strip().lstrip("0")
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) <= LONGEST_UPRN else None


def first_of(cells: Cells, names: Iterable[str]) -> str:
    """The first of these columns that holds anything."""
    return next((cells[name] for name in names if cells.get(name)), "")


def polling_day_of(cells: Cells, supplier: Supplier) -> date | None:
    """The polling day that a row names, if it names one."""
    found = read_date(cells.get(supplier.polling_day, ""))
    return found if isinstance(found, date) else None


def _postcode(cells: Cells, names: Iterable[str], lines: list[str]) -> tuple[str, bool]:
    """Look in its own columns, then among the address lines; tells whether it was mislaid."""
    stated = next((found for name in names if (found := compact(cells.get(name, "")))), "")
    among = next((found for line in reversed(lines) if (found := compact(line))), "")
    return stated or among, not stated and bool(among)


def _place(cells: Cells, supplier: Supplier) -> tuple[float, float] | None:
    """Where a station stands; a nought is no place."""
    try:
        east, north = float(cells.get(supplier.east, "")), float(cells.get(supplier.north, ""))
    except ValueError:
        return None
    return place_of(east, north, in_degrees=supplier.place_in == "degrees")


def place_of(east: float, north: float, *, in_degrees: bool) -> tuple[float, float] | None:
    """Latitude and longitude from either; None for noughts and for what is nowhere in these islands."""
    if not (east and north):
        return None
    if not in_degrees:
        if not (0 < east < 700_000 and 0 < north < 1_300_000):
            return None
        north, east = latitude_and_longitude(east, north)
    return (north, east) if is_place((north, east)) and 49 < north < 62 and -9 < east < 3 else None
