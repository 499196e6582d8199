from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from django.utils import timezone

from hustings.access.models import Quota, ReadingDay, Watch
from hustings.access.watching.limits import Meter, Spending
from hustings.access.watching.quotas import QuotaReached, Spent, spend
from hustings.audit.words import Action, Purpose
from hustings.elections.models import Election
from hustings.lib.uuid7 import uuid7
from tests.cast import Cast, acting, arranging

LIST, FIND, OPEN, PRINT = (
    Action.REGISTER_ELECTOR_LIST,
    Action.REGISTER_ELECTOR_FIND,
    Action.REGISTER_ELECTOR_OPEN,
    Action.PAPER_SHEET_PRINT,
)


def read(cast: Cast, people: int, *, action: Action = LIST, spending: Spending = Spending.LIST) -> Spent:
    purpose = Purpose.CANVASS if action is PRINT else Purpose.ORGANISE
    with acting(cast.priya, action, purpose) as by:
        return spend(by=by, spending=spending, people=people, seat=cast.northmoor.pk)


def used(cast: Cast, meter: Meter, by: str = "priya") -> float:
    with arranging():
        return Quota.objects.get(holder_id=getattr(cast, by).pk, meter=meter).used


def test_a_page_of_people_is_taken_from_the_day_and_from_the_week(cast: Cast) -> None:
    read(cast, 200)

    assert used(cast, Meter.PEOPLE_DAY) == 200
    assert used(cast, Meter.PEOPLE_WEEK) == 200


def test_the_last_page_may_be_longer_than_what_is_left_and_the_next_is_refused(cast: Cast) -> None:
    read(cast, 4_900)
    read(cast, 200)

    with pytest.raises(QuotaReached) as refused:
        read(cast, 1)

    assert refused.value.meter is Meter.PEOPLE_DAY
    assert refused.value.until > timezone.now() + timedelta(minutes=10)


def test_what_was_refused_is_not_taken(cast: Cast) -> None:
    read(cast, 5_100)

    with pytest.raises(QuotaReached):
        read(cast, 300)

    assert used(cast, Meter.PEOPLE_DAY) == pytest.approx(5_100, abs=1)


def test_records_and_searches_are_counted_by_the_hour(cast: Cast) -> None:
    for _record in range(120):
        read(cast, 1, action=OPEN, spending=Spending.OPEN)

    with pytest.raises(QuotaReached) as refused:
        read(cast, 1, action=OPEN, spending=Spending.OPEN)
    assert refused.value.meter is Meter.OPENS
    assert read(cast, 20, action=FIND, spending=Spending.SEARCH).day


def test_typing_on_is_one_search(cast: Cast) -> None:
    with acting(cast.priya, FIND, Purpose.ORGANISE) as by:
        for _letter in range(5):
            spend(by=by, spending=Spending.SEARCH, people=20, is_typing=True)

    assert used(cast, Meter.SEARCHES) == 1
    assert used(cast, Meter.FOUND) == 100


def test_a_volunteer_sees_at_most_one_walk_at_once(cast: Cast) -> None:
    with acting(cast.nia, FIND, Purpose.ORGANISE) as by, pytest.raises(QuotaReached) as refused:
        spend(by=by, spending=Spending.SEARCH, people=251)

    assert refused.value.meter is None


def test_printing_ones_own_seat_is_counted_apart_and_never_refused(cast: Cast) -> None:
    packs = [read(cast, 20_000, action=PRINT, spending=Spending.PRINT) for _pack in range(4)]

    assert packs[-1].day
    assert packs[-1].day.printed == 80_000
    with arranging():
        assert not Quota.objects.filter(holder_id=cast.priya.pk).exists()


def test_one_persons_reading_leaves_the_neighbours_quota_alone(cast: Cast) -> None:
    read(cast, 5_100)

    with acting(cast.sam, LIST, Purpose.ORGANISE) as by:
        assert spend(by=by, spending=Spending.LIST, people=100, seat=cast.southmoor.pk).day


def past(cast: Cast, **ago: int) -> None:
    """Let so much time pass: the rows are that much older."""
    with arranging():
        for quota in Quota.objects.filter(holder_id=cast.priya.pk):
            Quota.objects.filter(pk=quota.pk).update(at=quota.at - timedelta(**ago))


def test_a_bucket_fills_again_steadily(cast: Cast) -> None:
    read(cast, 5_000)

    past(cast, hours=12)
    read(cast, 1)

    assert used(cast, Meter.PEOPLE_DAY) == pytest.approx(2_501, abs=2)
    assert used(cast, Meter.PEOPLE_WEEK) == pytest.approx(5_000 - 25_000 / 14 + 1, abs=2)


def poll_today(*, entered_days_ago: int) -> None:
    now = timezone.now()
    made = int((now - timedelta(days=entered_days_ago)).timestamp() * 1000)
    with arranging():
        Election.objects.create(
            id=uuid7(made), kind="local", name="Council", polling_day=timezone.localdate(now)
        )


Clock = Callable[[str], AbstractContextManager[object]]


def test_on_polling_day_there_is_four_times_as_much(cast: Cast, at_clock: Clock) -> None:
    poll_today(entered_days_ago=9)

    with at_clock("14:00"):
        for _page in range(4):
            read(cast, 5_000)
        with pytest.raises(QuotaReached):
            read(cast, 1)


def test_the_uplift_of_polling_day_ends_by_itself_at_half_past_ten(cast: Cast, at_clock: Clock) -> None:
    poll_today(entered_days_ago=9)
    with at_clock("22:29"):
        read(cast, 5_100)
        read(cast, 5_000)

    with at_clock("22:31"):
        read(cast, 4_000)
        with pytest.raises(QuotaReached):
            read(cast, 4_000)


def test_nobody_makes_a_poll_to_read_more_today(cast: Cast, at_clock: Clock) -> None:
    poll_today(entered_days_ago=0)

    with at_clock("23:00"):
        read(cast, 5_100)
        with pytest.raises(QuotaReached):
            read(cast, 1)


def test_an_officer_may_have_let_somebody_read_twice_as_much(cast: Cast) -> None:
    now = timezone.now()
    with arranging():
        Watch.objects.create(
            person_id=cast.priya.pk,
            step="none",
            since=now,
            ends_at=now,
            lifted_until=now + timedelta(hours=3),
        )

    read(cast, 5_100)
    read(cast, 5_000)

    with pytest.raises(QuotaReached):
        read(cast, 1)


def test_what_is_read_is_counted_by_day(cast: Cast) -> None:
    read(cast, 40)
    read(cast, 20, action=FIND, spending=Spending.SEARCH)
    read(cast, 1, action=OPEN, spending=Spending.OPEN)

    with arranging():
        day = ReadingDay.objects.get(person_id=cast.priya.pk)
    assert (day.people, day.searches, day.opens) == (61, 1, 1)
    assert day.seats == [cast.northmoor.pk]
