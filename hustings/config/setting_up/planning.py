"""Which units an organisation begins with, from its kind and its seats. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

REGISTERED_PARTY = "registered_party"
NATIONAL, REGION, SEAT = "national", "region", "seat"
TOP = 1


@dataclass(frozen=True)
class SeatToBe:
    """A constituency that a unit is made for: its place, and the region that it lies in, where that is known."""

    place: int
    name: str
    region: int | None = None
    region_name: str = ""


@dataclass(frozen=True)
class UnitToBe:
    number: int
    kind: str
    name: str
    above: int | None = None
    place: int | None = None
    seats: tuple[int, ...] = ()


def plan_units(kind: str, name: str, seats: Sequence[SeatToBe]) -> list[UnitToBe]:
    """One seat of a local party or an independent is the organisation itself. Otherwise a unit stands above the seats,
    and between them one for each region, where a registered party's seats lie in two or more.
    """
    if kind != REGISTERED_PARTY and len(seats) == 1:
        return [_seat_unit(TOP, seats[0], above=None)]
    top = UnitToBe(TOP, NATIONAL if kind == REGISTERED_PARTY else REGION, name)
    regions = _regions(seats) if kind == REGISTERED_PARTY else {}
    units = [top, *regions.values()]
    for seat in seats:
        above = regions[seat.region].number if seat.region in regions else TOP
        units.append(_seat_unit(len(units) + 1, seat, above=above))
    return units


def _regions(seats: Sequence[SeatToBe]) -> dict[int | None, UnitToBe]:
    found = {seat.region: seat.region_name for seat in seats if seat.region is not None}
    if len(found) < 2:
        return {}
    named = sorted(found.items(), key=lambda region: region[1])
    return {
        place: UnitToBe(TOP + 1 + index, REGION, name, above=TOP, place=place)
        for index, (place, name) in enumerate(named)
    }


def _seat_unit(number: int, seat: SeatToBe, *, above: int | None) -> UnitToBe:
    return UnitToBe(number, SEAT, seat.name, above, seat.place, (seat.place,))
