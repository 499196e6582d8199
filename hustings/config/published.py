"""Published geography from a folder, each file as it is: names first, then what refers to them."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.utils.translation import gettext as _

from hustings.elections import importing as results
from hustings.geography.importing import boundaries, names, postcodes
from hustings.geography.importing.outcome import FileOutcome, UnableToImportPlaces
from hustings.geography.importing.reading import columns_named, first_row

NAMES, NAMES_IN_REGIONS, POSTCODES, BOUNDARIES, RESULTS = range(5)
"""The kinds of files in the order of loading: a seat says in which region it lies, a postcode in which seat."""

IMPORTERS: dict[int, Callable[..., FileOutcome]] = {
    NAMES: names.import_place_names,
    NAMES_IN_REGIONS: names.import_place_names,
    POSTCODES: postcodes.import_postcodes,
    BOUNDARIES: boundaries.import_boundaries,
    RESULTS: results.import_results,
}
MOST_FILES = 400


class UnableToLoadFolder(Exception):
    """Nothing was loaded; the message says what to do."""


def kind_of(path: Path) -> int | None:
    """Tell what a file holds, from its name and first row; None for what is no published geography."""
    if boundaries.recognises(path):
        return BOUNDARIES if _draws(path) else None
    try:
        header = first_row(path) if path.suffix.lower() == ".csv" else []
    except (OSError, UnableToImportPlaces):
        return None
    return _kind_of_rows(header)


def _kind_of_rows(header: list[str]) -> int | None:
    if results.recognises(header):
        return RESULTS
    if postcodes.recognises(header):
        return POSTCODES
    if not names.recognises(header):
        return None
    return NAMES_IN_REGIONS if columns_named(header, {"region": names.PLAIN_COLUMNS["region"]}) else NAMES


def _draws(path: Path) -> bool:
    """Whether a JSON file begins as one of outlines does."""
    try:
        with path.open("rb") as file:
            return b"FeatureCollection" in file.read(4096)
    except OSError:
        return False


def published_files(folder: Path, *, largest: int | None = None) -> list[tuple[int, Path]]:
    """The files of a folder and of those in it that hold published geography, in the order of loading.

    Refuses a folder that is not there or holds none, and one of more bytes than `largest`.
    """
    if not folder.is_dir():
        raise UnableToLoadFolder(
            _("There is no folder %s on this server, or Hustings may not look into it.") % folder
        )
    files = sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    found = [(kind, path) for path in files[:MOST_FILES] if (kind := kind_of(path)) is not None]
    if not found:
        raise UnableToLoadFolder(
            _("%s holds no file of names and codes, postcodes, boundaries or results. Nothing was changed.")
            % folder
        )
    if largest is not None and sum(path.stat().st_size for _kind, path in found) > largest:
        raise UnableToLoadFolder(
            _(
                "These files are too large to wait for here. Nothing was changed; run: bin/hustings import-places"
            )
        )
    return sorted(found, key=lambda file: file[0])


def load_files(
    files: list[tuple[int, Path]], *, by: UUID | None, at: datetime
) -> Iterator[FileOutcome | str]:
    """Load files one after another, each in its own transaction: its outcome, or the sentence of its refusal."""
    for kind, path in files:
        try:
            yield IMPORTERS[kind](path=path, by=by, at=at)
        except (OSError, UnableToImportPlaces) as refusal:
            yield str(refusal)
