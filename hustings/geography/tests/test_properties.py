from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from hustings.geography.importing.names import import_place_names
from hustings.geography.importing.outcome import UnableToImportPlaces
from hustings.geography.importing.postcodes import import_postcodes
from hustings.geography.importing.properties import import_properties, recognises
from hustings.geography.models import Place, PropertyPlace
from hustings.geography.tests.writing import AT, NAMES, POSTCODES, WARDS, written

pytestmark = pytest.mark.django_db

OPEN_UPRN = (
    "\ufeffUPRN,X_COORDINATE,Y_COORDINATE,LATITUDE,LONGITUDE\n"
    "100040990001,291970.00,92590.00,50.7228587,-3.5318127\n"
    "100040990002,530000.00,180000.00,51.5037,-0.1278\n"
)
DIRECTORY = (
    "UPRN,GRIDGB1E,GRIDGB1N,PCDS,CTRY25CD,LAD25CD,WD25CD\n"
    "000040990001,291970,0092590,EX1 1AE,E92000001,E07000041,E05011020\n"
    "40990003,0,0,EX1 1AE,E92000001,E07000041,E05011020\n"
    "none,291970,92590,EX1 1AE,E92000001,E07000041,E05011020\n"
)


@pytest.fixture
def exeter(tmp_path: Path) -> Place:
    import_place_names(path=written(tmp_path, NAMES, "names.csv"), by=None, at=AT)
    import_place_names(path=written(tmp_path, WARDS, "wards.csv"), by=None, at=AT)
    import_postcodes(path=written(tmp_path, POSTCODES, "postcodes.csv"), by=None, at=AT)
    return Place.objects.get(code="E14001231")


def test_each_property_is_kept_where_it_stands(tmp_path: Path) -> None:
    outcome = import_properties(path=written(tmp_path, OPEN_UPRN), by=None, at=AT)

    found = PropertyPlace.objects.get(uprn=100040990001)
    assert (found.latitude, found.longitude, outcome.added) == (50.7228587, -3.5318127, 2)


def test_the_same_file_again_changes_nothing(tmp_path: Path) -> None:
    import_properties(path=written(tmp_path, OPEN_UPRN), by=None, at=AT)

    again = import_properties(path=written(tmp_path, OPEN_UPRN), by=None, at=AT)

    assert (again.added, again.amended, again.unchanged) == (0, 0, 2)


def test_only_what_lies_near_the_postcodes_of_the_seats_is_kept(tmp_path: Path, exeter: Place) -> None:
    outcome = import_properties(path=written(tmp_path, OPEN_UPRN), by=None, at=AT, seats=[exeter.id])

    assert list(PropertyPlace.objects.values_list("uprn", flat=True)) == [100040990001]
    assert "1 lie elsewhere" in outcome.sentence()


def test_seats_without_postcodes_are_told_what_to_import_first(tmp_path: Path) -> None:
    with pytest.raises(UnableToImportPlaces, match="Import the postcodes first"):
        import_properties(path=written(tmp_path, OPEN_UPRN), by=None, at=AT, seats=[1])


def test_a_directory_gives_postcodes_and_eastings_and_refuses_what_has_no_place(tmp_path: Path) -> None:
    outcome = import_properties(path=written(tmp_path, DIRECTORY), by=None, at=AT)

    found = PropertyPlace.objects.get()
    assert (found.uprn, found.postcode) == (40990001, "EX11AE")
    assert (round(found.latitude, 3), round(found.longitude, 3)) == (50.723, -3.532)
    assert [refusal.line for refusal in outcome.refusals] == [3, 4]


def test_a_file_of_places_keeps_the_postcode_that_a_directory_gave(tmp_path: Path) -> None:
    directory = DIRECTORY.replace("000040990001", "100040990001")
    import_properties(path=written(tmp_path, directory), by=None, at=AT)
    import_properties(path=written(tmp_path, OPEN_UPRN), by=None, at=AT)

    assert PropertyPlace.objects.get(uprn=100040990001).postcode == "EX11AE"


def test_a_property_named_twice_is_kept_once(tmp_path: Path) -> None:
    twice = OPEN_UPRN + OPEN_UPRN.splitlines()[1] + "\n"

    assert import_properties(path=written(tmp_path, twice), by=None, at=AT).added == 2


@pytest.mark.parametrize(
    ("header", "is_one"),
    [
        ("UPRN,X_COORDINATE,Y_COORDINATE,LATITUDE,LONGITUDE", True),
        ("UPRN,GRIDGB1E,GRIDGB1N,PCDS,CTRY25CD", True),
        ("pcd7,pcds,east1m,north1m", False),
        ("UPRN,Name", False),
    ],
)
def test_a_file_is_recognised_by_its_headings(header: str, is_one: bool) -> None:
    assert recognises(header.split(",")) is is_one


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    deadline=None,
    max_examples=40,
)
@given(rows=some.lists(some.lists(some.text(max_size=12), max_size=6), max_size=8))
def test_whatever_a_row_holds_it_is_kept_or_refused(tmp_path: Path, rows: list[list[str]]) -> None:
    text = "UPRN,X_COORDINATE,Y_COORDINATE\n" + "\n".join(",".join(row) for row in rows)
    with suppress(UnableToImportPlaces):
        outcome = import_properties(
            path=written(tmp_path, text.encode("utf-8", "replace").decode()), by=None, at=AT
        )

        assert outcome.read == outcome.refused + outcome.added + outcome.amended + outcome.unchanged
