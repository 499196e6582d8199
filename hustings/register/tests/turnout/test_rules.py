"""Typed numbers: single ones, spans, suffixes, proxies; whatever is typed, nothing is kept that nobody has."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hustings.register.turnout.rules import (
    Meaning,
    Number,
    Span,
    choose,
    in_spans,
    meaning_of,
    read_numbers,
    written,
)

KNOWN = [(number, 0) for number in range(1, 61)] + [(51, 1), (51, 2)]
numbers = st.tuples(st.integers(1, 400), st.integers(0, 3))
districts = st.sets(numbers, min_size=1, max_size=80)


def chosen(text: str, known: list[Number] = KNOWN) -> set[Number]:
    return set(choose(read_numbers(text).spans, known).numbers)


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("12", {(12, 0)}),
        ("12 14,16;18", {(12, 0), (14, 0), (16, 0), (18, 0)}),
        ("15-17", {(15, 0), (16, 0), (17, 0)}),
        ("15 – 17", {(15, 0), (16, 0), (17, 0)}),
        ("17-15", {(15, 0), (16, 0), (17, 0)}),
        ("51/1", {(51, 1)}),
        ("51.1.", {(51, 1)}),
        ("51", {(51, 0)}),
        ("50-51", {(50, 0), (51, 0), (51, 1), (51, 2)}),
        ("51/1-52", {(51, 1), (51, 2), (52, 0)}),
        ("50-51/1", {(50, 0), (51, 0), (51, 1)}),
        ("1-3 2-4", {(1, 0), (2, 0), (3, 0), (4, 0)}),
        ("", set()),
    ],
)
def test_what_is_typed_means_these_numbers(text: str, means: set[Number]) -> None:
    assert chosen(text) == means


@pytest.mark.parametrize(
    "text", ["x", "1-2-3", "12/", "-5", "1--2", "99999999", "1-20000", "12a", "½", "1e5"]
)
def test_what_is_no_number_is_given_back(text: str) -> None:
    assert read_numbers(text).unreadable


def test_numbers_that_nobody_has_are_told_and_not_kept() -> None:
    found = choose(read_numbers("7 99 70-80").spans, KNOWN)

    assert set(found.numbers) == {(7, 0)}
    assert [str(span) for span in found.unknown] == ["99", "70-80"]


def test_a_p_marks_a_vote_by_proxy_and_what_was_typed_last_holds() -> None:
    assert choose(read_numbers("5p 6p 6").spans, KNOWN).by_proxy == {(5, 0)}


@given(districts, st.lists(st.tuples(numbers, numbers), max_size=10))
def test_only_numbers_of_the_district_are_ever_chosen(
    known: set[Number], ends: list[tuple[Number, Number]]
) -> None:
    text = " ".join(f"{written(first)}-{written(last)}" for first, last in ends)
    found = choose(read_numbers(text).spans, known)

    assert found.numbers <= known
    assert found.by_proxy <= found.numbers


@given(districts, st.data())
def test_what_was_keyed_is_written_as_spans_that_mean_the_same(
    known: set[Number], data: st.DataObject
) -> None:
    wanted = data.draw(st.sets(st.sampled_from(sorted(known))))
    spans = in_spans(wanted, known)

    # An end without a suffix takes its suffixes along, so that spans are compared as they stand and not as typed.
    held = {number for span in spans for number in known if span.first <= number <= span.last}
    assert held == wanted


@given(st.lists(st.tuples(numbers, numbers), max_size=6), districts)
def test_the_order_of_spans_and_of_their_ends_changes_nothing(
    ends: list[tuple[Number, Number]], known: set[Number]
) -> None:
    there = [Span(min(pair), max(pair)) for pair in ends]
    text = " ".join(f"{written(last)}-{written(first)}" for first, last in reversed(ends))

    assert choose(read_numbers(text).spans, known).numbers == choose(there, known).numbers


@given(st.text(max_size=80))
def test_no_text_breaks_the_reading(text: str) -> None:
    typed = read_numbers(text)

    assert choose(typed.spans, KNOWN).numbers <= set(KNOWN)


@pytest.mark.parametrize(
    ("mark", "means"),
    [
        ("V", Meaning.VOTED),
        ("a", Meaning.ELSEWHERE),
        ("", Meaning.NOT),
        (" ", Meaning.NOT),
        ("/", Meaning.VOTED),
        ("Proxy", Meaning.PROXY),
        ("Q", None),
    ],
)
def test_a_mark_means_what_the_table_says(mark: str, means: str | None) -> None:
    assert meaning_of(mark) == means
