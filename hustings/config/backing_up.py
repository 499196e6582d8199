"""Taking a copy of everything an installation holds, into one sealed file."""

import base64
import hashlib
import json
import os
import secrets
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.db import connection, transaction
from psycopg import Cursor

from hustings.audit.recording import record
from hustings.audit.sealing import hold_still, let_go
from hustings.audit.words import Action, Purpose
from hustings.config.copied_tables import CopiedTable, Row, find_migrations, find_tables
from hustings.config.sealed_stream import KEY_BYTES, LARGEST_PIECE, SealedWriter
from hustings.config.server.data_folder import write_secret

FORMAT = 1


class UnableToBackUp(Exception):
    """No backup was made; the message says why, and what to do."""


@dataclass(frozen=True)
class Surroundings:
    """What a backup takes besides the tables: sealed files, the log and its key, the secret key, what it holds."""

    files: Path
    log: Path
    log_key: str
    secret_key: str
    contents: str


@dataclass
class Manifest:
    """How much stands in a backup; the end of the file says it, and opening it counts again."""

    tables: int = 0
    rows: int = 0
    files: int = 0


def back_up(*, by: UUID | None, at: datetime, target: Path, key: bytes, beside: Surroundings) -> Manifest:
    """Copy every table and sealed file, as they are at one moment, into `target`.

    The file appears under its name only when it is whole and on the disk. Runs as the backup's login, which sees
    past the walls. Raises `UnableToBackUp`.
    """
    if target.exists():
        raise UnableToBackUp(f"{target} exists already and was left as it is. Name a file that does not.")
    making = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(making, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            manifest = _write(SealedWriter(out, key), at, beside)
            out.flush()
            os.fsync(out.fileno())
        _record(by, at, manifest)
        making.rename(target)
        _sync_folder(target.parent)
    except OSError as error:
        raise UnableToBackUp(
            f"No backup was made: {target.parent} could not be written ({error.strerror}). Make room or choose "
            "another place, then start again."
        ) from None
    finally:
        making.unlink(missing_ok=True)
    return manifest


def keep_key(file: Path) -> bytes:
    """Read the key that seals backups, making it the first time."""
    if not file.exists():
        write_secret(file, base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode() + "\n")
    return read_key(file)


def read_key(file: Path) -> bytes:
    """Read a key file. Raises `UnableToBackUp` where it holds no key."""
    try:
        key = base64.b64decode(file.read_text("ascii").strip(), validate=True)
    except (OSError, ValueError):
        key = b""
    if len(key) != KEY_BYTES:
        raise UnableToBackUp(f"{file} holds no key of a backup. Name the right file with --key.")
    return key


def _write(writer: SealedWriter, at: datetime, beside: Surroundings) -> Manifest:
    manifest = Manifest()
    with connection.cursor() as waiting:
        # Before the moment of the copy: rows and files of the log must be of one state.
        hold_still(waiting)
    with transaction.atomic(), connection.cursor() as django_cursor:
        cursor: Cursor[Row] = django_cursor.cursor
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        writer.write(b"H", _json(_heading(cursor, at, beside)))
        writer.write(b"S", beside.secret_key.encode())
        writer.write(b"S", beside.log_key.encode())
        for name, file in _files_below(beside.log):
            manifest.files += _copy_file(writer, b"L", name, file)
        let_go(cursor)
        for table in find_tables(cursor):
            manifest.tables += 1
            manifest.rows += _copy_table(writer, cursor, table)
        for name, file in _files_below(beside.files):
            manifest.files += _copy_file(writer, b"F", name, file)
    writer.close(b"M", _json(asdict(manifest)))
    return manifest


def _heading(cursor: Cursor[Row], at: datetime, beside: Surroundings) -> dict[str, object]:
    return {
        "format": FORMAT,
        "made_at": at.isoformat(),
        "migrations": find_migrations(cursor),
        "contents": beside.contents,
    }


def _copy_table(writer: SealedWriter, cursor: Cursor[Row], table: CopiedTable) -> int:
    writer.write(b"T", _json({"name": table.name, "columns": table.columns}))
    digest, waiting = hashlib.sha256(), bytearray()
    with cursor.copy(table.copy_out()) as copy:
        for block in copy:
            digest.update(block)
            waiting += block
            while len(waiting) >= LARGEST_PIECE:
                writer.write(b"D", bytes(waiting[:LARGEST_PIECE]))
                del waiting[:LARGEST_PIECE]
    if waiting:
        writer.write(b"D", bytes(waiting))
    writer.write(b"E", _json({"rows": cursor.rowcount, "sha256": digest.hexdigest()}))
    return cursor.rowcount


def _copy_file(writer: SealedWriter, kind: bytes, name: str, file: Path) -> int:
    """Copy one file; 0 where it expired and went while we were on the way to it."""
    digest, size = hashlib.sha256(), 0
    try:
        source = file.open("rb")
    except FileNotFoundError:
        return 0
    with source:
        writer.write(kind, _json({"name": name}))
        while block := source.read(LARGEST_PIECE):
            digest.update(block)
            size += len(block)
            writer.write(b"D", block)
    writer.write(b"E", _json({"bytes": size, "sha256": digest.hexdigest()}))
    return 1


def _files_below(folder: Path) -> Iterator[tuple[str, Path]]:
    for file in sorted(folder.rglob("*")):
        if file.is_file() and not file.is_symlink():
            yield file.relative_to(folder).as_posix(), file


def _record(by: UUID | None, at: datetime, manifest: Manifest) -> None:
    record(
        action=Action.ORGANISATION_INSTALLATION_KEEP,
        purpose=Purpose.ADMINISTRATION,
        by=by,
        at=at,
        place="backup",
        count=manifest.rows,
        detail={"tables": manifest.tables, "files": manifest.files},
    )


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _json(said: object) -> bytes:
    return json.dumps(said, ensure_ascii=True, sort_keys=True).encode()
