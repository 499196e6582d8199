"""Files encrypted on the disk, each with a key of its own kept as a row behind the walls.

AES-256-GCM over chunks of 64 KiB; a chunk's number and whether it is the last are part of its nonce, so that
chunks cannot be swapped, dropped or cut off unnoticed. Deleting the row makes the file unreadable for good.
"""

import os
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import transaction

from hustings.lib.uuid7 import uuid7
from hustings.work.models import SealedFile

CHUNK = 64 * 1024
TAG = 16
KEPT = timedelta(days=7)


class UnableToOpenFile(Exception):
    """The file is gone from the disk or is not what was written."""


def seal_file(
    content: Iterable[bytes],
    *,
    name: str,
    media_type: str,
    person_id: UUID,
    at: datetime,
    constituency: int | None = None,
    is_issued: bool = False,
) -> SealedFile:
    """Write a stream of bytes encrypted and return its row, readable for seven days. Memory: one chunk."""
    key, file_id = AESGCM.generate_key(256), uuid7()
    path = _path(file_id)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    partial = path.with_suffix(".partial")
    try:
        size = _write(partial, content, AESGCM(key), file_id)
    except BaseException:
        # What breaks off has no row and so no key: nobody could ever read it.
        partial.unlink(missing_ok=True)
        raise
    partial.rename(path)
    return SealedFile.objects.create(
        id=file_id,
        constituency_id=constituency,
        person_id=person_id,
        name=name[:200],
        media_type=media_type,
        key=key,
        size=size,
        made_at=at,
        expires_at=at + KEPT,
        is_issued=is_issued,
    )


def open_file(file: SealedFile) -> Iterator[bytes]:
    """Read a sealed file back, chunk by chunk. Raises UnableToOpenFile where it is missing, cut or changed."""
    cipher = AESGCM(bytes(file.key))
    remaining = file.size
    try:
        with _path(file.id).open("rb") as stored:
            for number in range(max(1, -(-file.size // CHUNK))):
                is_last = remaining <= CHUNK
                sealed = stored.read(min(remaining, CHUNK) + TAG)
                yield cipher.decrypt(_nonce(number, is_last=is_last), sealed, file.id.bytes)
                remaining -= CHUNK
    except (OSError, InvalidTag) as error:
        raise UnableToOpenFile(f"The file {file.name} is not there any more or was changed.") from error


def forget_file(file: SealedFile) -> None:
    """Delete the key, and once that stands the file: without the key what is left on a disk says nothing.

    Where the transaction is rolled back the key stays, and so does what it opens.
    """
    file_id = file.id
    file.delete()
    transaction.on_commit(partial(remove_bytes, file_id))


def remove_bytes(file_id: UUID) -> None:
    """Take off the disk what is left of a file whose row, and so whose key, is gone."""
    _path(file_id).unlink(missing_ok=True)


def _write(partial: Path, content: Iterable[bytes], cipher: AESGCM, file_id: UUID) -> int:
    """Write every chunk sealed, down to the disk, and give the number of bytes that came in."""
    size = 0
    with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as written:
        for number, (chunk, is_last) in enumerate(_chunks(content)):
            written.write(cipher.encrypt(_nonce(number, is_last=is_last), chunk, file_id.bytes))
            size += len(chunk)
        written.flush()
        os.fsync(written.fileno())
    return size


def _path(file_id: UUID) -> Path:
    return Path(settings.FILES_FOLDER) / file_id.hex[-2:] / f"{file_id}.sealed"


def _nonce(number: int, *, is_last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([is_last])


def _chunks(content: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    waiting = b""
    for piece in content:
        waiting += piece
        while len(waiting) > CHUNK:
            yield waiting[:CHUNK], False
            waiting = waiting[CHUNK:]
    yield waiting, True
