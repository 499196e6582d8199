"""Token buckets: so much at once, and as much again in so many seconds, trickling in. Pure.

The database fills the same buckets by the same sum (`access/sql/quotas.sql`); a test compares them.
"""

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Bucket:
    """What has been taken of `most`, and when last, in seconds; it empties evenly over `seconds`."""

    most: float
    seconds: float
    used: float = 0.0
    at: float = 0.0

    def used_at(self, now: float) -> float:
        """What still counts as taken; a clock set back gives nothing back."""
        return max(0.0, self.used - max(0.0, now - self.at) * self.most / self.seconds)

    def has_room(self, now: float) -> bool:
        """Whether anything is left. The last take may be larger than what is left, and is paid off first."""
        return self.used_at(now) < self.most

    def take(self, count: float, now: float) -> "Bucket":
        """The bucket after so much was taken."""
        return replace(self, used=self.used_at(now) + count, at=max(self.at, now))

    def has_room_at(self, now: float) -> float:
        """The moment from which one more can be taken."""
        over = self.used_at(now) - self.most
        return now if over < 0 else now + (over + 1) * self.seconds / self.most
