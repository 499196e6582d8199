"""Town plans: what makes them towns, and the same seed the same town."""

import math
from collections import Counter
from collections.abc import Iterable

import pytest

from hustings.config.demo.dwellings import Door
from hustings.config.demo.ground import Point, easting_northing, latitude_longitude, resampled
from hustings.config.demo.town import Neighbourhood, Street, Town

ROADS = ("Harrowmere", "Thornhythe", "Merewick", "Gannetby", "Fairwold", "Silverpit")


@pytest.fixture(scope="module")
def neighbourhoods() -> list[Neighbourhood]:
    return list(Town("a seed", Point(0, 0), ROADS).neighbourhoods(14))


def doors_of(neighbourhoods: Iterable[Neighbourhood]) -> list[tuple[Street, Door]]:
    return [(street, door) for area in neighbourhoods for street in area.streets for door in street.doors]


def test_the_same_seed_grows_the_same_town(neighbourhoods: list[Neighbourhood]) -> None:
    again = list(Town("a seed", Point(0, 0), ROADS).neighbourhoods(14))

    assert again == neighbourhoods


def test_another_seed_grows_another_town(neighbourhoods: list[Neighbourhood]) -> None:
    other = list(Town("another seed", Point(0, 0), ROADS).neighbourhoods(14))

    assert other[0].streets[0].line != neighbourhoods[0].streets[0].line


def test_every_numbered_door_stands_on_one_side_of_its_street(neighbourhoods: list[Neighbourhood]) -> None:
    for street in (street for area in neighbourhoods for street in area.streets):
        numbers = {door.number for door in street.doors if door.number is not None}

        assert all(
            door.side == ("odd" if door.number % 2 else "even") for door in street.doors if door.number
        )
        assert not numbers & {0, 13}


def test_doors_with_odd_numbers_face_those_with_even_numbers(neighbourhoods: list[Neighbourhood]) -> None:
    street = max(neighbourhoods[1].streets, key=lambda street: len(street.doors))
    first = {door.side: door.at for door in reversed(street.doors)}

    assert 12 < math.dist(first["odd"], first["even"]) < 45


def test_no_address_is_given_twice_in_a_town(neighbourhoods: list[Neighbourhood]) -> None:
    addresses = Counter(
        (street.name, area.name if area.cell.is_rural else "", door.premises)
        for area in neighbourhoods
        for street in area.streets
        for door in street.doors
    )

    assert [address for address, count in addresses.items() if count > 1] == []


def test_nobody_builds_in_the_river() -> None:
    town = Town("a seed", Point(0, 0), ROADS)
    river = [town.terrain.lay(Point(x, town.terrain.river(x))) for x in range(-1200, 1200, 10)]
    doors = [door.at for _, door in doors_of(town.neighbourhoods(10))]

    assert (
        min(math.dist(door, water) for door in doors[::7] for water in river) > town.terrain.river_half_width
    )


def test_a_town_has_flats_under_named_buildings_shared_houses_and_farms(
    neighbourhoods: list[Neighbourhood],
) -> None:
    doors = [door for _, door in doors_of(neighbourhoods)]

    assert any(door.flat and door.name for door in doors)
    assert any(door.flat and door.number for door in doors)
    assert any(door.home == "shared" for door in doors)
    assert any(door.name.endswith("Farm") for door in doors)


def test_the_town_lies_in_the_north_sea() -> None:
    assert latitude_longitude(Point(0, 0)) == pytest.approx((54.7, 2.0), abs=0.001)
    assert easting_northing(Point(3.4, -2.6)) == (657_819, 541_229)


def test_points_along_a_line_keep_its_ends() -> None:
    points = resampled([Point(0, 0), Point(0, 25)], 10)

    assert points == [Point(0, 0), Point(0, 10), Point(0, 20), Point(0, 25)]
