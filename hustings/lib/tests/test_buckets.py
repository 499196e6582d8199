from hypothesis import given
from hypothesis import strategies as st

from hustings.lib.buckets import Bucket

TAKES = st.lists(st.tuples(st.integers(0, 4_000), st.integers(1, 200)), max_size=60)


def test_a_full_bucket_has_room_again_as_it_empties() -> None:
    full = Bucket(most=60, seconds=3600).take(60, now=0)

    assert not full.has_room(now=0)
    assert full.has_room_at(now=0) == 60
    assert full.has_room(now=61)


def test_the_last_take_may_be_larger_than_what_is_left_and_is_paid_off_first() -> None:
    over = Bucket(most=100, seconds=100).take(90, now=0).take(50, now=0)

    assert not over.has_room(now=39)
    assert over.has_room(now=41)


def test_a_clock_set_back_gives_nothing_back() -> None:
    assert Bucket(most=10, seconds=10).take(10, now=100).take(1, now=50).used_at(100) == 11


@given(TAKES)
def test_whatever_is_asked_no_more_comes_out_than_the_bucket_the_trickle_and_one_page(
    asked: list[tuple[int, int]],
) -> None:
    bucket, now, got = Bucket(most=600, seconds=86_400), 0, 0
    for pause, page in asked:
        now += pause
        if bucket.has_room(now):
            bucket, got = bucket.take(page, now), got + page

    assert got <= 600 + now * 600 / 86_400 + 200
