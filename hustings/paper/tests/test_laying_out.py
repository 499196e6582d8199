"""Doors are shared among pages in walking order, whole."""

from hypothesis import given
from hypothesis import strategies as st

from hustings.paper.frame import make_frame
from hustings.paper.laying_out import BandRow, LaidDoor, Page, lay_out
from hustings.paper.places import frame_places
from hustings.paper.sheet_text import DoorBlock
from hustings.paper.tests.samples import doors, elector, pack, sheet, varied_sheet

FRAME = make_frame(pack())
LARGE = make_frame(pack(is_large=True))


def household(first_line: int, size: int, label: str, **changed: str) -> DoorBlock:
    electors = tuple(elector(first_line + place) for place in range(size))
    return DoorBlock(label, changed.get("side", "Odd side"), changed.get("building", ""), electors)


def street(sizes: list[int]) -> list[DoorBlock]:
    starts = [1 + sum(sizes[:place]) for place in range(len(sizes))]
    return [
        household(start, size, str(2 * place + 1))
        for place, (start, size) in enumerate(zip(starts, sizes, strict=True))
    ]


def bands(page: Page) -> list[str]:
    return [row.text for row in page.rows if isinstance(row, BandRow)]


def door_labels(page: Page) -> list[str]:
    return [row.label.plain for row in page.rows if isinstance(row, LaidDoor)]


@given(st.lists(st.integers(1, 12), min_size=1, max_size=60))
def test_lines_are_printed_in_order_each_once(sizes: list[int]) -> None:
    pages = lay_out(sheet(*street(sizes)), FRAME)

    assert [line for page in pages for line in page.lines] == list(range(1, sum(sizes) + 1))


@given(st.lists(st.integers(1, 12), min_size=1, max_size=60))
def test_no_page_is_fuller_than_its_paper(sizes: list[int]) -> None:
    pages = lay_out(sheet(*street(sizes)), FRAME)

    assert all(sum(row.height for row in page.rows) <= FRAME.rows_room for page in pages)


@given(st.lists(st.integers(1, 12), min_size=1, max_size=60))
def test_large_print_stays_clear_of_the_corner_marks(sizes: list[int]) -> None:
    places = frame_places(LARGE, pack().codes, agreed="Y")
    bottom = places["corners"][2][1] - 1

    pages = lay_out(sheet(*street(sizes)), LARGE)

    assert [line for page in pages for line in page.lines] == list(range(1, sum(sizes) + 1))
    assert all(places["rows"] + sum(row.height for row in page.rows) < bottom for page in pages)


@given(st.lists(st.integers(1, 12), min_size=1, max_size=60))
def test_in_large_print_no_door_goes_on_where_it_stands_already(sizes: list[int]) -> None:
    pages = lay_out(sheet(*street(sizes)), LARGE)

    for page in pages:
        homes = [label.partition(" ")[0] for label in door_labels(page)]
        assert len(homes) == len(set(homes))


@given(st.lists(st.integers(1, 12), min_size=1, max_size=60))
def test_a_door_is_never_split_over_pages(sizes: list[int]) -> None:
    pages = lay_out(sheet(*street(sizes)), FRAME)

    labels = [label for page in pages for label in door_labels(page)]
    assert len(labels) == len(set(labels)) == len(sizes)


def test_pages_are_numbered_within_their_sheet() -> None:
    pages = lay_out(sheet(*doors(60)), FRAME)

    assert [(page.number, page.of) for page in pages] == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_a_hostel_longer_than_a_page_goes_on_over_leaf() -> None:
    pages = lay_out(sheet(household(1, 40, "The Hostel")), FRAME)

    assert [door_labels(page) for page in pages] == [
        ["The Hostel"],
        *[["The Hostel (continued)"]] * (len(pages) - 1),
    ]
    assert [line for page in pages for line in page.lines] == list(range(1, 41))


def test_the_sides_of_a_street_are_parted() -> None:
    (page,) = lay_out(sheet(*doors(2), *doors(2, side="Even side", first_line=3)), FRAME)

    assert bands(page) == ["Odd side", "Even side"]


def test_a_page_begins_with_the_side_it_goes_on_with() -> None:
    pages = lay_out(sheet(*doors(20)), FRAME)

    assert [bands(page) for page in pages] == [["Odd side"], ["Odd side (continued)"]]


def test_flats_stand_under_their_building_and_the_street_is_named_again_after_them() -> None:
    flats = [household(place, 1, f"Flat {place}", building="Kestrel Court") for place in (1, 2)]

    (page,) = lay_out(sheet(*flats, household(3, 1, "9")), FRAME)

    assert bands(page) == ["Odd side", "Kestrel Court", "Odd side (continued)"]


def test_a_block_of_forty_flats_is_named_on_every_page() -> None:
    flats = [household(place, 1, f"Flat {place}", building="Kestrel Court") for place in range(1, 41)]

    pages = lay_out(sheet(*flats), FRAME)

    assert [bands(page)[1] for page in pages] == [
        "Kestrel Court",
        *["Kestrel Court (continued)"] * (len(pages) - 1),
    ]


def test_a_door_that_objected_takes_no_line() -> None:
    (page,) = lay_out(sheet(DoorBlock("1", "Odd side", do_not_knock=True), household(1, 1, "3")), FRAME)

    assert page.lines == [1]


def test_the_hardest_street_is_laid_out_within_its_pages() -> None:
    pages = lay_out(varied_sheet(), FRAME)

    assert [line for page in pages for line in page.lines] == list(range(1, 56))
    assert all(sum(row.height for row in page.rows) <= FRAME.rows_room for page in pages)
