"""Signed notes and checkpoints of C2SP: text, an empty line, and a line for each signature.

https://c2sp.org/signed-note, https://c2sp.org/tlog-checkpoint and https://c2sp.org/tlog-cosignature
"""

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass

ED25519, COSIGNATURE = 1, 4
SIGNATURE = re.compile(r"^— (?P<name>[^\s+]+) (?P<body>[A-Za-z0-9+/=]+)$")
CHECKPOINT = re.compile(
    r"(?P<origin>[^\n]+)\n(?P<size>0|[1-9]\d{0,17})\n(?P<root>[A-Za-z0-9+/]{43}=)\n(?:[^\n]+\n)*"
)


class UnreadableNote(Exception):
    """The text is no signed note, checkpoint or key."""


@dataclass(frozen=True)
class Key:
    """A public key as people hand it on: `name+id+key`."""

    name: str
    kind: int
    public: bytes

    @property
    def id(self) -> bytes:
        """Four bytes that say which key a line was signed with."""
        return hashlib.sha256(self.name.encode() + b"\n" + bytes([self.kind]) + self.public).digest()[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{_encoded(bytes([self.kind]) + self.public)}"


@dataclass(frozen=True)
class Line:
    """One signature: whose key, and what it says (for a witness first eight bytes of time)."""

    name: str
    key_id: bytes
    body: bytes

    def __str__(self) -> str:
        return f"— {self.name} {_encoded(self.key_id + self.body)}\n"

    @property
    def time(self) -> int:
        """When a witness saw the checkpoint, in seconds."""
        return int.from_bytes(self.body[:8], "big")


@dataclass(frozen=True)
class Checkpoint:
    """How large a log is and what its root is, with the signatures it came with."""

    origin: str
    size: int
    root: bytes
    lines: tuple[Line, ...] = ()

    @property
    def text(self) -> str:
        """What is signed."""
        return f"{self.origin}\n{self.size}\n{_encoded(self.root)}\n"

    def __str__(self) -> str:
        return self.text + "\n" + "".join(map(str, self.lines))

    def lines_of(self, key: Key) -> list[Line]:
        return [line for line in self.lines if (line.name, line.key_id) == (key.name, key.id)]


def read_key(text: str) -> Key:
    """Read `name+id+key`. Raises UnreadableNote, also where the id is not that of the key."""
    try:
        name, key_id, encoded = text.strip().split("+", 2)
        raw = base64.b64decode(encoded, validate=True)
        key = Key(name, raw[0], raw[1:])
    except (ValueError, IndexError):
        raise UnreadableNote("That is no key: it has the form name+id+key.") from None
    if len(key.public) != 32 or key.kind not in (ED25519, COSIGNATURE) or key.id.hex() != key_id or not name:
        raise UnreadableNote("That key is damaged: its id does not fit. Copy it again, whole.")
    return key


def read_checkpoint(note: str) -> Checkpoint:
    """Read a signed checkpoint. Raises UnreadableNote; says nothing of whether its signatures hold."""
    text, empty, signatures = note.rpartition("\n\n")
    found = CHECKPOINT.fullmatch(text + "\n")
    if found is None or not empty or not signatures.endswith("\n"):
        raise UnreadableNote("That is no checkpoint of a log.")
    lines = tuple(_read_line(line) for line in signatures[:-1].split("\n"))
    checkpoint = Checkpoint(found["origin"], int(found["size"]), base64.b64decode(found["root"]), lines)
    if checkpoint.text != text + "\n":
        raise UnreadableNote("That checkpoint says more than a checkpoint of this log.")
    return checkpoint


def cosigned_text(checkpoint: Checkpoint, time: int) -> bytes:
    """What a witness signs: that it saw this checkpoint at this time, and no other of the same log."""
    return f"cosignature/v1\ntime {time}\n{checkpoint.text}".encode()


def _read_line(line: str) -> Line:
    found = SIGNATURE.match(line)
    try:
        raw = base64.b64decode(found["body"], validate=True) if found else b""
    except binascii.Error:
        raw = b""
    if found is None or len(raw) < 5:
        raise UnreadableNote("A line of signature in that checkpoint cannot be read.")
    return Line(found["name"], raw[:4], raw[4:])


def _encoded(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
