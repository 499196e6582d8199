"""The published files of a folder on the server, for a new installation that knows no places yet."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.utils.translation import gettext as _

from hustings.geography.importing.outcome import UnableToImportPlaces
from hustings.geography.importing.reading import columns_named, first_row
from hustings.headquarters.placing import NAMES, UNKNOWN, in_order, load_file

MOST_FILES = 400
LARGEST_WAIT = 150_000_000
ENDINGS = {".csv", ".geojson"}


class UnableToLoadFolder(Exception):
    """Nothing was loaded; the message says what to do."""


@dataclass
class Loaded:
    """What became of a folder's files: how many were loaded, their rows, and the sentences of those that were not."""

    files: int = 0
    added: int = 0
    amended: int = 0
    left_out: int = 0
    refusals: list[str] = field(default_factory=list)


def load_folder(*, folder: Path, at: datetime) -> Loaded:
    """Load every file of a folder, and of those in it, that holds published places; each in its own transaction.

    Refuses a folder that is not there, holds none, or holds more than somebody can wait for at a browser.
    """
    loaded = Loaded()
    for path, kind in _published(folder):
        try:
            outcome = load_file(path, kind, by=None, at=at)
        except (OSError, UnableToImportPlaces) as refusal:
            loaded.refusals.append(str(refusal))
        else:
            loaded.files += 1
            loaded.added += outcome.added
            loaded.amended += outcome.amended
            loaded.left_out += outcome.refused
    return loaded


def _published(folder: Path) -> list[tuple[Path, str]]:
    if not folder.is_dir():
        raise UnableToLoadFolder(
            _("There is no folder %s on this server, or Hustings may not look into it.") % folder
        )
    files = sorted(path for path in folder.rglob("*") if path.suffix.lower() in ENDINGS and path.is_file())
    found = [(path, kind) for path, kind in in_order(files[:MOST_FILES]) if kind != UNKNOWN]
    if not found:
        raise UnableToLoadFolder(
            _("%s holds no file of names and codes, postcodes, boundaries or results. Nothing was changed.")
            % folder
        )
    if sum(path.stat().st_size for path, _kind in found) > LARGEST_WAIT:
        raise UnableToLoadFolder(
            _(
                "These files are too large to wait for here. Nothing was changed; run: bin/hustings import-places"
            )
        )
    return sorted(found, key=_names_a_region)


def _names_a_region(found: tuple[Path, str]) -> tuple[bool, bool]:
    """Among files of names those that refer to regions come after the one that names the regions."""
    path, kind = found
    region = kind == NAMES and bool(columns_named(first_row(path), {"region": r"region_gss|rgn\d\dcd"}))
    return kind != NAMES, region
