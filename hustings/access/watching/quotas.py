"""Taking what a page shows from the quota of whoever asked, in one statement; and refusing it where none is left.

Nothing of this stands before recording: what was said at a door, an objection and the sheet in one's hand take nothing.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from hustings.access.actor import Actor
from hustings.access.roles import Role, permitted
from hustings.access.scope import ask
from hustings.access.watching.counting import Day
from hustings.access.watching.limits import AT_ONCE, SPENDS, VOLUNTEERS, Meter, Spending, limits_for
from hustings.access.watching.steps import Standing, Step

DAY = ", ".join(f"(counted).{field.name}" for field in fields(Day))
SPEND = (
    f"SELECT verdict, until, meter, most, step, since, ends_at, is_expected, {DAY}"
    " FROM access.spend(%s, %s, %s, %s, %s, %s, %s, %s)"
)
FREE = Standing()


class ReadingRefused(Exception):
    """The page is not shown; nothing else is touched. `until` is when it may be asked for again."""

    def __init__(self, until: datetime) -> None:
        super().__init__(str(until))
        self.until = until


class QuotaReached(ReadingRefused):
    """The quota of one meter is used up; its page says which, when it fills again and who can lift it."""

    def __init__(self, until: datetime, meter: Meter | None, most: int) -> None:
        super().__init__(until)
        self.meter, self.most = meter, most


class ReadingSlowed(ReadingRefused):
    """Reading is slowed after something unusual: a little at a time, until the step ends."""


class StepUpWanted(ReadingRefused):
    """After something unusual a second factor is wanted again before people are listed."""


class CopiesHeld(ReadingRefused):
    """After something unusual no copy leaves without a second person."""


@dataclass(frozen=True)
class Spent:
    """One answer, paid for. `day` is None where nobody reads: a duty of the installation."""

    role: Role
    day: Day | None = None
    standing: Standing = FREE
    is_expected: bool = False


def spend(
    *,
    by: Actor,
    spending: Spending,
    people: int,
    seat: int | None = None,
    numbers: Sequence[int] = (),
    is_typing: bool = False,
    shown_at: datetime | None = None,
) -> Spent:
    """Take one answer from the quota. Raises a ReadingRefused where it may not be shown.

    One statement. What it took is taken back with the caller's savepoint; the last answer may be larger than what
    is left. `numbers` are the dense numbers of the people shown; `shown_at` is when a second factor was last shown.
    """
    role = role_reading(by, seat)
    if spending is not Spending.PRINT and role in VOLUNTEERS and people > AT_ONCE:
        raise QuotaReached(by.at, None, AT_ONCE)
    first, last = (min(numbers), max(numbers)) if numbers else (None, None)
    verdict, until, meter, most, step, since, ends_at, is_expected, *day = ask(
        SPEND, spending, people, seat, role, first, last, is_typing, shown_at
    )
    if verdict != "allowed":
        raise _refusal(verdict, until, meter, most)
    standing = Standing(Step(step), since, ends_at)
    return Spent(role, _day(*day), standing, bool(is_expected))


def copies_held_until() -> datetime | None:
    """Until when no file leaves with whoever's scope this is alone, after something unusual. One statement."""
    found: datetime | None = ask("SELECT access.copies_held_until()")[0]
    return found


def _day(*counted: Any) -> Day | None:
    """The day as the database has counted it; None where nobody reads."""
    named = {field.name: value for field, value in zip(fields(Day), counted, strict=True)}
    return None if named["fired"] is None else Day(**named | {"fired": json.loads(named["fired"])})


def _refusal(verdict: str, until: datetime, meter: str, most: int) -> ReadingRefused:
    match verdict:
        case "quota":
            return QuotaReached(until, Meter(meter), most)
        case "throttle":
            return ReadingSlowed(until)
        case "hold":
            return CopiesHeld(until)
        case _:
            return StepUpWanted(until)


def role_reading(by: Actor, seat: int | None) -> Role:
    """The role in which somebody reads here: of those that permit it, the one with the widest quota."""
    held = [
        grant.role
        for grant in by.grants
        if permitted(grant.role, by.action, by.purpose) and (seat is None or seat in grant.seats)
    ]
    return max(held, key=lambda role: limits_for(role, by.purpose)[Meter.PEOPLE_DAY], default=Role.MEMBER)


def spending_of(by: Actor) -> Spending | None:
    """How what somebody is doing takes from the quota; None where it takes nothing."""
    return SPENDS.get(by.action)
