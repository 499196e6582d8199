"""Properties and stations on their way into the database, in batches and past no row that has slipped."""

from collections.abc import Iterator, Sequence
from itertools import islice
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from hustings.elections.models import PollingStation, StationFile
from hustings.lib.uuid7 import uuid7
from hustings.register.stations.drafting import PropertyDraft
from hustings.register.stations.faults import Skipped, UnableToImportStations
from hustings.register.stations.outcome import StationReading
from hustings.work.reporting import Report

BATCH = 10_000
FEW, SHARE = 3, 10
SLIPPED = (Skipped.DAMAGED, Skipped.SHORT, Skipped.LONG, Skipped.NO_STATION)
COPY = """
COPY elections_stationproperty (id, station_id, uprn, postcode, address_key, letters) FROM STDIN
"""


def keep_properties(file: StationFile, reading: StationReading, report: Report) -> int:
    """Write the properties as they are read, then the stations they named; returns how many properties.

    Raises UnableToImportStations where more rows than a few do not hold what their headings say.
    """
    ids: dict[str, UUID] = {}
    count = 0
    while batch := list(islice(reading.properties, BATCH)):
        _copy(batch, ids)
        count += len(batch)
        report(1, 3, _("%(count)d properties read.") % {"count": count})
    _refuse_shifted(reading)
    PollingStation.objects.bulk_create(_stations(file, reading, ids), batch_size=1_000)
    return count


def _copy(batch: Sequence[PropertyDraft], ids: dict[str, UUID]) -> None:
    with connection.cursor() as cursor, cursor.copy(COPY) as copy:
        for one in batch:
            station = ids.setdefault(one.reference, uuid7())
            copy.write_row((uuid7(), station, one.uprn, one.postcode, one.address_key, one.letters))


def _stations(file: StationFile, reading: StationReading, ids: dict[str, UUID]) -> Iterator[PollingStation]:
    for reference, station in reading.stations.items():
        latitude, longitude = station.place or (None, None)
        yield PollingStation(
            id=ids.get(reference) or uuid7(),
            officer_id=file.officer_id,
            file=file,
            reference=reference,
            name=station.name,
            address=station.address,
            postcode=station.postcode,
            uprn=station.uprn,
            latitude=latitude,
            longitude=longitude,
        )


def _refuse_shifted(reading: StationReading) -> None:
    """Hundreds of skipped rows would say less than one sentence about the file."""
    if not reading.read:
        raise UnableToImportStations(
            _("The file has headings but no row below them. Ask the council to send it again.")
        )
    slipped = [reason for reason in SLIPPED if reading.skipped[reason]]
    rows = sum(reading.skipped[reason] for reason in slipped)
    if reading.stations and (rows <= FEW or rows * SHARE <= reading.read):
        return
    first = min(slipped or reading.first_lines, key=lambda reason: reading.first_lines[reason])
    raise UnableToImportStations(
        _(
            "%(rows)d of %(read)d rows do not hold what their headings say; the first is line %(line)d: %(why)s. Send "
            "the council's own file, unedited. Nothing was kept."
        )
        % {
            "rows": rows or reading.skipped.total(),
            "read": reading.read,
            "line": reading.first_lines[first],
            "why": Skipped(first).label,
        }
    )
