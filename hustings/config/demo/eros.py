"""The same register as another system writes it: Eros's CSV with property references, and its coding of a month."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from hustings.config.demo.electorate import District, Dwelling, Row
from hustings.config.demo.files import Cells, address_lines, alterations_of, day_of, padded, writer_of
from hustings.config.demo.months import ADDED, CHANGED, REMOVED
from hustings.config.demo.people import OVERSEAS, POSTAL, Elector
from hustings.config.demo.properties import properties_of
from hustings.config.demo.region import Seat
from hustings.lib.markers import years_after
from hustings.lib.postcodes import displayed

ENCODING = "utf-8-sig"
NAMED = ("PDCode", "RollNo", "ElectorTitle", "ElectorSurname", "ElectorForename", "ElectorMiddleName")
PLACED = (
    *(f"RegisteredAddress{line}" for line in range(1, 7)),
    *("PostCode", "Euro", "Parl", "County", "Ward", "SubHouse", "House"),
)
FULL_HEADER = (*NAMED, "DateOfAttainment", "FranchiseMarker", *PLACED, "MethodOfVerification", "UPRN")
UPDATE_HEADER = ("ChangeTypeID", *NAMED, "DOB", "FranchiseMarker", *PLACED)
CODES = {REMOVED: "D", CHANGED: "M", ADDED: "N"}
OTHER_ELECTORS = "Other Electors"


def write_eros_register(path: Path, owner: Seat, districts: Iterable[District]) -> int:
    """Write the full register of the council of `owner` and return how many electors it holds."""
    kept = list(districts)
    rows = [
        (*_elector(home.district, (home.row, home.dwelling), f"{number}.000", elector), "", str(home.uprn))
        for home in properties_of(owner, kept)
        for number, elector in enumerate(home.dwelling.electors, start=home.dwelling.first)
    ]
    rows += [
        (*_elector(district, None, f"{number}.000", elector), "", "")
        for district in kept
        for number, elector in enumerate(district.elsewhere, start=district.first_elsewhere)
    ]
    with writer_of(path, ENCODING) as writer:
        writer.writerow(FULL_HEADER)
        writer.writerows(rows)
    return len(rows)


def write_eros_update(path: Path, districts: Iterable[District], *, month: date, seed: int) -> int:
    """Write a month's alterations in three sections below banners and return how many there are.

    Who takes or gives up a postal vote is not among them: this system keeps that out of its register.
    """
    alterations = [
        (district, one)
        for district, one in alterations_of(districts, month=month, seed=seed)
        if one.kind != CHANGED or one.elector.surname != one.dwelling.electors[0].surname
    ]
    with writer_of(path, ENCODING) as writer:
        writer.writerow(UPDATE_HEADER)
        for kind, code in CODES.items():
            banner = (f"Ref: {code}/{month:%m/%Y}", f"Accession: {month:%d/%m/%Y}")
            writer.writerow(padded([*banner], len(UPDATE_HEADER)))
            writer.writerows(
                (code, *_elector(district, one[1:3], f"{one.number}.{one.suffix:03}", one.elector, born=True))
                for district, one in alterations
                if one.kind == kind
            )
    return len(alterations)


def _elector(
    district: District,
    home: tuple[Row, Dwelling] | None,
    number: str,
    elector: Elector,
    *,
    born: bool = False,
) -> Cells:
    """Return the cells from the letters to the house; the full register dates who comes of age, an update births."""
    first, _, middle = elector.forenames.partition(" ")
    dated = elector.born_on if born or elector.born_on is None else years_after(elector.born_on, 18)
    lines = [OTHER_ELECTORS] if home is None else address_lines(*home, district.council.town)[:-1]
    postcode = "" if home is None else displayed(home[1].postcode)
    areas = ("", district.seat.name, "", district.ward, "", "")
    named = (district.letters, number, "", elector.surname, first, middle)
    return (*named, day_of(dated), _franchise(elector.markers), *padded(lines, 6), postcode, *areas)


def _franchise(markers: str) -> str:
    """Leave out the letter of absent voters, which Xpress writes among the others and Eros does not."""
    return markers if markers == OVERSEAS else markers.removesuffix(POSTAL)
