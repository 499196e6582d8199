#!/usr/bin/env python3
"""Check a Hustings log without trusting whoever runs it: `python3 verify_log.py FOLDER-OR-ADDRESS`.

Needs Python 3.8 or later and nothing else. Keep the checkpoint of today (`--keep FILE`): next time the same command
proves that nothing you saw then was changed, moved or removed since. A copy of the log's folder is checked offline.

The log is a tree of RFC 6962 over static tiles (https://c2sp.org/tlog-tiles) under checkpoints signed with Ed25519
(https://c2sp.org/tlog-checkpoint, https://c2sp.org/tlog-cosignature).
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import re
import sys
import urllib.request
from pathlib import Path
from typing import Callable, Iterable, Tuple

SENTENCES = {
    "unreadable_checkpoint": "The checkpoint cannot be read: it is damaged, or it is not a checkpoint.",
    "unreadable_key": "The key cannot be read: copy it again, whole.",
    "broken_keys": "The list of the log’s keys is not signed by the keys in it: it was changed.",
    "wrong_signature": "The checkpoint is not signed with the key {name}: somebody else made it, or it was changed.",
    "unreadable_old": "The checkpoint that was kept cannot be read: it is damaged, or it is not a checkpoint.",
    "old_of_another": "The kept checkpoint is not signed with the key {name}: it is another log’s, or was changed.",
    "shorter": "The log has {size} entries and had {old} before: its end was cut off, or an older copy was put back.",
    "missing_file": "The file {file} is missing.",
    "broken_bundle": "The file {file} does not hold the entries it should: it was cut, or changed.",
    "entry_differs": "Entry {index} is not what was sealed: it was changed, or entries were moved.",
    "tile_differs": "The file {file} does not fit the entries below it: it was changed, or files were swapped.",
    "root_differs": "The entries do not lead to what was signed: one was added, removed or changed afterwards.",
    "history_changed": "The first {old} entries are not those of the checkpoint that was kept: the past was rewritten.",
    "receipt_missing": "The entry {id} is not in the log, though its receipt says that it was made.",
    "unreadable_receipt": "The receipt cannot be read.",
    "witness_missing": "The witness {name} has not signed: nobody outside says that they saw the same log.",
    "row_unreadable": "Line {line} of the rows cannot be read.",
    "row_differs": "The row of entry {id} is not what was sealed: it was changed afterwards.",
    "row_not_sealed": "The row {id} has no entry in the log: it was added afterwards, or is not sealed yet.",
}


class Fault(Exception):
    """Something that must not be; `code` for programs, and a sentence for people."""

    def __init__(self, code: str, **about: object) -> None:
        super().__init__(SENTENCES[code].format(**about))
        self.code, self.about = code, about


def must(fits: object, code: str, **about: object) -> None:
    if not fits:
        raise Fault(code, **about)


# Ed25519 (RFC 8032), in twisted Edwards coordinates (x, y, z, x * y). Slow, short, and only for public data.
Point = Tuple[int, int, int, int]
Key = Tuple[str, int, bytes]
P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)


def add(left: Point, right: Point) -> Point:
    a = (left[1] - left[0]) * (right[1] - right[0]) % P
    b = (left[1] + left[0]) * (right[1] + right[0]) % P
    c, d = 2 * left[3] * right[3] * D % P, 2 * left[2] * right[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(number: int, point: Point) -> Point:
    found = (0, 1, 1, 0)
    while number:
        found = add(found, point) if number & 1 else found
        point, number = add(point, point), number >> 1
    return found


def read_point(raw: bytes) -> Point | None:
    sign, y = raw[31] >> 7, int.from_bytes(raw, "little") & (1 << 255) - 1
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x * ROOT % P if (x * x - square) % P else x
    if y >= P or (x * x - square) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


def write_point(point: Point) -> bytes:
    inverse = pow(point[2], P - 2, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


BASE = read_point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little")) or (0, 1, 1, 0)


def number_of(*parts: bytes) -> int:
    return int.from_bytes(hashlib.sha512(b"".join(parts)).digest(), "little")


def holds(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether an Ed25519 signature is right."""
    if len(signature) != 64:
        return False
    point, nonce, s = read_point(public), read_point(signature[:32]), int.from_bytes(signature[32:], "little")
    if point is None or nonce is None or s >= ORDER:
        return False
    reached = add(nonce, times(number_of(signature[:32], public, message) % ORDER, point))
    return write_point(times(s, BASE)) == write_point(reached)


def key_id(name: str, kind: int, public: bytes) -> bytes:
    return hashlib.sha256(name.encode() + b"\n" + bytes([kind]) + public).digest()[:4]


def read_key(text: str) -> Key:
    """Name, kind (1 a log, 4 a witness) and key of `name+id+key`."""
    found = KEY.fullmatch(text)
    raw = base64.b64decode(found[3]) if found else b""
    key = (found[1], raw[0], raw[1:]) if found and len(raw) == 33 else ("", 0, b"")
    must(found and key[1] in (1, 4) and key_id(*key).hex() == found[2], "unreadable_key")
    return key


BASE64 = "(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?"
KEY = re.compile(f"([^ +\n]+)\\+([0-9a-f]{{8}})\\+({BASE64})\n?")
SIGNED = "[A-Za-z0-9+/]{85}[AQgw]=="
CHANGE = re.compile(f"(([0-9]+) [0-9]+ ([^ \n]+) ([^ \n]+)) ({SIGNED}) ({SIGNED})")
LINE = re.compile("\u2014 (.+) (.+)\n")
NOTE = re.compile(
    "(?P<text>(?P<origin>[^\n]+)\n(?P<size>0|[1-9][0-9]{0,14})\n(?P<root>[A-Za-z0-9+/]{43}=)\n)\n"
    f"(?P<lines>(?:\u2014 [^ +\n]+ {BASE64}\n)+)"
)


class Checkpoint:
    """How large a log was, and the root over all of it."""

    def __init__(self, raw: bytes, code: str) -> None:
        try:
            found = NOTE.fullmatch(raw.decode("utf-8"))
        except ValueError:
            found = None
        if found is None:
            raise Fault(code)
        self.lines = [(name, base64.b64decode(raw)) for name, raw in LINE.findall(found["lines"])]
        self.raw, self.text, self.origin = raw, found["text"], found["origin"]
        self.size, self.root = int(found["size"]), base64.b64decode(found["root"])

    def is_signed(self, key: Key) -> bool:
        signed = [raw[4:] for name, raw in self.lines if name == key[0] and raw[:4] == key_id(*key)]
        if key[1] == 1:
            return self.origin == key[0] and any(holds(key[2], self.text.encode(), raw) for raw in signed)
        return any(holds(key[2], self.seen(int.from_bytes(raw[:8], "big")), raw[8:]) for raw in signed)

    def seen(self, moment: int) -> bytes:
        """What a witness signs."""
        return f"cosignature/v1\ntime {moment}\n{self.text}".encode()


def fold(row: list[bytes]) -> bytes:
    sha256 = hashlib.sha256
    while len(row) > 1:
        row = [sha256(b"\1" + left + right).digest() for left, right in zip(row[::2], row[1::2])]
    return row[0]


class Growing:
    """A tree's perfect subtrees from the largest to the smallest, which are all that its root needs."""

    def __init__(self, subtrees: Iterable[Tuple[int, bytes]] = ()) -> None:
        self.subtrees = list(subtrees)

    def push(self, size: int, root: bytes) -> None:
        while self.subtrees and self.subtrees[-1][0] == size:
            root, size = fold([self.subtrees.pop()[1], root]), 2 * size
        self.subtrees.append((size, root))

    def root_with(self, hashes: Iterable[bytes]) -> bytes:
        """The root once these leaves have come too."""
        grown = Growing(self.subtrees)
        for leaf in hashes:
            grown.push(1, leaf)
        root = grown.subtrees[-1][1] if grown.subtrees else hashlib.sha256(b"").digest()
        for _size, left in reversed(grown.subtrees[:-1]):
            root = fold([left, root])
        return root


def tile_name(level: int | str, number: int, width: int) -> str:
    digits = f"{number % 1000:03d}"
    while number >= 1000:
        number //= 1000
        digits = f"x{number % 1000:03d}/{digits}"
    return f"tile/{level}/{digits}" + ("" if width == 256 else f".p/{width}")


def read_bundle(raw: bytes, width: int, name: str) -> list[bytes]:
    leaves, place, end = [], 0, len(raw)
    while place + 2 <= end:
        start = place + 2
        place = start + (raw[place] << 8 | raw[place + 1])
        leaves.append(raw[start:place])
    must(place == end and len(leaves) == width, "broken_bundle", file=name)
    return leaves


def reader(source: str) -> Callable[[str], bytes]:
    """Read the log's files from a folder or from its address."""

    def read(name: str) -> bytes:
        try:
            if re.match("https?://", source):
                with urllib.request.urlopen(f"{source.rstrip('/')}/{name}", timeout=30) as answer:
                    return bytes(answer.read())
            return (Path(source) / name).read_bytes()
        except OSError:
            raise Fault("missing_file", file=name) from None

    return read


class Log:
    """One look at a log, from its checkpoint down to every entry; a Fault is raised at the first thing wrong."""

    def __init__(self, source: str, key: str | None = None) -> None:
        self.read = reader(source)
        self.checkpoint = Checkpoint(self.read("checkpoint"), "unreadable_checkpoint")
        self.key = read_key(key or self.read("key").decode("utf-8", "replace"))
        self.keys = self._read_keys()
        must(self._is_signed(self.checkpoint), "wrong_signature", name=self.key[0])
        self.older: list[Checkpoint] = []
        self.wanted: dict[bytes, str] = {}
        self.ids: dict[str, bytes] | None = None

    def _read_keys(self) -> list[Tuple[float, Key]]:
        """Each key of the log, and up to which size it signs. At a change both sign: from one key all are known."""
        try:
            lines = self.read("keys").decode("utf-8", "replace").split("\n")
        except Fault:
            lines = [""]
        keys: list[Tuple[float, Key]] = []
        for found in map(CHANGE.fullmatch, lines if lines[-1] else lines[:-1]):
            if not found:
                raise Fault("broken_keys")
            old, new = read_key(found[3]), read_key(found[4])
            said = f"hustings/key-change/v1\n{found[1]}\n".encode()
            both = ((old, found[5]), (new, found[6]))
            must(all(holds(key[2], said, base64.b64decode(by)) for key, by in both), "broken_keys")
            must(old[:2] == new[:2] and (not keys or keys[-1][1] == old), "broken_keys")
            keys = [*keys[:-1], (float(found[2]), old), (float("inf"), new)]
        return keys if self.key in [key for _, key in keys] else [(float("inf"), self.key)]

    def _is_signed(self, seen: Checkpoint) -> bool:
        return any(seen.size <= last and seen.is_signed(key) for last, key in self.keys)

    def expect_prefix(self, raw: bytes) -> None:
        """Prove that a checkpoint that was kept is an earlier state of this log."""
        old = Checkpoint(raw, "unreadable_old")
        must(self._is_signed(old), "old_of_another", name=self.key[0])
        must(old.size <= self.checkpoint.size, "shorter", size=self.checkpoint.size, old=old.size)
        self.older.append(old)

    def expect_witness(self, witness: Key) -> None:
        cosigned = Checkpoint(self.read("cosigned"), "unreadable_old")
        must(cosigned.is_signed(witness), "witness_missing", name=witness[0])
        self.expect_prefix(cosigned.raw)

    def expect_receipt(self, text: str) -> None:
        try:
            receipt = json.loads(text)
            leaf, entry = receipt["leaf_hash"], receipt["entry_id"]
        except (ValueError, KeyError, TypeError):
            leaf = entry = None
        must(isinstance(entry, str) and re.fullmatch("[0-9a-f]{64}", str(leaf)), "unreadable_receipt")
        self.wanted[bytes.fromhex(leaf)] = entry

    def verify(self) -> None:
        """Check everything. Raises a Fault for the first thing wrong, in the order of the log."""
        size, tree = self.checkpoint.size, Growing()
        roots: list[bytes] = []
        hashes: list[bytes] = []
        for tile in range(-(-size // 256)):
            hashes = self._verify_tile(tile, min(256, size - tile * 256))
            self._compare_older(tree, tile, hashes)
            if len(hashes) == 256:
                roots.append(fold(hashes))
                tree.push(256, roots[-1])
                hashes = []
        self._verify_above(roots)
        must(tree.root_with(hashes) == self.checkpoint.root, "root_differs")
        self._compare_older(tree, size // 256, hashes)
        for entry in self.wanted.values():
            raise Fault("receipt_missing", id=entry)

    def _verify_tile(self, tile: int, width: int) -> list[bytes]:
        name = tile_name("entries", tile, width)
        leaves = read_bundle(self.read(name), width, name)
        hashes = [hashlib.sha256(b"\0" + leaf).digest() for leaf in leaves]
        sealed = self.read(tile_name(0, tile, width))
        if sealed != b"".join(hashes):
            for place, leaf in enumerate(hashes):
                if sealed[place * 32 : place * 32 + 32] != leaf:
                    raise Fault("entry_differs", index=tile * 256 + place)
            raise Fault("tile_differs", file=tile_name(0, tile, width))
        for leaf in hashes if self.wanted else ():
            self.wanted.pop(leaf, None)
        if self.ids is not None:
            self.ids.update(zip(map(id_of, leaves), leaves))
        return hashes

    def _verify_above(self, row: list[bytes]) -> None:
        level = 1
        while row:
            for start in range(0, len(row), 256):
                tile = row[start : start + 256]
                name = tile_name(level, start // 256, len(tile))
                must(self.read(name) == b"".join(tile), "tile_differs", file=name)
            row = [fold(row[start : start + 256]) for start in range(0, len(row) - 255, 256)]
            level += 1

    def _compare_older(self, tree: Growing, tile: int, hashes: list[bytes]) -> None:
        for old in [old for old in self.older if tile * 256 <= old.size <= tile * 256 + len(hashes)]:
            must(tree.root_with(hashes[: old.size - tile * 256]) == old.root, "history_changed", old=old.size)
            self.older.remove(old)


def id_of(leaf: bytes) -> str:
    found = re.search(b'"id":"([^"]+)"', leaf)
    return found.group(1).decode() if found else ""


def verify_rows(ids: dict[str, bytes], lines: Iterable[str]) -> int:
    """Check a dump of rows (`bin/hustings export-log`) against the entries; gives how many were checked."""
    number = 0
    for number, line in enumerate(lines, 1):
        try:
            row = json.loads(line)
            leaf, told = row["leaf"].encode(), json.loads(row["leaf"])
            salted = bytes.fromhex(row.get("salt", "")) + row.get("private", "").encode()
        except (ValueError, KeyError, TypeError, AttributeError):
            raise Fault("row_unreadable", line=number) from None
        entry, commit = told.get("id"), base64.urlsafe_b64encode(hashlib.sha256(salted).digest())
        must(entry in ids, "row_not_sealed", id=entry)
        must(ids[entry] == leaf, "row_differs", id=entry)
        must(not salted or commit.decode().rstrip("=") == told.get("commit"), "row_differs", id=entry)
    return number


def main(arguments: list[str] | None = None) -> int:
    try:
        check(parser().parse_args(arguments))
    except Fault as fault:
        print("NOT SOUND. " + str(fault), file=sys.stderr)
        return 1
    return 0


def check(asked: argparse.Namespace) -> None:
    log = Log(asked.source, asked.key)
    where = "" if asked.key else " (it came with the log: compare it with one from elsewhere)"
    print(f"Key{where}: {asked.key or log.read('key').decode().strip()}")
    kept = Path(asked.keep) if asked.keep else None
    for file in [*map(Path, asked.old), *([kept] if kept and kept.exists() else [])]:
        log.expect_prefix(file.read_bytes())
    for witness in asked.witness:
        log.expect_witness(read_key(witness))
    for file in asked.receipt:
        log.expect_receipt(Path(file).read_text("utf-8"))
    log.ids = {} if asked.rows else None
    log.verify()
    print(f"Sound: {log.checkpoint.size} entries, each as it was sealed.")
    if asked.rows:
        with Path(asked.rows).open(encoding="utf-8") as rows:
            print(f"{verify_rows(log.ids or {}, rows)} rows are as they were sealed.")
    if kept:
        kept.write_bytes(log.checkpoint.raw)


def parser() -> argparse.ArgumentParser:
    said = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    said.add_argument("source", help="a copy of the log's folder, or its address (https://.../log)")
    said.add_argument("--key", help="a key of the log as you have it from elsewhere")
    said.add_argument("--keep", metavar="FILE", help="keep the checkpoint, and compare with the one before")
    said.add_argument("--old", action="append", default=[], metavar="FILE", help="another kept checkpoint")
    said.add_argument("--receipt", action="append", default=[], metavar="FILE", help="a receipt (JSON)")
    said.add_argument("--rows", metavar="FILE", help="a dump of rows to compare with the entries")
    said.add_argument("--witness", action="append", default=[], metavar="KEY", help="who must have signed")
    return said


if __name__ == "__main__":
    sys.exit(main())
