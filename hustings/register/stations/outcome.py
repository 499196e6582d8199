"""What came of reading polling-station files: stations met, rows skipped, oddities counted."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from hustings.register.stations.drafting import PropertyDraft, StationDraft
from hustings.register.stations.faults import Skipped


@dataclass
class StationReading:
    """What the files of one supplier hold. `stations`, counts and faults are complete once `properties` has run out.

    `skipped` counts the rows that were not taken by reason, `first_lines` where each reason was met first;
    `differing` are references that stand for two different stations.
    """

    supplier: str
    properties: Iterator[PropertyDraft] = field(repr=False)
    stations: dict[str, StationDraft] = field(default_factory=dict)
    polling_days: Counter[date] = field(default_factory=Counter)
    read: int = 0
    dummies: int = 0
    mislaid: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    first_lines: dict[str, int] = field(default_factory=dict)
    differing: set[str] = field(default_factory=set)

    def meet(self, station: StationDraft) -> None:
        """Keep a station as it was first given."""
        kept = self.stations.setdefault(station.reference, station)
        if (kept.name, kept.postcode) != (station.name, station.postcode):
            self.differing.add(station.reference)

    def skip(self, line: int, reason: Skipped) -> None:
        self.skipped[reason] += 1
        self.first_lines.setdefault(reason, line)

    def check(self, draft: PropertyDraft) -> Iterator[PropertyDraft]:
        """Give a property if it can be taken, and count it otherwise."""
        if draft.is_dummy:
            self.dummies += 1
        elif not draft.reference:
            self.skip(draft.line, Skipped.NO_STATION)
        elif draft.reference not in self.stations:
            self.skip(draft.line, Skipped.UNKNOWN_STATION)
        elif not draft.is_anywhere:
            self.skip(draft.line, Skipped.NO_ADDRESS)
        else:
            self.mislaid += draft.is_mislaid
            yield draft
