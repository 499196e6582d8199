"""Polling-station files of the small council, as Xpress writes them for Democracy Club."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

from hustings.access.actor import Actor
from hustings.audit.words import Action, Purpose
from hustings.elections.models import StationFile
from hustings.register.stations.importing import look_over_stations, use_stations
from hustings.register.stations.reading import SentFile
from hustings.register.tests.council import NOON
from tests.cast import Cast, acting

HEADINGS = (
    "ElectionDate,Property_URN,AddressLine1,AddressLine2,Post_Code,Polling_Place_District_Reference,"
    "Polling_Place_Id,Polling_Place_Name,Polling_Place_Address_1,Polling_Place_Postcode"
)
HALL = "5,Mill Hall,Church Lane,EX1 1AA"
BARN = "6,Tithe Barn,Farm Road,EX1 1AA"


def row(
    address: str,
    station: str = HALL,
    *,
    uprn: str = "",
    letters: str = "AA1",
    postcode: str = "EX1 1AA",
    day: str = "06/05/2027",
) -> str:
    return f"{day},{uprn},{address},Moorton,{postcode},{letters},{station}"


def station_file(*rows: str) -> bytes:
    return "\n".join((HEADINGS, *rows)).encode()


@contextmanager
def stationing(cast: Cast) -> Iterator[Actor]:
    """Priya's scope for importing polling stations."""
    with acting(cast.priya, Action.ELECTIONS_STATIONS_IMPORT, Purpose.ADMINISTRATION, NOON) as by:
        yield by


def look_over(cast: Cast, content: bytes, **how: Any) -> StationFile:
    with stationing(cast) as by:
        files = [SentFile(BytesIO(content), "stations.csv")]
        return look_over_stations(by=by, at=NOON, officer=cast.council, files=files, **how)


def put_in_use(cast: Cast, content: bytes, **how: Any) -> StationFile:
    file = look_over(cast, content, **how)
    with stationing(cast) as by:
        return use_stations(by=by, at=NOON, file_id=file.id)
