"""The seventy-two hours of UK GDPR, article 33(1): they run from when the controller knows, nights and weekends too."""

from dataclasses import dataclass
from datetime import datetime, timedelta

HOURS = 72


@dataclass(frozen=True)
class Clock:
    """How much of the time is left at a moment; none once the regulator was told."""

    known_at: datetime
    at: datetime
    stopped_at: datetime | None = None

    @property
    def ends_at(self) -> datetime:
        return self.known_at + timedelta(hours=HOURS)

    @property
    def hours_left(self) -> int:
        """Whole hours that are left, at least nought."""
        return max(0, int((self.ends_at - self.at) / timedelta(hours=1)))

    @property
    def is_running(self) -> bool:
        return self.stopped_at is None and self.at < self.ends_at

    @property
    def is_late(self) -> bool:
        """Whether the time ran out before the regulator was told; a late report gives the reasons for the delay."""
        return (self.stopped_at or self.at) >= self.ends_at
