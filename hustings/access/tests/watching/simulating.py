"""A reader who is played without a database: the same buckets, the same counting, the same rules as at run time."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from statistics import median_low
from typing import Any

from hustings.access.roles import Role
from hustings.access.watching.counting import DAYS_BACK, Counting, Day, Reading
from hustings.access.watching.limits import (
    SECONDS,
    THROTTLED,
    THROTTLED_SECONDS,
    Limits,
    Meter,
    Spending,
    limits_for,
)
from hustings.access.watching.rules import Finding, SignalKind, judge
from hustings.access.watching.steps import LASTS, Standing, Step
from hustings.audit.words import Purpose
from hustings.lib.buckets import Bucket

CAUGHT_AT = (Step.STEP_UP, Step.THROTTLE, Step.HOLD)


@dataclass
class Reader:
    """One account. `has_factor`: whoever sits there can show its second factor again."""

    role: Role
    has_factor: bool = False
    is_leaving: bool = False
    usual_seats: frozenset[int] = frozenset({1})
    past: list[Day] = field(default_factory=list)
    is_new_device: bool = False

    counting: Counting | None = None
    today: datetime | None = None
    standing: Standing = field(default_factory=Standing)
    buckets: dict[str, Bucket] = field(default_factory=dict)
    people: int = 0
    shown_at: datetime | None = None
    raised: list[tuple[Finding, Step, int]] = field(default_factory=list)
    refusals: int = 0

    def reads(self, reading: Reading) -> bool:
        """Ask for one page; True where it is shown."""
        self._begin_day(reading.at)
        if not self._may(reading):
            self.refusals += 1
            return False
        assert self.counting is not None
        self._take(reading)
        self.counting = self.counting.add(reading)
        day = self.counting.day
        if self.is_new_device:
            day = replace(day, on_new_device=day.people)
        if reading.spending is not Spending.PRINT:
            self.people += reading.people
        self._judge(day, reading.at)
        return True

    def odd(self, at: datetime, **counted: Any) -> None:
        """Do something that no page of people shows: ask for a seat out of reach, look a watched name up."""
        self._begin_day(at)
        assert self.counting is not None
        day = self.counting.day
        more: Any = {name: getattr(day, name) + count for name, count in counted.items()}
        day = replace(day, **more)
        self.counting = replace(self.counting, day=day)
        self._judge(day, at)

    @property
    def caught_after(self) -> int | None:
        """How many people had been read when something stood in the way, or an officer was shown it."""
        return self.raised[0][2] if self.raised else None

    def steps(self) -> list[Step]:
        return [step for _finding, step, _people in self.raised if step in CAUGHT_AT]

    def kinds(self) -> set[SignalKind]:
        return {finding.kind for finding, _step, _people in self.raised}

    def _begin_day(self, at: datetime) -> None:
        if self.today is not None and self.today.date() == at.date():
            return
        if self.counting is not None:
            self.past.append(self.counting.day)
        self.today = at
        known = [day for day in self.past[-DAYS_BACK:] if day.people or day.printed]
        printed = [day.printed for day in known if day.printed]
        day = Day(
            days_known=len(known),
            usual=median_low([one.people for one in known]) if known else 0,
            own_most=max((one.people for one in known), default=0),
            usual_night=sum(1 for one in known if one.night),
            usual_printed=median_low(printed) if printed else 0,
            is_leaving=self.is_leaving,
        )
        self.counting = Counting(day, self.usual_seats if known else frozenset())

    def _may(self, reading: Reading) -> bool:
        now = self.standing.at(reading.at)
        if reading.spending is Spending.PRINT:
            return True
        if now.step is not Step.NONE and (self.shown_at is None or (now.since and self.shown_at < now.since)):
            if not self.has_factor:
                return False
            self.shown_at = reading.at
        if reading.spending is Spending.COPY and now.step is Step.HOLD:
            return False
        slowed = now.step in (Step.THROTTLE, Step.HOLD)
        return all(
            self._bucket(meter).has_room(reading.at.timestamp())
            for meter in self._takes(reading, slowed=slowed)
        )

    def _take(self, reading: Reading) -> None:
        slowed = self.standing.at(reading.at).step in (Step.THROTTLE, Step.HOLD)
        for meter, count in self._takes(reading, slowed=slowed).items():
            self.buckets[meter] = self._bucket(meter).take(count, reading.at.timestamp())

    def _bucket(self, meter: str) -> Bucket:
        limits: Limits = limits_for(self.role, Purpose.ORGANISE)
        if meter == "throttled":
            return self.buckets.get(meter, Bucket(THROTTLED, THROTTLED_SECONDS))
        return self.buckets.get(meter, Bucket(limits[Meter(meter)], SECONDS[Meter(meter)]))

    def _takes(self, reading: Reading, *, slowed: bool) -> dict[str, int]:
        assert self.counting is not None
        many, kind = reading.people, reading.spending
        listed = {Meter.PEOPLE_DAY: many, Meter.PEOPLE_WEEK: many}
        taken: dict[Meter, int] = {
            Spending.LIST: listed,
            Spending.OPEN: {**listed, Meter.OPENS: 1},
            Spending.SEARCH: {
                Meter.FOUND: many,
                Meter.SEARCHES: 0 if self.counting.is_typed_on(reading) else 1,
            },
            Spending.COPY: {Meter.COPIES: 1},
            Spending.PRINT: {},
        }[kind]
        named = {str(meter): count for meter, count in taken.items()}
        named |= {"throttled": many} if slowed else {}
        return {meter: count for meter, count in named.items() if count}

    def _judge(self, day: Day, at: datetime) -> None:
        found = judge(day, self.role, self.standing, at)
        if found is None or self.counting is None:
            return
        self.raised.append((found.finding, found.step, self.people))
        fired = day.fired | {found.finding.kind: found.finding.measured}
        self.counting = replace(self.counting, day=replace(self.counting.day, fired=fired))
        if found.step is not Step.NONE:
            self.standing = Standing(found.step, at, at + LASTS[found.step])


def habit(people: int, days: int = 20) -> list[Day]:
    """So many days on which somebody read about so many people."""
    return [Day(people=people) for _day in range(days)]


def pages(
    start: datetime,
    *,
    count: int,
    people: int,
    every: float,
    spending: Spending = Spending.LIST,
    seat: int = 1,
    in_order: bool = False,
    is_typing: bool = False,
) -> Iterable[Reading]:
    """So many pages of so many people, one every so many seconds; `in_order` as the register stands."""
    for page in range(count):
        first = 1 + page * people if in_order else 1 + page * 7919 % 60_000
        yield Reading(
            start + timedelta(seconds=page * every),
            spending,
            people,
            seat,
            first,
            first + people - 1,
            is_typing,
        )
