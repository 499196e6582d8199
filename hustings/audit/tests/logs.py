"""Logs for tests: sealed from made-up entries, kept in a folder, and spoilt in every way somebody might try."""

import base64
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from hustings.audit.renewing import renew_key
from hustings.audit.rules import canonical
from hustings.audit.signing import Signer, keep_signer
from hustings.audit.tiles import Edge, LogFolder
from hustings.lib.merkle_tree import leaf_hash, tile_path

RENEWED = datetime(2026, 5, 7, tzinfo=UTC)


def leaf(number: int, *, note: str = "") -> bytes:
    said = {
        "action": "register:elector:list",
        "at": 1_700_000_000_000 + number,
        "id": f"entry-{number}",
        "v": 1,
    }
    return canonical(said | ({"rule": note} if note else {})).encode()


@dataclass
class MadeLog:
    """A sealed log, its signer, the checkpoints it had on the way, and who signed before."""

    folder: LogFolder
    signer: Signer
    kept: list[bytes]
    earlier: list[Signer] = field(default_factory=list)

    def grow(self, *batches: int) -> None:
        """Seal so many more entries, batch by batch, each under a checkpoint of its own."""
        for count in batches:
            size = self.size
            edge = Edge(self.folder, size)
            self.folder.write(edge.append([leaf(number) for number in range(size, size + count)]))
            checkpoint = str(self.signer.sign(edge.size, edge.root())).encode()
            self.folder.write({"checkpoint": checkpoint})
            self.folder.drop_partials(size, edge.size)
            self.kept.append(checkpoint)

    def renew(self) -> None:
        """Let another key sign what comes from now on; the secret lies beside the folder."""
        secret = self.folder.path.parent / "secret"
        self.earlier.append(self.signer)
        renew_key(self.signer, secret=secret, folder=self.folder, at=RENEWED)
        self.signer = keep_signer(secret=secret, folder=self.folder.path, host="example.org")

    @property
    def size(self) -> int:
        checkpoint = self.folder.checkpoint()
        return checkpoint.size if checkpoint else 0

    def file(self, name: str) -> Path:
        return self.folder.path / name

    def copy(self, to: Path) -> "MadeLog":
        shutil.copytree(self.folder.path, to)
        return MadeLog(LogFolder(to), self.signer, list(self.kept), self.earlier)

    def receipt(self, number: int) -> str:
        return json.dumps({"entry_id": f"entry-{number}", "leaf_hash": leaf_hash(leaf(number)).hex()})

    def sign_again(self, signer: Signer) -> None:
        """Sign what is there with a key, whatever it is."""
        checkpoint = self.folder.checkpoint()
        assert checkpoint is not None
        self.file("checkpoint").write_text(str(signer.sign(checkpoint.size, checkpoint.root)), "utf-8")


def make_log(folder: Path, *batches: int) -> MadeLog:
    signer = keep_signer(secret=folder / "secret", folder=folder / "log", host="example.org")
    made = MadeLog(LogFolder(folder / "log"), signer, [])
    made.grow(*batches)
    return made


def make_renewed_log(folder: Path, *batches: int) -> MadeLog:
    """A log whose key was renewed after each batch but the last."""
    made = make_log(folder, batches[0])
    for count in batches[1:]:
        made.renew()
        made.grow(count)
    return made


def rewritten(log: MadeLog, folder: Path, change: Callable[[list[bytes]], list[bytes]]) -> MadeLog:
    """The log that a thief of the signing key would make of the same entries, changed."""
    made = MadeLog(LogFolder(folder), log.signer, list(log.kept))
    shutil.copytree(log.folder.path, folder)
    shutil.rmtree(folder / "tile")
    leaves = change(list(log.folder.leaves(log.size)))
    edge = Edge(made.folder, 0)
    made.folder.write(edge.append(leaves))
    made.folder.write({"checkpoint": str(log.signer.sign(edge.size, edge.root())).encode()})
    return made


def flip(file: Path, place: int) -> None:
    """Change one bit of a file."""
    raw = bytearray(file.read_bytes())
    raw[place % len(raw)] ^= 1
    file.write_bytes(raw)


def swap(first: Path, second: Path) -> None:
    one, other = first.read_bytes(), second.read_bytes()
    first.write_bytes(other)
    second.write_bytes(one)


def other_signer(folder: Path, name: str) -> Signer:
    """Somebody else's key, under the log's own name."""
    (folder / "other").mkdir()
    signer = keep_signer(secret=folder / "other" / "secret", folder=folder / "other", host="x")
    key = type(signer.key)(name, signer.key.kind, signer.key.public)
    return Signer(key, signer.private)


def tile(log: MadeLog, level: int | str, number: int, width: int = 256) -> Path:
    return log.file(tile_path(level, number, width))


def encoded(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
