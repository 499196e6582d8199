from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from hustings.geography.importing.names import import_place_names
from hustings.geography.importing.outcome import FileOutcome, UnableToImportPlaces
from hustings.geography.importing.postcodes import import_postcodes, recognises
from hustings.geography.models import Place, Postcode
from hustings.geography.tests.writing import AT, NAMES, POSTCODES, PUBLISHED, WARDS, written

pytestmark = pytest.mark.django_db

DIRECTORY = (
    "pcd7,pcd8,pcds,dointr,doterm,lad25cd,wd25cd,east1m,north1m,ctry25cd,wdstl05cd,pcon24cd,lat,long\n"
    "EX1 1AE,EX1  1AE,EX1 1AE,198001,,E07000041,E05011020,291966,092583,E92000001,99Z,E14001231,"
    "50.722796,-3.531867\n"
    "EX1 9ZZ,EX1  9ZZ,EX1 9ZZ,198001,200612,E07000041,E99999999,,,E92000001,99Z,E14001231,"
    "99.999999,0.000000\n"
)
CODE_POINT = '"EX1 1AE",10,291966,92583,"E92000001","E19000002","E18000010","","E07000041","E05011020"\n'


@pytest.fixture(autouse=True)
def places(tmp_path: Path) -> None:
    for number, text in enumerate((NAMES, WARDS)):
        import_place_names(path=written(tmp_path, text, f"{number}.csv"), by=None, at=AT)


def load(path: Path) -> FileOutcome:
    return import_postcodes(path=path, by=None, at=AT)


def test_a_joined_file_gives_each_postcode_its_areas(tmp_path: Path) -> None:
    outcome = load(written(tmp_path, POSTCODES))

    postcode = Postcode.objects.select_related("ward", "constituency", "council").get(compact="EX11AE")
    assert [str(place) for place in (postcode.constituency, postcode.ward, postcode.council)] == [
        "Exeter",
        "St David's",
        "Exeter",
    ]
    assert (str(postcode), postcode.latitude, postcode.nation, outcome.added) == (
        "EX1 1AE",
        50.722796,
        "england",
        2,
    )


def test_the_same_postcodes_twice_change_nothing(tmp_path: Path) -> None:
    path = written(tmp_path, POSTCODES)
    load(path)

    again = load(path)

    assert (again.added, again.amended, again.unchanged) == (0, 0, 2)


def test_the_directory_is_read_by_the_stem_of_its_columns(tmp_path: Path) -> None:
    load(written(tmp_path, DIRECTORY.replace("pcon24cd", "pcon31cd").replace("lad25cd", "oslaua")))

    ended = Postcode.objects.get(compact="EX19ZZ")
    assert (ended.terminated_on, ended.latitude, ended.ward) == (date(2006, 12, 1), None, None)
    assert Postcode.objects.get(compact="EX11AE").northing == 92583


def test_code_point_open_has_no_heading_and_gets_degrees_from_its_grid(tmp_path: Path) -> None:
    load(written(tmp_path, CODE_POINT))

    postcode = Postcode.objects.get(compact="EX11AE")
    assert postcode.latitude == pytest.approx(50.722796, abs=1e-5)
    assert postcode.ward is not None


def test_a_file_without_constituencies_does_not_take_them_away(tmp_path: Path) -> None:
    load(written(tmp_path, POSTCODES))

    outcome = load(written(tmp_path, CODE_POINT.replace("291966", "291970")))

    postcode = Postcode.objects.get(compact="EX11AE")
    assert (outcome.amended, postcode.easting, str(postcode.constituency)) == (1, 291970, "Exeter")


def test_areas_we_do_not_know_are_told_with_what_to_import_first(tmp_path: Path) -> None:
    outcome = load(written(tmp_path, POSTCODES.replace("E05011010", "E05099999")))

    assert outcome.added == 2
    assert "E05099999" in outcome.sentence()
    assert Postcode.objects.get(compact="EX11AF").ward is None


def test_rows_without_a_postcode_are_left_out_by_line(tmp_path: Path) -> None:
    outcome = load(written(tmp_path, POSTCODES + "NOWHERE,1,1,1,1,1,,,,,\nEX1 1AG\n"))

    assert [refusal.line for refusal in outcome.refusals] == [4, 5]
    assert outcome.added == 2


def test_a_postcode_written_twice_counts_once(tmp_path: Path) -> None:
    outcome = load(written(tmp_path, POSTCODES + POSTCODES.splitlines()[1] + "\n"))

    assert (outcome.read, outcome.added) == (3, 2)


def test_a_ward_can_lie_in_two_constituencies(tmp_path: Path) -> None:
    load(written(tmp_path, POSTCODES.replace("E05011010,E14001231", "E05011020,W07000112")))
    ward = Place.objects.get(code="E05011020")

    seats = Postcode.objects.filter(ward=ward).values_list("constituency__name", flat=True)
    assert sorted(set(seats)) == ["Exeter", "Ynys Môn"]


def test_a_file_of_something_else_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnableToImportPlaces, match="no column of postcodes"):
        load(written(tmp_path, NAMES))


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(some.text(alphabet=some.characters(exclude_categories=["Cs"]), max_size=200))
def test_no_text_below_the_heading_breaks_the_reader(tmp_path: Path, text: str) -> None:
    path = written(tmp_path, POSTCODES.splitlines()[0] + "\n" + text)

    with suppress(UnableToImportPlaces):
        outcome = load(path)
        assert outcome.read == outcome.refused
    assert not Postcode.objects.exists()


def test_a_heading_of_places_is_no_heading_of_postcodes() -> None:
    assert not recognises(["gss_code", "name"])
    assert recognises(DIRECTORY.splitlines()[0].split(","))


@pytest.mark.skipif(not PUBLISHED.is_dir(), reason="the published files are not beside this clone")
def test_the_published_postcodes_of_a_seat_load_as_they_are() -> None:
    import_place_names(path=PUBLISHED / "geo/wards.csv", by=None, at=AT)

    outcome = load(PUBLISHED / "postcodes/pcon_exeter.csv")

    assert (outcome.added, outcome.refused, outcome.notes) == (2766, 0, [])
    assert Postcode.objects.exclude(ward=None).values("ward").distinct().count() == 10
