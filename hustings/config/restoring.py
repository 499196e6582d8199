"""Putting a backup back into an empty installation: all of it, or nothing."""

import hashlib
import json
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from psycopg import Cursor, errors, sql

from hustings.audit.recording import record
from hustings.audit.words import Action, Purpose
from hustings.config.backing_up import FORMAT, Manifest, Surroundings
from hustings.config.copied_tables import CopiedTable, Row, find_migrations, find_tables, set_sequences
from hustings.config.sealed_stream import UnableToOpenSealed, read_sealed

MUST_BE_EMPTY = {
    "accounts_person": "people",
    "register_elector": "electors",
    "audit_entry": "entries in the log",
}

Pieces = Iterator[tuple[bytes, bytes]]
Arriving = dict[bytes, Path]
"""Where files arrive, by the kind of piece that begins them."""


class UnableToRestore(Exception):
    """Nothing was restored and nothing was changed; the message says why, and what to do."""


def restore(
    *,
    by: UUID | None,
    at: datetime,
    source: Path,
    key: bytes,
    beside: Surroundings,
    keep: Callable[[Surroundings], None],
) -> Manifest:
    """Put everything of the backup `source` into this empty, migrated installation, in one transaction.

    `keep` is given what lies outside the database, the secret key above all, just before the transaction ends.
    Raises `UnableToRestore`, and then everything is as before.
    """
    try:
        with (
            source.open("rb") as opened,
            _files_on_trial(beside.files) as files,
            _files_on_trial(beside.log) as log,
            transaction.atomic(),
        ):
            manifest, brought = _load(read_sealed(opened, key), {b"F": files, b"L": log}, beside)
            _record(by, at, manifest)
            keep(brought)
            _take_files(files, beside.files)
            _take_files(log, beside.log)
    except UnableToOpenSealed as error:
        raise UnableToRestore(f"{source} was not restored. {error} Nothing was changed.") from None
    except OSError as error:
        raise UnableToRestore(f"{source} was not restored: {error.strerror}. Nothing was changed.") from None
    except (errors.DataError, errors.IntegrityError) as error:
        said = error.diag.message_primary or "no reason given"
        raise UnableToRestore(
            f"{source} was not restored: the database refused it ({said}). Nothing was changed."
        ) from None
    return manifest


@contextmanager
def _files_on_trial(files: Path) -> Iterator[Path]:
    """A folder for files to arrive in; whatever fails, `files` is as empty as it was."""
    arriving = files.with_name(f"{files.name}.{secrets.token_hex(4)}")
    arriving.mkdir(mode=0o700)
    try:
        yield arriving
    except BaseException:
        if not arriving.exists():
            files.rename(arriving)
            files.mkdir(mode=0o700)
        raise
    finally:
        shutil.rmtree(arriving, ignore_errors=True)


def _load(pieces: Pieces, arriving: Arriving, beside: Surroundings) -> tuple[Manifest, Surroundings]:
    with connection.cursor() as django_cursor:
        cursor: Cursor[Row] = django_cursor.cursor
        heading = json.loads(_expect(pieces, b"H"))
        tables = {table.name: table for table in find_tables(cursor)}
        _refuse_unlike(cursor, heading, tables, beside)
        secret, log_key = _expect(pieces, b"S").decode(), _expect(pieces, b"S").decode()
        brought = Surroundings(beside.files, beside.log, log_key, secret, str(heading["contents"]))
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for table in tables.values():
            cursor.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table.name)))
        found = _load_members(cursor, pieces, tables, arriving)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in tables.values():
            set_sequences(cursor, table)
    return found, brought


def _load_members(
    cursor: Cursor[Row], pieces: Pieces, tables: dict[str, CopiedTable], arriving: Arriving
) -> Manifest:
    found, said = Manifest(), None
    for kind, body in pieces:
        described = json.loads(body)
        if kind == b"M":
            said = Manifest(**described)
        elif kind == b"T":
            found.tables += 1
            found.rows += _load_table(cursor, pieces, tables, described)
        else:
            found.files += _load_file(pieces, arriving[kind] / described["name"], arriving[kind])
    if said != found:
        raise UnableToRestore(f"The backup says that it holds {said}; {found} came. Nothing was changed.")
    return found


def _refuse_unlike(
    cursor: Cursor[Row],
    heading: dict[str, Any],
    tables: dict[str, CopiedTable],
    beside: Surroundings,
) -> None:
    if heading["format"] != FORMAT:
        raise UnableToRestore(
            f"This backup is of form {heading['format']}, and this version of Hustings reads form {FORMAT}. Nothing "
            "was changed. Restore it with the version that made it, or a later one."
        )
    here, there = set(find_migrations(cursor)), set(heading["migrations"])
    if here != there:
        raise UnableToRestore(_other_state(sorted(there - here), sorted(here - there), heading["made_at"]))
    for table, things in MUST_BE_EMPTY.items():
        if table in tables and (count := _count(cursor, table)):
            raise UnableToRestore(
                f"This installation is not empty: it holds {count} {things}. Nothing was changed. Restore into a new "
                "one: name an empty folder in HUSTINGS_DATA, or an empty database in DATABASE_URL."
            )
    if (beside.log / "checkpoint").exists():
        raise UnableToRestore(
            f"{beside.log} holds a log already. Nothing was changed. Restore into a new one."
        )
    if any(beside.files.iterdir()):
        raise UnableToRestore(
            f"{beside.files} holds files already. Nothing was changed. Restore into a new one."
        )


def _other_state(only_there: list[str], only_here: list[str], made_at: str) -> str:
    other = (
        f"a newer version ({only_there[0]})" if only_there else f"an older version (without {only_here[0]})"
    )
    return (
        f"This backup of {made_at[:10]} was made by {other} of Hustings than this one. Nothing was changed. "
        "Restore it with that version into an empty installation; an older one can then be brought up to date by "
        "starting this version over the same data folder."
    )


def _load_table(
    cursor: Cursor[Row], pieces: Pieces, tables: dict[str, CopiedTable], said: dict[str, Any]
) -> int:
    table = tables.get(said["name"])
    if table is None or set(table.columns) != set(said["columns"]):
        raise UnableToRestore(
            f"The table {said['name']} is not the same here as in the backup. Nothing was changed. Restore it with "
            "the version of Hustings that made it."
        )
    table = CopiedTable(table.name, tuple(said["columns"]))
    digest = hashlib.sha256()
    with cursor.copy(table.copy_in()) as copy:
        for kind, body in pieces:
            if kind == b"E":
                break
            digest.update(body)
            copy.write(body)
        else:
            body = b"{}"
    _compare_sum(json.loads(body), "rows", cursor.rowcount, digest.hexdigest(), said["name"])
    return cursor.rowcount


def _load_file(pieces: Pieces, target: Path, arriving: Path) -> int:
    if not target.resolve().is_relative_to(arriving.resolve()):
        raise UnableToOpenSealed("A name in it points outside the folder of files.")
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    digest, size, ending = hashlib.sha256(), 0, b"{}"
    with target.open("xb") as out:
        for kind, body in pieces:
            if kind == b"E":
                ending = body
                break
            digest.update(body)
            size += out.write(body)
    _compare_sum(json.loads(ending), "bytes", size, digest.hexdigest(), target.name)
    return 1


def _take_files(arriving: Path, files: Path) -> None:
    """The folder holds nothing yet, or the key of a log that has not begun; a rename puts all in its place at once."""
    shutil.rmtree(files)
    arriving.rename(files)


def _compare_sum(said: dict[str, Any], unit: str, count: int, digest: str, name: str) -> None:
    if (said.get(unit), said.get("sha256")) != (count, digest):
        raise UnableToRestore(
            f"What came of {name} is not what the backup says it holds ({count} of {said.get(unit)} {unit}). "
            "Nothing was changed. Try another copy of the backup."
        )


def _expect(pieces: Pieces, wanted: bytes) -> bytes:
    kind, body = next(pieces, (b"", b""))
    if kind != wanted:
        raise UnableToOpenSealed("The file was altered after it was made.")
    return body


def _count(cursor: Cursor[Row], table: str) -> int:
    cursor.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table)))
    found = cursor.fetchone()
    return int(str(found[0])) if found else 0


def _record(by: UUID | None, at: datetime, manifest: Manifest) -> None:
    record(
        action=Action.ORGANISATION_INSTALLATION_KEEP,
        purpose=Purpose.ADMINISTRATION,
        by=by,
        at=at,
        place="restore",
        count=manifest.rows,
        detail={"tables": manifest.tables, "files": manifest.files},
    )
