"""Every layout is told by its headings, or without them by the shape of its rows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hustings.register.faults import UnableToReadFile
from hustings.register.files.layouts import BY_KEY, LAYOUTS, Layout, Part, eros, idox, xpress
from hustings.register.files.layouts.parts import heading_keys
from hustings.register.files.reading import Row
from hustings.register.files.recognising import (
    Recognised,
    UnrecognisedLayout,
    missing_from,
    recognise,
    recognise_as,
)
from hustings.register.tests.council import FULL

WRITINGS = [
    (layout, writing)
    for layout in LAYOUTS
    for writing in layout.writings
    if layout is not eros.PP_UPDATE and not layout.is_generic
]


def recognised(*lines: list[str]) -> Recognised:
    return recognise([Row(number, cells) for number, cells in enumerate(lines, 1)])


@pytest.mark.parametrize(("layout", "writing"), WRITINGS)
def test_a_layout_is_recognised_by_its_headings(layout: Layout, writing: tuple[str, ...]) -> None:
    assert recognised(list(writing)).columns.layout is layout


@given(st.permutations(FULL))
def test_the_order_of_the_columns_does_not_matter(headings: list[str]) -> None:
    columns = recognised(headings).columns

    assert headings[columns.at[Part.SURNAME]] == "Elector Surname"
    assert [headings[place] for place in columns.addresses] == [f"Address{line}" for line in range(1, 7)]


def test_other_tools_headings_and_a_trailing_reference_are_understood() -> None:
    headings = [heading.upper().replace("NUMBER", "NO.") for heading in FULL]

    columns = recognised([*headings, "Elector ID", "", ""]).columns

    assert (columns.width, columns.at[Part.REFERENCE]) == (15, 14)


def test_a_systems_own_layout_wins_over_headings_that_any_tool_uses() -> None:
    headings = "Polling District,Electoral Number,Forename,Surname,Address 1,Address 2,Post Code".split(",")

    assert recognised(headings).columns.layout.key == "other-full"
    assert recognised(["Action", *headings]).columns.layout.key == "other-update"


@pytest.mark.parametrize("missing", ["Elector Number", "Elector Surname", "PostCode", "Address1"])
def test_a_missing_column_is_named(missing: str) -> None:
    with pytest.raises(UnrecognisedLayout, match=f"but not “{missing}”"):
        recognised([heading for heading in FULL if heading != missing])


def test_what_a_register_can_be_read_without_may_be_missing() -> None:
    headings = [heading for heading in FULL if heading not in {"Elector Number Suffix", "Elector DOB"}]

    assert recognised(headings).columns.layout is xpress.FULL


def test_a_file_of_changes_is_never_taken_for_a_full_register() -> None:
    headings = [heading for heading in eros.UPDATE.writings[0] if heading != "RollNo"]

    with pytest.raises(UnrecognisedLayout, match=r"Eros monthly update.*but not “RollNo”"):
        recognised(headings)


def test_a_file_without_headings_is_told_what_stands_there_instead() -> None:
    with pytest.raises(UnrecognisedLayout, match="column 1 is “AA1”"):
        recognised(["AA1", "1", "0", "", "", "Okafor", "Grace"])


@given(st.lists(st.text(max_size=20), max_size=20))
def test_any_first_line_is_either_recognised_or_refused(headings: list[str]) -> None:
    with pytest.raises(UnrecognisedLayout):
        recognised(headings)


IDOX = [
    "AA1",
    "12/1",
    "B",
    "",
    "Okafor",
    "Grace Ada",
    "Flat 2",
    "Castle House",
    "5 Mill Lane",
    *[""] * 12,
    "EX1 1AA",
]


@pytest.mark.parametrize(
    ("row", "layout"),
    [
        (IDOX, idox.FULL),
        ([*IDOX[:2], "+Mar", *IDOX[2:]], idox.UPDATE),
        ([*IDOX[:2], "=mar", *IDOX[2:]], idox.UPDATE),
        ("AA1,1,0,,,Okafor,Grace Ada,EX1 1AA,1 Mill Lane,Moorton,,,,".split(","), xpress.FULL),
        ("AA1,1,0,,,Okafor Grace Ada,EX1 1AA,1 Mill Lane,Moorton,,,,".split(","), xpress.FULL_COMBINED),
    ],
)
def test_a_file_without_headings_is_told_by_the_shape_of_its_rows(row: list[str], layout: Layout) -> None:
    found = recognised(row, row)

    assert (found.columns.layout, found.first) == (layout, 0)


@pytest.mark.parametrize(
    "wrong", [(1, "twelve"), (3, "tomorrow"), (4, "2 Mill Lane"), (21, "Grace"), (21, "")]
)
def test_a_row_of_another_shape_is_not_taken_for_a_layout(wrong: tuple[int, str]) -> None:
    row = list(IDOX)
    row[wrong[0]] = wrong[1]

    with pytest.raises(UnrecognisedLayout):
        recognised(row)


@pytest.mark.parametrize(
    ("status", "layout"), [("", eros.PP_FULL), ("A", eros.PP_UPDATE), ("D", eros.PP_UPDATE)]
)
def test_the_status_of_a_pp_file_tells_a_month_from_a_register(status: str, layout: Layout) -> None:
    headings = list(eros.PP_FULL.writings[0])
    row = ["AA1", "1", status, *[""] * (len(headings) - 3)]

    assert recognised(headings, row, row).columns.layout is layout


def test_a_month_under_other_headings_is_never_taken_for_a_full_register() -> None:
    headings = "PD,ENO,Status,Forename,Surname,Address 1,Postcode".split(",")
    rows = [
        ["AA1", str(number), code, "Ana", "Quince", "1 Mill Lane", "EX1 1AA"]
        for number, code in enumerate("ADM")
    ]

    assert recognised(headings, [*rows[0][:2], "", *rows[0][3:]]).columns.layout.key == "other-full"
    with pytest.raises(UnrecognisedLayout):
        recognised(headings, *rows)


def test_one_mistyped_row_among_many_without_headings_is_a_row_all_the_same() -> None:
    mistyped = [*IDOX[:-1], "EX1 1A"]

    assert recognised(*[IDOX] * 7, mistyped).columns.layout is idox.FULL
    assert recognise_as(idox.FULL, [Row(1, IDOX)] * 7 + [Row(8, mistyped)]).columns.layout is idox.FULL


def test_banners_may_stand_before_the_headings() -> None:
    found = recognised(["Monthly Additions for March 2027"], ["", ""], FULL)

    assert (found.columns.layout, found.first) == (xpress.FULL, 3)


def test_a_long_banner_before_the_headings_is_no_row() -> None:
    found = recognised(
        ["Moorland District Council", "Register", "Revised", "1 December 2026", "Page 1"], FULL
    )

    assert (found.columns.layout, found.first) == (xpress.FULL, 2)


def test_a_layout_that_was_chosen_is_used_for_rows_that_fit_no_single_one() -> None:
    row = "AA1,1,0,,,Okafor,Grace Ada,,1 Mill Lane,Moorton,,,,".split(",")

    found = recognise_as(BY_KEY["xpress-full"], [Row(1, row)])

    assert (found.columns.layout, found.first, found.headings) == (xpress.FULL, 0, ())


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("eros-full", "it has no column “PDCode”"),
        ("xpress-full", "column 2 of line 1 holds something else"),
    ],
)
def test_a_layout_that_was_chosen_and_does_not_fit_is_said_to(key: str, said: str) -> None:
    row = "AA1,one,0,,,Okafor,Grace Ada,,1 Mill Lane,Moorton,,,,".split(",")

    with pytest.raises(UnableToReadFile, match=said):
        recognise_as(BY_KEY[key], [Row(1, row)])


def test_no_layout_is_met_by_nothing() -> None:
    assert all(missing_from(layout, heading_keys([])) for layout in LAYOUTS)
