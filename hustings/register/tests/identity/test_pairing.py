"""Rows to electors, one to one: the clearly best, and nobody by a guess."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from hustings.register.identity.pairing import Pair, pair

ROW, OTHER_ROW, ELECTOR, OTHER_ELECTOR = (UUID(int=number) for number in range(1, 5))
SOMEBODY = st.integers(1, 5)
PAIRS = st.lists(
    st.builds(
        Pair,
        st.integers(60, 100),
        SOMEBODY.map(lambda at: UUID(int=at)),
        SOMEBODY.map(lambda at: UUID(int=10 + at)),
    ),
    unique_by=lambda one: (one.row, one.elector),
)


def test_the_clearly_best_is_joined() -> None:
    best = Pair(97, ROW, ELECTOR)

    paired = pair([Pair(62, ROW, OTHER_ELECTOR), best])

    assert (paired.certain, paired.several, paired.alike) == ([best], [], [])


def test_father_and_son_of_one_name_are_every_pair_a_question() -> None:
    pairs = [Pair(100, row, elector) for row in (ROW, OTHER_ROW) for elector in (ELECTOR, OTHER_ELECTOR)]

    paired = pair(pairs)

    assert paired.certain == []
    assert sorted(paired.several) == sorted(pairs)


def test_one_row_that_may_be_either_of_two_is_a_question() -> None:
    paired = pair([Pair(97, ROW, ELECTOR), Pair(92, ROW, OTHER_ELECTOR)])

    assert (len(paired.certain), len(paired.several)) == (0, 2)


def test_settling_one_pair_may_settle_the_next() -> None:
    """Once Anna is found, the other A. Lyle of the door can only be Alice."""
    sure, then = Pair(100, ROW, ELECTOR), Pair(88, OTHER_ROW, OTHER_ELECTOR)

    paired = pair([sure, Pair(88, OTHER_ROW, ELECTOR), then])

    assert paired.certain == [sure, then]


def test_what_is_less_alike_waits() -> None:
    less = Pair(72, ROW, ELECTOR)

    assert pair([less]).alike == [less]


def test_a_row_that_somebody_was_asked_about_is_never_joined_by_itself() -> None:
    paired = pair([Pair(100, ROW, ELECTOR)], asked={ROW})

    assert (paired.certain, len(paired.alike)) == ([], 1)


@given(PAIRS)
def test_never_two_rows_to_one_elector(pairs: list[Pair]) -> None:
    certain = pair(pairs).certain

    assert len({one.row for one in certain}) == len({one.elector for one in certain}) == len(certain)


@given(PAIRS)
def test_nobody_who_was_joined_is_asked_about(pairs: list[Pair]) -> None:
    paired = pair(pairs)
    joined = {one for pair_ in paired.certain for one in (pair_.row, pair_.elector)}

    assert not joined & {one for pair_ in paired.doubtful for one in (pair_.row, pair_.elector)}


@given(PAIRS)
def test_the_order_of_the_pairs_does_not_matter(pairs: list[Pair]) -> None:
    assert pair(pairs) == pair(pairs[::-1])
