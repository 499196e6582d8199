"""The tree of RFC 6962 over tiles (C2SP tlog-tiles): hashes, roots and proofs, from nothing but hashes.

https://www.rfc-editor.org/rfc/rfc6962#section-2.1 and https://c2sp.org/tlog-tiles
"""

from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256

WIDTH, HEIGHT = 256, 8
HASH = 32
EMPTY_ROOT = sha256(b"").digest()

Reader = Callable[[int, int], bytes]
"""Gives the hash of the perfect subtree of a height and a number, counted from the left at that height."""


def leaf_hash(leaf: bytes) -> bytes:
    return sha256(b"\0" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return sha256(b"\1" + left + right).digest()


def fold(hashes: Sequence[bytes]) -> bytes:
    """The root of a perfect subtree: of 1, 2, 4 ... 256 hashes."""
    row = list(hashes)
    while len(row) > 1:
        row = [sha256(b"\1" + left + right).digest() for left, right in zip(row[::2], row[1::2], strict=True)]
    return row[0]


def split_below(size: int) -> int:
    """The largest power of two below `size`."""
    return 1 << (size - 1).bit_length() - 1


def subtree_root(start: int, end: int, read: Reader) -> bytes:
    """The root over leaves `start` to `end`; `start` must lie where a subtree of that size can begin."""
    size = end - start
    if size & (size - 1) == 0:
        height = size.bit_length() - 1
        return read(height, start >> height)
    middle = start + split_below(size)
    return node_hash(subtree_root(start, middle, read), subtree_root(middle, end, read))


def root_of(size: int, read: Reader) -> bytes:
    """The root of a tree's first `size` leaves."""
    return subtree_root(0, size, read) if size else EMPTY_ROOT


def inclusion_proof(index: int, size: int, read: Reader) -> list[bytes]:
    """The hashes that lead from a leaf to the root (RFC 6962, 2.1.1), the lowest first."""
    start, end, path = 0, size, []
    while end - start > 1:
        middle = start + split_below(end - start)
        if index < middle:
            path.append(subtree_root(middle, end, read))
            end = middle
        else:
            path.append(subtree_root(start, middle, read))
            start = middle
    return path[::-1]


def root_by_proof(index: int, size: int, leaf: bytes, path: Sequence[bytes]) -> bytes | None:
    """The root that an inclusion proof leads to (RFC 9162, 2.1.3.2); None where it has too many or too few hashes."""
    if not 0 <= index < size:
        return None
    first, last, root = index, size - 1, leaf
    for sibling in path:
        if last == 0:
            return None
        if first & 1 or first == last:
            root = node_hash(sibling, root)
            while not first & 1 and first:
                first, last = first >> 1, last >> 1
        else:
            root = node_hash(root, sibling)
        first, last = first >> 1, last >> 1
    return root if last == 0 else None


def tile_path(level: int | str, number: int, width: int = WIDTH) -> str:
    """A tile's place below the log's folder: `tile/0/x001/234`, with `.p/17` where it holds seventeen hashes."""
    digits = f"{number % 1000:03d}"
    while number >= 1000:
        number //= 1000
        digits = f"x{number % 1000:03d}/{digits}"
    return f"tile/{level}/{digits}" + ("" if width == WIDTH else f".p/{width}")


def widths(size: int) -> Iterator[tuple[int, int]]:
    """For each level the number of hashes it holds in a tree of that size, from the leaves up."""
    level = 0
    while size:
        yield level, size
        level, size = level + 1, size >> HEIGHT
