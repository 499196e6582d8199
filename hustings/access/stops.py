"""What a stop is: which thing it names, what it withholds, on which grounds. Pure; the database gets the same tables.

A stop is the fast lane: danger alone, as narrowly as will do, over by itself. Conduct is no ground for one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from hustings.access.floor import FLOOR
from hustings.access.reach import TOUCHES
from hustings.access.tools import tool_of
from hustings.audit.words import Action


class Kind(StrEnum):
    """What a stop names, from the narrowest to the widest."""

    COPY = "copy"
    SESSION = "session"
    DEVICE = "device"
    PERSON = "person"
    SEAT = "seat"
    TOOL = "tool"
    NATION = "nation"


class Verb(StrEnum):
    """What a stop withholds."""

    COPIES = "copies"
    READS = "reads"
    ALL = "all"


class Ground(StrEnum):
    """The grounds of a stop: dangers, every one. Whatever somebody did wrong besides goes the slow way."""

    FINDING_SOMEONE = "finding someone"
    HARASSING = "harassing a voter"
    LEAK = "leak"
    LOST_DEVICE = "lost device"
    STOLEN_SIGN_IN = "stolen sign-in"
    TAMPERING = "tampering"


WIDE = frozenset({Kind.SEAT, Kind.TOOL, Kind.NATION})
"""Wider than a person: these leave the floor alone, end within the hour and are reviewed within the day."""

NARROW = frozenset(Kind) - WIDE

FIRST_LIFE = {kind: timedelta(minutes=60) if kind in WIDE else timedelta(hours=24) for kind in Kind}
"""How long a stop lasts on one person's word."""

CONFIRMED_LIFE = {kind: timedelta(hours=24) if kind in WIDE else timedelta(days=7) for kind in Kind}
"""How long it lasts, from when it was placed, once a second person has confirmed it; and what one extension adds."""

REVIEW_WITHIN = timedelta(hours=24)

UNSTOPPABLE = frozenset(action for action in Action if action.startswith("access:stop:"))
"""What no stop of a place or a tool withholds: the means to look into it, confirm it and end it."""

COPYING = frozenset({Action.PAPER_SHEET_PRINT, Action.WORK_FILE_FETCH})
LOOKING_AFTER_COPIES = (":list", ":read", ":settle", ":trace")


def is_copying(action: Action) -> bool:
    """Whether an action lets a copy out of the building: all of the register of copies does but looking after it."""
    return action in COPYING or (action.startswith("copies:") and not action.endswith(LOOKING_AFTER_COPIES))


def is_reading(action: Action) -> bool:
    """Whether an action opens personal data to be read; a copy on its way out is read, too."""
    touched = TOUCHES.get(action)
    return is_copying(action) or touched is None or bool(touched.reads)


def withholds(verb: Verb, action: Action) -> bool:
    """Whether a stop with this verb withholds an action. What is not known is withheld."""
    if verb is Verb.COPIES:
        return is_copying(action)
    return verb is Verb.ALL or is_reading(action)


@dataclass(frozen=True)
class InForce:
    """A stop as the first wall needs it. `thing` names a seat, a tool or a copy; of the others only one's own come."""

    id: UUID
    kind: Kind
    verb: Verb
    thing: str
    ground: Ground
    placed_role: str
    ends_at: datetime

    @property
    def is_own(self) -> bool:
        """Whether it names this very person, device or session, and not a place or a tool."""
        return self.kind in {Kind.PERSON, Kind.DEVICE, Kind.SESSION}

    def meets(self, action: Action) -> bool:
        """Whether it could withhold an action somewhere: then whoever asked is told of it."""
        if self.kind is Kind.COPY:
            return False
        return self.stops_everything_of(action) or self.stops_everywhere(action) or self.kind is Kind.SEAT

    def stops_everything_of(self, action: Action) -> bool:
        """Whether an action is withheld from whoever this names."""
        return self.is_own and withholds(self.verb, action)

    def stops_everywhere(self, action: Action) -> bool:
        """Whether an action is withheld in the whole organisation, but for what the floor keeps."""
        hit = self.kind is Kind.NATION or (self.kind is Kind.TOOL and self.thing == tool_of(action))
        return hit and action not in UNSTOPPABLE and withholds(self.verb, action)

    def stops_in(self, seat: int, action: Action) -> bool:
        """Whether an action is withheld in one seat, but for what the floor keeps."""
        hit = self.kind is Kind.SEAT and self.thing == str(seat)
        return hit and action not in UNSTOPPABLE and withholds(self.verb, action)


def seats_left(
    seats: frozenset[int], action: Action, stops: Iterable[InForce], *, is_own_unit: bool
) -> frozenset[int]:
    """The seats of one grant where an action still stands: all of them where the floor keeps it."""
    stops = list(stops)
    if is_own_unit and action in FLOOR:
        return seats
    if any(stop.stops_everywhere(action) for stop in stops):
        return frozenset()
    return frozenset(seat for seat in seats if not any(stop.stops_in(seat, action) for stop in stops))


def stands(seats: frozenset[int], action: Action, stops: Iterable[InForce], *, is_own_unit: bool) -> bool:
    """Whether a grant still permits an action anywhere. One that reaches no seat is stopped only everywhere."""
    stops = list(stops)
    if not seats:
        return (is_own_unit and action in FLOOR) or not any(stop.stops_everywhere(action) for stop in stops)
    return bool(seats_left(seats, action, stops, is_own_unit=is_own_unit))


def nature_rows() -> Iterable[tuple[str, str, bool, bool, bool, bool]]:
    """Each action with its tool; whether it reads, lets copies out, is of the floor, is stopped by no place or tool."""
    for action in Action:
        kept, free = action in FLOOR, action in UNSTOPPABLE
        yield action, tool_of(action), is_reading(action), is_copying(action), kept, free
