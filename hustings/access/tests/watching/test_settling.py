from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from django.db.models import F
from django.utils import timezone

from hustings.access.models import Signal, Watch
from hustings.access.watching.limits import Spending
from hustings.access.watching.quotas import StepUpWanted, spend
from hustings.access.watching.settling import UnableToSettle, lift_quota, settle_signal
from hustings.access.watching.taking import look_at
from hustings.accounts.models import Person
from hustings.audit.models import Entry
from hustings.audit.words import Action, Purpose
from tests.cast import Cast, acting, arranging

CLEAR = Action.ACCESS_READING_CLEAR


def read(cast: Cast, people: int) -> None:
    with acting(cast.priya, Action.REGISTER_ELECTOR_LIST, Purpose.ORGANISE) as by:
        look_at(by, spend(by=by, spending=Spending.LIST, people=people), cast.northmoor.pk)


def settle(cast: Cast, person: Person, because: str = "A telephone weekend", days: int | None = None) -> None:
    with arranging():
        signal = Signal.objects.select_related("unit").get()
    with acting(person, CLEAR, Purpose.OVERSIGHT) as by:
        until = by.at + timedelta(days=days) if days else None
        settle_signal(signal=signal, because=because, expected_until=until, by=by, at=by.at)


@pytest.fixture
def noticed(cast: Cast, at_clock: Callable[[str], AbstractContextManager[object]]) -> Iterator[Cast]:
    """At noon Priya has read more than hardly anybody of her role does."""
    with at_clock("12:00"):
        read(cast, 1_300)
        yield cast


def test_much_reading_raises_a_signal_in_the_unit_and_asks_for_a_second_factor_again(noticed: Cast) -> None:
    with arranging():
        signal = Signal.objects.get()
    assert (signal.kind, signal.step, signal.unit_id) == ("role volume", "step-up", noticed.northmoor_unit.pk)

    with pytest.raises(StepUpWanted):
        read(noticed, 1)


def test_a_second_factor_shown_afterwards_opens_the_lists_again(noticed: Cast) -> None:
    with acting(noticed.priya, Action.REGISTER_ELECTOR_LIST, Purpose.ORGANISE) as by:
        later = Watch.objects.get().since + timedelta(minutes=1)

        assert spend(by=by, spending=Spending.LIST, people=1, shown_at=later).day


def test_printing_goes_on_whatever_was_noticed(noticed: Cast) -> None:
    with acting(noticed.priya, Action.PAPER_SHEET_PRINT, Purpose.CANVASS) as by:
        assert spend(by=by, spending=Spending.PRINT, people=300).day


def test_a_step_ends_by_itself(noticed: Cast) -> None:
    with arranging():
        Watch.objects.update(ends_at=F("since"))

    read(noticed, 1)


def test_an_officer_settles_a_signal_with_a_reason_and_the_step_ends(noticed: Cast) -> None:
    settle(noticed, noticed.dai)

    read(noticed, 1)
    with arranging():
        signal = Signal.objects.get()
        assert Entry.objects.filter(action=CLEAR, person_id=noticed.dai.pk).count() == 1
    assert signal.settled_because == "A telephone weekend"
    assert signal.settled_by == noticed.dai.pk


def test_what_is_expected_is_no_surprise(noticed: Cast) -> None:
    settle(noticed, noticed.dai, days=3)

    read(noticed, 1_300)

    with arranging():
        assert Signal.objects.count() == 1


def test_nobody_settles_what_is_about_themselves(noticed: Cast) -> None:
    with pytest.raises(UnableToSettle, match="about yourself"):
        settle(noticed, noticed.priya)


def test_an_officer_of_the_seat_next_door_settles_nothing_here(noticed: Cast) -> None:
    with pytest.raises(UnableToSettle):
        settle(noticed, noticed.sam)

    with arranging():
        assert Signal.objects.get().settled_at is None


@pytest.mark.parametrize(("because", "days"), [("", None), ("ok", None), ("In order", 9)])
def test_a_reason_is_wanted_and_a_week_is_the_longest(noticed: Cast, because: str, days: int | None) -> None:
    with pytest.raises(UnableToSettle):
        settle(noticed, noticed.dai, because, days)


def test_a_signal_is_settled_once(noticed: Cast) -> None:
    settle(noticed, noticed.dai)

    with pytest.raises(UnableToSettle, match="already"):
        settle(noticed, noticed.dai)


def test_an_officer_doubles_a_quota_for_a_while(cast: Cast) -> None:
    with acting(cast.dai, CLEAR, Purpose.OVERSIGHT) as by:
        until = by.at + timedelta(hours=12)
        lift_quota(person=cast.priya.pk, unit=cast.northmoor_unit, until=until, by=by, at=by.at)

    with arranging():
        assert Watch.objects.get(person_id=cast.priya.pk).lifted_until == until


@pytest.mark.parametrize("hours", [0, 25])
def test_a_quota_is_lifted_for_a_day_at_most(cast: Cast, hours: int) -> None:
    until = timezone.now() + timedelta(hours=hours, seconds=9 * bool(hours))
    with acting(cast.dai, CLEAR, Purpose.OVERSIGHT) as by, pytest.raises(UnableToSettle):
        lift_quota(person=cast.priya.pk, unit=cast.northmoor_unit, until=until, by=by, at=by.at)


def test_nobody_lifts_their_own_quota(cast: Cast) -> None:
    until = timezone.now() + timedelta(hours=2)
    with acting(cast.priya, CLEAR, Purpose.OVERSIGHT) as by, pytest.raises(UnableToSettle):
        lift_quota(person=cast.priya.pk, unit=cast.northmoor_unit, until=until, by=by, at=by.at)
