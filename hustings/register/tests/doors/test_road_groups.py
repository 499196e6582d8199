"""Doors are gathered into road groups; new ones join their neighbours, and that is told until somebody has looked."""

import pytest

from hustings.audit.words import Action, Purpose
from hustings.geography.models import PollingDistrict
from hustings.register.doors.drift import Drift, drift_of_district
from hustings.register.doors.road_groups import (
    Numbers,
    StreetSide,
    UnableToGather,
    confirm_joined,
    dissolve_road_group,
    gather_doors,
    release_doors,
    rename_road_group,
)
from hustings.register.importing.undoing import undo_import
from hustings.register.models import Door, Import, RoadGroup, Street
from hustings.register.tests.council import NOON, YEAR_LATER, take_in
from hustings.register.tests.doors.properties import homes_file, lay_property
from hustings.work.reporting import silent
from tests.cast import Cast, acting, arranging

GATHERED, LATER, LATEST = NOON.replace(hour=13), NOON.replace(hour=14), NOON.replace(hour=15)
HOMES = (
    ("1 Mill Lane", ""),
    ("3 Mill Lane", ""),
    ("9 Mill Lane", ""),
    ("2 Mill Lane", ""),
    ("7 Shore Road", "70"),
)


@pytest.fixture
def homes(council: Cast) -> Cast:
    lay_property(70, 50.7010, -3.5)
    lay_property(71, 50.7012, -3.5)
    take_in(council, homes_file(*HOMES))
    return council


def district() -> PollingDistrict:
    with arranging():
        return PollingDistrict.objects.get(letters="AA1")


def side(street: str, which: str) -> StreetSide:
    with arranging():
        return StreetSide(Street.objects.get(name=street).id, which)


def gather(council: Cast, name: str, *sides: StreetSide, numbers: Numbers | None = None) -> int:
    with acting(council.priya, Action.REGISTER_ROAD_GROUP_EDIT, Purpose.ORGANISE, GATHERED) as by:
        return gather_doors(
            constituency=council.northmoor.id,
            district=district().id,
            name=name,
            sides=sides,
            numbers=numbers or Numbers(),
            by=by,
            at=GATHERED,
        )


def send_again(council: Cast, *homes: tuple[str, str], letters: str = "AA1") -> None:
    take_in(council, homes_file(*homes, letters=letters), name="2028", published_on=YEAR_LATER, at=LATER)


def groups() -> dict[str, str]:
    """Each door with its road group, a star after one that joined by itself."""
    with arranging():
        doors = Door.objects.select_related("street", "road_group")
        return {
            f"{door} {door.street}": f"{door.road_group or ''}{'*' if door.joined_by_itself else ''}"
            for door in doors
        }


def drift(council: Cast) -> Drift:
    with acting(council.priya, Action.REGISTER_ROAD_GROUP_EDIT, Purpose.ORGANISE, LATEST):
        return drift_of_district(council.northmoor.id, district())


def test_a_side_of_a_street_is_gathered(homes: Cast) -> None:
    assert gather(homes, "Upper Mill", side("Mill Lane", "odd")) == 3

    assert groups()["1 Mill Lane"] == "Upper Mill"
    assert groups()["2 Mill Lane"] == ""


def test_a_range_of_numbers_is_gathered(homes: Cast) -> None:
    gather(homes, "Upper Mill", side("Mill Lane", "odd"), numbers=Numbers(2, 9))

    assert [groups()[f"{number} Mill Lane"] for number in (1, 3, 9)] == ["", "Upper Mill", "Upper Mill"]


def test_a_door_is_in_one_group_at_most_and_an_empty_group_goes(homes: Cast) -> None:
    gather(homes, "Upper Mill", side("Mill Lane", "odd"))
    gather(homes, "Lower Mill", side("Mill Lane", "odd"))

    with arranging():
        assert [group.name for group in RoadGroup.objects.all()] == ["Lower Mill"]


def test_a_group_is_found_by_its_name_however_it_is_written(homes: Cast) -> None:
    gather(homes, "Upper Mill", side("Mill Lane", "odd"))
    gather(homes, " upper  mill", side("Mill Lane", "even"))

    assert groups()["2 Mill Lane"] == "Upper Mill"


def test_doors_are_taken_out_of_their_groups(homes: Cast) -> None:
    gather(homes, "Upper Mill", side("Mill Lane", "odd"), side("Mill Lane", "even"))
    with acting(homes.priya, Action.REGISTER_ROAD_GROUP_EDIT, Purpose.ORGANISE, GATHERED) as by:
        release_doors(
            constituency=homes.northmoor.id,
            district=district().id,
            sides=[side("Mill Lane", "even")],
            by=by,
            at=GATHERED,
        )

    assert (groups()["1 Mill Lane"], groups()["2 Mill Lane"]) == ("Upper Mill", "")


def test_a_group_is_renamed_and_dissolved(homes: Cast) -> None:
    gather(homes, "Upper Mill", side("Mill Lane", "odd"))
    seat = homes.northmoor.id
    with acting(homes.priya, Action.REGISTER_ROAD_GROUP_EDIT, Purpose.ORGANISE, GATHERED) as by:
        group = RoadGroup.objects.get().id
        rename_road_group(constituency=seat, group_id=group, name="Mill", by=by, at=GATHERED)
        assert dissolve_road_group(constituency=seat, group_id=group, by=by, at=GATHERED) == "Mill"

    assert set(groups().values()) == {""}


@pytest.mark.parametrize(
    ("name", "numbers"), [("", Numbers()), ("Mill", Numbers(100, 200)), ("x" * 121, Numbers())]
)
def test_no_name_and_no_door_are_refused(homes: Cast, name: str, numbers: Numbers) -> None:
    with pytest.raises(UnableToGather, match="Nothing was changed"):
        gather(homes, name, side("Mill Lane", "odd"), numbers=numbers)


def test_a_name_that_is_taken_is_refused(homes: Cast) -> None:
    gather(homes, "Upper Mill", side("Mill Lane", "odd"))
    gather(homes, "Lower Mill", side("Mill Lane", "even"))

    with acting(homes.priya, Action.REGISTER_ROAD_GROUP_EDIT, Purpose.ORGANISE, GATHERED) as by:
        lower = RoadGroup.objects.get(name="Lower Mill").id
        with pytest.raises(UnableToGather, match="of that name"):
            rename_road_group(
                constituency=homes.northmoor.id, group_id=lower, name="upper mill", by=by, at=GATHERED
            )


def test_a_new_door_joins_the_nearest_number_of_its_side(homes: Cast) -> None:
    gather(homes, "Upper Mill", side("Mill Lane", "odd"), numbers=Numbers(1, 3))
    gather(homes, "Lower Mill", side("Mill Lane", "odd"), numbers=Numbers(9, 9))

    send_again(homes, *HOMES, ("5 Mill Lane", ""), ("11 Mill Lane", ""))

    found = groups()
    assert (found["5 Mill Lane"], found["11 Mill Lane"]) == ("Upper Mill*", "Lower Mill*")


def test_a_new_door_of_a_side_that_was_left_out_stays_out(homes: Cast) -> None:
    gather(homes, "Mill", side("Mill Lane", "odd"))

    send_again(homes, *HOMES, ("4 Mill Lane", ""), ("9 Shore Road", ""))

    assert (groups()["4 Mill Lane"], groups()["9 Shore Road"]) == ("", "")


def test_a_new_house_with_a_name_joins_most_of_its_street(homes: Cast) -> None:
    gather(homes, "Mill", side("Mill Lane", "odd"))

    send_again(homes, *HOMES, ("Rose Cottage, Mill Lane", ""))

    assert groups()["Rose Cottage Mill Lane"] == "Mill*"


def test_a_new_street_joins_the_group_of_the_nearest_doors(homes: Cast) -> None:
    gather(homes, "Shore", side("Shore Road", "odd"))
    gather(homes, "Mill", side("Mill Lane", "odd"))

    send_again(homes, *HOMES, ("1 Shell Close", "71"))

    assert groups()["1 Shell Close"] == "Shore*"


def test_a_district_without_groups_has_nothing_to_join(homes: Cast) -> None:
    send_again(homes, *HOMES, ("5 Mill Lane", ""))

    assert set(groups().values()) == {""}
    assert not drift(homes).has_drifted


def test_a_door_that_moved_to_another_district_leaves_its_group(homes: Cast) -> None:
    gather(homes, "Mill", side("Mill Lane", "odd"))

    send_again(homes, ("1 Mill Lane", ""), letters="AA2")

    assert groups()["1 Mill Lane"] == ""


def test_what_joined_is_told_until_somebody_has_looked(homes: Cast) -> None:
    gather(homes, "Mill", side("Mill Lane", "odd"))
    send_again(homes, *HOMES, ("5 Mill Lane", ""), ("5 Mill Lane", ""), ("1 Lost Lane", ""))

    assert drift(homes).sentence == (
        "2 new electors and 1 new door since 2 December 2026 joined a road group by themselves. "
        "1 new street is in none."
    )

    with acting(homes.priya, Action.REGISTER_ROAD_GROUP_EDIT, Purpose.ORGANISE, LATEST) as by:
        confirm_joined(constituency=homes.northmoor.id, district=district().id, by=by, at=LATEST)
    assert (drift(homes).has_drifted, drift(homes).sentence) == (False, "")


def test_undoing_an_import_takes_what_joined_away_again(homes: Cast) -> None:
    gather(homes, "Mill", side("Mill Lane", "odd"))
    send_again(homes, *HOMES, ("5 Mill Lane", ""))
    before = groups()
    with acting(homes.priya, Action.REGISTER_IMPORT_UNDO, Purpose.ADMINISTRATION, LATEST) as by:
        last = Import.objects.order_by("-applied_at")[0]
        undo_import(by=by, at=LATEST, run_id=last.id, report=silent)

    assert before.pop("5 Mill Lane") == "Mill*"
    assert groups() == before
