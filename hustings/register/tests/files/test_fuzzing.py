"""What any system writes is read back equal, and nothing that is spoilt does worse than be refused in a sentence."""

from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hustings.register.files.layouts import Change
from hustings.register.files.layouts.changes import change_of_months
from hustings.register.tests.systems import (
    DELIMITERS,
    ENCODINGS,
    FILES,
    PEOPLE,
    SORTS,
    SPOILS,
    Sort,
    Written,
    as_text,
    as_workbook,
    is_refused_in_a_sentence,
    meant,
    read_back,
    spoilt,
    spoilt_inside,
    table_of,
    told,
)


@given(
    st.sampled_from(SORTS),
    st.lists(PEOPLE, min_size=1, max_size=6),
    st.sampled_from(ENCODINGS),
    st.sampled_from(DELIMITERS),
)
@settings(max_examples=80)
def test_what_a_system_writes_is_read_back_equal(
    sort: Sort, people: list[Written], encoding: str, delimiter: str
) -> None:
    key, drafts = read_back(as_text(table_of(sort, people), encoding, delimiter))

    assert key == sort.layout.key
    assert [told(draft) for draft in drafts] == meant(sort, people)


FAMILY = [
    Written(
        "AA1",
        number,
        number % 2,
        "Okafor",
        "Grace Ada",
        "G" if number == 4 else "",
        [Change.ADD, Change.AMEND, Change.DELETE][number % 3],
        (f"{number} Mill Lane", "Moorton"),
        "EX1 1AA",
    )
    for number in range(1, 9)
]


@pytest.mark.parametrize("sort", SORTS, ids=repr)
def test_every_writing_is_told_without_its_headings(sort: Sort) -> None:
    key, drafts = read_back(as_text(table_of(replace(sort, headed=False), FAMILY)))

    assert key == sort.layout.key
    assert [told(draft) for draft in drafts] == meant(sort, FAMILY)


@given(st.sampled_from(SORTS), st.lists(PEOPLE, min_size=1, max_size=4))
@settings(max_examples=40)
def test_a_workbook_is_read_back_equal(sort: Sort, people: list[Written]) -> None:
    _key, drafts = read_back(as_workbook(table_of(sort, people)))

    assert [told(draft) for draft in drafts] == meant(sort, people)


@given(st.binary(max_size=600))
@example(b",,,\n")
@example(b"PK\x03\x04")
def test_any_bytes_are_refused_in_a_sentence(content: bytes) -> None:
    assert is_refused_in_a_sentence(lambda: read_back(content))


@given(FILES, SPOILS)
@settings(max_examples=80)
def test_a_spoilt_file_is_read_or_refused_in_a_sentence(
    content: bytes, spoils: list[tuple[int, int, bytes]]
) -> None:
    is_refused_in_a_sentence(lambda: read_back(spoilt(content, spoils)))


@given(st.sampled_from(SORTS), st.lists(PEOPLE, min_size=1, max_size=2), SPOILS)
@settings(max_examples=40)
def test_a_spoilt_workbook_is_read_or_refused_in_a_sentence(
    sort: Sort, people: list[Written], spoils: list[tuple[int, int, bytes]]
) -> None:
    content = as_workbook(table_of(sort, people))

    is_refused_in_a_sentence(lambda: read_back(spoilt(content, spoils)))


@given(st.sampled_from(SORTS), st.lists(PEOPLE, min_size=1, max_size=2), st.integers(0, 20), SPOILS)
@settings(max_examples=40)
def test_a_workbook_that_is_spoilt_inside_is_read_or_refused_in_a_sentence(
    sort: Sort, people: list[Written], member: int, spoils: list[tuple[int, int, bytes]]
) -> None:
    content = as_workbook(table_of(sort, people))

    is_refused_in_a_sentence(lambda: read_back(spoilt_inside(content, member, spoils)))


@pytest.mark.parametrize("cut", range(0, 2_000, 97))
def test_a_workbook_cut_off_anywhere_is_refused(cut: int) -> None:
    content = as_workbook([["AA1", "1", "x"]] * 20)

    assert is_refused_in_a_sentence(lambda: read_back(content[:cut]))


@given(st.text(max_size=8), st.text(max_size=8), st.text(max_size=8))
def test_any_three_months_are_understood_or_said_not_to_be(created: str, changed: str, deleted: str) -> None:
    assert change_of_months(created, changed, deleted) in {None, *Change}
