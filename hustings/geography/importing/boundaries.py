"""Boundaries: GeoJSON as the ONS publishes it, in longitude and latitude."""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hustings.geography import rules
from hustings.geography.importing.logged import log_import
from hustings.geography.importing.outcome import FileOutcome, UnableToImportPlaces
from hustings.geography.importing.reading import opened
from hustings.geography.models import Boundary, Place

LARGEST_BYTES = 64 << 20
CODE_PROPERTY = re.compile(r"[A-Za-z]+\d\dCD|gss_code", re.IGNORECASE)
Ring = list[list[float]]


def recognises(path: Path) -> bool:
    """Tell whether a file is named as GeoJSON or JSON."""
    return path.suffix.lower() in (".geojson", ".json")


@transaction.atomic
def import_boundaries(*, path: Path, by: UUID | None, at: datetime, reason: str = "") -> FileOutcome:
    """Keep the outline of every place a GeoJSON file draws. The same file again changes nothing.

    Refuses what is no GeoJSON, is not in degrees, or is larger than 64 MB: outlines are for drawing, so the
    ONS's ultra-generalised files (BUC) are the ones to use.
    """
    outcome = FileOutcome(path.name, _("boundaries"))
    known = {place.code: place for place in Place.objects.all()}
    kept = {boundary.place_id: boundary for boundary in Boundary.objects.all()}
    for number, code, rings in _outlines(path, outcome):
        place = known.get(code)
        if place is None:
            outcome.refuse(number, _("%s is not among our places. Import the names and codes first.") % code)
            continue
        _write(kept.get(place.id), Boundary(place=place, rings=rings, source=path.name[:200]), outcome)
    log_import(outcome, by=by, at=at, reason=reason)
    return outcome


def _write(kept: Boundary | None, said: Boundary, outcome: FileOutcome) -> None:
    if kept is not None and kept.rings == said.rings:
        outcome.count(added=0, amended=0, unchanged=1)
        return
    said.save(force_insert=kept is None, force_update=kept is not None)
    outcome.count(added=int(kept is None), amended=int(kept is not None), unchanged=0)


def _outlines(path: Path, outcome: FileOutcome) -> Iterator[tuple[int, str, list[Ring]]]:
    for number, feature in enumerate(_features(path), start=1):
        outcome.read += 1
        code = _code_of(feature)
        rings = _rings_of(feature)
        if not code:
            outcome.refuse(number, _("the outline bears no GSS code."))
        elif not rings:
            outcome.refuse(number, _("%s has no outline in longitude and latitude.") % code)
        else:
            yield number, code, rings


def _features(path: Path) -> list[Any]:
    if path.stat().st_size > LARGEST_BYTES:
        raise UnableToImportPlaces(
            _("%s is larger than 64 MB. Fetch the ultra-generalised boundaries (BUC) and import those.")
            % path.name
        )
    try:
        with opened(path) as file:
            document = json.load(file)
        features = document["features"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise UnableToImportPlaces(
            _("%s is no GeoJSON, or breaks off. Nothing was kept; fetch it again.") % path.name
        ) from error
    return features if isinstance(features, list) else []


def _code_of(feature: Any) -> str:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    for name, value in (properties or {}).items():
        if CODE_PROPERTY.fullmatch(name) and rules.kind_of_code(str(value)):
            return str(value)
    return ""


def _rings_of(feature: Any) -> list[Ring]:
    """Flatten a polygon or several into rings; a hole is one more ring, drawn by the even-odd rule."""
    geometry = (feature.get("geometry") if isinstance(feature, dict) else None) or {}
    parts = geometry.get("coordinates") or []
    polygons = parts if geometry.get("type") == "MultiPolygon" else [parts]
    try:
        rings = [[[float(x), float(y)] for x, y, *_rest in ring] for polygon in polygons for ring in polygon]
    except (TypeError, ValueError):
        return []
    in_degrees = all(abs(x) <= 180 and abs(y) <= 90 for ring in rings for x, y in ring)
    return rings if in_degrees else []
