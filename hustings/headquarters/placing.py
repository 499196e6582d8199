"""Recognising published files and loading each with the importer made for it."""

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

from django.utils.translation import gettext as _

from hustings.elections import importing as results
from hustings.elections.importing import import_results
from hustings.geography.importing import boundaries, names, postcodes, properties
from hustings.geography.importing.boundaries import import_boundaries
from hustings.geography.importing.names import import_place_names
from hustings.geography.importing.outcome import FileOutcome, UnableToImportPlaces
from hustings.geography.importing.postcodes import import_postcodes
from hustings.geography.importing.properties import import_properties
from hustings.geography.importing.reading import first_row
from hustings.organisation.models import UnitKind, UnitSeat

AUTO = "auto"
NAMES, RESULTS, POSTCODES, PROPERTIES, BOUNDARIES = KINDS = (
    "names",
    "results",
    "postcodes",
    "properties",
    "boundaries",
)
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
    # A directory of properties names postcodes too.
    if properties.recognises(header):
        return PROPERTIES
    if postcodes.recognises(header):
        return POSTCODES
    return NAMES if names.recognises(header) else UNKNOWN


def in_order(paths: Iterable[Path], kind: str = AUTO) -> list[tuple[Path, str]]:
    """Put files in the order in which they build on each other: names, results, postcodes, boundaries."""
    kinds = [(path, kind_of_file(path) if kind == AUTO else kind) for path in paths]
    order = [*KINDS, UNKNOWN]
    return sorted(kinds, key=lambda found: order.index(found[1]))


def load_file(
    path: Path,
    kind: str,
    *,
    by: UUID | None,
    at: datetime,
    reason: str = "",
    polling_day: date | None = None,
    everywhere: bool = False,
) -> FileOutcome:
    """Load one file of a known kind. Raises UnableToImportPlaces, with nothing kept, where it cannot be used.

    Of properties only those near the postcodes of seats that have a unit, unless `everywhere`.
    """
    if kind == RESULTS:
        return import_results(path=path, by=by, at=at, reason=reason, polling_day=polling_day)
    if kind == PROPERTIES:
        seats = None if everywhere else _seats_with_units(by)
        return import_properties(path=path, by=by, at=at, reason=reason, seats=seats)
    if kind == UNKNOWN:
        first_row(path)
        raise UnableToImportPlaces(
            _(
                "%s is no file of places that Hustings knows: names and codes, postcodes, properties, results or "
                "boundaries. Nothing was changed; --kind says what it is."
            )
            % path.name
        )
    loaders = {NAMES: import_place_names, POSTCODES: import_postcodes, BOUNDARIES: import_boundaries}
    return loaders[kind](path=path, by=by, at=at, reason=reason)


def _seats_with_units(by: UUID | None) -> set[int]:
    """The seats where somebody campaigns. The organisation is read only in somebody's name."""
    if by is None:
        raise UnableToImportPlaces(
            _(
                "Properties are kept for the seats that have a unit: say in whose name, --as, or take the whole "
                "country, --everywhere. Nothing was changed."
            )
        )
    of_seats = UnitSeat.objects.filter(unit__kind__in=(UnitKind.SEAT, UnitKind.BRANCH))
    return set(of_seats.values_list("constituency_id", flat=True))
