"""Districts that get other letters, exchange them, or lose streets to a district of their own."""

from pathlib import Path

import pytest

from hustings.canvassing.tests.ground import AT, Ground
from hustings.geography.importing.changes import read_boundary_change
from hustings.geography.importing.proposing import import_boundary_change
from hustings.geography.models import BoundaryChange, PollingDistrict
from hustings.geography.placing import placement_on
from hustings.headquarters.tests.redrawing.ground import DAY, carry_out
from hustings.register.models import Door, Elector, RegisterEntry, RoadGroup, Street
from hustings.register.redrawing.carrying_out import UnableToRedraw
from tests.cast import Cast, arranging

HEADINGS = "council code,district,new letters,street,ward code,ward name,constituency code,constituency name"


def kept(cast: Cast, folder: Path, *rows: str) -> BoundaryChange:
    path = folder / "review.csv"
    path.write_text("\n".join([HEADINGS, *(f"{cast.council.code},{row}" for row in rows)]))
    with arranging():
        found = read_boundary_change(path, takes_effect_on=DAY)
        return import_boundary_change(
            found=found, file_name=path.name, name="Review", source="", takes_effect_on=DAY, by=None, at=AT
        )


def test_two_districts_can_exchange_their_letters(cast: Cast, north: Ground, tmp_path: Path) -> None:
    first, second = north.districts
    change = kept(
        cast, tmp_path, f"{first.letters},{second.letters},,,,,", f"{second.letters},{first.letters},,,,,"
    )

    carry_out(cast, change)

    with arranging():
        letters = [PollingDistrict.objects.get(id=each.id).letters for each in north.districts]
        printed = RegisterEntry.objects.filter(district=first).values_list("letters", flat=True)
        assert set(printed) == {first.letters}
    assert letters == [second.letters, first.letters]


def test_streets_become_a_district_with_their_doors_and_people(
    cast: Cast, north: Ground, tmp_path: Path
) -> None:
    whole = north.districts[0]
    change = kept(cast, tmp_path, f"{whole.letters},A9,Mill Lane,,,,")

    carry_out(cast, change)

    with arranging():
        part = PollingDistrict.objects.get(letters="A9")
        assert Street.objects.get(district=part).name == "Mill Lane"
        assert (
            Elector.objects.filter(district=part).count(),
            Elector.objects.filter(district=whole).count(),
        ) == (6, 6)
        assert RegisterEntry.objects.filter(district=part).count() == 6
        assert {door.road_group for door in Door.objects.filter(street__district=part)} == {
            RoadGroup.objects.get(district=part)
        }


def test_a_part_can_go_to_another_seat_and_remembers_where_it_lay(
    cast: Cast, north: Ground, south: Ground, tmp_path: Path
) -> None:
    whole = north.districts[0]
    change = kept(cast, tmp_path, f"{whole.letters},A9,MILL LANE,E05777777,Harbour,{south.seat.code},")

    done = carry_out(cast, change)

    assert list(done.electors.values()) == [6]
    with arranging():
        part = PollingDistrict.objects.get(letters="A9")
        then = placement_on(part, DAY.replace(year=2025))
        assert (part.constituency, str(part.ward)) == (south.seat, "Harbour")
        assert (then.constituency, then.ward) == (north.seat.id, north.wards[0].id)
        assert Elector.objects.filter(constituency=south.seat, district=part).count() == 6


def test_a_street_that_the_register_does_not_have_stops_the_change(
    cast: Cast, north: Ground, tmp_path: Path
) -> None:
    change = kept(cast, tmp_path, f"{north.districts[0].letters},A9,Milk Lane,,,,")

    with pytest.raises(
        UnableToRedraw, match=r"A9 would get streets of .* that its register does not have: milk lane"
    ):
        carry_out(cast, change)

    with arranging():
        assert not PollingDistrict.objects.filter(letters="A9").exists()
