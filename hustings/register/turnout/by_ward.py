"""Turnout by ward: districts added up to the wards in which they lay on polling day, or lie now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hustings.geography.models import Place
from hustings.geography.placing import Lying, placements_on
from hustings.register.turnout.counting import DistrictTurnout, Figures


@dataclass(frozen=True)
class WardTurnout:
    """A ward, or districts without one, in the constituency in which it lay."""

    ward: Place | None
    seat: Place
    figures: Figures


def turnout_by_ward(districts: Sequence[DistrictTurnout], *, day: date | None = None) -> list[WardTurnout]:
    """Add districts up to wards as they were on a day, or as they are now. Two queries; the sums are the same."""
    now = {one.district.id: Lying(one.district.ward_id, one.district.constituency_id) for one in districts}
    lying = placements_on(list(now), day) if day else now
    counted: dict[Lying, Figures] = {}
    for one in districts:
        there = lying[one.district.id]
        counted[there] = counted.get(there, Figures()) + one.figures
    places = Place.objects.in_bulk({id for there in counted for id in (there.ward, there.constituency) if id})
    wards = [
        WardTurnout(places[there.ward] if there.ward else None, places[there.constituency], figures)
        for there, figures in counted.items()
    ]
    return sorted(wards, key=lambda one: (one.seat.name, one.ward.name if one.ward else ""))
