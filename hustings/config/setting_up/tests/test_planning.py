from hustings.config.setting_up.planning import TOP, SeatToBe, plan_units

NORTH, SOUTH = SeatToBe(11, "Northmoor", 91, "The Fells"), SeatToBe(12, "Southmoor", 91, "The Fells")
WEST = SeatToBe(13, "Westhaven", 92, "The Coast")


def shape(kind: str, *seats: SeatToBe) -> list[tuple[str, str, int | None]]:
    return [(unit.kind, unit.name, unit.above) for unit in plan_units(kind, "The Moor Alliance", seats)]


def test_an_independent_with_one_seat_is_that_seat() -> None:
    assert shape("independent", NORTH) == [("seat", "Northmoor", None)]


def test_a_local_party_of_several_seats_stands_above_them() -> None:
    assert shape("local_party", NORTH, SOUTH) == [
        ("region", "The Moor Alliance", None),
        ("seat", "Northmoor", TOP),
        ("seat", "Southmoor", TOP),
    ]


def test_a_registered_party_has_a_national_unit_even_with_one_seat() -> None:
    assert shape("registered_party", NORTH) == [
        ("national", "The Moor Alliance", None),
        ("seat", "Northmoor", TOP),
    ]


def test_a_registered_party_in_two_regions_has_a_unit_for_each() -> None:
    assert shape("registered_party", NORTH, WEST, SOUTH) == [
        ("national", "The Moor Alliance", None),
        ("region", "The Coast", TOP),
        ("region", "The Fells", TOP),
        ("seat", "Northmoor", 3),
        ("seat", "Westhaven", 2),
        ("seat", "Southmoor", 3),
    ]


def test_a_seat_whose_region_nobody_knows_lies_under_the_top() -> None:
    typed = SeatToBe(14, "Fenside")

    assert ("seat", "Fenside", TOP) in shape("registered_party", NORTH, WEST, typed)


def test_every_unit_has_a_number_of_its_own() -> None:
    numbers = [unit.number for unit in plan_units("registered_party", "X", [NORTH, WEST, SOUTH])]

    assert numbers == [1, 2, 3, 4, 5, 6]
