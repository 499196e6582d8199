"""Ninety days of ordinary work, played against the same rules: hardly anybody is slowed for doing it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random

from hustings.access.roles import Role
from hustings.access.tests.watching.simulating import Reader
from hustings.access.watching.counting import Reading
from hustings.access.watching.limits import Spending
from hustings.access.watching.steps import Step

BEGINS = datetime(2027, 2, 1, tzinfo=UTC)
DAYS, POLLING_DAY = 90, 80
VOLUNTEERS, ORGANISERS = 150, 30


def helper_day(chance: Random, day: datetime) -> Iterator[Reading]:
    """An evening of keying in: people who are not on the sheet are looked up, typed letter by letter."""
    at = day + timedelta(hours=18, minutes=chance.randrange(120))
    for _name in range(chance.randrange(2, 14)):
        at += timedelta(seconds=chance.randrange(40, 400))
        for letter in range(chance.randrange(1, 4)):
            yield Reading(
                at + timedelta(seconds=letter), Spending.SEARCH, chance.randrange(1, 20), 1, is_typing=True
            )
        if chance.random() < 0.5:
            yield Reading(at + timedelta(seconds=9), Spending.OPEN, 1, 1)


def organiser_day(chance: Random, day: datetime, *, busy: bool) -> Iterator[Reading]:
    """Streets looked at before they are printed, some people opened; more before a week-end and a poll."""
    at = day + timedelta(hours=chance.choice((8, 12, 17, 20)), minutes=chance.randrange(60))
    for _street in range(chance.randrange(6, 22) if busy else chance.randrange(0, 9)):
        at += timedelta(seconds=chance.randrange(20, 300))
        first = chance.randrange(1, 70_000)
        many = chance.randrange(8, 60)
        yield Reading(at, Spending.LIST, many, 1, first, first + many)
    for _record in range(chance.randrange(0, 12)):
        at += timedelta(seconds=chance.randrange(20, 200))
        number = chance.randrange(1, 70_000)
        yield Reading(at, Spending.OPEN, 1, 1, number, number)
    if busy:
        yield Reading(at, Spending.PRINT, chance.randrange(20, 180), 1)


def is_busy(number: int) -> bool:
    return (BEGINS + timedelta(days=number)).weekday() in (4, 5) or abs(number - POLLING_DAY) <= 3


def work(role: Role, seed: int) -> Reader:
    chance = Random(f"usual/{role}/{seed}")  # noqa: S311 - the same work in every run
    reader = Reader(role, has_factor=True)
    for number in range(DAYS):
        day = BEGINS + timedelta(days=number)
        if chance.random() > (0.9 if is_busy(number) else 0.5):
            continue
        if role is Role.ORGANISER:
            readings = organiser_day(chance, day, busy=is_busy(number))
        else:
            readings = helper_day(chance, day)
        for reading in readings:
            reader.reads(reading)
    return reader


def share_with(readers: list[Reader], *steps: Step) -> float:
    days = sum(len(reader.past) + 1 for reader in readers)
    return sum(1 for reader in readers for step in reader.steps() if step in steps) / days


def test_at_most_one_volunteers_day_in_two_hundred_is_slowed_or_held() -> None:
    readers = [work(Role.DATA_ENTRY_HELPER, seed) for seed in range(VOLUNTEERS)]

    assert share_with(readers, Step.THROTTLE, Step.HOLD) <= 0.005
    assert share_with(readers, Step.STEP_UP) <= 0.01
    assert sum(reader.refusals for reader in readers) <= 0.005 * sum(len(reader.past) for reader in readers)


def test_busy_organisers_are_asked_again_now_and_then_and_hardly_ever_slowed() -> None:
    readers = [work(Role.ORGANISER, seed) for seed in range(ORGANISERS)]

    assert share_with(readers, Step.THROTTLE, Step.HOLD) <= 0.005
    assert share_with(readers, Step.STEP_UP) <= 0.03
