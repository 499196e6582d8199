"""Seats compared: tier, work and knowledge side by side, from figures without persons."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from hustings.canvassing.models import SeatSummary
from hustings.elections.models import SeatTier
from hustings.elections.standing import tiers_on, votes_needed_in
from hustings.geography.models import Place

WITHOUT_TIER = "none"


@dataclass(frozen=True)
class SeatRow:
    """One seat of the table. `summary` is None until the seat was counted for the first time."""

    seat: Place
    tier: SeatTier | None
    summary: SeatSummary | None
    needed: int | None
    opens: bool

    @property
    def tier_key(self) -> str:
        return self.tier.tier if self.tier else WITHOUT_TIER

    @property
    def contact_rate(self) -> float | None:
        """The share of electors contacted, from 0 to 1."""
        counted = self.summary
        return counted.contacted / counted.electors if counted and counted.electors else None

    @property
    def share_of_needed(self) -> float | None:
        """Promises as a share of the votes needed."""
        return self.summary.promises / self.needed if self.summary and self.needed else None

    def age_on(self, at: datetime) -> int | None:
        """The median age in days of what is known, by now; it goes on ageing after it was counted."""
        if self.summary is None or self.summary.age_in_days is None:
            return None
        return self.summary.age_in_days + (at - self.summary.counted_at).days


@dataclass(frozen=True)
class Totals:
    """All rows of the table together."""

    electors: int
    contacted: int
    promises: int
    needed: int

    @property
    def contact_rate(self) -> float | None:
        return self.contacted / self.electors if self.electors else None


def compare_seats(
    constituencies: Iterable[int], *, on: date, openable: Iterable[int], tier: str = ""
) -> list[SeatRow]:
    """Give a row for each seat, by tier and name; only those of a tier where one is asked for. Five queries."""
    ids = list(constituencies)
    may_open = set(openable)
    tiers = tiers_on(on, ids)
    needed = votes_needed_in(ids)
    summaries = SeatSummary.objects.in_bulk(ids)
    rows = [
        SeatRow(seat, tiers.get(seat.id), summaries.get(seat.id), needed.get(seat.id), seat.id in may_open)
        for seat in Place.objects.filter(id__in=ids).select_related("region").order_by("name")
    ]
    order = [*SeatTier.Tier.values, WITHOUT_TIER]
    return sorted(
        (row for row in rows if tier in ("", row.tier_key)), key=lambda row: order.index(row.tier_key)
    )


def totals_of(rows: Iterable[SeatRow]) -> Totals:
    """Add the table up."""
    listed = list(rows)
    summaries = [row.summary for row in listed if row.summary]
    return Totals(
        electors=sum(summary.electors for summary in summaries),
        contacted=sum(summary.contacted for summary in summaries),
        promises=sum(summary.promises for summary in summaries),
        needed=sum(row.needed or 0 for row in listed),
    )
