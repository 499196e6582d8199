"""A file of sealed pieces: AES-256-GCM, each piece bound to its place, the last one marked as the last.

What is cut off, reordered, altered or opened with another key is noticed at the first piece that is wrong.
"""

import hashlib
import os
import struct
from collections.abc import Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MAGIC = b"HUSTINGS BACKUP 1\n"
KEY_BYTES = 32
LARGEST_PIECE = 1 << 20
_KEY_MARK_BYTES, _SALT_BYTES = 8, 16
_HEADER_BYTES = len(MAGIC) + _KEY_MARK_BYTES + _SALT_BYTES
_LENGTH = struct.Struct(">I")
_TAG_BYTES = 16


class UnableToOpenSealed(Exception):
    """The file is not whole, not ours, or not of this key; the message says which."""


class SealedWriter:
    """Seals pieces one after the other. Each has a kind of one byte; `close` writes the last."""

    def __init__(self, out: BinaryIO, key: bytes) -> None:
        salt = os.urandom(_SALT_BYTES)
        self._header = MAGIC + key_mark(key) + salt
        self._out, self._cipher, self._count = out, _cipher(key, salt), 0
        out.write(self._header)

    def write(self, kind: bytes, body: bytes) -> None:
        """Add a piece of at most `LARGEST_PIECE` bytes."""
        self._seal(kind + body, last=False)

    def close(self, kind: bytes, body: bytes) -> None:
        """Add the last piece; without it the file counts as cut off."""
        self._seal(kind + body, last=True)

    def _seal(self, piece: bytes, *, last: bool) -> None:
        sealed = self._cipher.encrypt(_nonce(self._count, last=last), piece, self._header)
        self._out.write(_LENGTH.pack(len(sealed)) + sealed)
        self._count += 1


def read_sealed(source: BinaryIO, key: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Open the pieces in order as kind and body. Raises `UnableToOpenSealed`, also when the last is missing."""
    header = source.read(_HEADER_BYTES)
    if not header.startswith(MAGIC) or len(header) < _HEADER_BYTES:
        raise UnableToOpenSealed("This is no backup that Hustings made, or only the first few bytes of one.")
    if header[len(MAGIC) : len(MAGIC) + _KEY_MARK_BYTES] != key_mark(key):
        raise UnableToOpenSealed("The key is not the one this backup was sealed with.")
    cipher = _cipher(key, header[-_SALT_BYTES:])
    count, upcoming = 0, _next_piece(source)
    while upcoming is not None:
        sealed, upcoming = upcoming, _next_piece(source)
        try:
            piece = cipher.decrypt(_nonce(count, last=upcoming is None), sealed, header)
        except InvalidTag:
            raise UnableToOpenSealed(_cut_or_altered(at_end=upcoming is None)) from None
        yield piece[:1], piece[1:]
        count += 1
    if count == 0:
        raise UnableToOpenSealed(_cut_or_altered(at_end=True))


def key_mark(key: bytes) -> bytes:
    """A few bytes that tell one key from another and nothing else about it."""
    return hashlib.sha256(b"Hustings backup key" + key).digest()[:_KEY_MARK_BYTES]


def _next_piece(source: BinaryIO) -> bytes | None:
    prefix = source.read(_LENGTH.size)
    if not prefix:
        return None
    length = _LENGTH.unpack(prefix)[0] if len(prefix) == _LENGTH.size else 0
    if not _TAG_BYTES < length <= LARGEST_PIECE + 1 + _TAG_BYTES:
        raise UnableToOpenSealed(_cut_or_altered(at_end=len(prefix) < _LENGTH.size))
    sealed = source.read(length)
    if len(sealed) < length:
        raise UnableToOpenSealed(_cut_or_altered(at_end=True))
    return sealed


def _cut_or_altered(*, at_end: bool) -> str:
    return "The file is cut off: its end is missing." if at_end else "The file was altered after it was made."


def _cipher(key: bytes, salt: bytes) -> AESGCM:
    """A key for this file alone, so that counting from nought never repeats a nonce."""
    return AESGCM(HKDF(SHA256(), KEY_BYTES, salt, b"Hustings backup").derive(key))


def _nonce(count: int, *, last: bool) -> bytes:
    return count.to_bytes(11, "big") + bytes([last])
