"""The houses of a council with the unique property reference numbers that its systems print, which are invented."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from hustings.config.demo.electorate import District, Dwelling, Row
from hustings.config.demo.region import Seat

# Real ones are given out to councils from the bottom; at the top of twelve digits there are none.
FIRST_UPRN, UPRNS_A_COUNCIL = 990_000_000_000, 1_000_000


class Property(NamedTuple):
    """One dwelling and its UPRN, the same in every file of its council."""

    district: District
    row: Row
    dwelling: Dwelling
    uprn: int


def properties_of(owner: Seat, districts: Iterable[District]) -> Iterator[Property]:
    """Number the dwellings of the council of `owner`, all of whose districts are wanted, in their usual order."""
    uprn = FIRST_UPRN + owner.index * UPRNS_A_COUNCIL
    for district in districts:
        for row in district.rows:
            for dwelling in row.dwellings:
                yield Property(district, row, dwelling, uprn := uprn + 1)
