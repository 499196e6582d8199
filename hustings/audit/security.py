"""The security log: one line of JSON an event, for whoever watches the machine. It names nobody.

The log of entries (`recording.py`) says who did what and cannot be read by those who act; this one says at once, on the
process's own output, that something was tried. It holds no name, address, cookie or text that somebody typed.
"""

import json
import logging
import time

LOGGER = logging.getLogger("hustings.security")

Fact = str | int | bool


def note(event: str, **facts: Fact) -> None:
    """Write one event. Whatever a fact holds, it stays on the line: JSON writes a line's end as two letters."""
    LOGGER.warning("%s", json.dumps({"event": event, **facts}, ensure_ascii=True))


class OneLine(logging.Formatter):
    """Times in UTC, and one line a message: what somebody sent cannot begin a line that looks like another's."""

    converter = staticmethod(time.gmtime)

    def format(self, record: logging.LogRecord) -> str:
        """Write the message with its line ends as two letters; the trace of a fault keeps its lines, each set in."""
        whole = super().format(record)
        first, *rest = whole.split("\n") if record.exc_info else [whole.replace("\n", "\\n")]
        return "\n    ".join([first.replace("\r", "\\r"), *rest])
