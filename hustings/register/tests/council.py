"""A small council for tests: its postcodes, and files such as its officer's system would write."""

import csv
import io
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime
from io import BytesIO

from hustings.access.actor import Actor
from hustings.audit.words import Action, Purpose
from hustings.geography.models import Postcode
from hustings.register.importing.applying import apply_import
from hustings.register.importing.editions import find_edition
from hustings.register.importing.looking_over import SentFile, look_over_file
from hustings.register.models import Import, RegisterEdition
from tests.cast import Cast, acting, arranging

FULL = (
    "Elector Number Prefix,Elector Number,Elector Number Suffix,Elector Markers,Elector DOB,Elector Surname,"
    "Elector Forename,PostCode,Address1,Address2,Address3,Address4,Address5,Address6"
).split(",")
UPDATE = (
    "CompanyName,CompanyOPCSRef,DistrictRef,StreetName,PropertyAddress1,PropertyAddress2,PropertyAddress3,"
    "PropertyAddress4,PropertyAddress5,PropertyPostCode,PropertyAddressPrefix,PropertyAddressNumber,ElectorNumber,"
    "ElectorForename,ElectorSurname,ElectorDOB,ElectorCreatedMonth,ElectorChangedMonth,ElectorDeletedMonth,"
    "MarkersRegisterText,RecordCount,RecordTotal,CurrentRegisterMonth"
).split(",")
NORTH, SOUTH = "EX11AA", "EX21AA"
DECEMBER, YEAR_LATER = date(2026, 12, 1), date(2027, 12, 1)
NOON = datetime(2026, 12, 2, 12, 0, tzinfo=UTC)

OKAFOR = "AA1,1,0,,,Okafor,Grace Ada,EX1 1AA,1 Mill Lane,Moorton,Moorshire,EX1 1AA,,"
LYLE = "AA1,2,0,A,,Lyle,Peter,EX1 1AA,2 Mill Lane,Moorton,Moorshire,EX1 1AA,,"
LYLE_SON = "AA1,3,0,,,Lyle,Owen,EX1 1AA,2 Mill Lane,Moorton,Moorshire,EX1 1AA,,"
FLAT = "AA1,4,0,,,Quince,Ana,EX1 1AA,Flat 2,Castle House,5 Mill Lane,Moorton,Moorshire,EX1 1AA"
OVERSEAS = "AA1,5,0,F,,Farr,Abel,,Other Electors,,,,,"
ANONYMOUS = "AA1,6,0,N,,,,,Other Electors,,,,,"
SOUTHERNER = "BB1,1,0,,,Southey,Una,EX2 1AA,1 Shore Road,Southport,Moorshire,EX2 1AA,,"
NORTHERN = (OKAFOR, LYLE, LYLE_SON, FLAT, OVERSEAS, ANONYMOUS)


def full_file(
    *rows: str, encoding: str = "cp1252", delimiter: str = ",", headings: Sequence[str] = FULL
) -> bytes:
    """Write a full register of rows as they stand below the headings."""
    return _written([headings, *(row.split(",") for row in rows)], delimiter).encode(encoding)


def update_file(*rows: dict[str, str]) -> bytes:
    """Write a monthly update; what a row does not name is empty, and its months are 0."""
    blank = dict.fromkeys(UPDATE, "") | dict.fromkeys(UPDATE[16:19], "0")
    return _written([UPDATE, *([(blank | row)[heading] for heading in UPDATE] for row in rows)], ",").encode()


def update_row(
    number: str, surname: str, forenames: str, address: str = "1 Mill Lane", **months: str
) -> dict[str, str]:
    """One row of an update; months are `created`, `changed` and `deleted`."""
    return {
        "DistrictRef": number.rpartition("-")[0],
        "ElectorNumber": number,
        "ElectorSurname": surname,
        "ElectorForename": forenames,
        "PropertyAddress1": address,
        "PropertyAddress2": "Moorton",
        "PropertyAddress3": "Moorshire",
        "PropertyPostCode": "EX1 1AA",
        **{f"Elector{name.capitalize()}Month": month for name, month in months.items()},
    }


def _written(rows: Iterable[Sequence[str]], delimiter: str) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue()


def lay_postcodes(cast: Cast) -> None:
    """Give each of the two seats one postcode of the council."""
    with arranging():
        for compact, seat in ((NORTH, cast.northmoor), (SOUTH, cast.southmoor)):
            Postcode.objects.create(
                compact=compact,
                constituency=seat,
                council=cast.council,
                latitude=50.7,
                longitude=-3.5,
                nation="england",
            )


def edition_of(cast: Cast, name: str = "2027", published_on: date = DECEMBER) -> RegisterEdition:
    return find_edition(officer=cast.council, name=name, published_on=published_on, at=NOON)


def importing(cast: Cast, at: datetime = NOON) -> AbstractContextManager[Actor]:
    """Priya's scope for importing into Northmoor."""
    return acting(cast.priya, Action.REGISTER_EDITION_IMPORT, Purpose.ADMINISTRATION, at)


def look_over(
    cast: Cast, content: bytes, by: Actor, *, edition: RegisterEdition | None = None, at: datetime = NOON
) -> Import:
    return look_over_file(
        by=by,
        at=at,
        constituency=cast.northmoor.id,
        edition=edition or edition_of(cast),
        sent=SentFile(BytesIO(content), "register.csv"),
    )


def take_in(
    cast: Cast, content: bytes, *, name: str = "2027", published_on: date = DECEMBER, at: datetime = NOON
) -> Import:
    """Look a file over and apply it, as Priya."""
    with importing(cast, at) as by:
        run = look_over(cast, content, by, edition=edition_of(cast, name, published_on), at=at)
        return apply_import(by=by, at=at, run_id=run.id)
