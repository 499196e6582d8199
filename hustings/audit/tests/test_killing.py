"""Killed at any point, the sequencer loses nothing and doubles nothing: a process, ended hard again and again."""

import os
import random
import secrets
import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import psycopg
import pytest

from conftest import clone, drop, superuser, url
from hustings.audit.sealing import seal
from hustings.audit.signing import Signer, keep_signer
from hustings.audit.tiles import LogFolder, ids_of
from hustings.audit.verify_log import Log

KILLS = 60
ADD = """
SELECT access.log_entry(gen_random_uuid(), '2026-05-07', NULL, 'register:elector:list', 'organise', 'done', 7, '', 1,
    NULL, NULL, '', '{}', '{}', '{}') FROM generate_series(1, %s)
"""


@pytest.fixture
def database(template_database: str) -> Iterator[str]:
    name = f"hustings_test_{secrets.token_hex(4)}"
    clone(template_database, name)
    yield name
    drop(name)


@pytest.fixture
def folder(tmp_path: Path) -> LogFolder:
    return LogFolder(tmp_path / "log")


@pytest.fixture
def signer(tmp_path: Path, folder: LogFolder) -> Signer:
    return keep_signer(secret=tmp_path / "log-key", folder=folder.path, host="example.org")


def worker(database: str) -> psycopg.Connection[Any]:
    return psycopg.connect(url("hustings_worker", database), autocommit=True)


def seal_in_a_child(database: str, folder: LogFolder, signer: Signer) -> int:
    child = os.fork()
    if child:
        return child
    with suppress(BaseException):
        seal(worker(database), folder, signer, most=50)
    os._exit(0)


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_after_any_kill_every_entry_has_one_leaf_and_every_leaf_its_entry(
    database: str, folder: LogFolder, signer: Signer
) -> None:
    chance = random.Random(7)  # noqa: S311 - the same moments every time
    with superuser(database) as server:
        for _kill in range(KILLS):
            server.execute(ADD, (chance.randint(1, 90),))
            child = seal_in_a_child(database, folder, signer)
            time.sleep(chance.uniform(0.005, 0.06))
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
        with worker(database) as own:
            seal(own, folder, signer)
        entries = {row[0] for row in server.execute("SELECT id FROM audit_entry").fetchall()}

    log = Log(str(folder.path), str(signer.key))
    log.verify()
    leaves = list(folder.leaves(log.checkpoint.size))
    assert len(leaves) == len(entries)
    assert set(ids_of(leaves)) == entries
