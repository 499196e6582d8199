"""Polling-station files from bytes to stations and properties, whoever's system wrote them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from django.utils.translation import gettext as _

from hustings.register.faults import UnableToReadFile
from hustings.register.files.apart import open_apart
from hustings.register.files.reading import OpenFile, Row
from hustings.register.stations.drafting import PropertyDraft, draft_property, draft_station, polling_day_of
from hustings.register.stations.faults import Skipped, UnableToImportStations
from hustings.register.stations.headings import NOTHING, Cells, Supplier, key_of
from hustings.register.stations.json_files import drafts_in, is_json
from hustings.register.stations.outcome import StationReading
from hustings.register.stations.suppliers import FCS, SUPPLIERS, TITLES


@dataclass(frozen=True)
class SentFile:
    """A file as it was sent: its bytes, seekable, and its name."""

    content: BinaryIO
    name: str


@dataclass(frozen=True)
class _Table:
    """An opened file whose supplier is known, its rows left at the first below the headings."""

    name: str
    supplier: Supplier
    places: dict[str, int]
    width: int
    opened: OpenFile


def read_stations(files: Sequence[SentFile]) -> StationReading:
    """Recognise the supplier of one or more files of a council. The properties are read one at a time.

    Raises UnableToImportStations for files that nobody's system writes, that do not belong together, or of which a
    part is missing; going through `properties` can raise it too.
    """
    if not files:
        raise UnableToImportStations(_("No file was sent. Choose the council's file of polling stations."))
    if any(is_json(file.content) for file in files):
        return _read_json(files)
    tables = [_open(file) for file in files]
    keys = {table.supplier.key for table in tables}
    if len(keys) > 1:
        raise UnableToImportStations(
            _(
                "The files come from different systems: %s. Send the files of one council at a time. Nothing was kept."
            )
            % ", ".join(sorted(TITLES[key] for key in keys))
        )
    if not any(table.supplier.names for table in tables):
        raise UnableToImportStations(
            _(
                "%(file)s holds properties and no stations. %(supplier)s writes two files: send both together. "
                "Nothing was kept."
            )
            % {"file": tables[0].name, "supplier": TITLES[tables[0].supplier.key]}
        )
    reading = StationReading(keys.pop(), iter(()))
    # Stations come first: a property whose station was not sent is then known for what it is.
    tables.sort(key=lambda table: table.supplier.property_lines is not None)
    reading.properties = _properties(tables, reading)
    return reading


def _read_json(files: Sequence[SentFile]) -> StationReading:
    if len(files) > 1:
        raise UnableToImportStations(
            _("A JSON file of polling stations comes alone. Send it by itself. Nothing was kept.")
        )
    reading = StationReading(FCS, iter(()))

    def properties() -> Iterator[PropertyDraft]:
        for station, found in drafts_in(files[0].content, files[0].name):
            reading.meet(station)
            for one in found:
                reading.read += 1
                yield from reading.check(one)

    reading.properties = properties()
    return reading


def _open(file: SentFile) -> _Table:
    try:
        opened = open_apart(file.content)
        headings = next(opened.rows, Row(1, []))
    except UnableToReadFile as fault:
        raise UnableToImportStations(f"{file.name}: {fault}") from fault
    keys = [key_of(heading) for heading in headings.cells]
    supplier = _supplier_of(file.name, keys)
    # A lost line break has repeated the headings in one row: the first of a name counts.
    places = {key: place for place, key in reversed(list(enumerate(keys)))}
    return _Table(file.name, supplier, places, len(keys), opened)


def _supplier_of(name: str, keys: Sequence[str]) -> Supplier:
    marked = [supplier for supplier in SUPPLIERS if supplier.mark in keys]
    found = next((supplier for supplier in marked if set(supplier.needs) <= set(keys)), None)
    if found is not None:
        return found
    if marked:
        missing = [needed for needed in marked[-1].needs if needed not in keys]
        raise UnableToImportStations(
            _(
                "%(file)s looks like %(supplier)s, but its column “%(column)s” is missing. Ask the council for the "
                "whole file. Nothing was kept."
            )
            % {"file": name, "supplier": TITLES[marked[-1].key], "column": missing[0]}
        )
    raise UnableToImportStations(
        _(
            "%(file)s is no file of polling stations that we know: its headings are of none of %(suppliers)s. Send the "
            "file as the council's system wrote it, with its headings. Nothing was kept."
        )
        % {"file": name, "suppliers": ", ".join(TITLES.values())}
    )


def _properties(tables: Sequence[_Table], reading: StationReading) -> Iterator[PropertyDraft]:
    for table in tables:
        try:
            yield from _properties_of(table, reading)
        except UnableToReadFile as fault:
            raise UnableToImportStations(f"{table.name}: {fault}") from fault


def _properties_of(table: _Table, reading: StationReading) -> Iterator[PropertyDraft]:
    supplier = table.supplier
    met: set[tuple[str, ...]] = set()
    told_by = (*supplier.reference, *supplier.names, *supplier.station_postcode)
    for row in table.opened.rows:
        reading.read += 1
        cells = _cells(row, table, reading)
        if cells is None:
            continue
        # Thousands of rows name one station: it is taken apart once.
        named = tuple(cells.get(name, "") for name in told_by) if supplier.names else None
        if named is not None and named not in met:
            station = draft_station(cells, supplier)
            if station is not None:
                met.add(named)
                reading.meet(station)
            elif supplier.property_lines is None:
                reading.skip(row.line, Skipped.NO_STATION)
        if supplier.polling_day and (day := polling_day_of(cells, supplier)):
            reading.polling_days[day] += 1
        if supplier.property_lines is not None:
            yield from reading.check(draft_property(row.line, cells, supplier))


def _cells(row: Row, table: _Table, reading: StationReading) -> Cells | None:
    needed = max(table.places[name] for name in (*table.supplier.needs, table.supplier.mark))
    if row.fault is not None:
        reading.skip(row.line, Skipped.DAMAGED)
    elif any(row.cells[table.width :]):
        reading.skip(row.line, Skipped.LONG)
    elif len(row.cells) <= needed:
        reading.skip(row.line, Skipped.SHORT)
    else:
        return {
            name: "" if row.cells[place].lower() in NOTHING else row.cells[place]
            for name, place in table.places.items()
            if place < len(row.cells)
        }
    return None
