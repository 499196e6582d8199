"""Lists of boundary changes: what is recognised, what is refused and in which words."""

from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from hustings.geography.changing import UnableToDropChange, drop_change, put_in_force
from hustings.geography.importing.changes import ReadChange, read_boundary_change
from hustings.geography.importing.outcome import UnableToImportPlaces
from hustings.geography.importing.proposing import import_boundary_change
from hustings.geography.models import BoundaryChange, DistrictPlacement, Place, PollingDistrict
from hustings.geography.placing import make_districts, placement_on
from hustings.geography.telling import Shift, differences, shifts_of
from tests.cast import Cast, arranging

DAY, AT = date(2027, 5, 1), datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
HEADINGS = "lad25cd,PD,new letters,street,wd27cd,wd27nm,pcon27cd,pcon27nm"


@pytest.fixture
def moor(cast: Cast) -> Cast:
    """The cast's council with two polling districts in Northmoor, in one ward."""
    with arranging():
        ward = Place.objects.create(kind="ward", code="E05000001", name="Quay", nation="england")
        make_districts(
            PollingDistrict(
                officer=cast.council,
                letters=letters,
                constituency=cast.northmoor,
                ward=ward,
                starts_on=date(2024, 1, 1),
            )
            for letters in ("AA1", "AA2")
        )
    return cast


def read(folder: Path, *rows: str, headings: str = HEADINGS, officer: Place | None = None) -> ReadChange:
    path = folder / "review.csv"
    path.write_text("\n".join([headings, *rows]), encoding="utf-8")
    with arranging():
        return read_boundary_change(path, takes_effect_on=DAY, officer=officer)


def keep(found: ReadChange, name: str = "Review") -> BoundaryChange:
    with arranging():
        return import_boundary_change(
            found=found, file_name="review.csv", name=name, source="", takes_effect_on=DAY, by=None, at=AT
        )


def words(found: ReadChange) -> list[str]:
    with arranging():
        return differences(
            (Shift(each.district, each.ward, each.seat, each.new_letters) for each in found.rows),
            found.new_places,
        )


def test_a_list_says_in_words_what_it_would_change(moor: Cast, tmp_path: Path) -> None:
    found = read(
        tmp_path,
        f"{moor.council.code},AA1,,,E05000009,Harbour,,",
        f"{moor.council.code},AA2,AB2,,,,{moor.southmoor.code},",
    )

    assert words(found) == [
        "AA2 goes from Northmoor to Southmoor.",
        "AA1 comes to the ward Harbour.",
        "AA2 is called AB2.",
        "New wards: Harbour.",
    ]


def test_nothing_comes_into_force_by_a_list(moor: Cast, tmp_path: Path) -> None:
    change = keep(read(tmp_path, f"{moor.council.code},AA2,,,,,{moor.southmoor.code},"))

    with arranging():
        district = PollingDistrict.objects.get(letters="AA2")
        assert district.constituency == moor.northmoor
        assert placement_on(district, DAY).constituency == moor.northmoor.id
        assert [shift.moves_seat for shift in shifts_of(change)] == [True]


def test_the_same_name_and_day_again_replaces_the_list(moor: Cast, tmp_path: Path) -> None:
    row = f"{moor.council.code},AA1,,,E05000009,Harbour,,"

    first, second = keep(read(tmp_path, row)), keep(read(tmp_path, row.replace("AA1", "AA2")))

    assert first.pk == second.pk
    with arranging():
        assert [each.district.letters for each in second.placements.all()] == ["AA2"]
        assert Place.objects.filter(name="Harbour").count() == 1


def test_a_ward_without_a_code_yet_is_one_ward_for_all_rows(moor: Cast, tmp_path: Path) -> None:
    found = read(tmp_path, "AA1,Harbour", "AA2,harbour", headings="district,ward", officer=moor.council)

    assert [place.name for place in found.new_places] == ["Harbour"]


def test_a_ward_known_by_name_near_by_is_that_ward(moor: Cast, tmp_path: Path) -> None:
    found = read(tmp_path, "AA1,quay", headings="district,ward", officer=moor.council)

    assert (found.new_places, words(found)) == ([], ["1 polling district stays as it is."])


def test_a_constituency_known_by_name_is_that_constituency(moor: Cast, tmp_path: Path) -> None:
    found = read(tmp_path, "AA1,southmoor", headings="district,constituency", officer=moor.council)

    assert (found.new_places, words(found)) == ([], ["AA1 goes from Northmoor to Southmoor."])


def test_once_in_force_a_change_is_neither_replaced_nor_dropped(moor: Cast, tmp_path: Path) -> None:
    found = read(tmp_path, f"{moor.council.code},AA1,,,E05000009,Harbour,,")
    change = keep(found)
    with arranging():
        put_in_force(change=change, by=None, at=AT)
        spans = DistrictPlacement.objects.filter(district__letters="AA1").order_by("starts_on")
        assert [(each.starts_on, each.ends_on) for each in spans] == [(date(2024, 1, 1), DAY), (DAY, None)]
        with pytest.raises(UnableToDropChange):
            drop_change(change=change, by=None, at=AT)

    with pytest.raises(UnableToImportPlaces, match="in force already"):
        keep(read(tmp_path, f"{moor.council.code},AA1,,,E05000009,Harbour,,"))


def test_a_dropped_proposal_leaves_no_ward_that_will_ever_begin(moor: Cast, tmp_path: Path) -> None:
    change = keep(read(tmp_path, f"{moor.council.code},AA1,,,E05000009,Harbour,,"))

    with arranging():
        drop_change(change=change, by=None, at=AT)

        assert Place.objects.get(code="E05000009").ends_on == DAY
        assert Place.objects.get(code="E05000001").ends_on is None


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("E99,AA1,,,E05000009,Harbour,,", "Line 2: there is no council “E99”."),
        ("{council},ZZ9,,,E05000009,Harbour,,", "has no polling district “ZZ9” in force."),
        ("{council},AA1,,,E05000009,,,", "E05000009 is new here and has no name beside it."),
        ("{council},AA1,,,E14000009,Harbour,,", "“E14000009” is no code of a ward."),
        ("{council},AA1,,Mill Lane,,,,", "wants the letters of the district it goes to"),
        ("{council},AA1,AA2,,,,,", "Line 2: AA2 is another district already."),
        ("{council},AA1,,,,,,\n{council},AA1,,,,,,", "Line 3: AA1 stands on line 2 already."),
        ("{council},AA1,AB1,,,,,\n{council},AA2,AB1,,,,,", "Line 3: two districts cannot both become AB1."),
    ],
)
def test_what_cannot_be_is_said_with_its_line(moor: Cast, tmp_path: Path, row: str, sentence: str) -> None:
    with pytest.raises(UnableToImportPlaces) as refusal:
        read(tmp_path, row.format(council=moor.council.code))

    assert sentence in str(refusal.value)
    assert "Nothing was kept" in str(refusal.value)


@pytest.mark.parametrize(
    ("headings", "sentence"),
    [("name,colour", "has no column of polling districts"), ("district,ward", "say whose polling districts")],
)
def test_a_file_that_is_no_list_says_what_it_wants(
    moor: Cast, tmp_path: Path, headings: str, sentence: str
) -> None:
    with pytest.raises(UnableToImportPlaces, match=sentence):
        read(tmp_path, "AA1,x", headings=headings)


def test_a_list_without_rows_says_so(moor: Cast, tmp_path: Path) -> None:
    with pytest.raises(UnableToImportPlaces, match="names no polling district"):
        read(tmp_path)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(content=some.binary(max_size=400))
def test_no_bytes_break_the_reader(moor: Cast, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "bytes.csv"
    path.write_bytes(HEADINGS.encode() + b"\n" + content)

    with arranging(), suppress(UnableToImportPlaces):
        assert read_boundary_change(path, takes_effect_on=DAY).rows
