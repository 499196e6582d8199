"""Where properties stand: OS Open UPRN, and the ONS's directories of UPRNs (ONSUD, NSUL), forty million rows long."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from hustings.geography import rules
from hustings.geography.importing.logged import log_import
from hustings.geography.importing.outcome import FileOutcome, UnableToImportPlaces
from hustings.geography.importing.reading import Row, columns_named, first_row, opened, rows_of
from hustings.geography.models import Postcode
from hustings.lib.national_grid import latitude_and_longitude
from hustings.lib.postcodes import compact

BATCH = 20_000
COLUMNS = {
    "uprn": r"uprn",
    "easting": r"x_coordinate|gridgb1e",
    "northing": r"y_coordinate|gridgb1n",
    "latitude": r"latitude",
    "longitude": r"longitude",
    "postcode": r"pcds",
}
KILOMETRE, FARTHEST = 1_000, 2_000_000
LARGEST_UPRN = 999_999_999_999
UPSERT = """
WITH said AS (
  SELECT DISTINCT ON (uprn) * FROM unnest(%s::bigint[], %s::float8[], %s::float8[], %s::text[])
    AS s (uprn, latitude, longitude, postcode)
), written AS (
  INSERT INTO geography_propertyplace AS kept (uprn, latitude, longitude, postcode) SELECT * FROM said
  ON CONFLICT (uprn) DO UPDATE SET latitude = excluded.latitude, longitude = excluded.longitude,
    postcode = CASE excluded.postcode WHEN '' THEN kept.postcode ELSE excluded.postcode END
  WHERE abs(kept.latitude - excluded.latitude) > 0.00002 OR abs(kept.longitude - excluded.longitude) > 0.00002
     OR excluded.postcode NOT IN ('', kept.postcode)
  RETURNING xmax = 0 AS is_new
)
SELECT count(*) FILTER (WHERE is_new), count(*) FILTER (WHERE NOT is_new), (SELECT count(*) FROM said) FROM written
"""

Square = tuple[int, int]


@dataclass(frozen=True)
class ReadProperty:
    """One property as a file gives it, on the British National Grid and, where the file knows, in degrees."""

    uprn: int
    easting: float
    northing: float
    degrees: tuple[float, float] | None
    postcode: str


def recognises(header: list[str]) -> bool:
    """Tell whether a first row heads a file of properties by their UPRN."""
    return {"uprn", "easting", "northing"} <= columns_named(header, COLUMNS).keys()


@transaction.atomic
def import_properties(
    *, path: Path, by: UUID | None, at: datetime, reason: str = "", seats: Collection[int] | None = None
) -> FileOutcome:
    """Keep where properties stand, in batches inside one transaction; the same file again changes nothing.

    With `seats` only what lies in or next to a kilometre square that holds a postcode of theirs: the file is of
    the whole country. Positions come from the file's degrees, else from its eastings; a nought is none.
    """
    header = first_row(path)
    if not recognises(header):
        raise UnableToImportPlaces(_("%s has no column of UPRNs. Nothing was changed.") % path.name)
    squares = None if seats is None else _squares_of(seats)
    outcome = FileOutcome(path.name, _("properties"))
    with opened(path) as file:
        rows = rows_of(path, file)
        next(rows, None)
        properties = _properties(rows, columns_named(header, COLUMNS), outcome, squares)
        while batch := list(islice(properties, BATCH)):
            _write(batch, outcome)
    left = outcome.read - outcome.refused - outcome.added - outcome.amended - outcome.unchanged
    if left:
        outcome.notes.append(_("%d lie elsewhere and were left out.") % left)
    if outcome.added or outcome.amended:
        outcome.notes.append(_("To move the doors to their places: bin/hustings position-doors."))
    log_import(outcome, by=by, at=at, reason=reason)
    return outcome


def _squares_of(seats: Collection[int]) -> set[Square]:
    """The kilometre squares with a postcode of these seats, and those round them."""
    found = (
        Postcode.objects.filter(constituency_id__in=seats)
        .exclude(nation=rules.NORTHERN_IRELAND)
        .values_list("easting", "northing")
    )
    middles = {
        (easting // KILOMETRE, northing // KILOMETRE) for easting, northing in found if easting and northing
    }
    if not middles:
        raise UnableToImportPlaces(
            _(
                "None of your constituencies has postcodes with a place yet. Import the postcodes first, or take the "
                "whole country: --everywhere. Nothing was changed."
            )
        )
    return {(east + x, north + y) for east, north in middles for x in (-1, 0, 1) for y in (-1, 0, 1)}


def _properties(
    rows: Iterator[Row], columns: dict[str, int], outcome: FileOutcome, squares: set[Square] | None
) -> Iterator[ReadProperty]:
    """Give the properties of these squares. Forty million rows: what lies elsewhere is passed over at first sight."""
    east, north = columns["easting"], columns["northing"]
    for row in rows:
        outcome.read += 1
        try:
            easting, northing = float(row.cells[east]), float(row.cells[north])
            square = int(easting // KILOMETRE), int(northing // KILOMETRE)
        except (IndexError, ValueError, OverflowError):
            easting, northing, square = 0.0, 0.0, (0, 0)
        if squares is None or square in squares or not (easting and northing):
            found = _property(row, columns, easting, northing)
            if isinstance(found, str):
                outcome.refuse(row.line, found)
            else:
                yield found


def _property(row: Row, columns: dict[str, int], easting: float, northing: float) -> ReadProperty | str:
    """Read a property, or say why it is left out."""
    if len(row.cells) <= max(columns.values()):
        return _("the row has fewer columns than the heading.")
    cells = {wanted: row.cells[index] for wanted, index in columns.items()}
    uprn = cells["uprn"].lstrip("0")
    if not (uprn.isascii() and uprn.isdecimal() and int(uprn) <= LARGEST_UPRN):
        return _("“%s” is no UPRN.") % cells["uprn"][:20]
    if not (0 < easting < FARTHEST and 0 < northing < FARTHEST):
        return _("the property has no place.")
    return ReadProperty(int(uprn), easting, northing, _degrees(cells), compact(cells.get("postcode", "")))


def _degrees(cells: dict[str, str]) -> tuple[float, float] | None:
    try:
        latitude, longitude = float(cells["latitude"]), float(cells["longitude"])
    except (KeyError, ValueError):
        return None
    return (latitude, longitude) if 49 < latitude < 62 and -9 < longitude < 3 else None


def _write(batch: list[ReadProperty], outcome: FileOutcome) -> None:
    places = [one.degrees or latitude_and_longitude(one.easting, one.northing) for one in batch]
    with connection.cursor() as cursor:
        cursor.execute(
            UPSERT,
            [
                [one.uprn for one in batch],
                [latitude for latitude, _longitude in places],
                [longitude for _latitude, longitude in places],
                [one.postcode for one in batch],
            ],
        )
        added, amended, stated = cursor.fetchone()
    outcome.count(added=added, amended=amended, unchanged=stated - added - amended)
