"""What follows by itself where reading is unusual: the ladder, how long each step lasts, who stands where. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Step(StrEnum):
    """What follows, mildest first."""

    NONE = "none"
    STEP_UP = "step-up"
    THROTTLE = "throttle"
    HOLD = "hold"


LADDER = tuple(Step)
LASTS: dict[Step, timedelta] = {
    Step.NONE: timedelta(0),
    Step.STEP_UP: timedelta(hours=12),
    Step.THROTTLE: timedelta(hours=4),
    Step.HOLD: timedelta(hours=24),
}
"""How long a step holds; afterwards it is over without anybody's doing."""


@dataclass(frozen=True)
class Standing:
    """How far somebody's reading is slowed now."""

    step: Step = Step.NONE
    since: datetime | None = None
    ends_at: datetime | None = None

    def at(self, moment: datetime) -> "Standing":
        """The same, or nothing where it has ended."""
        return self if self.ends_at is not None and self.ends_at > moment else Standing()


def following(step: Step) -> Step:
    """The next step of the ladder; the last one is followed by itself."""
    return LADDER[min(LADDER.index(step) + 1, len(LADDER) - 1)]
