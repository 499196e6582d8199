import pytest
from hypothesis import given
from hypothesis import strategies as st

from hustings.register.faults import UnableToReadFile
from hustings.register.files.layouts import (
    XPRESS_FULL,
    XPRESS_FULL_COMBINED,
    XPRESS_UPDATE,
    Change,
    Part,
    change_of_months,
    recognise,
)
from hustings.register.tests.council import FULL, UPDATE

COMBINED = [*FULL[:5], "Elector Name", *FULL[7:]]


@pytest.mark.parametrize(
    ("headings", "layout"), [(FULL, XPRESS_FULL), (COMBINED, XPRESS_FULL_COMBINED), (UPDATE, XPRESS_UPDATE)]
)
def test_a_layout_is_recognised_by_its_headings(headings: list[str], layout: object) -> None:
    assert recognise(headings).layout is layout


@given(st.permutations(FULL))
def test_the_order_of_the_columns_does_not_matter(headings: list[str]) -> None:
    columns = recognise(headings)

    assert headings[columns.at[Part.SURNAME]] == "Elector Surname"
    assert [headings[place] for place in columns.addresses] == [f"Address{line}" for line in range(1, 7)]


def test_other_tools_headings_and_a_trailing_reference_are_understood() -> None:
    headings = [heading.upper().replace("NUMBER", "NO.") for heading in FULL]

    columns = recognise([*headings, "Elector ID", "", ""])

    assert (columns.width, columns.at[Part.REFERENCE]) == (15, 14)


@pytest.mark.parametrize("missing", ["Elector Number", "Elector Surname", "PostCode", "Address1"])
def test_a_missing_column_is_named(missing: str) -> None:
    with pytest.raises(UnableToReadFile, match=f"but not “{missing}”"):
        recognise([heading for heading in FULL if heading != missing])


def test_a_file_without_headings_is_told_what_stands_there_instead() -> None:
    with pytest.raises(UnableToReadFile, match="column 1 is “AA1”"):
        recognise(["AA1", "1", "0", "", "", "Okafor", "Grace"])


@given(st.lists(st.text(max_size=20), max_size=20))
def test_any_first_line_is_either_recognised_or_refused(headings: list[str]) -> None:
    with pytest.raises(UnableToReadFile):
        recognise(headings)


@pytest.mark.parametrize(
    ("created", "changed", "deleted", "change"),
    [
        ("0", "0", "3", Change.DELETE),
        ("2", "0", "3", Change.DELETE),
        ("3", "0", "3", Change.DROP),
        ("3", "3", "3", Change.DROP),
        ("0", "3", "0", Change.AMEND),
        ("2", "3", "0", Change.AMEND),
        ("3", "3", "0", Change.ADD),
        ("3", "0", "0", Change.ADD),
        ("0", "0", "0", Change.AMEND),
        ("", "", "", Change.AMEND),
        ("March", "0", "0", None),
        ("-1", "0", "0", None),
    ],
)
def test_the_three_months_say_what_a_row_asks_for(
    created: str, changed: str, deleted: str, change: Change | None
) -> None:
    assert change_of_months(created, changed, deleted) is change
