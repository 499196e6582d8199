import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from hustings.audit.models import Entry
from hustings.audit.words import Action
from hustings.geography.models import Boundary, Place, Postcode, PropertyPlace
from hustings.headquarters.placing import in_order, kind_of_file
from tests.cast import Cast, arranging, role

PUBLISHED = Path(__file__).resolve().parents[3].parent / "shared" / "data"
FILES = {
    "postcodes.csv": "postcode,lat,lon,ward_gss,pcon24_gss\nEX1 1AE,50.7,-3.5,E05011020,E14001231\n",
    "outline.geojson": '{"features": [{"properties": {"PCON24CD": "E14001231"}, "geometry": {"type": "Polygon",'
    ' "coordinates": [[[-3.5, 50.7], [-3.4, 50.7], [-3.4, 50.8], [-3.5, 50.7]]]}}]}',
    "results-2024.csv": "ONS ID,Constituency name,Electorate,Valid votes\nE14001231,Exeter,72580,40000\n",
    "names.csv": "PCON24CD,PCON24NM,WD24CD,WD24NM\nE14001231,Exeter,E05011020,St David's\n",
    "recipe.csv": "flour,butter\n200,100\n",
}


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text)
    return {name: tmp_path / name for name in FILES}


def run(*arguments: Any, **options: Any) -> str:
    said = StringIO()
    with role("hustings_worker"):
        call_command("import_places", *map(str, arguments), stdout=said, stderr=StringIO(), **options)
    return said.getvalue()


def test_files_are_recognised_and_loaded_in_the_order_they_need(db: None, files: dict[str, Path]) -> None:
    found = in_order(files.values())

    assert [kind for _path, kind in found] == ["names", "results", "postcodes", "boundaries", "unknown"]


def test_a_file_that_is_no_text_is_unknown(tmp_path: Path) -> None:
    (tmp_path / "postcodes.csv").write_bytes(b"PK\x03\x04")

    assert kind_of_file(tmp_path / "postcodes.csv") == "unknown"


def test_the_command_loads_each_file_and_tells_what_changed(db: None, files: dict[str, Path]) -> None:
    said = run(*(path for name, path in files.items() if name != "recipe.csv"))

    assert said.count("new") == 4
    assert (Place.objects.count(), Postcode.objects.count(), Boundary.objects.count()) == (2, 1, 1)
    assert str(Postcode.objects.get().ward) == "St David's"


def test_a_file_of_something_else_is_told_and_the_others_are_loaded(db: None, files: dict[str, Path]) -> None:
    with pytest.raises(CommandError, match="1 of 2 files could not be used"):
        run(files["names.csv"], files["recipe.csv"])

    assert Place.objects.count() == 2


def test_it_reports_as_json(db: None, files: dict[str, Path]) -> None:
    (told,) = json.loads(run(files["names.csv"], json=True))

    assert (told["file"], told["added"], told["refused"]) == ("names.csv", 2, 0)


def test_a_kind_that_is_said_is_not_guessed(db: None, files: dict[str, Path]) -> None:
    with pytest.raises(CommandError):
        run(files["recipe.csv"], kind="names")


def test_it_stands_in_the_log_with_who_and_why(cast: Cast, files: dict[str, Path]) -> None:
    run(files["names.csv"], email="moira@moor.example", reason="new boundaries")

    with arranging():
        entry = Entry.objects.get(action=Action.GEOGRAPHY_PLACES_IMPORT)
    assert (entry.person_id, entry.place, entry.detail) == (
        cast.moira.id,
        "names.csv",
        {"reason": "new boundaries"},
    )


def test_somebody_who_may_not_loads_nothing(cast: Cast, files: dict[str, Path]) -> None:
    with pytest.raises(CommandError):
        run(files["names.csv"], email="priya@moor.example")

    assert not Place.objects.filter(code="E14001231").exists()


@pytest.mark.skipif(not PUBLISHED.is_dir(), reason="the published files are not beside this clone")
def test_all_published_files_load_at_one_go(db: None) -> None:
    names = ["results/ge2024_results_by_constituency.csv", "postcodes/pcon_exeter.csv", "geo/wards.csv"]
    names += ["constituencies/PCON24_names_and_codes.csv", "geo/districts.csv", "geo/regions.csv"]

    told = json.loads(run(*(PUBLISHED / name for name in names), json=True))

    assert sum(outcome["added"] for outcome in told) == 650 + 8405 + 363 + 9 + 650 + 2766
    assert all(not outcome["notes"] for outcome in told)


PROPERTIES = (
    "UPRN,X_COORDINATE,Y_COORDINATE,LATITUDE,LONGITUDE\n"
    "7,291970,92590,50.7229,-3.5318\n8,530000,180000,51.5,-0.1\n"
)


@pytest.fixture
def properties(tmp_path: Path) -> Path:
    path = tmp_path / "osopenuprn.csv"
    path.write_text(PROPERTIES)
    return path


def test_properties_are_kept_for_the_seats_that_have_a_unit(cast: Cast, properties: Path) -> None:
    with arranging():
        Postcode.objects.create(compact="EX11AE", constituency=cast.northmoor, easting=291966, northing=92583)

    run(properties, "--as", "moira@moor.example", "--reason", "doors on the map")

    assert list(PropertyPlace.objects.values_list("uprn", flat=True)) == [7]


def test_properties_of_the_whole_country_are_asked_for(db: None, properties: Path) -> None:
    run(properties, "--everywhere")

    assert PropertyPlace.objects.count() == 2


def test_properties_in_nobodys_name_are_refused_with_what_to_say(db: None, properties: Path) -> None:
    with pytest.raises(CommandError):
        run(properties)

    assert not PropertyPlace.objects.exists()
