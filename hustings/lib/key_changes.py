"""The list of a log's keys: at each change the old key and the new one sign it, so that from one key all are known.

A line a change: up to which size the old key signs, when it was changed (in seconds), the two keys, and two signatures.
Whoever has a stolen old key can sign no larger log with it.
"""

import base64
import re
from collections.abc import Sequence
from dataclasses import dataclass

from hustings.lib.signed_notes import Key, UnreadableNote, read_key

LINE = re.compile(
    r"(?P<size>\d{1,18}) (?P<at>\d{1,12}) (?P<old>\S+) (?P<new>\S+) (?P<by_old>\S+) (?P<by_new>\S+)"
)


@dataclass(frozen=True)
class KeyChange:
    """From `size` entries on a log is signed with the new key; both keys say so."""

    size: int
    at: int
    old: Key
    new: Key
    by_old: bytes = b""
    by_new: bytes = b""

    @property
    def text(self) -> bytes:
        """What both sign."""
        return f"hustings/key-change/v1\n{self.size} {self.at} {self.old} {self.new}\n".encode()

    def __str__(self) -> str:
        signed = " ".join(base64.b64encode(by).decode() for by in (self.by_old, self.by_new))
        return f"{self.size} {self.at} {self.old} {self.new} {signed}\n"


def read_key_changes(text: str) -> list[KeyChange]:
    """Read the list, the oldest change first. Raises UnreadableNote; says nothing of whether the signatures hold."""
    return [_read(line) for line in text.splitlines()]


def keys_for(size: int, changes: Sequence[KeyChange], now: Key) -> list[Key]:
    """The keys whose signature counts under a log of that size; `now` is the one in use."""
    return [change.old for change in changes if size <= change.size] + [now]


def _read(line: str) -> KeyChange:
    found = LINE.fullmatch(line)
    if found is None:
        raise UnreadableNote("The list of the log's keys cannot be read.")
    keys = read_key(found["old"]), read_key(found["new"])
    try:
        by_old, by_new = (base64.b64decode(found[by], validate=True) for by in ("by_old", "by_new"))
    except ValueError:
        raise UnreadableNote("A signature in the list of the log's keys cannot be read.") from None
    return KeyChange(int(found["size"]), int(found["at"]), *keys, by_old, by_new)
