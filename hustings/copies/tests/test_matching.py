"""Whose copy a fragment is: named by its invented people, else by its order, else by who is on it."""

from random import Random
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from hustings.copies.matching import Issued, Roll, Sign, Sureness, trace, words_of
from hustings.copies.tests.crops import crop, issue_copies, make_seat

RANDOM = Random(20)  # noqa: S311 - a test repeats itself
ROLL = make_seat(RANDOM, people=3_000)
COPIES = issue_copies(ROLL, RANDOM, count=12, people=1_500)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32))
def test_a_crop_of_twenty_rows_never_names_a_wrong_copy_for_certain(seed: int) -> None:
    random = Random(seed)  # noqa: S311 - a test repeats itself
    leak = crop(random.choice(COPIES), ROLL, random)

    certain = [found.copy for found in trace(leak.names, COPIES, ROLL) if found.sureness is Sureness.CERTAIN]

    assert certain in ([leak.copy], [])


def test_of_two_hundred_crops_nearly_all_are_named() -> None:
    random = Random(7)  # noqa: S311 - a test repeats itself
    leaks = [crop(random.choice(COPIES), ROLL, random) for _each in range(200)]

    first = [next(iter(trace(leak.names, COPIES, ROLL)), None) for leak in leaks]

    named = sum(
        found is not None and found.copy == leak.copy for found, leak in zip(first, leaks, strict=True)
    )
    assert named >= 190


def test_one_invented_person_names_the_copy_for_certain() -> None:
    invented = next(iter(COPIES[3].invented.values()))

    (found,) = trace([invented, "Somebody Unknown"], COPIES, ROLL)

    assert (found.copy, found.sign, found.sureness) == (COPIES[3].id, Sign.CANARY, Sureness.CERTAIN)


def test_an_unmarked_list_is_possible_by_who_is_on_it() -> None:
    people = {UUID(int=number): f"Given{number} Family{number}" for number in range(40)}
    lists = [Issued(UUID(int=1000), frozenset(list(people)[:20])), Issued(UUID(int=1001), frozenset(people))]

    found = trace([people[UUID(int=number)] for number in range(20, 40)], lists, Roll(people))

    assert [(one.copy, one.sign, one.sureness) for one in found] == [
        (UUID(int=1001), Sign.ROWS, Sureness.LIKELY)
    ]


def test_names_from_elsewhere_come_from_no_copy() -> None:
    assert trace([f"Nobody{number} Strange{number}" for number in range(20)], COPIES, ROLL) == []
    assert trace([], COPIES, ROLL) == []


def test_words_are_the_same_in_any_order() -> None:
    assert words_of("OKAFOR, Ada Grace") == words_of("Grace ada Okafor")
