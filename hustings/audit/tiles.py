"""The log's folder: checkpoint, tiles and bundles of entries as plain files (C2SP tlog-tiles), grown crash-safely.

Everything that a checkpoint speaks of is on the disk under its name before the checkpoint is.
"""

import base64
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from hustings.lib.durable_files import write_durably
from hustings.lib.key_changes import KeyChange, read_key_changes
from hustings.lib.merkle_tree import HASH, HEIGHT, WIDTH, Reader, fold, node_hash, tile_path, widths
from hustings.lib.signed_notes import Checkpoint, Key, read_checkpoint, read_key

LENGTH = 2
"""Each entry of a bundle comes after its length in two bytes."""

Files = dict[str, bytes]


class LogFolder:
    """Reads and writes the files of one log."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def checkpoint(self) -> Checkpoint | None:
        """The newest checkpoint; None before the first."""
        file = self.path / "checkpoint"
        return read_checkpoint(file.read_text("utf-8")) if file.exists() else None

    def key(self) -> Key:
        """The key that signs now. Raises OSError or UnreadableNote."""
        return read_key((self.path / "key").read_text("utf-8"))

    def key_changes(self) -> list[KeyChange]:
        """Which keys signed before, and up to where; none where there was but one. Raises UnreadableNote."""
        file = self.path / "keys"
        return read_key_changes(file.read_text("utf-8")) if file.exists() else []

    def read(self, name: str) -> bytes:
        return (self.path / name).read_bytes()

    def hashes(self, size: int) -> Reader:
        """Read hashes of a tree of that size; a tile that is asked for again is at hand."""
        kept: dict[str, bytes] = {}

        def read(height: int, number: int) -> bytes:
            level, within = divmod(height, HEIGHT)
            first = number << within
            tile = first // WIDTH
            name = tile_path(level, tile, min(WIDTH, (size >> HEIGHT * level) - tile * WIDTH))
            if name not in kept:
                kept[name] = self.read(name)
            return fold(_split(kept[name])[first % WIDTH : first % WIDTH + (1 << within)])

        return read

    def leaves(self, size: int, start: int = 0) -> Iterator[bytes]:
        """Every leaf from `start` on, as the bundles hold them."""
        for tile in range(start // WIDTH, -(-size // WIDTH)):
            bundle = read_bundle(self.read(tile_path("entries", tile, min(WIDTH, size - tile * WIDTH))))
            yield from bundle[max(0, start - tile * WIDTH) :]

    def write(self, files: Mapping[str, bytes]) -> None:
        """Put files under their names for good: whole or not at all, and on the disk when this returns."""
        write_durably(self.path, files)

    def drop_partials(self, size: int, grown: int) -> None:
        """Delete the parts of tiles that are full now; whoever asks for one finds all of it in the full tile."""
        for level, count in widths(grown):
            kinds: list[int | str] = [level, "entries"] if level == 0 else [level]
            for kind in kinds:
                for tile in range((size >> HEIGHT * level) // WIDTH, count // WIDTH):
                    parts = self.path / (tile_path(kind, tile) + ".p")
                    for file in parts.glob("*"):
                        file.unlink()
                    with suppress(FileNotFoundError):
                        parts.rmdir()


class Edge:
    """The right edge of a tree: of each level the hashes of the tile that is not full, and the last bundle."""

    def __init__(self, folder: LogFolder, size: int) -> None:
        self.size = size
        self.rows = [
            _split(folder.read(tile_path(level, count // WIDTH, count % WIDTH))) if count % WIDTH else []
            for level, count in widths(size)
        ]
        self.bundle = folder.read(tile_path("entries", size // WIDTH, size % WIDTH)) if size % WIDTH else b""

    def append(self, leaves: Sequence[bytes]) -> Files:
        """Grow by these leaves and give the files that have to be written for it."""
        files = dict(self._bundles(leaves))
        # Written out (RFC 6962, 2.1): a call for each of some ten thousand leaves takes as long as their hashes.
        level, added = 0, [sha256(b"\0" + leaf).digest() for leaf in leaves]
        while added:
            added = self._grow(level, added, files)
            level += 1
        self.size += len(leaves)
        return files

    def _grow(self, level: int, added: list[bytes], files: Files) -> list[bytes]:
        """Add hashes to one level; gives those that its full tiles are for the level above."""
        if level == len(self.rows):
            self.rows.append([])
        row = self.rows[level] + added
        tile = (self.size >> HEIGHT * level) // WIDTH
        above = []
        for start in range(0, len(row) - len(row) % WIDTH, WIDTH):
            full = row[start : start + WIDTH]
            files[tile_path(level, tile)] = b"".join(full)
            above.append(fold(full))
            tile += 1
        self.rows[level] = rest = row[len(row) - len(row) % WIDTH :]
        if rest:
            files[tile_path(level, tile, len(rest))] = b"".join(rest)
        return above

    def _bundles(self, leaves: Sequence[bytes]) -> Iterator[tuple[str, bytes]]:
        tile, held = divmod(self.size, WIDTH)
        done = 0
        while done < len(leaves):
            taken = leaves[done : done + WIDTH - held]
            bundle = self.bundle + write_bundle(taken)
            width = held + len(taken)
            yield tile_path("entries", tile, width), bundle
            self.bundle = b"" if width == WIDTH else bundle
            tile, held, done = tile + 1, 0, done + len(taken)

    def root(self) -> bytes:
        """The root over everything: the perfect subtrees from the largest to the smallest, folded from the right."""
        subtrees: list[bytes] = []
        for row in reversed(self.rows):
            start = 0
            for height in range(HEIGHT - 1, -1, -1):
                if len(row) & (1 << height):
                    subtrees.append(fold(row[start : start + (1 << height)]))
                    start += 1 << height
        root = subtrees.pop()
        while subtrees:
            root = node_hash(subtrees.pop(), root)
        return root


def write_bundle(leaves: Iterable[bytes]) -> bytes:
    """Entries one after the other, each with its length before it."""
    return b"".join([len(leaf).to_bytes(LENGTH, "big") + leaf for leaf in leaves])


def read_bundle(bundle: bytes) -> list[bytes]:
    """The entries of a bundle. What is cut off in the middle of one is left away."""
    leaves, place = [], 0
    while place + LENGTH <= len(bundle):
        length = int.from_bytes(bundle[place : place + LENGTH], "big")
        leaves.append(bundle[place + LENGTH : place + LENGTH + length])
        place += LENGTH + length
    return leaves


def ids_of(leaves: Iterable[bytes]) -> dict[UUID, bytes]:
    """Leaves by the id of their entry, in order."""
    found = {}
    for leaf in leaves:
        short = json.loads(leaf)["id"]
        found[UUID(bytes=base64.urlsafe_b64decode(f"{short}=="))] = leaf
    return found


def _split(tile: bytes) -> list[bytes]:
    return [tile[place : place + HASH] for place in range(0, len(tile), HASH)]
