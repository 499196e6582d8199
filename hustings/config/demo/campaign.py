"""The size and the dates of one demo campaign, from which everything else of it follows."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache

from hustings.config.demo.electorate import VILLAGES, District, districts_of
from hustings.config.demo.region import Region, Seat, make_region

SEATS_OF_A_REGION = 12
SMALL_REGISTER = 4
THURSDAY = 3


@dataclass(frozen=True)
class Campaign:
    """`seats` of the region have a register of at least `electors` each; the one after them has none imported yet.

    `today` fixes edition and dates: the same four values give the same campaign, to the byte.
    """

    today: date
    electors: int = 8_000
    seats: int = 2
    seed: int = 1

    @cached_property
    def region(self) -> Region:
        return make_region(self.seed, max(SEATS_OF_A_REGION, self.seats + 1), self.electors)

    @property
    def registered(self) -> tuple[Seat, ...]:
        """The seats whose register is imported; the demo's people work in the first two."""
        return self.region.seats[: self.seats]

    @property
    def waiting(self) -> Seat:
        """The seat whose register has not come yet: its first import is still to be made."""
        return self.region.seats[self.seats]

    @property
    def published_on(self) -> date:
        """The day of the edition in use: revised registers are published by 1 December."""
        return date(self.today.year - (self.today.month < 12), 12, 1)

    @property
    def month(self) -> date:
        """The month of the newest alterations."""
        return self.today.replace(day=1)

    @property
    def edition(self) -> str:
        """The name by which the edition goes, after the year in which it is in force."""
        return f"Register {self.published_on.year + 1}"

    @property
    def next_published_on(self) -> date:
        """The day of the edition after the one in use."""
        return self.published_on.replace(year=self.published_on.year + 1)

    @property
    def next_edition(self) -> str:
        """The name of the edition after the one in use."""
        return f"Register {self.next_published_on.year + 1}"

    @property
    def last_thursday(self) -> date:
        """The newest day on which there may have been a poll that is over."""
        return self.today - timedelta(days=(self.today.weekday() - THURSDAY - 1) % 7 + 1)

    @property
    def next_polling_day(self) -> date:
        """The next ordinary day of council elections: the first Thursday in May."""
        firsts = (date(self.today.year + years, 5, 1) for years in (0, 1))
        days = (first + timedelta(days=(THURSDAY - first.weekday()) % 7) for first in firsts)
        return next(day for day in days if day >= self.today)

    def districts(self, seat: Seat) -> tuple[District, ...]:
        """Return a seat's polling districts; those of the seats asked for last are kept."""
        return _districts(self, seat.index)

    def districts_of_council(self, seat: Seat) -> Iterator[District]:
        """Yield what the registration officer of a seat's council keeps, whichever seats it lies in."""
        neighbour = self.region.seats[1] if seat.index == 0 else seat
        seats = (seat,) if neighbour == seat else (seat, neighbour)
        for one in seats:
            yield from (district for district in self.districts(one) if district.council == seat.council)

    def last_of_the_town(self, seat: Seat) -> District:
        """Return the polling district with which a seat's town ends, before the villages."""
        return [one for one in self.districts(seat) if not one.letters.startswith(VILLAGES)][-1]

    def size_of(self, seat: Seat) -> int:
        """Return how many electors a seat has at least; the one that waits for its register is a small one."""
        return self.electors if seat.index < self.seats else max(200, self.electors // SMALL_REGISTER)


# A seat of 75,000 electors takes some 60 MB, and three of them are in use at a time.
@lru_cache(maxsize=3)
def _districts(campaign: Campaign, index: int) -> tuple[District, ...]:
    seat = campaign.region.seats[index]
    return tuple(districts_of(campaign.region, seat, campaign.size_of(seat), campaign.published_on))
