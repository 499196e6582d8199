"""What is unusual in what somebody read, and what follows by itself. Pure: values in, values out.

A signal is a reason to ask, never a verdict. Three steps follow by themselves and in this order: a second factor
again, reading slowed, copies held for a second person. Each ends by itself, and none goes further: a stop is made by
a human being. Nothing here stands before recording.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from operator import attrgetter

from hustings.access.roles import Role
from hustings.access.watching.counting import Day
from hustings.access.watching.steps import Standing, Step, following

KNOWN_DAYS = 5
"""Days somebody must have read on before we say what is usual for them."""


SETTLING = timedelta(minutes=5)
"""Between two steps, so that one busy page is not two reasons. What no hand could do does not wait."""


class SignalKind(StrEnum):
    """Why something is unusual."""

    AWAY = "away"
    ENUMERATION = "enumeration"
    LEAVING = "leaving"
    NEW_DEVICE = "new device"
    NIGHT = "night"
    OUTSIDE = "outside"
    OWN_VOLUME = "own volume"
    PACE = "pace"
    PRINTING = "printing"
    QUOTA = "quota"
    ROLE_VOLUME = "role volume"
    UNCONTACTED = "uncontacted"
    WATCHED = "watched"


@dataclass(frozen=True)
class Measure:
    """How a signal is measured: `of` a day, from `least` on; it is raised again each time it has grown so many times.

    `notes_first`: what may be a slip of the hand is noted the first time, and nothing else follows.
    """

    of: Callable[[Day], int]
    least: Callable[[Day, int], int]
    grows: float
    notes_first: bool = False
    steps: bool = True
    waits: bool = True


LEAST_VOLUME, TIMES_USUAL = 250, 3
NEVER = 1 << 30
USUAL_NIGHTS = 3
"""Nights in four weeks from which on reading at night is somebody's habit."""


def _always(least: int) -> Callable[[Day, int], int]:
    def unusual_from(_day: Day, _typical: int) -> int:
        return least

    return unusual_from


def _in_a_row(day: Day) -> int:
    return day.run if day.people >= LEAST_VOLUME else 0


def _while_leaving(day: Day) -> int:
    return day.people if day.is_leaving else 0


def _away_from(day: Day, _typical: int) -> int:
    return 60 if day.days_known >= KNOWN_DAYS else NEVER


def _night_from(day: Day, _typical: int) -> int:
    return 60 if day.usual_night < USUAL_NIGHTS else NEVER


def _own_from(day: Day, typical: int) -> int:
    """Three times one's own usual, more than on any day of the four weeks, and half of what is much for the role."""
    least = max(LEAST_VOLUME, typical // 2, TIMES_USUAL * day.usual, day.own_most + 1)
    return least if day.days_known >= KNOWN_DAYS else NEVER


def _role_from(day: Day, typical: int) -> int:
    """The role's 99.5th percentile where it is known; a few odd days move it neither far up nor far down."""
    if not day.usual_of_role:
        return typical
    return max(typical // 2, min(day.usual_of_role, typical * 3 // 2))


def _printing_from(day: Day, _typical: int) -> int:
    return max(400, TIMES_USUAL * day.usual_printed)


PEOPLE = attrgetter("people")

MEASURES: dict[SignalKind, Measure] = {
    SignalKind.PACE: Measure(attrgetter("hurried"), _always(8), grows=1.5, waits=False),
    SignalKind.ENUMERATION: Measure(_in_a_row, _always(15), grows=1.5, waits=False),
    SignalKind.LEAVING: Measure(_while_leaving, _always(100), grows=2),
    SignalKind.NEW_DEVICE: Measure(attrgetter("on_new_device"), _always(150), grows=2.5),
    SignalKind.AWAY: Measure(attrgetter("away"), _away_from, grows=4),
    SignalKind.NIGHT: Measure(attrgetter("night"), _night_from, grows=3),
    SignalKind.OWN_VOLUME: Measure(PEOPLE, _own_from, grows=1.5),
    SignalKind.ROLE_VOLUME: Measure(PEOPLE, _role_from, grows=1.5),
    SignalKind.WATCHED: Measure(attrgetter("watched"), _always(1), grows=3, notes_first=True),
    SignalKind.OUTSIDE: Measure(attrgetter("refused"), _always(1), grows=3, notes_first=True),
    SignalKind.QUOTA: Measure(attrgetter("over"), _always(3), grows=3, notes_first=True),
    SignalKind.PRINTING: Measure(attrgetter("printed"), _printing_from, grows=2, steps=False),
}
"""The likeliest harm first: of several only the first is raised, the next with the next page."""

TYPICAL = {"volunteer": 400, "officer": 700, "organiser": 1_200}
"""People read in a day that hardly anybody of such a role goes beyond, until the installation knows its own."""
ORGANISERS = frozenset({Role.AGENT, Role.CAMPAIGN_CO_ORDINATOR, Role.ORGANISER})
ON_DOORS = frozenset({Role.CANVASSER, Role.DATA_ENTRY_HELPER, Role.MEMBER, Role.TELLER})


def typical_of(role: Role) -> int:
    """What hardly anybody of a role goes beyond in a day, before there is a record of it."""
    if role in ORGANISERS:
        return TYPICAL["organiser"]
    return TYPICAL["volunteer" if role in ON_DOORS else "officer"]


@dataclass(frozen=True)
class Finding:
    """One signal to raise: what was measured, and from how much on that is unusual."""

    kind: SignalKind
    measured: int
    unusual_from: int
    is_first: bool = True


def findings(day: Day, role: Role) -> Iterator[Finding]:
    """Everything unusual about a day that was not raised before, or has grown since."""
    typical = typical_of(role)
    for kind, measure in MEASURES.items():
        measured, least = measure.of(day), measure.least(day, typical)
        before = day.fired.get(kind)
        if measured >= max(least, 1) and (before is None or measured >= before * measure.grows):
            yield Finding(kind, measured, least, before is None)


@dataclass(frozen=True)
class Raised:
    """A signal and the step that follows it."""

    finding: Finding
    step: Step


def judge(day: Day, role: Role, standing: Standing, at: datetime) -> Raised | None:
    """The one signal to raise now, if any, and the step it leads to: one further than the present one, never two."""
    now = standing.at(at)
    for finding in findings(day, role):
        measure = MEASURES[finding.kind]
        if not measure.steps or (measure.notes_first and finding.is_first):
            return Raised(finding, Step.NONE)
        if measure.waits and now.since is not None and at < now.since + SETTLING:
            continue
        return Raised(finding, following(now.step))
    return None
