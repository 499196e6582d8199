"""The sequencer: queued leaves become tiles, and tiles a signed checkpoint. Never on a request's path.

The order is the database's (`access.take_leaves`) and is committed before anything is written; files come next, the
checkpoint last, and only then does the database let the leaves go. Killed at any point, the next round does the
unfinished one again to the same bytes.
"""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import psycopg

from hustings.audit.signing import Signer
from hustings.audit.tiles import Edge, Files, LogFolder
from hustings.lib.signed_notes import Checkpoint

MOST = 65_536
"""Leaves of one batch: some megabytes, and a signature that is not long in coming."""

TAKE = "SELECT at_index, leaves FROM access.take_leaves(%s, %s)"
PUBLISHED = "SELECT access.leaves_published(%s)"
ALONE = "SELECT pg_try_advisory_lock(hashtext('access.sequencer'))"
LET_GO = "SELECT pg_advisory_unlock(hashtext('access.sequencer'))"
WAIT = "SELECT pg_advisory_lock(hashtext('access.sequencer'))"

Connection = psycopg.Connection[Any]


class Asks(Protocol):
    """A cursor, of Django or of psycopg."""

    def execute(self, query: str, /) -> object: ...


STILL = "SELECT pg_advisory_lock(hashtext('access.log files'))"
ON = "SELECT pg_advisory_unlock(hashtext('access.log files'))"


class UnableToSeal(Exception):
    """The files of the log and the database do not belong together; nothing was written."""


@contextmanager
def sequencing(connection: Connection, *, wait: bool = False) -> Iterator[bool]:
    """Be the one sequencer, as long as this lasts; gives False where another is. `wait` for it to end."""
    with connection.cursor() as cursor:
        alone = cursor.execute(WAIT if wait else ALONE).fetchone()
        is_alone = wait or bool(alone and alone[0])
    try:
        yield is_alone
    finally:
        if is_alone:
            connection.execute(LET_GO)


def seal(connection: Connection, folder: LogFolder, signer: Signer, *, most: int = MOST) -> int:
    """Put every queued leaf into the tree; gives how many. Raises UnableToSeal where files and database differ.

    The connection is the worker's and commits by itself; the caller is the one sequencer. Where the log has got another
    key than the signer's meanwhile, what is queued waits for the next round.
    """
    sealed = 0
    while count := _seal_in_a_row(connection, folder, signer, most):
        sealed += count
    return sealed


def hold_still(cursor: Asks) -> None:
    """Let no batch begin until `let_go`, and wait for one that has: rows and files are then of one state."""
    cursor.execute(STILL)


def let_go(cursor: Asks) -> None:
    """Let the sequencer go on."""
    cursor.execute(ON)


def _seal_in_a_row(connection: Connection, folder: LogFolder, signer: Signer, most: int) -> int:
    """Seal batch after batch while there are full ones. While one is hashed, the one before goes to the disk, and the
    database looks for the next; no checkpoint is signed before the one before it is let go.
    """
    sealed = 0
    connection.execute(STILL)
    try:
        if folder.key() != signer.key:
            return 0
        batch, done = _take(connection, most, None), None
        edge: Edge | None = None
        with ThreadPoolExecutor(1) as aside, ThreadPoolExecutor(1) as disk:
            writing = disk.submit(_nothing)
            while batch is not None:
                first, leaves = batch
                ahead = aside.submit(_take, connection, most, first) if len(leaves) >= most else None
                edge = edge or _edge_before(folder, signer, first, len(leaves))
                grown = _grow(edge, signer, first, leaves) if edge else None
                writing.result()
                before = aside.submit(_let_go_of, connection, done)
                writing = disk.submit(_write, folder, grown, before)
                sealed, done = sealed + len(leaves), first
                batch = ahead.result() if ahead else None
            writing.result()
        _let_go_of(connection, done)
    finally:
        connection.execute(ON)
    return sealed


@dataclass(frozen=True)
class Grown:
    """A batch in the tree, to be written: its files, the checkpoint that speaks of them, and the sizes around it."""

    files: Files
    checkpoint: bytes
    before: int
    size: int


def _nothing() -> None:
    """No batch came before the first."""


def _take(connection: Connection, most: int, behind: int | None) -> tuple[int, list[bytes]] | None:
    with connection.cursor(binary=True) as cursor:
        taken = cursor.execute(TAKE, (most, behind)).fetchone()
    return taken if taken and taken[0] is not None else None


def _let_go_of(connection: Connection, first: int | None) -> None:
    if first is not None:
        connection.execute(PUBLISHED, (first,))


def _edge_before(folder: LogFolder, signer: Signer, first: int, count: int) -> Edge | None:
    """The tree's edge that a batch is put to; None where a round that was broken off signed it already."""
    checkpoint = folder.checkpoint() or Checkpoint(signer.key.name, 0, b"")
    _refuse_unlike(folder, checkpoint, signer, first, count)
    return Edge(folder, first) if checkpoint.size == first else None


def _grow(edge: Edge, signer: Signer, first: int, leaves: list[bytes]) -> Grown:
    files = edge.append(leaves)
    return Grown(files, str(signer.sign(edge.size, edge.root())).encode(), first, edge.size)


def _write(folder: LogFolder, grown: Grown | None, before: "Future[None]") -> None:
    """Put a batch on the disk, and its checkpoint once the batch before it is let go."""
    if grown is not None:
        folder.write(grown.files)
    before.result()
    if grown is not None:
        folder.write({"checkpoint": grown.checkpoint})
        folder.drop_partials(grown.before, grown.size)


def _refuse_unlike(folder: LogFolder, checkpoint: Checkpoint, signer: Signer, first: int, count: int) -> None:
    """Between a crash and now the checkpoint is at the batch's start, or just past it; anything else is another log."""
    if checkpoint.origin != signer.key.name:
        raise UnableToSeal(f"{folder.path} holds the log {checkpoint.origin}, not {signer.key.name}.")
    if checkpoint.size not in (first, first + count):
        raise UnableToSeal(
            f"The log in {folder.path} has {checkpoint.size} entries, and the database goes on at {first}. Nothing was "
            "written: what happens is queued. One of the two was put back from an older copy; bring the log's "
            "folder and the database from the same backup."
        )


def log_folder(data: Path) -> LogFolder:
    """The log of a data folder."""
    return LogFolder(data / "log")
