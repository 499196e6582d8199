import json
from pathlib import Path
from typing import Any

import pytest

from hustings.geography.importing.boundaries import import_boundaries
from hustings.geography.importing.names import import_place_names
from hustings.geography.importing.outcome import FileOutcome, UnableToImportPlaces
from hustings.geography.models import Boundary
from hustings.geography.tests.writing import AT, NAMES, PUBLISHED, written

pytestmark = pytest.mark.django_db

SQUARE = [[-3.5, 50.7], [-3.4, 50.7], [-3.4, 50.8], [-3.5, 50.7]]


def feature(coordinates: Any, kind: str = "Polygon", code: str = "E14001231") -> dict[str, Any]:
    return {"properties": {"PCON24CD": code}, "geometry": {"type": kind, "coordinates": coordinates}}


def load(folder: Path, *features: Any) -> FileOutcome:
    import_place_names(path=written(folder, NAMES), by=None, at=AT)
    path = written(folder, json.dumps({"type": "FeatureCollection", "features": features}), "file.geojson")
    return import_boundaries(path=path, by=None, at=AT)


def test_an_outline_is_kept_as_rings_of_longitude_and_latitude(tmp_path: Path) -> None:
    outcome = load(tmp_path, feature([SQUARE]))

    assert outcome.added == 1
    assert Boundary.objects.get().rings == [SQUARE]


def test_islands_become_rings_of_one_outline(tmp_path: Path) -> None:
    load(tmp_path, feature([[SQUARE], [SQUARE]], "MultiPolygon"))

    assert len(Boundary.objects.get().rings) == 2


def test_the_same_outlines_twice_change_nothing(tmp_path: Path) -> None:
    load(tmp_path, feature([SQUARE]))

    again = load(tmp_path, feature([SQUARE]))

    assert (again.added, again.amended, again.unchanged) == (0, 0, 1)


@pytest.mark.parametrize(
    ("odd", "said"),
    [
        (feature([[[291966, 92583], [291970, 92590], [291966, 92583]]]), "longitude and latitude"),
        (feature([[["a", "b"]]]), "longitude and latitude"),
        (feature([SQUARE], code="E14009999"), "E14009999"),
        ({"geometry": None}, "no GSS code"),
        ("not a feature", "no GSS code"),
    ],
)
def test_an_outline_that_cannot_be_used_is_left_out_with_a_reason(
    tmp_path: Path, odd: Any, said: str
) -> None:
    outcome = load(tmp_path, odd, feature([SQUARE]))

    assert (outcome.added, outcome.refused) == (1, 1)
    assert said in outcome.refusals[0].reason


@pytest.mark.parametrize("text", ["{", "[1, 2]", '{"type": "Polygon"}', "null"])
def test_what_is_no_geojson_is_refused_in_a_sentence(tmp_path: Path, text: str) -> None:
    with pytest.raises(UnableToImportPlaces, match="no GeoJSON"):
        import_boundaries(path=written(tmp_path, text, "file.geojson"), by=None, at=AT)


@pytest.mark.skipif(not PUBLISHED.is_dir(), reason="the published files are not beside this clone")
def test_the_published_outlines_load_as_they_are() -> None:
    import_place_names(path=PUBLISHED / "constituencies/PCON24_names_and_codes.csv", by=None, at=AT)

    outcome = import_boundaries(path=PUBLISHED / "boundaries/PCON_July_2024_UK_BUC.geojson", by=None, at=AT)

    assert (outcome.added, outcome.refused) == (650, 0)
