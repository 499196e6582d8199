"""Where doors stand and how surely; a better source replaces a worse one and never the other way round."""

from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from hustings.geography.models import Postcode
from hustings.lib.addresses import read_address
from hustings.register.doors.locating import Location, locate_doors
from hustings.register.doors.positioning import Positions, position_doors
from hustings.register.models import Door
from hustings.register.tests.council import NOON, SOUTH, YEAR_LATER, importing, take_in
from hustings.register.tests.doors.properties import homes_file, lay_property
from tests.cast import Cast, arranging, role

LATER = NOON.replace(hour=13)
# On one side of Mill Lane: 1 and 9 stand 200 metres apart; 5 is half-way.
FIRST, LAST, HALF_WAY = (50.7000, -3.5000), (50.7018, -3.5000), (50.7009, -3.5000)
MILL_LANE = homes_file(
    ("1 Mill Lane", "11"), ("5 Mill Lane", ""), ("9 Mill Lane", "19"), ("12 Mill Lane", "")
)


def standing() -> dict[str, tuple[float | None, str, int | None]]:
    with arranging():
        return {
            str(door): (door.latitude and round(door.latitude, 6), door.position_from, door.position_within)
            for door in Door.objects.all()
        }


def lay_both_ends() -> None:
    lay_property(11, *FIRST)
    lay_property(19, *LAST)


def position(council: Cast) -> Positions:
    with importing(council) as by:
        return position_doors(constituency=council.northmoor.id, by=by, at=NOON)


def test_a_door_with_nothing_better_stands_in_the_middle_of_its_postcode(council: Cast) -> None:
    take_in(council, MILL_LANE)

    assert standing()["12"] == (50.7, "postcode", 1050)


def test_a_postcode_among_many_reaches_less_far(council: Cast) -> None:
    with arranging():
        Postcode.objects.bulk_create(
            Postcode(compact=f"EX1{n % 10}{'ABDEFGHJLN'[n // 10]}B", latitude=50.7, longitude=-3.5,
                     constituency=council.northmoor, nation="england")
            for n in range(99)
        )  # fmt: skip

    take_in(council, MILL_LANE)

    assert standing()["12"] == (50.7, "postcode", 100)


def test_a_new_door_stands_where_its_uprn_does(council: Cast) -> None:
    lay_both_ends()

    take_in(council, MILL_LANE)

    assert standing()["9"] == (50.7018, "uprn", 10)


def test_a_new_door_between_two_known_ones_stands_between_them(council: Cast) -> None:
    lay_both_ends()

    take_in(council, MILL_LANE)

    assert standing()["5"] == (50.7009, "neighbours", 110)


def test_a_door_stands_where_its_number_does_without_the_letter(council: Cast) -> None:
    lay_both_ends()

    take_in(council, homes_file(("9 Mill Lane", "19"), ("9A Mill Lane", "")))

    assert standing()["9A"] == (50.7018, "neighbours", 15)


def test_a_gap_too_wide_to_measure_across_leaves_the_postcode(council: Cast) -> None:
    lay_property(11, 50.70, -3.50)
    lay_property(19, 50.75, -3.50)

    take_in(council, MILL_LANE)

    assert standing()["5"][1] == "postcode"


def test_doors_are_positioned_anew_when_their_properties_become_known(council: Cast) -> None:
    take_in(council, MILL_LANE)
    lay_both_ends()

    found = position(council)

    assert (found, standing()["5"][1]) == (Positions(by_uprn=2, by_postcode=0, by_neighbours=1), "neighbours")
    assert position(council).doors == 0


def test_what_an_address_file_said_stays(council: Cast) -> None:
    take_in(council, MILL_LANE)
    surveyed = Location(read_address(["1 Mill Lane"], "EX1 1AA").key, 50.71, -3.51)
    with importing(council) as by:
        locate_doors(constituency=council.northmoor.id, locations=[surveyed], by=by, at=NOON)
    lay_both_ends()

    position(council)

    assert standing()["1"] == (50.71, "survey", 5)


def test_a_door_keeps_its_uprns_place_when_its_postcode_becomes_another(council: Cast) -> None:
    lay_both_ends()
    take_in(council, MILL_LANE)
    with arranging():
        Postcode.objects.filter(compact=SOUTH).update(constituency=council.northmoor)

    take_in(council, homes_file(("1 Mill Lane", "11"), postcode="EX2 1AA"), name="2028",
            published_on=YEAR_LATER, at=LATER)  # fmt: skip

    assert standing()["1"] == (50.7, "uprn", 10)


def test_the_streets_page_says_how_sure_a_position_is(
    council: Cast, signed_in: Callable[..., Client]
) -> None:
    lay_both_ends()
    take_in(council, MILL_LANE)
    with arranging():
        street = Door.objects.all()[0].street_id

    page = signed_in(council.priya).get(f"/seats/northmoor/streets/{street}/").content.decode()

    assert "its UPRN, within about 10 m" in page
    assert "the middle of its postcode, within about 1,050 m" in page


def run(*arguments: str) -> str:
    said = StringIO()
    with role("hustings_worker"):
        call_command(
            "position_doors",
            *arguments,
            "--as",
            "priya@moor.example",
            "--reason",
            "new properties",
            stdout=said,
        )
    return said.getvalue()


def test_the_command_says_by_what_doors_were_placed(council: Cast) -> None:
    take_in(council, MILL_LANE)
    lay_both_ends()

    assert "Northmoor: 2 doors by their UPRN, 1 by the doors beside them" in run()


def test_the_command_refuses_a_seat_out_of_reach(council: Cast) -> None:
    with pytest.raises(CommandError, match="no seat southmoor"):
        run("southmoor")
