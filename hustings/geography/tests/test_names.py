from pathlib import Path

import pytest

from hustings.geography.importing.names import import_place_names, recognises
from hustings.geography.importing.outcome import FileOutcome, UnableToImportPlaces
from hustings.geography.models import Place
from hustings.geography.tests.writing import AT, NAMES, PUBLISHED, WARDS, written

pytestmark = pytest.mark.django_db


def load(path: Path) -> FileOutcome:
    return import_place_names(path=path, by=None, at=AT)


def test_names_and_codes_become_places_with_nation_and_address(tmp_path: Path) -> None:
    outcome = load(written(tmp_path, NAMES))

    seat = Place.objects.get(code="W07000112")
    assert (seat.kind, seat.nation, seat.slug, seat.name_cy) == (
        "constituency",
        "wales",
        "ynys-mon",
        "Ynys Môn",
    )
    assert (outcome.read, outcome.added, outcome.refused) == (2, 2, 0)


def test_the_same_file_twice_changes_nothing(tmp_path: Path) -> None:
    path = written(tmp_path, NAMES)
    load(path)

    again = load(path)

    assert (again.added, again.amended, again.unchanged) == (0, 0, 2)


def test_a_later_file_amends_a_name_and_keeps_the_address(tmp_path: Path) -> None:
    load(written(tmp_path, NAMES))

    outcome = load(written(tmp_path, NAMES.replace("Exeter", "Exeter City")))

    seat = Place.objects.get(code="E14001231")
    assert (seat.name, seat.slug, outcome.amended) == ("Exeter City", "exeter", 1)


def test_two_generations_of_a_seat_have_two_addresses(tmp_path: Path) -> None:
    load(written(tmp_path, NAMES))

    load(written(tmp_path, "PCON10CD,PCON10NM\nE14000698,Exeter\n"))

    assert Place.objects.get(code="E14000698").slug == "exeter-e14000698"


def test_rows_that_name_no_area_are_left_out_with_line_and_reason(tmp_path: Path) -> None:
    outcome = load(written(tmp_path, WARDS + "E99999999,(none)\nL93000001,Channel Islands\nE05011011,\n"))

    assert outcome.added == 3
    assert [refusal.line for refusal in outcome.refusals] == [5, 6, 7]
    assert "L93000001" in outcome.refusals[1].reason


def test_a_look_up_with_several_areas_a_row_gives_them_all(tmp_path: Path) -> None:
    text = "WD25CD,WD25NM,LAD25CD,LAD25NM\nE05011020,St David's,E07000041,Exeter\n"

    assert load(written(tmp_path, text)).added == 2
    assert set(Place.objects.values_list("kind", flat=True)) == {"ward", "council"}


def test_a_region_beside_a_seat_is_remembered(tmp_path: Path) -> None:
    load(written(tmp_path, "gss_code,name\nE12000009,South West\n"))

    load(written(tmp_path, "gss_code,name,region_gss\nE14001231,Exeter,E12000009\n"))

    assert str(Place.objects.get(code="E14001231").region) == "South West"


def test_a_file_from_an_old_spreadsheet_keeps_its_accents(tmp_path: Path) -> None:
    load(written(tmp_path, NAMES, encoding="cp1252"))

    assert Place.objects.filter(name="Ynys Môn").exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"   \n\n", "is empty"),
        (b"PK\x03\x04rest", "packed"),
        (b"gss_code,name\n\x00\x00\x00", "not a text file"),
        (b"colour,size\nred,5\n", "no column of GSS codes"),
        (b'gss_code,name\nE05011020,"St David', "line 2"),
        (b"gss_code,name\nE05011020," + b"x" * 200_000, "line 2"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_a_sentence(
    tmp_path: Path, content: bytes, said: str
) -> None:
    path = tmp_path / "places.csv"
    path.write_bytes(content)

    with pytest.raises(UnableToImportPlaces, match=said):
        load(path)
    assert not Place.objects.exists()


def test_a_file_that_is_not_there_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UnableToImportPlaces, match=r"places\.csv cannot be opened"):
        load(tmp_path / "places.csv")


def test_a_list_of_results_is_no_list_of_names() -> None:
    assert not recognises(["ONS ID", "Constituency name", "Electorate"])


@pytest.mark.skipif(not PUBLISHED.is_dir(), reason="the published files are not beside this clone")
def test_the_published_names_load_as_they_are() -> None:
    for name in ("constituencies/PCON24_names_and_codes.csv", "geo/regions.csv", "geo/districts.csv"):
        load(PUBLISHED / name)
    outcome = load(PUBLISHED / "geo/wards.csv")

    assert Place.objects.filter(kind="constituency").exclude(slug="").count() == 650
    assert (outcome.added, outcome.refused) == (8405, 3)
