"""The size and the dates of one demo campaign, from which everything else of it follows."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from hustings.config.demo.electorate import District, districts_of
from hustings.config.demo.region import Region, Seat, make_region

SEATS_OF_A_REGION = 12
SMALL_REGISTER = 4


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

    def districts(self, seat: Seat) -> tuple[District, ...]:
        """Return a seat's polling districts; those of the seats asked for last are kept."""
        return _districts(self, seat.index)

    def districts_of_council(self, seat: Seat) -> Iterator[District]:
        """Yield what the registration officer of a seat's council keeps, whichever seats it lies in."""
        neighbour = self.region.seats[1] if seat.index == 0 else seat
        seats = (seat,) if neighbour == seat else (seat, neighbour)
        for one in seats:
            yield from (district for district in self.districts(one) if district.council == seat.council)

    def size_of(self, seat: Seat) -> int:
        """Return how many electors a seat has at least; the one that waits for its register is a small one."""
        return self.electors if seat.index < self.seats else max(200, self.electors // SMALL_REGISTER)


# A seat of 75,000 electors takes some 60 MB, and three of them are in use at a time.
@lru_cache(maxsize=3)
def _districts(campaign: Campaign, index: int) -> tuple[District, ...]:
    seat = campaign.region.seats[index]
    return tuple(districts_of(campaign.region, seat, campaign.size_of(seat), campaign.published_on))
