"""Register files as a council's electoral software writes them: the full register and a month's alterations."""

import csv
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from hustings.config.demo.electorate import District, Dwelling, Row
from hustings.config.demo.people import POSTAL, Elector, Population
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
MOVED_SHARE, POSTAL_SHARE, RENAMED_SHARE = 0.012, 0.008, 0.004

Cells = tuple[str, ...]


def write_register(path: Path, districts: Iterable[District]) -> int:
    """Write a full register in 14 columns, row by row, and return how many electors it holds.

    What the file's encoding cannot hold becomes "?", as councils' software does it.
    """
    count = 0
    with _writer(path) as writer:
        writer.writerow(FULL_HEADER)
        for district in districts:
            rows = list(register_rows(district))
            writer.writerows(rows)
            count += len(rows)
    return count


def write_update(path: Path, districts: Iterable[District], *, month: date, seed: int) -> int:
    """Write the alterations of one month and return how many rows: removals, changes, additions in that order."""
    rows = [row for district in districts for row in _Month(district, month, seed).alterations()]
    rows.sort(key=lambda kind_and_cells: kind_and_cells[0])
    with _writer(path) as writer:
        writer.writerow(UPDATE_HEADER)
        for place, (_, cells) in enumerate(rows, start=1):
            writer.writerow((*cells, str(place), str(len(rows)), month.strftime("%B %Y")))
    return len(rows)


def register_rows(district: District) -> Iterator[Cells]:
    """Yield a district's electors street by street, then its other electors, who have no address."""
    for row in district.rows:
        for dwelling in row.dwellings:
            place = (
                displayed(dwelling.postcode),
                *_padded(address_lines(row, dwelling, district.council.town), 6),
            )
            for number, elector in enumerate(dwelling.electors, start=dwelling.first):
                yield (district.letters, str(number), "0", *_who(elector), *place)
    for number, elector in enumerate(district.elsewhere, start=district.first_elsewhere):
        yield (district.letters, str(number), "0", *_who(elector), "", *_padded([OTHER_ELECTORS], 6))


def address_lines(row: Row, dwelling: Dwelling, town: str) -> list[str]:
    """Return an address as councils print it: premises, number and street, locality, town, county, postcode."""
    door = dwelling.door
    above = list(door.premises)
    street = f"{above.pop()} {row.street}" if door.number is not None else row.street
    locality = [row.locality] if row.locality else []
    return [*above, street, *locality, town, REGION_NAME, displayed(dwelling.postcode)]


def _who(elector: Elector) -> Cells:
    return (elector.markers, _day(elector.born_on), elector.surname, elector.forenames)


def _day(day: date | None) -> str:
    return day.strftime("%d/%m/%Y") if day else ""


def _padded(lines: list[str], count: int) -> list[str]:
    return (lines + [""] * count)[:count]


@contextmanager
def _writer(path: Path) -> Iterator[Any]:
    with path.open("w", encoding=ENCODING, errors="replace", newline="") as stream:
        yield csv.writer(stream, lineterminator="\r\n")


REMOVED, CHANGED, ADDED = range(3)


class _Month:
    """What befalls one district in one month: households that move out and in, postal votes, new surnames."""

    def __init__(self, district: District, month: date, seed: int) -> None:
        self._random = Random(f"{seed}/{district.seat.index}/{district.letters}/{month}")
        self._district, self._month = district, month
        self._population = Population(self._random, month)

    def alterations(self) -> Iterator[tuple[int, Cells]]:
        """Yield rows of the update file with what kind each is."""
        for row in self._district.rows:
            for dwelling in row.dwellings:
                chance = self._random.random()
                if chance < MOVED_SHARE:
                    yield from self._moved(row, dwelling)
                elif chance < MOVED_SHARE + POSTAL_SHARE + RENAMED_SHARE:
                    wants_postal_vote = chance < MOVED_SHARE + POSTAL_SHARE
                    changed = self._changed(dwelling.electors[0], wants_postal_vote=wants_postal_vote)
                    yield CHANGED, self._cells(CHANGED, (row, dwelling), str(dwelling.first), changed)

    def _changed(self, elector: Elector, *, wants_postal_vote: bool) -> Elector:
        if wants_postal_vote:
            return elector._replace(markers=elector.markers.removesuffix(POSTAL) + POSTAL)
        return elector._replace(surname=self._population.surname())

    def _moved(self, row: Row, dwelling: Dwelling) -> Iterator[tuple[int, Cells]]:
        """Replace a household: those who come get the number before theirs with a suffix."""
        for number, elector in enumerate(dwelling.electors, start=dwelling.first):
            yield REMOVED, self._cells(REMOVED, (row, dwelling), str(number), elector)
        for suffix, elector in enumerate(self._population.newcomers(), start=1):
            yield ADDED, self._cells(ADDED, (row, dwelling), f"{dwelling.first}/{suffix}", elector)

    def _cells(self, kind: int, where: tuple[Row, Dwelling], number: str, elector: Elector) -> Cells:
        council, letters = self._district.council, self._district.letters
        months = [str(self._month.month) if kind == one else "0" for one in (ADDED, CHANGED, REMOVED)]
        return (
            council.name,
            council.code,
            letters,
            "",
            *_padded(address_lines(*where, council.town)[:-1], 5),
            displayed(where[1].postcode),
            "",
            "",
            f"{letters}-{number}",
            elector.forenames,
            elector.surname,
            _day(elector.born_on),
            *months,
            elector.markers,
        )
