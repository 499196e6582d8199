import pytest

from hustings.lib.addresses import read_address
from hustings.register.doors.locating import Location, UnableToLocateDoors, locate_doors
from hustings.register.models import Door
from hustings.register.tests.council import NOON, NORTHERN, full_file, importing, lay_postcodes, take_in
from tests.cast import Cast, arranging

MILL_LANE = read_address(["1 Mill Lane", "Moorton"], "EX1 1AA").key


@pytest.fixture
def council(cast: Cast) -> Cast:
    lay_postcodes(cast)
    take_in(cast, full_file(*NORTHERN))
    return cast


def locate(council: Cast, *locations: Location) -> int:
    with importing(council) as by:
        return locate_doors(constituency=council.northmoor.id, locations=locations, by=by, at=NOON)


def test_a_door_moves_to_where_it_stands(council: Cast) -> None:
    assert locate(council, Location(MILL_LANE, 50.71, -3.51)) == 1

    with arranging():
        door = Door.objects.get(address_key=MILL_LANE)
        assert (door.latitude, door.longitude) == (50.71, -3.51)


def test_the_same_position_again_moves_nothing(council: Cast) -> None:
    locate(council, Location(MILL_LANE, 50.71, -3.51))

    assert locate(council, Location(MILL_LANE, 50.71, -3.51)) == 0


def test_an_address_that_is_not_known_is_left(council: Cast) -> None:
    assert locate(council, Location("EX11AA|no lane|7|", 50.71, -3.51)) == 0


def test_a_position_that_is_no_place_is_refused(council: Cast) -> None:
    with pytest.raises(UnableToLocateDoors, match="No door was moved"):
        locate(council, Location(MILL_LANE, 50.71, -3.51), Location(MILL_LANE, 500.0, 0.0))

    with arranging():
        assert Door.objects.get(address_key=MILL_LANE).latitude == 50.7
