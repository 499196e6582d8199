"""The database counts and fills as the pure rules do, answer by answer."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from hustings.access.models import Quota
from hustings.access.watching.counting import Counting, Day, Reading
from hustings.access.watching.limits import Meter, Spending
from hustings.access.watching.quotas import spend
from hustings.audit.words import Action, Purpose
from hustings.lib.buckets import Bucket
from tests.cast import Cast, acting, arranging

Clock = Callable[[str], AbstractContextManager[datetime]]
COUNTED = ("people", "opens", "searches", "printed", "night", "hurried", "run")


def some_readings(seed: int, seat: int) -> list[tuple[int, Reading]]:
    """Twenty answers of one day, each with its second after half past five."""
    chance = Random(f"counting/{seed}")  # noqa: S311 - the same days in every run
    second, found = 0, []
    for _answer in range(20):
        second += chance.choice((0, 1, 2, 3, 70, 400))
        first = chance.randrange(1, 40)
        spending = chance.choice((Spending.LIST, Spending.SEARCH, Spending.OPEN, Spending.PRINT))
        typing = spending is Spending.SEARCH and chance.random() < 0.5
        people = 1 if spending is Spending.OPEN else chance.randrange(1, 30)
        at = datetime(2000, 1, 1, tzinfo=UTC) + timedelta(hours=5, minutes=30, seconds=second)
        found.append((second, Reading(at, spending, people, seat, first, first + people, typing)))
    return found


@pytest.mark.parametrize("seed", range(3))
def test_a_day_is_counted_in_the_database_as_by_the_rules(cast: Cast, at_clock: Clock, seed: int) -> None:
    counting, last = Counting(Day()), None
    for second, reading in some_readings(seed, cast.northmoor.pk):
        counting = counting.add(reading)
        clock = (datetime(2000, 1, 1, 5, 30, tzinfo=UTC) + timedelta(seconds=second)).time().isoformat()
        assert reading.first_no is not None
        assert reading.last_no is not None
        with at_clock(clock), acting(cast.priya, Action.REGISTER_ELECTOR_LIST, Purpose.ORGANISE) as by:
            last = spend(
                by=by,
                spending=reading.spending,
                people=reading.people,
                seat=reading.seat,
                numbers=(reading.first_no, reading.last_no),
                is_typing=reading.is_typing,
            ).day

    assert last is not None
    assert [getattr(last, name) for name in COUNTED] == [getattr(counting.day, name) for name in COUNTED]


def test_a_bucket_empties_in_the_database_as_by_the_rules(cast: Cast, at_clock: Clock) -> None:
    bucket = Bucket(most=5_000, seconds=86_400)
    for hour, people in ((8, 900), (9, 400), (13, 700), (22, 30)):
        bucket = bucket.take(people, now=hour * 3600)
        with (
            at_clock(f"{hour:02}:00"),
            acting(cast.priya, Action.REGISTER_ELECTOR_LIST, Purpose.ORGANISE) as by,
        ):
            spend(by=by, spending=Spending.LIST, people=people)

    with arranging():
        assert Quota.objects.get(meter=Meter.PEOPLE_DAY).used == pytest.approx(bucket.used, abs=0.01)
