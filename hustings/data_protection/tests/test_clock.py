"""The seventy-two hours."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hustings.data_protection.clock import HOURS, Clock

KNOWN = datetime(2026, 11, 20, 18, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("hours", "left", "running", "late"),
    [
        (0, 72, True, False),
        (0.5, 71, True, False),
        (71.9, 0, True, False),
        (72, 0, False, True),
        (90, 0, False, True),
    ],
)
def test_the_hours_run_from_when_it_was_known(hours: float, left: int, running: bool, late: bool) -> None:
    clock = Clock(KNOWN, KNOWN + timedelta(hours=hours))

    assert (clock.hours_left, clock.is_running, clock.is_late) == (left, running, late)


def test_they_run_through_the_weekend_and_the_change_of_the_clocks() -> None:
    friday = datetime(2026, 10, 23, 17, 0, tzinfo=UTC)

    assert Clock(friday, friday).ends_at == datetime(2026, 10, 26, 17, 0, tzinfo=UTC)


def test_a_report_in_time_stays_in_time() -> None:
    clock = Clock(KNOWN, KNOWN + timedelta(days=30), KNOWN + timedelta(hours=70))

    assert (clock.is_running, clock.is_late) == (False, False)


@given(st.integers(0, 60 * 24 * 14))
def test_it_is_never_running_and_late_at_once(minutes: int) -> None:
    clock = Clock(KNOWN, KNOWN + timedelta(minutes=minutes))

    assert clock.is_running is not clock.is_late
    assert 0 <= clock.hours_left <= HOURS
