"""Orders that belong to one copy, and people who do not exist."""

from random import Random
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hustings.copies.marking import FEWEST, Real, how_many, in_order_of, invent, key_of
from hustings.lib.names import normalised
from hustings.lib.postcodes import compact, displayed
from hustings.lib.uuid7 import uuid7

REAL = Real(
    names=[(f"Given{one}", f"Family{one}") for one in range(30)],
    taken=frozenset({"given1 family2"}),
    streets=frozenset({"ALDER CLOSE", "MILL LANE"}),
    postcodes=["EX11AE", "EX11AF"],
    known=frozenset({"EX11AE", "EX11AF", "EX11AB"}),
    highest_number=240,
)
ROWS = [(uuid7(), place) for place in range(200)]


@given(st.uuids())
def test_an_order_is_the_same_at_any_time_and_loses_nobody(copy: UUID) -> None:
    key = key_of("a secret", copy)

    assert in_order_of(key, ROWS) == in_order_of(key, reversed(ROWS))
    assert sorted(in_order_of(key, ROWS)) == sorted(ROWS)


@given(st.lists(st.uuids(), min_size=2, max_size=2, unique=True))
def test_no_two_copies_have_one_order(copies: list[UUID]) -> None:
    assert in_order_of(key_of("a secret", copies[0]), ROWS) != in_order_of(
        key_of("a secret", copies[1]), ROWS
    )


def test_another_installation_has_another_order() -> None:
    copy = uuid7()

    assert key_of("one secret", copy) != key_of("another secret", copy)


@pytest.mark.parametrize(("rows", "count"), [(1, FEWEST), (600, 6), (601, 7), (75_000, 750)])
def test_there_are_six_or_one_in_a_hundred(rows: int, count: int) -> None:
    assert how_many(rows) == count


@given(st.integers(0, 10_000), st.integers(1, 40))
def test_nobody_invented_is_anybody_real(seed: int, count: int) -> None:
    made = invent(REAL, count=count, host="hustings.example", random=Random(seed))  # noqa: S311 - a test repeats itself

    names = [normalised(f"{one.forenames} {one.surname}") for one in made]
    assert len(set(names)) == len(names) == count
    assert not set(names) & (REAL.taken | {normalised(" ".join(name)) for name in REAL.names})
    assert not {one.street.upper() for one in made} & REAL.streets
    assert not {one.postcode for one in made} & REAL.known
    assert all(compact(displayed(one.postcode)) == one.postcode for one in made)
    assert min(one.number for one in made) > REAL.highest_number
    assert all(one.mailbox.endswith("@hustings.example") for one in made)


def test_too_few_names_invent_nobody() -> None:
    with pytest.raises(ValueError, match="too few"):
        invent(
            Real([("Ada", "Okafor")], frozenset(), frozenset(), [], frozenset(), 0),
            count=6, host="x.example", random=Random(1),  # noqa: S311 - a test repeats itself
        )  # fmt: skip
