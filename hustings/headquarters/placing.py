"""Recognising published files and loading each with the importer made for it."""

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

from django.utils.translation import gettext as _

from hustings.elections import importing as results
from hustings.elections.importing import import_results
from hustings.geography.importing import boundaries, names, postcodes
from hustings.geography.importing.boundaries import import_boundaries
from hustings.geography.importing.names import import_place_names
from hustings.geography.importing.outcome import FileOutcome, UnableToImportPlaces
from hustings.geography.importing.postcodes import import_postcodes
from hustings.geography.importing.reading import first_row

AUTO = "auto"
NAMES, RESULTS, POSTCODES, BOUNDARIES = KINDS = ("names", "results", "postcodes", "boundaries")
UNKNOWN = "unknown"


def kind_of_file(path: Path) -> str:
    """Tell what a published file holds by its name and its first row; "unknown" where that says nothing."""
    if boundaries.recognises(path):
        return BOUNDARIES
    try:
        header = first_row(path)
    except UnableToImportPlaces:
        return UNKNOWN
    if results.recognises(header):
        return RESULTS
    if postcodes.recognises(header):
        return POSTCODES
    return NAMES if names.recognises(header) else UNKNOWN


def in_order(paths: Iterable[Path], kind: str = AUTO) -> list[tuple[Path, str]]:
    """Put files in the order in which they build on each other: names, results, postcodes, boundaries."""
    kinds = [(path, kind_of_file(path) if kind == AUTO else kind) for path in paths]
    order = [*KINDS, UNKNOWN]
    return sorted(kinds, key=lambda found: order.index(found[1]))


def load_file(
    path: Path, kind: str, *, by: UUID | None, at: datetime, reason: str = "", polling_day: date | None = None
) -> FileOutcome:
    """Load one file of a known kind. Raises UnableToImportPlaces, with nothing kept, where it cannot be used."""
    if kind == RESULTS:
        return import_results(path=path, by=by, at=at, reason=reason, polling_day=polling_day)
    if kind == UNKNOWN:
        first_row(path)
        raise UnableToImportPlaces(
            _(
                "%s is no file of places that Hustings knows: names and codes, postcodes, results or boundaries. "
                "Nothing was changed; --kind says what it is."
            )
            % path.name
        )
    loaders = {NAMES: import_place_names, POSTCODES: import_postcodes, BOUNDARIES: import_boundaries}
    return loaders[kind](path=path, by=by, at=at, reason=reason)
