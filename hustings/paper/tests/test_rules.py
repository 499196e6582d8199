"""Marks are read in one way or not at all; streets share sheets without being torn apart."""

from uuid import UUID, uuid5

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hustings.canvassing.rules import CORE, CORE_CODES
from hustings.paper.rules import (
    DOORS_A_SHEET,
    MOST_DOORS_A_SHEET,
    Mark,
    MarkFault,
    StreetToPrint,
    UnreadableMarks,
    parse_marks,
    read_letters,
    share_streets,
    split_letters,
)

SCHEME = {code.letters: Mark(code.letters, code.id, code.question, code.meaning) for code in CORE_CODES}
PARTIES = {
    f"{digit}{letter}": Mark(f"{digit}{letter}", uuid5(CORE, f"{digit}{letter}"), "intention", "firm_other")
    for digit in "45"
    for letter in "CLP"
}
WITH_PARTIES = SCHEME | PARTIES
DOORS = {1: [1, 2], 2: [1, 2], 3: [3], 4: [4, 5, 6], 5: [4, 5, 6], 6: [4, 5, 6], 12: [12]}
letters = st.sampled_from(sorted(SCHEME))


NAMES = {1: "Grace Okafor", 2: "Siân Ŵyn-Ŷstwyth", 3: "Graham O’Neill", 4: "Ada Okafor", 5: "Nia Lee"}


def refusal(text: str) -> MarkFault:
    with pytest.raises(UnreadableMarks) as refused:
        parse_marks(text, WITH_PARTIES, DOORS, NAMES)
    return refused.value.fault


@pytest.mark.parametrize(
    ("text", "lines", "written"),
    [
        ("3 1", (3,), "1"),
        ("3 1 PS", (3,), "1 PS"),
        ("3 ps 1", (3,), "1 PS"),
        ("3 1ps", (3,), "1 PS"),
        ("3, 1, ps;", (3,), "1 PS"),
        ("31", None, None),
        ("4-6 NI", (4, 5, 6), "NI"),
        ("4 - 12 ni", (4, 5, 6, 12), "NI"),
        ("5* NI", (4, 5, 6), "NI"),
        ("5*DNC", (4, 5, 6), "DNC"),
        ("12 5C LF", (12,), "LF 5C"),
        ("3 Y 2", (3,), "Y 2"),
        ("3 H 2", (3,), "H 2"),
        ("003 W", (3,), "W"),
        ("1-3+12 NI", (1, 2, 3, 12), "NI"),
        ("12+4 - 5 + 3 ni", (3, 4, 5, 12), "NI"),
        ("1*+5* NI", (1, 2, 4, 5, 6), "NI"),
        ("okaf gra 1", (1,), "1"),
        ("ADA 2ps", (4,), "2 PS"),
        ("sian NI", (2,), "NI"),
        ("ystw W", (2,), "W"),
        ("O'N 3", (3,), "3"),
        ("lee* NI", (4, 5, 6), "NI"),
    ],
)
def test_what_is_keyed_is_read(text: str, lines: tuple[int, ...] | None, written: str | None) -> None:
    if lines is None:
        assert refusal(text) is MarkFault.NO_SUCH_LINE
        return

    entry = parse_marks(text, WITH_PARTIES, DOORS, NAMES)

    assert (entry.lines, entry.marks.written) == (lines, written)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", MarkFault.NO_LINE),
        ("NI", MarkFault.NO_LINE),
        ("NI 4", MarkFault.NO_LINE),
        ("7 NI", MarkFault.NO_SUCH_LINE),
        ("3-7 NI", MarkFault.NO_SUCH_LINE),
        ("6-4 NI", MarkFault.BACKWARDS),
        ("3", MarkFault.NO_MARK),
        ("3 Y", MarkFault.NO_MARK),
        ("3 QQ", MarkFault.UNKNOWN),
        ("3 1 2", MarkFault.TWO_INTENTIONS),
        ("3 NI M", MarkFault.TWO_OUTCOMES),
        ("3 NI 1", MarkFault.NOBODY_SPOKE),
        ("3 W PS", MarkFault.NOBODY_SPOKE),
        ("3 1 1", MarkFault.TWICE),
        ("3 4PS", MarkFault.AMBIGUOUS),
        ("1+7 NI", MarkFault.NO_SUCH_LINE),
        ("1*+3 NI", MarkFault.MIXED),
        ("1+ NI", MarkFault.UNKNOWN),
        ("okaf 1", MarkFault.SEVERAL_NAMES),
        ("gra NI", MarkFault.SEVERAL_NAMES),
        ("smith 1", MarkFault.NO_SUCH_NAME),
        ("ada", MarkFault.NO_MARK),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_fault(text: str, fault: MarkFault) -> None:
    assert refusal(text) is fault


@given(st.text(max_size=30))
def test_anything_keyed_is_read_or_refused(text: str) -> None:
    try:
        entry = parse_marks(text, WITH_PARTIES, DOORS, NAMES)
    except UnreadableMarks:
        return
    assert set(entry.lines) <= set(DOORS)
    assert entry.marks.letters


@given(st.lists(letters, min_size=1, max_size=4, unique=True))
def test_the_order_of_letters_does_not_matter(given_letters: list[str]) -> None:
    assert outcome_of(given_letters) == outcome_of(given_letters[::-1])


@given(st.lists(letters, min_size=1, max_size=4, unique=True))
def test_what_is_written_reads_as_itself(given_letters: list[str]) -> None:
    first = outcome_of(given_letters)

    if first is not None:
        assert outcome_of(first.split()) == first


@given(st.lists(letters, min_size=1, max_size=3, unique=True))
def test_letters_that_run_together_are_never_misread(given_letters: list[str]) -> None:
    found = parted("".join(given_letters))

    assert found in (given_letters, MarkFault.AMBIGUOUS) or "".join(found) == "".join(given_letters)


def parted(word: str) -> list[str] | MarkFault:
    try:
        return split_letters(word, SCHEME)
    except UnreadableMarks as refused:
        return refused.fault


def outcome_of(given_letters: list[str]) -> str | None:
    try:
        return read_letters(given_letters, SCHEME).written
    except UnreadableMarks:
        return None


def street(number: int, doors: int, district: int = 1) -> StreetToPrint:
    return StreetToPrint(UUID(int=number), UUID(int=district), f"Street {number}", doors)


streets = st.lists(st.tuples(st.integers(0, 400), st.integers(1, 3)), max_size=30).map(
    lambda drawn: [street(number, doors, district) for number, (doors, district) in enumerate(drawn)]
)


@given(streets, st.booleans())
def test_every_door_stands_on_one_sheet_in_order(drawn: list[StreetToPrint], together: bool) -> None:
    sheets = share_streets(drawn, together=together)

    printed = [
        (stretch.street.id, door)
        for sheet in sheets
        for stretch in sheet
        for door in range(stretch.first, stretch.last + 1)
    ]
    assert printed == [(each.id, door) for each in drawn for door in range(1, each.doors + 1)]


@given(streets, st.booleans())
def test_no_sheet_is_too_long_or_holds_two_districts(drawn: list[StreetToPrint], together: bool) -> None:
    for sheet in share_streets(drawn, together=together):
        doors = sum(stretch.last - stretch.first + 1 for stretch in sheet)
        assert doors <= (DOORS_A_SHEET if len(sheet) > 1 else MOST_DOORS_A_SHEET)
        assert len({stretch.street.district for stretch in sheet}) == 1


def test_small_streets_share_a_sheet_only_where_that_is_wanted() -> None:
    small = [street(1, 10), street(2, 20), street(3, 40)]

    assert [len(sheet) for sheet in share_streets(small, together=True)] == [2, 1]
    assert [len(sheet) for sheet in share_streets(small, together=False)] == [1, 1, 1]
