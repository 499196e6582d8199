"""FCS ElectionsPro: a list of stations in JSON, each with its properties and polling districts."""

from collections.abc import Iterator
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from hustings.lib.postcodes import compact
from hustings.register.files.apart import allowance_for
from hustings.register.files.encoding import size_of
from hustings.register.stations.drafting import PropertyDraft, StationDraft, place_of, property_of, uprn_of
from hustings.register.stations.faults import UnableToImportStations
from hustings.register.stations.headings import NOTHING
from hustings.register.stations.json_parsing import dictionaries
from hustings.work.apart import MetALimit, read_apart

READER = "hustings.register.stations.json_parsing:stations_in"
PROBE = 64
LINES = tuple(f"addressLine{number}" for number in range(1, 6))


def is_json(file: BinaryIO) -> bool:
    """Whether a file begins as JSON does."""
    start = file.read(PROBE).replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t")
    file.seek(0)
    return start[:1] in (b"[", b"{")


def drafts_in(file: BinaryIO, name: str) -> Iterator[tuple[StationDraft, list[PropertyDraft]]]:
    """Give each station with its properties, whose line is their number in the file, from 1.

    Raises UnableToImportStations for what is no list of stations.
    """
    count = 0
    for station in _stations_apart(file, name):
        draft = _station(station)
        districts = dictionaries(station.get("pollingDistricts"))
        # Where a station has several districts nothing tells which of them a property lies in.
        letters = _text(districts[0], "name")[:20] if len(districts) == 1 else ""
        properties = []
        for one in dictionaries(station.get("properties")):
            count += 1
            properties.append(_property(one, count, draft.reference, letters))
        yield draft, properties


def _stations_apart(file: BinaryIO, name: str) -> Iterator[dict[str, Any]]:
    """The stations of a file that a process of its own has taken apart, one by one."""
    faults = {"UnableToImportStations": UnableToImportStations}
    allowance = allowance_for(size_of(file), is_workbook=False)
    try:
        yield from read_apart(READER, file, {"name": name}, faults=faults, allowance=allowance)
    except MetALimit as limit:
        raise UnableToImportStations(
            _(
                "Reading %(file)s took more memory or time than a file of polling stations needs. Fetch it again and "
                "send it. Nothing was kept."
            )
            % {"file": name}
        ) from limit


def _station(station: dict[str, Any]) -> StationDraft:
    try:
        place = place_of(
            float(station.get("longitude") or 0), float(station.get("latitude") or 0), in_degrees=True
        )
    except (TypeError, ValueError):
        place = None
    name = _text(station, "name")[:200]
    return StationDraft(
        reference=(_text(station, "id") or _text(station, "stationId") or name)[:60],
        name=name,
        address=", ".join(filter(None, (_text(station, line) for line in LINES))),
        postcode=compact(_text(station, "addressPostCode")),
        uprn=uprn_of(_text(station, "addressUprn")),
        place=place,
    )


def _property(one: dict[str, Any], number: int, reference: str, letters: str) -> PropertyDraft:
    return property_of(
        line=number,
        reference=reference,
        uprn=_text(one, "addressUprn"),
        lines=[line for line in (_text(one, name) for name in LINES) if line],
        postcode=compact(_text(one, "addressPostCode")),
        letters=letters,
    )


def _text(holder: dict[str, Any], name: str) -> str:
    value = holder.get(name)
    text = " ".join(str(value).replace("\0", "").split()) if isinstance(value, str | int | float) else ""
    return "" if text.lower() in NOTHING else text
