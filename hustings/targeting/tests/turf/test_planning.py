from collections import Counter
from dataclasses import replace
from math import dist

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hustings.targeting.tests.turf.towns import lattice, place, street, tower, without_places
from hustings.targeting.turf.cutting import is_whole, sides_beside
from hustings.targeting.turf.placing import Ground, place_doors
from hustings.targeting.turf.planning import cut_doors
from hustings.targeting.turf.sides import sides_of
from hustings.targeting.turf.town import town_of_doors
from hustings.targeting.turf.words import MOST_PEOPLE, Asked, Cut, Remark, WalkDoor

FEW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


STREETS = st.lists(
    st.tuples(st.integers(1, 40), st.floats(-800, 800), st.floats(-800, 800), st.integers(0, 5)),
    min_size=1,
    max_size=6,
)


def town(
    streets: list[tuple[int, float, float, int]], *, flats: int, lost: float, seed: int
) -> list[WalkDoor]:
    """Streets anywhere within a mile, some doors without a place, and perhaps a tower."""
    doors = tower("Tower", flats)
    for number, (count, north, east, people) in enumerate(streets):
        doors += street(f"S{number}", count, north=north, east=east, people=people)
    return without_places(doors, part=lost, seed=seed)


def assert_each_once(doors: list[WalkDoor], cut: Cut) -> None:
    walked = Counter(door for walk in cut.walks for door in walk.doors)
    assert walked == Counter(door.id for door in doors)


def assert_of_one_piece(doors: list[WalkDoor], cut: Cut, asked: Asked) -> None:
    """The town is made again, so that this looks at the same graph and not at what the cut believed."""
    points, _lost, _nowhere = place_doors(doors, Ground(d.place for d in doors if d.place))
    sides, _parted = sides_of(doors, points, asked)
    made = town_of_doors(sides)
    beside = sides_beside(made, np.zeros(len(sides)))
    assert sorted(side for group in cut.groups for side in group) == list(range(len(sides)))
    assert all(is_whole(beside, group) for group in cut.groups)


@FEW
@given(
    streets=STREETS,
    flats=st.sampled_from([0, 1, 7, 200]),
    lost=st.sampled_from([0.0, 0.3, 1.0]),
    minutes=st.sampled_from([30.0, 90.0, 120.0]),
    team=st.sampled_from([1, 4]),
    has_car=st.booleans(),
)
def test_every_door_is_in_one_walk_of_one_piece(
    *,
    streets: list[tuple[int, float, float, int]],
    flats: int,
    lost: float,
    minutes: float,
    team: int,
    has_car: bool,
) -> None:
    doors = town(streets, flats=flats, lost=lost, seed=len(streets))
    asked = Asked(minutes=minutes, team=team, has_car=has_car)
    cut = cut_doors(doors, asked)
    assert_each_once(doors, cut)
    assert_of_one_piece(doors, cut, asked)
    assert all(walk.doors for walk in cut.walks)
    assert all(walk.people <= MOST_PEOPLE for walk in cut.walks)


@pytest.mark.parametrize(("minutes", "least", "most"), [(90, 25, 36), (120, 38, 50)])
def test_a_walk_is_as_many_doors_as_the_field_says(minutes: float, least: int, most: int) -> None:
    cut = cut_doors(lattice(12), Asked(minutes=minutes))
    mean = sum(len(walk.doors) for walk in cut.walks) / len(cut.walks)
    assert least <= mean <= most


def test_walks_are_even() -> None:
    cut = cut_doors(lattice(12), Asked(minutes=90))
    assert len(cut.walks) > 10
    assert cut.imbalance <= 0.10


def test_a_side_is_walked_whole_and_in_its_order() -> None:
    doors = street("Mill Lane", 20, north=0)
    [walk] = cut_doors(doors, Asked(minutes=120)).walks
    numbers = [int(str(door).split()[-1]) for door in walk.doors]
    first, second = numbers[:10], numbers[10:]
    assert {n % 2 for n in first} != {n % 2 for n in second}
    assert sorted(first) in (first, first[::-1])
    assert sorted(second) in (second, second[::-1])


def test_a_walk_begins_and_ends_at_the_meeting_point() -> None:
    doors = street("Mill Lane", 20, north=0)
    [walk] = cut_doors(doors, Asked(minutes=120, start=place(7, 0))).walks
    ends = {str(walk.doors[0]), str(walk.doors[-1])}
    assert ends == {"Mill Lane 1", "Mill Lane 2"}
    assert 0 < walk.way_there < 60


def test_no_doors_are_no_walks() -> None:
    cut = cut_doors([], Asked())
    assert cut.walks == ()
    assert cut.remarks == ((Remark.EMPTY, ""),)


def test_one_house_is_one_walk() -> None:
    [walk] = cut_doors(street("Mill Lane", 1, north=0), Asked()).walks
    assert walk.doors == ("Mill Lane 1",)
    assert walk.metres == 0


def test_an_island_is_not_walked_to_if_it_can_be_a_walk_of_its_own() -> None:
    mainland, island = lattice(4), street("Island", 30, north=20_000)
    cut = cut_doors(mainland + island, Asked(minutes=90))
    assert_each_once(mainland + island, cut)
    whose = [{str(door).split()[0] for door in walk.doors} for walk in cut.walks]
    assert {"Island"} in whose


def test_a_lonely_island_is_said_to_be_far() -> None:
    doors = street("Mill Lane", 6, north=0) + street("Island", 2, north=20_000)
    cut = cut_doors(doors, Asked(minutes=90))
    assert Remark.FAR_APART in dict(cut.remarks)


def test_a_tower_is_parted_by_its_flats() -> None:
    doors = tower("Sky House", 800)
    cut = cut_doors(doors, Asked(minutes=90))
    assert_each_once(doors, cut)
    assert (Remark.PARTED_BUILDING, "Sky House") in cut.remarks
    for walk in cut.walks:
        flats = sorted(int(str(door).split()[-1]) for door in walk.doors)
        assert flats == list(range(flats[0], flats[-1] + 1))


def test_a_court_is_kept_whole() -> None:
    doors = lattice(4) + tower("Low Court", 18, north=30, east=90)
    cut = cut_doors(doors, Asked(minutes=90))
    holding = [walk for walk in cut.walks if any("Low Court" in str(door) for door in walk.doors)]
    assert len(holding) == 1
    at = [number for number, door in enumerate(holding[0].doors) if "Low Court" in str(door)]
    assert at == list(range(at[0], at[0] + 18))


def test_doors_on_top_of_each_other() -> None:
    doors = [WalkDoor(str(n), "Heap", order=f"{n:05}", number=n, place=place(0, 0)) for n in range(1, 80)]
    cut = cut_doors(doors, Asked(minutes=90))
    assert_each_once(doors, cut)
    assert cut.imbalance <= 0.10


def test_no_places_at_all() -> None:
    doors = without_places(lattice(4), part=1.0)
    cut = cut_doors(doors, Asked(minutes=90))
    assert_each_once(doors, cut)
    assert (Remark.NO_PLACES, str(len(doors))) in cut.remarks


def test_a_door_without_a_place_stands_between_its_neighbours() -> None:
    doors = street("Mill Lane", 20, north=0)
    lost = [WalkDoor(d.id, d.street, d.order, d.number, d.side) if d.number in (7, 19) else d for d in doors]
    ground = Ground(d.place for d in doors if d.place)
    points, missing, nowhere = place_doors(lost, ground)
    assert (missing, nowhere) == (2, 0)
    for number in (7, 19):
        expected = doors[number - 1].place
        assert expected
        assert dist(points[number - 1], ground.point(expected)) < 6


def test_two_streets_of_one_name_are_each_walked_by_themselves() -> None:
    here, there = street("Church Lane", 20, north=0), street("Church Lane", 20, north=700)
    doors = here + [replace(door, id=f"{door.id} there") for door in there]
    points, _lost, _nowhere = place_doors(doors, Ground(door.place for door in doors if door.place))
    sides, _parted = sides_of(doors, points, Asked(minutes=480))
    assert [len(side.stops) for side in sides] == [10, 10, 10, 10]


def test_the_same_list_is_cut_the_same() -> None:
    doors = lattice(6)
    assert cut_doors(doors, Asked()).walks == cut_doors(doors, Asked()).walks
