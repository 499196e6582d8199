"""Postcodes: the ONS Postcode Directory of any year, OS Code-Point Open, and files that join the two."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hustings.geography import rules
from hustings.geography.importing.logged import log_import
from hustings.geography.importing.outcome import FileOutcome, UnableToImportPlaces
from hustings.geography.importing.reading import Row, columns_named, first_row, opened, rows_of
from hustings.lib.national_grid import latitude_and_longitude
from hustings.lib.postcodes import compact

BATCH = 10_000
CODE_POINT_COLUMNS = {"postcode": 0, "easting": 2, "northing": 3, "nation": 4, "council": 8, "ward": 9}
# Column names carry the year of the areas, and older editions have names of their own.
NAMED_COLUMNS = {
    "postcode": r"pcds|pcd7|pcd8|pcd2?|postcode",
    "terminated": r"doterm",
    "easting": r"east1m|oseast1m|easting",
    "northing": r"north1m|osnrth1m|northing",
    "latitude": r"lat|latitude",
    "longitude": r"long|lon|longitude",
    "nation": r"ctry(\d\dcd)?|country_gss",
    "council": r"lad\d\dcd|oslaua|laua|district_gss",
    "ward": r"wd\d\dcd|osward|ward|ward_gss",
    "constituency": r"pcon(\d\dcd)?|pcon\d\d_gss",
}
MISSING_LATITUDE = 99.0


@dataclass(frozen=True)
class ReadPostcode:
    """One postcode as a file gives it; codes are GSS codes, "" where the file names no such area."""

    compact: str
    easting: int | None
    northing: int | None
    latitude: float | None
    longitude: float | None
    constituency: str
    ward: str
    council: str
    nation: str
    terminated_on: date | None


def recognises(header: list[str]) -> bool:
    """Tell whether a first row heads a file of postcodes, or is one of Code-Point Open, which has none."""
    return bool(_columns(header))


@transaction.atomic
def import_postcodes(*, path: Path, by: UUID | None, at: datetime, reason: str = "") -> FileOutcome:
    """Load or amend every postcode of a file, in batches inside one transaction; twice changes nothing.

    What a file does not say (Code-Point Open knows no constituency) stays as it was. Positions come from the
    file's degrees, else from its British eastings. A postcode whose ward or seat we do not know keeps none,
    and a note says which file to import first.
    """
    header = first_row(path)
    columns = _columns(header)
    if not columns:
        raise UnableToImportPlaces(_("%s has no column of postcodes. Nothing was changed.") % path.name)
    outcome = FileOutcome(path.name, _("postcodes"))
    unknown: set[str] = set()
    with opened(path) as file:
        rows = rows_of(path, file)
        if not _is_code_point(header):
            next(rows, None)
        postcodes = _postcodes(rows, columns, outcome)
        while batch := {each.compact: each for each in islice(postcodes, BATCH)}:
            unknown |= _write(list(batch.values()), outcome, knows_ends="terminated" in columns)
    _note_unknown(unknown, outcome)
    log_import(outcome, by=by, at=at, reason=reason)
    return outcome


def _is_code_point(header: list[str]) -> bool:
    return len(header) == 10 and bool(compact(header[0])) and header[2].isdigit()


def _columns(header: list[str]) -> dict[str, int]:
    if _is_code_point(header):
        return CODE_POINT_COLUMNS
    found = columns_named(header, NAMED_COLUMNS)
    return found if "postcode" in found and len(found) > 2 else {}


def _postcodes(rows: Iterator[Row], columns: dict[str, int], outcome: FileOutcome) -> Iterator[ReadPostcode]:
    widest = max(columns.values())
    for row in rows:
        outcome.read += 1
        if len(row.cells) <= widest:
            outcome.refuse(row.line, _("the row has fewer columns than the heading."))
            continue
        compacted = compact(row.cells[columns["postcode"]])
        if compacted:
            yield _read(compacted, {wanted: row.cells[index] for wanted, index in columns.items()})
        else:
            outcome.refuse(row.line, _("“%s” is no postcode.") % row.cells[columns["postcode"]][:20])


def _read(compacted: str, cells: dict[str, str]) -> ReadPostcode:
    areas = {wanted: _code(cells.get(wanted, "")) for wanted in ("constituency", "ward", "council", "nation")}
    nation = rules.nation_of_code(areas["nation"] or areas["council"] or areas["constituency"])
    easting, northing = _metres(cells.get("easting", "")), _metres(cells.get("northing", ""))
    latitude, longitude = _degrees(cells, easting, northing, nation)
    return ReadPostcode(
        compact=compacted,
        easting=easting,
        northing=northing,
        latitude=latitude,
        longitude=longitude,
        constituency=areas["constituency"],
        ward=areas["ward"],
        council=areas["council"],
        nation=nation,
        terminated_on=_month(cells.get("terminated", "")),
    )


def _code(text: str) -> str:
    return "" if rules.stands_for_nothing(text) else text


def _metres(text: str) -> int | None:
    return int(text) if text.isdigit() and text != "0" else None


def _degrees(
    cells: dict[str, str], easting: int | None, northing: int | None, nation: str
) -> tuple[float | None, float | None]:
    try:
        latitude, longitude = float(cells["latitude"]), float(cells["longitude"])
    except (KeyError, ValueError):
        latitude = longitude = MISSING_LATITUDE
    if abs(latitude) < MISSING_LATITUDE:
        return latitude, longitude
    if easting is None or northing is None or nation in ("", rules.NORTHERN_IRELAND):
        return None, None
    return latitude_and_longitude(easting, northing)


def _month(text: str) -> date | None:
    """Read the directory's "200612" as the first of that month."""
    try:
        return date(int(text[:4]), int(text[4:6]), 1)
    except ValueError:
        return None


UPSERT = """
WITH said AS (
  SELECT * FROM unnest(%s::text[], %s::int[], %s::int[], %s::float8[], %s::float8[], %s::text[], %s::text[],
                       %s::text[], %s::text[], %s::date[])
    AS s (compact, easting, northing, latitude, longitude, seat, ward, council, nation, terminated_on)
), written AS (
  INSERT INTO geography_postcode AS kept (compact, easting, northing, latitude, longitude, constituency_id,
                                          ward_id, council_id, nation, terminated_on)
  SELECT s.compact, s.easting, s.northing, s.latitude, s.longitude, c.id, w.id, l.id, s.nation,
         s.terminated_on
  FROM said s
  LEFT JOIN geography_place c ON c.code = s.seat AND c.kind = 'constituency'
  LEFT JOIN geography_place w ON w.code = s.ward AND w.kind = 'ward'
  LEFT JOIN geography_place l ON l.code = s.council AND l.kind = 'council'
  ON CONFLICT (compact) DO UPDATE SET
    easting = coalesce(excluded.easting, kept.easting), northing = coalesce(excluded.northing, kept.northing),
    latitude = coalesce(excluded.latitude, kept.latitude),
    longitude = coalesce(excluded.longitude, kept.longitude),
    constituency_id = coalesce(excluded.constituency_id, kept.constituency_id),
    ward_id = coalesce(excluded.ward_id, kept.ward_id),
    council_id = coalesce(excluded.council_id, kept.council_id),
    nation = CASE excluded.nation WHEN '' THEN kept.nation ELSE excluded.nation END,
    terminated_on = CASE WHEN %s THEN excluded.terminated_on ELSE kept.terminated_on END
  WHERE (kept.easting, kept.northing, kept.latitude, kept.longitude, kept.constituency_id, kept.ward_id,
         kept.council_id, kept.nation, kept.terminated_on)
    IS DISTINCT FROM
        (coalesce(excluded.easting, kept.easting), coalesce(excluded.northing, kept.northing),
         coalesce(excluded.latitude, kept.latitude), coalesce(excluded.longitude, kept.longitude),
         coalesce(excluded.constituency_id, kept.constituency_id), coalesce(excluded.ward_id, kept.ward_id),
         coalesce(excluded.council_id, kept.council_id),
         CASE excluded.nation WHEN '' THEN kept.nation ELSE excluded.nation END,
         CASE WHEN %s THEN excluded.terminated_on ELSE kept.terminated_on END)
  RETURNING xmax = 0 AS is_new
)
SELECT (SELECT count(*) FILTER (WHERE is_new) FROM written),
       (SELECT count(*) FILTER (WHERE NOT is_new) FROM written),
       ARRAY(SELECT DISTINCT code FROM said, LATERAL unnest(ARRAY[seat, ward, council]) AS code
             WHERE code <> '' AND NOT EXISTS (SELECT FROM geography_place p WHERE p.code = code.code))
"""


def _write(batch: list[ReadPostcode], outcome: FileOutcome, *, knows_ends: bool) -> set[str]:
    columns = [
        [getattr(each, name) for each in batch]
        for name in (
            "compact", "easting", "northing", "latitude", "longitude",
            "constituency", "ward", "council", "nation", "terminated_on",
        )
    ]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(UPSERT, [*columns, knows_ends, knows_ends])
        added, amended, unknown = cursor.fetchone()
    outcome.count(added=added, amended=amended, unchanged=len(batch) - added - amended)
    return set(unknown)


def _note_unknown(unknown: set[str], outcome: FileOutcome) -> None:
    if unknown:
        outcome.notes.append(
            ngettext(
                "%(count)d area is not among our places (%(codes)s); its postcodes were kept without it. "
                "Import the names and codes, then this file again.",
                "%(count)d areas are not among our places (such as %(codes)s); their postcodes were kept "
                "without them. Import the names and codes, then this file again.",
                len(unknown),
            )
            % {"count": len(unknown), "codes": ", ".join(sorted(unknown)[:3])}
        )
