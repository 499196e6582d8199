"""Proposed boundaries beside present ones: electors, doors and work counted by ward and seat, now and then."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from hustings.canvassing.counting import PERIOD, Area, Figures, count_area
from hustings.geography.changing import Proposal, proposal_of, seats_of
from hustings.geography.models import BoundaryChange, Place, PollingDistrict
from hustings.geography.placing import Lying
from hustings.lib.names import normalised
from hustings.register.models import Street

Part = tuple[PollingDistrict, str, Figures]


@dataclass
class Beside:
    """One seat, or the part of a ward in one seat, as it is and as it would be."""

    seat: Place
    ward: Place | None = None
    now: Figures = field(default_factory=Figures)
    then: Figures = field(default_factory=Figures)

    @property
    def difference(self) -> int:
        """How many electors it would win; negative where it would lose."""
        return self.then.electors - self.now.electors


@dataclass
class Comparison:
    """A change laid beside the present, for the seats that the reader reaches; `hidden` are the others it concerns."""

    seats: list[Beside]
    wards: list[Beside]
    hidden: list[Place]


def compare_boundaries(change: BoundaryChange, *, reach: Iterable[int], at: datetime) -> Comparison:
    """Count every seat concerned and in reach once, and add it up twice: by present and by proposed boundaries.

    Contacts are those of the ordinary period. Costs what counting those seats costs, and nothing a district.
    """
    concerned = seats_of(change)
    reached = sorted(concerned & set(reach))
    proposal = proposal_of(change)
    parts = [part for seat in reached for part in _parts_of(seat, proposal, at)]
    places = Place.objects.in_bulk(_mentioned(parts, proposal) | concerned)
    seats: dict[int, Beside] = {}
    wards: dict[Lying, Beside] = {}
    for district, street, figures in parts:
        now = Lying(district.ward_id, district.constituency_id)
        then = proposal.lying(district, street)
        for lying, when in ((now, "now"), (then, "then")):
            seat = places[lying.constituency]
            beside = (
                seats.setdefault(lying.constituency, Beside(seat)),
                wards.setdefault(lying, Beside(seat, places.get(lying.ward) if lying.ward else None)),
            )
            for each in beside:
                getattr(each, when).take_in(figures)
    hidden = [places[seat] for seat in sorted(concerned - set(reached))]
    return Comparison(_by_name(seats.values()), _by_name(wards.values()), hidden)


def _parts_of(seat: int, proposal: Proposal, at: datetime) -> list[Part]:
    """What is counted of a seat, with the district and, where districts are parted, the key of the street's name."""
    counted = count_area(Area(seat), since=at - PERIOD, at=at).parts
    districts = PollingDistrict.objects.in_bulk({district for district, _street in counted})
    keys = _street_keys(seat, counted, {district for district, _street in proposal.parts})
    return [
        (districts[district], keys.get(street, "") if street else "", figures)
        for (district, street), figures in counted.items()
    ]


def _street_keys(
    seat: int, counted: Mapping[tuple[UUID, UUID | None], Figures], parted: set[UUID]
) -> dict[UUID, str]:
    streets = [street for district, street in counted if street and district in parted]
    named = Street.objects.filter(constituency_id=seat, id__in=streets).values_list("id", "name")
    return {street: normalised(name) for street, name in named}


def _mentioned(parts: Iterable[Part], proposal: Proposal) -> set[int]:
    found: set[int] = set()
    for district, street, _figures in parts:
        for lying in (Lying(district.ward_id, district.constituency_id), proposal.lying(district, street)):
            found |= {lying.constituency} | ({lying.ward} if lying.ward else set())
    return found


def _by_name(rows: Iterable[Beside]) -> list[Beside]:
    return sorted(rows, key=lambda row: (row.seat.name, row.ward.name if row.ward else ""))
