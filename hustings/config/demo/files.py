"""Register files as a council's electoral software writes them: the full register and a month's alterations."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from hustings.config.demo.electorate import District, Dwelling, Row
from hustings.config.demo.months import ADDED, CHANGED, REMOVED, Alteration, Month
from hustings.config.demo.people import Elector
from hustings.config.demo.region import REGION_NAME
from hustings.lib.postcodes import displayed

# Xpress, the most used software: the full register with the surname in a column of its own, and its update file.
ENCODING = "cp1252"
FULL_HEADER = (
    "Elector Number Prefix", "Elector Number", "Elector Number Suffix", "Elector Markers", "Elector DOB",
    "Elector Surname", "Elector Forename", "PostCode",
    "Address1", "Address2", "Address3", "Address4", "Address5", "Address6",
)  # fmt: skip
UPDATE_HEADER = (
    "CompanyName", "CompanyOPCSRef", "DistrictRef", "StreetName",
    "PropertyAddress1", "PropertyAddress2", "PropertyAddress3", "PropertyAddress4", "PropertyAddress5",
    "PropertyPostCode", "PropertyAddressPrefix", "PropertyAddressNumber", "ElectorNumber", "ElectorForename",
    "ElectorSurname", "ElectorDOB", "ElectorCreatedMonth", "ElectorChangedMonth", "ElectorDeletedMonth",
    "MarkersRegisterText", "RecordCount", "RecordTotal", "CurrentRegisterMonth",
)  # fmt: skip
OTHER_ELECTORS = "Other Electors"

Cells = tuple[str, ...]


def write_register(path: Path, districts: Iterable[District]) -> int:
    """Write a full register in 14 columns, row by row, and return how many electors it holds.

    What the file's encoding cannot hold becomes "?", as councils' software does it.
    """
    count = 0
    with writer_of(path) as writer:
        writer.writerow(FULL_HEADER)
        for district in districts:
            rows = list(register_rows(district))
            writer.writerows(rows)
            count += len(rows)
    return count


def write_update(path: Path, districts: Iterable[District], *, month: date, seed: int) -> int:
    """Write the alterations of one month and return how many rows: removals, changes, additions in that order."""
    rows = alterations_of(districts, month=month, seed=seed)
    with writer_of(path) as writer:
        writer.writerow(UPDATE_HEADER)
        for place, (district, alteration) in enumerate(rows, start=1):
            cells = _altered(district, month, alteration)
            writer.writerow((*cells, str(place), str(len(rows)), month.strftime("%B %Y")))
    return len(rows)


def alterations_of(
    districts: Iterable[District], *, month: date, seed: int
) -> list[tuple[District, Alteration]]:
    """Return a month's alterations as systems print them: removals, changes, additions, each by district."""
    found = [(district, one) for district in districts for one in Month(district, month, seed).alterations()]
    return sorted(found, key=lambda district_and_one: district_and_one[1].kind)


def register_rows(district: District) -> Iterator[Cells]:
    """Yield a district's electors street by street, then its other electors, who have no address."""
    for row in district.rows:
        for dwelling in row.dwellings:
            place = (
                displayed(dwelling.postcode),
                *padded(address_lines(row, dwelling, district.council.town), 6),
            )
            for number, elector in enumerate(dwelling.electors, start=dwelling.first):
                yield (district.letters, str(number), "0", *_who(elector), *place)
    for number, elector in enumerate(district.elsewhere, start=district.first_elsewhere):
        yield (district.letters, str(number), "0", *_who(elector), "", *padded([OTHER_ELECTORS], 6))


def address_lines(row: Row, dwelling: Dwelling, town: str) -> list[str]:
    """Return an address as councils print it: premises, number and street, locality, town, county, postcode."""
    door = dwelling.door
    above = list(door.premises)
    street = f"{above.pop()} {row.street}" if door.number is not None else row.street
    locality = [row.locality] if row.locality else []
    return [*above, street, *locality, town, REGION_NAME, displayed(dwelling.postcode)]


def _who(elector: Elector) -> Cells:
    return (elector.markers, day_of(elector.born_on), elector.surname, elector.forenames)


def day_of(day: date | None) -> str:
    """Write a day as councils do, or nothing."""
    return day.strftime("%d/%m/%Y") if day else ""


def padded(lines: Sequence[str], count: int) -> Cells:
    """Return so many cells."""
    return (*lines, *[""] * count)[:count]


@contextmanager
def writer_of(path: Path, encoding: str = ENCODING) -> Iterator[Any]:
    """Open a file as councils' software writes one; what its encoding cannot hold becomes "?"."""
    with path.open("w", encoding=encoding, errors="replace", newline="") as stream:
        yield csv.writer(stream, lineterminator="\r\n")


def _altered(district: District, month: date, one: Alteration) -> Cells:
    council, letters = district.council, district.letters
    number = f"{one.number}/{one.suffix}" if one.suffix else f"{one.number}"
    months = [str(month.month) if one.kind == kind else "0" for kind in (ADDED, CHANGED, REMOVED)]
    return (
        council.name,
        council.code,
        letters,
        "",
        *padded(address_lines(one.row, one.dwelling, council.town)[:-1], 5),
        displayed(one.dwelling.postcode),
        "",
        "",
        f"{letters}-{number}",
        one.elector.forenames,
        one.elector.surname,
        day_of(one.elector.born_on),
        *months,
        one.elector.markers,
    )
