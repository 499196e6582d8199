"""Keeping processes running until told to stop: what falls is started again, what keeps falling ends all."""

import subprocess
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from hustings.config.stopping import Stop

_FALLS_ALLOWED = 5
_WITHIN_SECONDS = 120.0
_LONGEST_PAUSE = 8.0


class UnableToKeepRunning(Exception):
    """A part fell again and again; the message says which and where it says why."""


@dataclass
class Part:
    """One process that is to run all the time. `start` may refuse with a sentence of its own."""

    name: str
    log: Path
    start: Callable[[], subprocess.Popen[bytes]]
    process: subprocess.Popen[bytes] | None = None
    falls: deque[float] = field(default_factory=lambda: deque(maxlen=_FALLS_ALLOWED + 1))
    again_at: float = 0.0

    @property
    def has_fallen(self) -> bool:
        """Whether its process has ended by itself."""
        return self.process is not None and self.process.poll() is not None

    def look(self, now: float, say: Callable[[str], None]) -> None:
        """Notice a fall, and start again when the pause after it is over."""
        if self.process is not None and self.process.poll() is not None:
            self._note_fall(now, self.process.returncode, say)
            self.process = None
        if self.process is None and now >= self.again_at:
            self.process = self.start()

    def _note_fall(self, now: float, code: int, say: Callable[[str], None]) -> None:
        self.falls.append(now)
        if len(self.falls) > _FALLS_ALLOWED and now - self.falls[0] < _WITHIN_SECONDS:
            raise UnableToKeepRunning(
                f"{self.name} ended {len(self.falls)} times within {_WITHIN_SECONDS:.0f} seconds, so "
                "Hustings stopped. What was saved is safe. Why it ended stands at the end of "
                f"{self.log}:\n{last_lines(self.log)}"
            )
        pause = pause_after(sum(1 for fall in self.falls if now - fall < _WITHIN_SECONDS))
        self.again_at = now + pause
        say(f"{self.name} ended unexpectedly ({_ending(code)}) and is started again. Its log: {self.log}")


def pause_after(falls: int) -> float:
    """Seconds to wait after so many falls in a row: half, one, two, four, eight."""
    return min(_LONGEST_PAUSE, 0.5 * float(2 ** (falls - 1)))


def keep_running(parts: Sequence[Part], stop: Stop, say: Callable[[str], None]) -> None:
    """Look after the parts until `stop` is set. Raises `UnableToKeepRunning`."""
    while not stop.is_set():
        for part in parts:
            part.look(time.monotonic(), say)
        stop.wait(0.2)


def last_lines(log: Path, count: int = 8) -> str:
    """The end of a log, for a person to read."""
    if not log.exists():
        return "(the log is empty)"
    with log.open("rb") as file:
        file.seek(max(0, log.stat().st_size - 8000))
        return "\n".join(file.read().decode(errors="replace").splitlines()[-count:])


def _ending(code: int) -> str:
    return f"by signal {-code}" if code < 0 else f"code {code}"
