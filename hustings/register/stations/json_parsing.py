"""A list of polling stations in JSON, taken apart: what a process of its own does with a file that somebody sent."""

import json
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from hustings.register.faults import UnableToReadFile
from hustings.register.files.encoding import encoding_of
from hustings.register.stations.faults import UnableToImportStations

LARGEST = 128 << 20


def stations_in(file: BinaryIO, *, name: str) -> list[dict[str, Any]]:
    """The stations of a file, as JSON. Raises UnableToImportStations for what is no list of them."""
    content = file.read(LARGEST + 1)
    file.seek(0)
    if len(content) > LARGEST:
        raise UnableToImportStations(
            _("%(file)s is larger than %(most)d megabytes: this is no file of polling stations.")
            % {"file": name, "most": LARGEST >> 20}
        )
    try:
        found = json.loads(content.decode(encoding_of(file)))
    except (ValueError, RecursionError, UnableToReadFile) as fault:
        raise UnableToImportStations(
            _("%(file)s breaks off or is no JSON (%(why)s). Fetch it again and send it. Nothing was kept.")
            % {"file": name, "why": fault}
        ) from fault
    stations = dictionaries(found)
    if not stations or not all("name" in one and "properties" in one for one in stations):
        raise UnableToImportStations(
            _(
                "%s is JSON, but no list of polling stations with their names and properties. Send the file that the "
                "council's system wrote. Nothing was kept."
            )
            % name
        )
    return stations


def dictionaries(value: object) -> list[dict[str, Any]]:
    """The objects of a list; none of anything else."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
