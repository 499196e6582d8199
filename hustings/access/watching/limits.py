"""The one table of how much somebody may read: by role, purpose and what is counted. The database gets the same rows.

A quota bounds what one account, stolen or misused, can carry away; it never stands between a canvasser and what was
said at a door. Printing one's own seat is counted apart and refused to nobody.
"""

from collections.abc import Iterator
from datetime import time
from enum import StrEnum

from hustings.access.roles import HOLDS, PURPOSES, Role
from hustings.audit.words import Action, Purpose


class Meter(StrEnum):
    """What is counted, and over how long."""

    COPIES = "copies a day"
    FOUND = "people found a day"
    OPENS = "records an hour"
    PEOPLE_DAY = "people a day"
    PEOPLE_WEEK = "people a week"
    SEARCHES = "searches an hour"


HOUR = 3600
SECONDS: dict[Meter, int] = {
    Meter.COPIES: 24 * HOUR,
    Meter.FOUND: 24 * HOUR,
    Meter.OPENS: HOUR,
    Meter.PEOPLE_DAY: 24 * HOUR,
    Meter.PEOPLE_WEEK: 7 * 24 * HOUR,
    Meter.SEARCHES: HOUR,
}
"""How long a whole bucket takes to fill again."""

Limits = dict[Meter, int]


def _limits(*, day: int, week: int, found: int, copies: int, opens: int = 120, searches: int = 60) -> Limits:
    return {
        Meter.COPIES: copies,
        Meter.FOUND: found,
        Meter.OPENS: opens,
        Meter.PEOPLE_DAY: day,
        Meter.PEOPLE_WEEK: week,
        Meter.SEARCHES: searches,
    }


VOLUNTEER = _limits(day=600, week=2_500, found=1_500, copies=2)
"""Two walks and a half a day."""
OFFICER = _limits(day=1_500, week=6_000, found=2_000, copies=5)
ORGANISER = _limits(day=5_000, week=25_000, found=5_000, copies=20)
STAFF = _limits(day=1_500, week=5_000, found=1_500, copies=10)
REQUESTS = _limits(day=500, week=2_000, found=1_000, copies=40)
"""Answering what people ask about themselves: few people, and a copy for each."""

BY_ROLE: dict[Role, Limits] = {
    Role.AGENT: ORGANISER,
    Role.CAMPAIGN_CO_ORDINATOR: ORGANISER,
    Role.CANDIDATE: OFFICER,
    Role.CANVASSER: VOLUNTEER,
    Role.CHAIR: OFFICER,
    Role.COUNCILLOR: OFFICER,
    Role.DATA_ENTRY_HELPER: VOLUNTEER,
    Role.DATA_PROTECTION_OFFICER: STAFF,
    Role.DUTY_OFFICER: STAFF,
    Role.MEMBER: VOLUNTEER,
    Role.MEMBERSHIP_SECRETARY: OFFICER,
    Role.NATIONAL_STAFF: STAFF,
    Role.ORGANISER: ORGANISER,
    Role.OVERSIGHT_BODY: STAFF,
    Role.PROCEDURES_SECRETARY: OFFICER,
    Role.REGIONAL_STAFF: STAFF,
    Role.SECRETARY: OFFICER,
    Role.SUPPORT_OFFICER: STAFF,
    Role.SUPPORT_SESSION: VOLUNTEER,
    Role.TELLER: VOLUNTEER,
}

BY_PURPOSE: dict[Purpose, Limits] = {Purpose.SUBJECT_REQUEST: REQUESTS}
"""Purposes with a limit of their own, whatever the role."""

AT_ONCE = 250
"""People in one answer to a volunteer: one walk."""

VOLUNTEERS = frozenset(role for role, limits in BY_ROLE.items() if limits is VOLUNTEER)

THROTTLED, THROTTLED_SECONDS = 60, 900
"""People, and in how many seconds, while somebody's reading is slowed: enough to finish a street."""

TYPING_SECONDS, TYPING_ANSWERS = 10, 12
"""Answers while somebody is still typing are one search: so many, each within so many seconds of the last."""

SHARED_BY = 3
"""So many times one person's quota is what one device reads, however many accounts sign in on it."""

UPLIFT, UPLIFT_BEGINS, UPLIFT_ENDS = 4, time(5), time(22, 30)
"""The rule of polling day, approved beforehand by standing here: four times the quota from five in the morning until
half past ten at night, where a poll is on. It ends by itself."""

LIFTED = 2
"""An officer may let one person have so many times the quota, with a reason, until an end."""


class Spending(StrEnum):
    """How an action takes from the quota."""

    COPY = "copy"
    LIST = "list"
    OPEN = "open"
    PRINT = "print"
    SEARCH = "search"


SPENDS: dict[Action, Spending] = {
    Action.CANVASSING_CONVERSATION_LIST: Spending.LIST,
    Action.PAPER_SHEET_PRINT: Spending.PRINT,
    Action.REGISTER_ELECTOR_FIND: Spending.SEARCH,
    Action.REGISTER_ELECTOR_LIST: Spending.LIST,
    Action.REGISTER_ELECTOR_OPEN: Spending.OPEN,
    Action.REGISTER_OBJECTION_LIST: Spending.LIST,
    Action.SUPPORTERS_SUPPORTER_OPEN: Spending.OPEN,
    # A refused form is shown again with whatever is known of its elector.
    Action.SUPPORTERS_SUPPORTER_RECORD: Spending.OPEN,
    Action.TARGETING_LIST_OPEN: Spending.LIST,
}
"""Actions that read people. What is not named takes nothing: figures name nobody, a file on its way in is its sender's
own with every question that it raises, whoever keys in or records sees the lines of the sheet in their hand, and
whoever joins a walk sees the doors that were handed to them, which an organiser bounds and the log knows."""


def limits_for(role: Role, purpose: Purpose) -> Limits:
    """The whole buckets of a role for a purpose."""
    return BY_PURPOSE.get(purpose, BY_ROLE[role])


def allowance_rows() -> Iterator[tuple[str, str, str, int, int]]:
    """Role, purpose, meter, how much, in how many seconds: a row for each purpose that a role reads for."""
    for role, actions in HOLDS.items():
        for purpose in sorted({purpose for action in actions for purpose in PURPOSES[action]}):
            for meter, most in limits_for(role, purpose).items():
                yield role, purpose, meter, most, SECONDS[meter]


def uplift_row() -> tuple[object, ...]:
    """The rules of the quota that are no role's own, in the order of their columns."""
    return (
        *(UPLIFT, UPLIFT_BEGINS, UPLIFT_ENDS, LIFTED, THROTTLED, THROTTLED_SECONDS),
        *(TYPING_SECONDS, TYPING_ANSWERS, SHARED_BY),
    )
