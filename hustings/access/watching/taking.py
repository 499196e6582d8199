"""What a page shows is taken from the quota, and looked at for what is unusual. The one place where both happen."""

from collections.abc import Sequence
from dataclasses import replace

from django.http import HttpRequest

from hustings.access.actor import Actor
from hustings.access.deciding import Answer
from hustings.access.requests import ScopedRequest
from hustings.access.scope import ask
from hustings.access.watching.counting import Day
from hustings.access.watching.limits import SPENDS, Spending
from hustings.access.watching.quotas import QuotaReached, Spent, role_reading, spend
from hustings.access.watching.rules import Raised, SignalKind, judge
from hustings.access.watching.steps import LASTS, Standing
from hustings.accounts.sessions import second_factor_shown_at
from hustings.lib.uuid7 import uuid7

NOTE = "SELECT access.note_signal(%s, %s, %s, %s, %s, %s, %s)"


def take_reading(request: ScopedRequest, *, people: int, count: int = 0, numbers: Sequence[int] = ()) -> None:
    """Take the people of one page from the quota of whoever asks, and note what is unusual about it.

    Raises a ReadingRefused where the page may not be shown. What the action does not read takes nothing.
    """
    spending = SPENDS.get(request.actor.action)
    if spending is None:
        return
    seat = getattr(request.seat, "id", None)
    spent = spend(
        by=request.actor,
        spending=spending,
        people=count if spending is Spending.PRINT else people,
        seat=seat,
        numbers=numbers,
        is_typing=spending is Spending.SEARCH and bool(request.htmx),
        shown_at=second_factor_shown_at(request.session),
    )
    look_at(request.actor, spent, seat)


def look_at(by: Actor, spent: Spent, seat: int | None) -> None:
    """Raise the signal that a day's reading gives, if any. One statement more where it does, else none."""
    if spent.day is None or spent.is_expected:
        return
    raised = judge(spent.day, spent.role, spent.standing, by.at)
    if raised is not None:
        _note(raised, seat)


COUNTED_AS = {SignalKind.OUTSIDE: "refused", SignalKind.QUOTA: "over", SignalKind.WATCHED: "watched"}
"""What is counted apart from pages shown: asking beyond one's reach (the wall has refused it) or beyond one's quota,
and looking up a name on the watch-list."""


def note_refused(request: HttpRequest, by: Actor, answer: Answer) -> None:
    """Count what was refused and is odd: a seat that is there and out of reach, a page beyond the quota."""
    if answer is Answer.OUTSIDE and getattr(request, "seat_named", None):
        note_odd(by, SignalKind.OUTSIDE)
    elif isinstance(getattr(request, "reading_refused", None), QuotaReached):
        note_odd(by, SignalKind.QUOTA)


def note_odd(by: Actor, kind: SignalKind, seat: int | None = None) -> None:
    """Count something that no page of people shows, and raise its signal where it is due."""
    role = role_reading(by, seat)
    times, noted_on = ask("SELECT * FROM access.count_odd(%s, %s)", kind, role)
    if times is None:
        return
    day = replace(Day(fired={} if noted_on is None else {kind: noted_on}), **{COUNTED_AS[kind]: times})
    raised = judge(day, role, Standing(), by.at)
    if raised is not None:
        _note(raised, seat)


def _note(raised: Raised, seat: int | None) -> None:
    found = raised.finding
    hours = int(LASTS[raised.step].total_seconds() // 3600)
    ask(NOTE, uuid7(), seat, found.kind, found.measured, found.unusual_from, raised.step, hours)
