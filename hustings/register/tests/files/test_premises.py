"""Where somebody lives: address lines, with the columns beside them where the lines alone do not say."""

import pytest

from hustings.register.files.layouts import Columns, Layout, Part
from hustings.register.files.premises import premises_reader

COLUMNS = Columns(
    Layout("test", "Test", {}, ()), 6, {Part.FLAT: 0, Part.HOUSE: 1, Part.POSTCODE: 5}, (2, 3, 4)
)


def read(cells: str) -> tuple[object, ...]:
    """Flat, premises, house number and street."""
    (_lines, _postcode, flat, premises, house, _suffix, street, *_more), _slipped = premises_reader(COLUMNS)(
        cells.split(";")
    )
    return flat, premises, house, street


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        (";;Flat 1;Castle House;45 Mill Lane;EX1 1AA", ("Flat 1", "Castle House", 45, "Mill Lane")),
        ("Flat 1;;Flat 1;Castle House;45 Mill Lane;EX1 1AA", ("Flat 1", "Castle House", 45, "Mill Lane")),
        ("Loft;;Loft;45 Mill Lane;Moorton;EX1 1AA", ("Loft", "", 45, "Mill Lane")),
        ("3;;3 The Maltings;45 Mill Lane;Moorton;EX1 1AA", ("3", "The Maltings", 45, "Mill Lane")),
        ("3;;33 Mill Lane;Moorton;;EX1 1AA", ("3", "", 33, "Mill Lane")),
        (";12;Mill Lane;Moorton;;EX1 1AA", ("", "", 12, "Mill Lane")),
        (";The Oaks;Mill Lane;Moorton;;EX1 1AA", ("", "The Oaks", None, "Mill Lane")),
        (";The Oaks;12 Mill Lane;Moorton;;EX1 1AA", ("", "", 12, "Mill Lane")),
        ("1;2;Other Electors;;;", ("", "", None, "")),
    ],
)
def test_flat_and_house_are_helped_by_their_columns(cells: str, found: tuple[object, ...]) -> None:
    assert read(cells) == found


def test_the_same_flat_is_one_door_with_and_without_its_column() -> None:
    reader = premises_reader(COLUMNS)
    said = reader("Flat 1;;Flat 1;Castle House;45 Mill Lane;EX1 1AA".split(";"))[0]
    unsaid = reader(";;Flat 1;Castle House;45 Mill Lane;EX1 1AA".split(";"))[0]

    assert said == unsaid


@pytest.mark.parametrize(
    ("postcode", "slipped"),
    [
        ("EX1 1AA", False),
        ("EX1 1A", False),
        ("", False),
        ("N/A", False),
        ("Unknown", False),
        ("Not known", False),
        ("Grace", True),
        ("1 Mill Lane, Moorton", True),
    ],
)
def test_a_postcodes_column_that_holds_something_else_has_slipped(postcode: str, slipped: bool) -> None:
    assert premises_reader(COLUMNS)(f";;1 Mill Lane;Moorton;;{postcode}".split(";"))[1] is slipped
