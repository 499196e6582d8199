"""Sealing the queue into signed tiles, over the bare hashing of the same leaves into the same root."""

import hashlib
import tempfile
import time
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg

from conftest import superuser, url
from hustings.audit.sealing import MOST, seal
from hustings.audit.signing import keep_signer
from hustings.audit.tiles import LogFolder
from tests.bench.databases import filled_database
from tests.bench.figures import Figure, ratio
from tests.bench.log_verify import usual_leaf

LEAVES, GOAL = 200_000, 2.0
BARE = "hashing the same leaves and their tree with hashlib alone, in memory; at least half its rate is a ratio of 2"
QUEUE = "COPY audit_queuedleaf (entry_id, leaf) FROM STDIN (FORMAT binary)"


def measure_sealing(electors: int = LEAVES) -> list[Figure]:
    """Queue that many leaves, and seal them in the usual batches: order, files down to the disk, signature, queue."""
    name = filled_database(f"log_{electors}", _leave_empty)
    leaves = [usual_leaf(number) for number in range(electors)]
    _queue(name, leaves)
    began = time.perf_counter()
    root = _hashed(leaves)
    bare = time.perf_counter() - began
    with tempfile.TemporaryDirectory() as place, _worker(name) as own:
        folder = LogFolder(Path(place) / "log")
        signer = keep_signer(secret=Path(place) / "secret", folder=folder.path, host="example.org")
        began = time.perf_counter()
        assert seal(own, folder, signer) == electors
        ours = time.perf_counter() - began
        checkpoint = folder.checkpoint()
    assert checkpoint is not None
    assert checkpoint.root == root
    detail = f"{electors / ours:,.0f} a second beside {electors / bare:,.0f}, in batches of {MOST}"
    return [
        ratio(name="sealing", ours=ours, bare=bare, goal=GOAL, unit="s", bare_is=BARE, detail=detail),
    ]


def _leave_empty(database: psycopg.Connection[Any]) -> None:
    """A database with its tables and nothing in them."""


def _queue(name: str, leaves: list[bytes]) -> None:
    with superuser(name) as server:
        server.execute("TRUNCATE audit_queuedleaf, audit_batch")
        with server.cursor().copy(QUEUE) as copy:
            copy.set_types(["uuid", "bytea"])
            for number, leaf in enumerate(leaves):
                copy.write_row((UUID(int=number), leaf))
        server.execute("VACUUM ANALYZE audit_queuedleaf")


def _hashed(leaves: list[bytes]) -> bytes:
    """The root by RFC 6962 and nothing else: a row of hashes, halved until one is left."""
    row = [hashlib.sha256(b"\0" + leaf).digest() for leaf in leaves]
    while len(row) > 1:
        odd = row[len(row) // 2 * 2 :]
        pairs = zip(row[::2], row[1::2], strict=False)
        row = [hashlib.sha256(b"\1" + left + right).digest() for left, right in pairs] + odd
    return row[0]


def _worker(name: str) -> psycopg.Connection[Any]:
    return psycopg.connect(url("hustings_worker", name), autocommit=True)


MEASURES = {"sealing": measure_sealing}
