"""The wish to stop, said by a signal. A `threading.Event` will not do: its lock may be held by the very thread that
the signal interrupts, and setting it then waits for ever.
"""

import os
import select
from types import FrameType


class Stop:
    """Set once, for good, from a signal handler or anywhere else; waited for with a limit."""

    def __init__(self) -> None:
        self._told, self._tell = os.pipe()
        os.set_blocking(self._tell, False)
        self._is_set = False

    def set(self, _number: int = 0, _frame: FrameType | None = None) -> None:
        """Ask for the end; as a signal handler too."""
        if not self._is_set:
            self._is_set = True
            os.write(self._tell, b"!")

    def is_set(self) -> bool:
        return self._is_set

    def wait(self, seconds: float) -> bool:
        """Wait for the wish, at most so long; whether it has been said."""
        if not self._is_set:
            select.select([self._told], [], [], seconds)
        return self._is_set

    def close(self) -> None:
        os.close(self._told)
        os.close(self._tell)
