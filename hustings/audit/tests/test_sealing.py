import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection

from hustings.audit.checking import Looked, check_log
from hustings.audit.forgetting import forget_actor
from hustings.audit.models import Batch, Entry, QueuedLeaf
from hustings.audit.recording import Receipt, record
from hustings.audit.sealing import UnableToSeal, seal
from hustings.audit.signing import Signer, UnableToSign, keep_signer
from hustings.audit.tiles import LogFolder
from hustings.audit.verify_log import Log
from hustings.audit.words import Action, Purpose
from tests.cast import Cast, acting, arranging, role

AT = datetime(2026, 5, 7, 18, 30, tzinfo=UTC)
ADD_BY_HAND = """
INSERT INTO audit_entry (id, at, action, purpose, outcome, place, count, rule, detail)
SELECT gen_random_uuid(), at, action, purpose, outcome, '', 0, '', '{}' FROM audit_entry LIMIT 1
"""
LISTING = (Action.REGISTER_ELECTOR_LIST, Purpose.ORGANISE)


@pytest.fixture
def folder(tmp_path: Path) -> LogFolder:
    return LogFolder(tmp_path / "log")


@pytest.fixture
def signer(tmp_path: Path, folder: LogFolder) -> Signer:
    return keep_signer(secret=tmp_path / "keys" / "log-key", folder=folder.path, host="example.org")


@contextmanager
def worker() -> Iterator[psycopg.Connection[Any]]:
    with role("hustings_worker"):
        yield connection.connection


def happen(cast: Cast, times: int) -> list[Receipt]:
    with acting(cast.priya, *LISTING) as by:
        return [
            record(
                action=by.action,
                purpose=by.purpose,
                by=by.person_id,
                at=AT,
                constituency=7,
                place="a street",
                electors=[(7, number)],
            )
            for number in range(times)
        ]


def seal_all(folder: LogFolder, signer: Signer, **how: int) -> int:
    with worker() as own:
        return seal(own, folder, signer, **how)


def looked(folder: LogFolder) -> Looked:
    with arranging():
        return check_log(folder)


def test_every_entry_is_sealed_once_and_leaves_the_queue(
    cast: Cast, folder: LogFolder, signer: Signer
) -> None:
    receipts = happen(cast, 300)

    assert seal_all(folder, signer) == 300
    assert seal_all(folder, signer) == 0
    log = Log(str(folder.path), str(signer.key))
    for receipt in receipts:
        log.expect_receipt(json.dumps(receipt.as_json()))
    log.verify()
    with arranging():
        assert not QueuedLeaf.objects.exists()


def test_small_batches_make_the_same_tree(cast: Cast, folder: LogFolder, signer: Signer) -> None:
    happen(cast, 20)

    assert seal_all(folder, signer, most=7) == 20
    Log(str(folder.path), str(signer.key)).verify()
    with arranging():
        firsts = Batch.objects.order_by("first_index").values_list("first_index", flat=True)
        assert list(firsts) == [0, 7, 14]


def test_rows_and_leaves_agree(cast: Cast, folder: LogFolder, signer: Signer) -> None:
    happen(cast, 5)
    seal_all(folder, signer)
    happen(cast, 2)

    assert looked(folder) == Looked(entries=5, waiting=2, faults=[])


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE audit_entry SET count = 2", "says something else now"),
        ("UPDATE audit_entry SET place = 'another street'", "says something else now"),
        ("UPDATE audit_entry SET at = at + interval '1 second'", "says something else now"),
        ("UPDATE audit_entry SET salt = NULL", "says something else now"),
        ("UPDATE audit_rowset SET seat_nos = '{[9,10)}'", "says something else now"),
        ("DELETE FROM audit_rowset", "says something else now"),
        (
            "UPDATE audit_entry SET person_id = gen_random_uuid() WHERE id = '{last}'",
            "in the name of somebody else",
        ),
        ("DELETE FROM audit_entry WHERE id = '{last}'", "its row is gone"),
        (
            ADD_BY_HAND,
            "added by hand",
        ),
        ("DELETE FROM audit_queuedleaf", "added by hand"),
    ],
)
def test_a_row_that_somebody_changed_is_found(
    cast: Cast, folder: LogFolder, signer: Signer, statement: str, said: str
) -> None:
    sealed = happen(cast, 3)
    seal_all(folder, signer)
    happen(cast, 1)

    with arranging(), connection.cursor() as cursor:
        cursor.execute(statement.format(last=sealed[-1].entry_id) if "{last}" in statement else statement)

    assert said in " ".join(looked(folder).faults)


def test_whoever_is_erased_is_in_no_row_and_the_tree_stays_whole(
    cast: Cast, folder: LogFolder, signer: Signer
) -> None:
    happen(cast, 3)
    seal_all(folder, signer)

    with worker():
        forget_actor(cast.priya.pk)

    with arranging():
        assert not Entry.objects.filter(person_id=cast.priya.pk).exists()
    assert looked(folder).faults == []
    Log(str(folder.path), str(signer.key)).verify()


def test_files_of_an_older_copy_are_refused_and_nothing_is_written(
    cast: Cast, folder: LogFolder, signer: Signer
) -> None:
    happen(cast, 2)
    seal_all(folder, signer)
    older = folder.read("checkpoint")
    happen(cast, 2)
    seal_all(folder, signer)
    happen(cast, 1)
    (folder.path / "checkpoint").write_bytes(older)

    with pytest.raises(UnableToSeal, match="put back from an older copy"):
        seal_all(folder, signer)

    assert folder.read("checkpoint") == older


def test_a_log_whose_key_is_gone_is_not_signed_by_a_new_one(
    tmp_path: Path, folder: LogFolder, signer: Signer
) -> None:
    (tmp_path / "keys" / "log-key").unlink()

    with pytest.raises(UnableToSign, match="Put the key back"):
        keep_signer(secret=tmp_path / "keys" / "log-key", folder=folder.path, host="example.org")


def test_the_key_is_for_its_owner_alone(tmp_path: Path, signer: Signer) -> None:
    assert (tmp_path / "keys" / "log-key").stat().st_mode & 0o777 == 0o600


def test_the_runtime_of_the_web_takes_no_leaves(cast: Cast) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege), connection.connection.transaction():
        connection.connection.execute("SELECT access.take_leaves(1)")


def test_a_receipt_is_the_hash_of_the_leaf_as_the_files_hold_it(
    cast: Cast, folder: LogFolder, signer: Signer
) -> None:
    (receipt,) = happen(cast, 1)
    seal_all(folder, signer)

    (leaf,) = folder.leaves(1)
    assert hashlib.sha256(b"\0" + leaf).hexdigest() == receipt.leaf_hash
