"""Lists of numbers read: likely headings, headings that nobody knows, whatever bytes somebody sends."""

from contextlib import suppress
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hustings.register.absent.rules import kind_of
from hustings.register.faults import Reason, UnableToReadFile
from hustings.register.files.list_columns import ListColumns, ListPart, columns_asked, recognise_list
from hustings.register.files.list_drafts import Wanted, draft_listed_with
from hustings.register.files.lists import probe_list
from hustings.register.files.mapping import is_understood, recognised_columns
from hustings.register.files.reading import Row

COLUMNS = ListColumns(
    5,
    {
        ListPart.LETTERS: (0,),
        ListPart.NUMBER: (1,),
        ListPart.SUFFIX: (2,),
        ListPart.WORD: (3,),
        ListPart.LAPSES_ON: (4,),
    },
    {"postal": "postal", "": "none"},
)
WANTED = Wanted("state", "", Reason.KIND)


def draft(*cells: str) -> tuple[str, str, str, str, str]:
    found = draft_listed_with(COLUMNS, WANTED)(Row(2, list(cells)))
    return found.letters, found.number, found.suffix, found.markers, found.fault


@pytest.mark.parametrize(
    ("cells", "means"),
    [
        (("AA1", "12", "0", "Postal", ""), ("AA1", "12", "0", "postal", "")),
        (("aa1", "12", "", "postal", ""), ("AA1", "12", "0", "postal", "")),
        (("AA1", "12.100", "", "postal", ""), ("AA1", "12", "100", "postal", "")),
        (("AA1", "51/1", "", "postal", ""), ("AA1", "51", "1", "postal", "")),
        (("", "KD-2/2-289/1", "", "postal", ""), ("KD-2/2", "289", "1", "postal", "")),
        (("AA1", "12", "0", "", "31/12/2027"), ("AA1", "12", "0", "none", "")),
    ],
)
def test_numbers_are_read_as_councils_write_them(cells: tuple[str, ...], means: tuple[str, ...]) -> None:
    assert draft(*cells) == means


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        (("AA1", "twelve", "0", "postal", ""), Reason.NUMBER),
        (("AA1", "12", "x", "postal", ""), Reason.NUMBER),
        (("", "12", "0", "postal", ""), Reason.LETTERS),
        (("AA1", "12", "0", "sideways", ""), Reason.KIND),
        (("AA1", "12", "0", "postal", "31/02/2027"), Reason.DATE),
        (("AA1", "12", "0", "postal", "", "more"), Reason.TOO_MANY_CELLS),
    ],
)
def test_a_row_that_cannot_be_taken_says_why(cells: tuple[str, ...], fault: Reason) -> None:
    assert draft(*cells)[-1] == fault


@given(st.lists(st.text(max_size=30), max_size=8))
def test_no_row_breaks_the_drafting(cells: list[str]) -> None:
    found = draft_listed_with(COLUMNS, WANTED)(Row(2, cells))

    assert found.fault or found.number.isdecimal()


@given(st.binary(max_size=400))
def test_whatever_bytes_come_they_are_a_list_or_refused_in_a_sentence(content: bytes) -> None:
    with suppress(UnableToReadFile):
        assert probe_list(BytesIO(content)).rows


@given(st.lists(st.text(max_size=20), max_size=12))
def test_columns_survive_the_way_to_the_worker(headings: list[str]) -> None:
    found = recognise_list(headings)

    assert columns_asked(found.as_asked()) == found


def test_details_are_dropped_while_reading_unless_they_are_wanted() -> None:
    columns = ListColumns(4, {**COLUMNS.at, ListPart.SENT_TO: (2,), ListPart.PROXY: (3,)}, {"ivy": "postal"})
    row = Row(2, ["AA1", "12", "", "Ivy"])

    assert draft_listed_with(columns, WANTED)(row).forenames == ""


def test_a_column_of_many_words_tells_no_kind() -> None:
    rows = "".join(f"AA1,{number},word {number}\r\n" for number in range(40))
    probe = probe_list(BytesIO(b"PD,No,Type\r\n" + rows.encode()))

    assert not is_understood(probe, recognised_columns(probe, kind_of))
