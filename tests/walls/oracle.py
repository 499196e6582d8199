"""What anybody may see, said a second time and as plainly as it can be. It shares no line with the walls: who may do
what it reads from the page that people review (`docs/permissions.md`), and everything else stands here and beside it.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from tests.walls.reviewed import read_page
from tests.walls.withheld import Halted

__all__ = ["Belongs", "Given", "Row", "World", "read_page"]
LONDON = ZoneInfo("Europe/London")
FETCH = "work:file:fetch"
OVER = frozenset({"resigned", "expelled", "moved", "died"})


@dataclass
class Belongs:
    person: UUID
    unit: int
    since: date
    until: date | None = None
    status: str = "active"
    grace: date | None = None


@dataclass(eq=False)
class Given:
    belongs: Belongs
    unit: int
    role: str
    purposes: set[str]
    begins: datetime
    ends: datetime
    was_ended: bool = False
    copies: "Given | None" = None


@dataclass(frozen=True)
class Row:
    """A row of some table, and all that decides who sees it."""

    shelf: str
    seat: int | None = None
    door: UUID | None = None
    unit: int | None = None
    own: UUID | None = None
    for_everyone: bool = False
    is_national: bool = False
    objects: bool = False
    file: UUID | None = None


@dataclass
class World(Halted):
    """Everything that has been decided: who belongs where, who was given what, which doors were handed out, which
    elections are called.
    """

    parents: dict[int, int | None] = field(default_factory=dict)
    seats: set[int] = field(default_factory=set)
    branches: set[int] = field(default_factory=set)
    inactive: set[UUID] = field(default_factory=set)
    signed_out: set[UUID] = field(default_factory=set)
    given: list[Given] = field(default_factory=list)
    doors: list[tuple[Given, UUID, int, datetime]] = field(default_factory=list)
    polls: list[tuple[int, date, date]] = field(default_factory=list)

    # Places.

    def is_below(self, unit: int, above: int) -> bool:
        while unit != above and (parent := self.parents[unit]) is not None:
            unit = parent
        return unit == above

    def holds(self, unit: int, seat: int) -> bool:
        """A seat lies below its region; a branch shares the seat it lies in."""
        return self.is_below(seat, unit) or (unit not in self.seats and self.is_below(unit, seat))

    def seats_of(self, unit: int) -> set[int]:
        return {seat for seat in self.seats if self.holds(unit, seat)}

    def is_own(self, unit: int) -> bool:
        """A seat's own unit: a seat, a branch, or what has neither below it."""
        local = self.seats | self.branches
        return unit in local or not any(self.is_below(one, unit) for one in local)

    # Time.

    def today(self) -> date:
        return self.now.astimezone(LONDON).date()

    def polls_in(self, unit: int) -> list[tuple[date, date]]:
        """The polls called in more than half of a unit's seats: from the first notice until a week after."""
        seats, notices = self.seats_of(unit), defaultdict[date, dict[int, date]](dict)
        for seat, notice, end in self.polls:
            if seat in seats:
                notices[end][seat] = min(notice, notices[end].get(seat, notice))
        return [(min(told.values()), end) for end, told in notices.items() if 2 * len(told) > len(seats)]

    def is_called(self, unit: int) -> bool:
        return any(notice <= self.today() < end for notice, end in self.polls_in(unit))

    def carried(self, unit: int, until: datetime) -> datetime:
        """No end falls between the notice and a week after the poll; and none is put off by more than ninety days."""
        day, end = until.astimezone(LONDON).date(), until
        while later := [end for notice, end in self.polls_in(unit) if notice <= day < end]:
            day = max(later)
            end = datetime.combine(day, time(), LONDON)
        return min(end, until + timedelta(days=90))

    # Grants.

    def stands(self, one: Given) -> bool:
        belongs = one.belongs
        return (
            one.begins <= self.now and belongs.since <= self.today()
            and self.lasts(one) and (one.copies is None or self.lasts(one.copies))
        )  # fmt: skip

    def lasts(self, one: Given) -> bool:
        belongs = one.belongs
        return (
            not one.was_ended and self.carried(one.unit, one.ends) > self.now
            and (belongs.until is None or belongs.until > self.today()) and belongs.status not in OVER
        )  # fmt: skip

    def of(self, person: UUID) -> list[Given]:
        return [one for one in self.given if one.belongs.person == person and self.stands(one)]

    def permits(self, one: Given, action: str, purpose: str) -> bool:
        known = purpose in self.page.purposes.get(action, ())
        return known and purpose in one.purposes and one.role in self.page.roles[action]

    # Stops.

    def keeps(self, one: Given, action: str) -> bool:
        """Nothing wider than a person takes the floor from a unit's own officers."""
        return self.is_floor(action) and self.is_own(one.unit)

    def is_left(self, one: Given, action: str, seats: set[int]) -> bool:
        """Whether a grant still permits an action at a place with these seats."""
        if self.keeps(one, action):
            return True
        if self.is_stopped_everywhere(action):
            return False
        return not seats or bool(seats - self.stopped_seats(action))

    def opening(self, person: UUID, action: str, purpose: str, *, strong: bool) -> list[Given]:
        """The grants by which somebody may do this now, somewhere."""
        if self.is_held_off(person, action, strong=strong) or (action in self.page.strong and not strong):
            return []
        return [
            one for one in self.of(person)
            if self.permits(one, action, purpose) and self.is_left(one, action, self.seats_of(one.unit))
        ]  # fmt: skip

    def opens_unit(self, one: Given, unit: int, action: str) -> bool:
        return self.is_below(unit, one.unit) and self.is_left(one, action, self.seats_of(unit))

    # Answers.

    def answer(
        self, reaching: list[Given], action: str, purpose: str, seats: set[int], *, strong: bool
    ) -> str:
        if not reaching:
            return "outside"
        permitting = [one for one in reaching if self.permits(one, action, purpose)]
        if not permitting:
            return "forbidden"
        if not any(self.is_left(one, action, seats) for one in permitting):
            return "stopped"
        return "allowed" if strong or action not in self.page.strong else "second factor"

    def at_seat(self, person: UUID, seat: int, action: str, purpose: str, *, strong: bool) -> str:
        if self.is_held_off(person, action, strong=strong):
            return "stopped"
        reaching = [one for one in self.of(person) if self.holds(one.unit, seat)]
        return self.answer(reaching, action, purpose, {seat}, strong=strong)

    def at_unit(self, person: UUID, unit: int, action: str, purpose: str, *, strong: bool) -> str:
        if self.is_held_off(person, action, strong=strong):
            return "stopped"
        reaching = [one for one in self.of(person) if self.is_below(unit, one.unit)]
        return self.answer(reaching, action, purpose, self.seats_of(unit), strong=strong)

    def sees(self, person: UUID, row: Row, action: str, purpose: str, *, strong: bool) -> bool:
        """Whether the database shows a row to somebody who does this, for this."""
        opening = self.opening(person, action, purpose, strong=strong)
        if (
            row.objects
            and purpose == "canvass"
            and not (opening and "objections" in self.page.writes[action])
        ):
            return False
        if (row.shelf == "canaries" and purpose != "oversight") or not self.lets_go(
            person, row, strong=strong
        ):
            return False
        if row.own == person or row.for_everyone:
            return True
        if not opening or row.shelf not in self.page.reads[action]:
            return False
        if row.shelf == "log" and row.is_national:
            # What belongs to no one seat is for whoever oversees the whole organisation.
            return any(
                self.parents[one.unit] is None and self.opens_unit(one, one.unit, action) for one in opening
            )
        return row.is_national or self._reaches(opening, row, action)

    def lets_go(self, person: UUID, row: Row, *, strong: bool) -> bool:
        """A stopped copy is gone at once, and so are all files for a stopped person; a stop of a place takes its files
        from everybody but its own officers.
        """
        if row.file is None:
            return True
        named = any(one.kind == "copy" and one.thing == row.file for one in self.in_force())
        if named or self.is_held_off(person, FETCH, strong=strong):
            return False
        if not self.is_stopped_everywhere(FETCH) and row.seat not in self.stopped_seats(FETCH):
            return True
        return any(
            self.is_own(one.unit) and (row.seat is None or self.holds(one.unit, row.seat))
            for one in self.of(person)
        )

    def _reaches(self, opening: list[Given], row: Row, action: str) -> bool:
        whole = [one for one in opening if (one.role, action) not in self.page.at_doors]
        handed = {
            door for one, door, seat, until in self.doors
            if one in opening and one not in whole and until > self.now and self.is_left(one, action, {seat})
        }  # fmt: skip
        seat, unit = row.seat, row.unit
        return (
            (seat is not None
             and any(self.holds(one.unit, seat) and self.is_left(one, action, {seat}) for one in whole))
            or (unit is not None and any(self.opens_unit(one, unit, action) for one in opening))
            or row.door in handed
        )  # fmt: skip

    # What lapses by itself.

    def is_last(self, person: UUID) -> bool:
        """Whether nobody but them can let anybody into the whole organisation."""
        holders = {
            one.belongs.person for one in self.given
            if self.parents[one.unit] is None and self.stands(one) and one.belongs.person not in self.inactive
            and any(self.permits(one, "access:grant:give", why) for why in one.purposes)
        }  # fmt: skip
        return holders == {person}

    def leaves(self, belongs: Belongs) -> None:
        """A membership ends with every grant that hangs on it, those lent from them, and their doors."""
        own = [one for one in self.given if one.belongs is belongs and not one.was_ended]
        ended = own + [one for one in self.given if one.copies in own and not one.was_ended]
        for one in ended:
            one.was_ended = True
        self.doors = [
            (one, door, seat, min(until, self.now) if one in ended else until)
            for one, door, seat, until in self.doors
        ]
        belongs.until, belongs.grace = min(belongs.until or self.today(), self.today()), None
