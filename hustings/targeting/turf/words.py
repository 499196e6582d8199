"""The nouns of cutting and ordering: what goes in, what comes out, and how long things take."""

from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

Point = tuple[float, float]
"""East and north in metres from the middle of the doors."""

MOST_PEOPLE = 250
"""How many people one walk may name (the reach of whoever takes it)."""


@dataclass(frozen=True, slots=True)
class WalkDoor:
    """A door to be walked. `order` sorts the doors of its street as they are met on foot, `number` and `side` are its
    house number and which numbers its side has ("odd", "even" or "named"); doors of one `building` stay together.

    `place` is latitude and longitude; `is_rough` says that it is the middle of a postcode, not the door's own.
    `people` are those to be spoken to; a door that is passed, not knocked at, has none and takes no time.
    """

    id: UUID | str
    street: str
    order: str = ""
    number: int | None = None
    side: str = "named"
    building: str = ""
    people: int = 1
    place: tuple[float, float] | None = None
    is_rough: bool = False
    street_name: str = ""


@dataclass(frozen=True, slots=True)
class Pace:
    """How long things take, in minutes; metres a minute. Read from the field: about 30 doors in 90 minutes, 40 to 50
    in two hours, where two people live behind a door and doors stand ten metres apart.
    """

    a_door: float = 1.4
    a_person: float = 0.65
    a_building: float = 3.0
    on_foot: float = 75.0
    by_car: float = 450.0
    to_park: float = 3.0
    car_from: float = 600.0

    def talking(self, doors: int, people: int) -> float:
        """Minutes at so many doors with so many people behind them."""
        return self.a_door * doors + self.a_person * people

    def moving(self, metres: float, *, has_car: bool = False) -> float:
        """Minutes from one place to another: on foot, or by car where that is far enough to be worth it."""
        on_foot = metres / self.on_foot
        if not has_car or metres < self.car_from:
            return on_foot
        return min(on_foot, self.to_park + metres / self.by_car)


USUAL = Pace()


@dataclass(frozen=True, slots=True)
class Asked:
    """How somebody wants a list cut. `minutes` for each walk, `team` people who share one; `start` is the meeting
    point, latitude and longitude, where every walk begins and ends.
    """

    minutes: float = 90.0
    team: int = 1
    has_car: bool = False
    start: tuple[float, float] | None = None
    pace: Pace = USUAL
    seed: int = 1

    @property
    def work(self) -> float:
        """Minutes of one person's work in one walk."""
        return self.minutes * self.team


class Remark(StrEnum):
    """What is worth saying of a cut."""

    EMPTY = "empty"
    PARTED_BUILDING = "parted building"
    PLACED_BY_NUMBER = "placed by number"
    NO_PLACES = "no places"
    FAR_APART = "far apart"
    UNEVEN = "uneven"


@dataclass(frozen=True, slots=True)
class CutWalk:
    """One walk: its doors in order, minutes of talking and of walking between them, and metres walked.

    `way_there` are the metres from the meeting point to the first door and from the last one back.
    """

    doors: tuple[UUID | str, ...]
    people: int
    talking: float
    walking: float
    metres: float
    way_there: float = 0.0
    name: str = ""

    @property
    def minutes(self) -> float:
        return self.talking + self.walking


@dataclass(frozen=True, slots=True)
class Cut:
    """Every walk of a list, and what is worth saying: a remark with the number or the name that belongs to it."""

    walks: tuple[CutWalk, ...] = ()
    remarks: tuple[tuple[Remark, str], ...] = ()
    groups: tuple[tuple[int, ...], ...] = field(default=())
    """For each walk the numbers of its sides in the town that was cut."""

    @property
    def imbalance(self) -> float:
        """How far the walk furthest from the mean is from it, as a part of the mean; 0 for none or one."""
        if len(self.walks) < 2:
            return 0.0
        times = [walk.minutes for walk in self.walks]
        mean = sum(times) / len(times)
        return max(abs(time - mean) for time in times) / mean if mean else 0.0
