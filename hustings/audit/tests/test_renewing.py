"""A log whose key was renewed: everything that an earlier key signed holds, and nothing more can be signed with it."""

import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hustings.audit import renewing
from hustings.audit.renewing import LASTS, finish_renewal, is_due, key_began, renew_key
from hustings.audit.signing import keep_signer
from hustings.audit.tests.logs import RENEWED, MadeLog, make_log, make_renewed_log
from hustings.audit.tests.spoiling import RENEWED_AND_SPOILT
from hustings.audit.verify_log import Fault, Log
from hustings.audit.witnessing import accept_cosignature, add_witness, cosigned

COSIGN = Path(renewing.__file__).with_name("cosign_log.py")


def verify(log: MadeLog, key: str, *kept: bytes) -> int:
    look = Log(str(log.folder.path), key)
    for checkpoint in kept:
        look.expect_prefix(checkpoint)
    look.verify()
    return look.checkpoint.size


def keys_of(log: MadeLog) -> list[str]:
    changes = log.folder.key_changes()
    return [str(changes[0].old), *(str(change.new) for change in changes)]


@pytest.mark.parametrize("known", [0, 1, 2])
def test_whoever_knows_one_key_can_check_everything(tmp_path: Path, known: int) -> None:
    log = make_renewed_log(tmp_path, 100, 200, 56)

    assert verify(log, keys_of(log)[known], *log.kept) == 356


def test_nobody_else_can_be_found_by_somebody_elses_key(tmp_path: Path) -> None:
    log, other = make_renewed_log(tmp_path / "one", 10, 10), make_renewed_log(tmp_path / "other", 10, 10)

    with pytest.raises(Fault) as caught:
        verify(log, str(other.signer.key))
    assert caught.value.code == "wrong_signature"


def test_a_renewal_before_the_next_entry_changes_nothing_that_was_signed(tmp_path: Path) -> None:
    log = make_log(tmp_path, 5)
    before = str(log.signer.key)
    log.renew()

    assert verify(log, before, *log.kept) == verify(log, str(log.signer.key), *log.kept) == 5


@pytest.mark.parametrize("how", RENEWED_AND_SPOILT)
def test_whatever_was_done_to_the_keys_is_found(tmp_path: Path, how: str) -> None:
    spoil, code = RENEWED_AND_SPOILT[how]
    log = make_renewed_log(tmp_path, 100, 100, 56)
    first = keys_of(log)[0]

    with pytest.raises(Fault) as caught:
        verify(spoil(log, tmp_path), first)
    assert caught.value.code == code


@given(data=st.data())
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_byte_of_the_list_of_keys_can_be_changed(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    log = make_renewed_log(tmp_path_factory.mktemp("log"), 3, 2)
    first, file = keys_of(log)[0], log.file("keys")
    before = file.read_bytes()
    place, bit = data.draw(st.integers(0, len(before) - 1)), data.draw(st.integers(0, 7))
    file.write_bytes(before[:place] + bytes([before[place] ^ 1 << bit]) + before[place + 1 :])

    with pytest.raises(Fault):
        verify(log, first)


class Stopped(Exception):
    """The machine stopped here."""


def stop(*_given: Any) -> None:
    raise Stopped


@pytest.mark.parametrize(
    ("where", "is_renewed"),
    [
        (lambda patch: patch.setattr("hustings.audit.tiles.LogFolder.write", stop), False),
        (lambda patch: patch.setattr(renewing, "finish_renewal", stop), True),
        (lambda patch: patch.setattr(renewing, "sync_folder", stop), True),
    ],
    ids=["before anybody was told", "once it was told", "once the secret is in its place"],
)
def test_stopped_at_any_point_the_log_has_one_whole_key(
    tmp_path: Path, where: Callable[[pytest.MonkeyPatch], None], is_renewed: bool
) -> None:
    log, secret = make_log(tmp_path, 7), tmp_path / "secret"
    before = log.signer.key
    with pytest.MonkeyPatch.context() as patch:
        where(patch)
        with pytest.raises(Stopped):
            renew_key(log.signer, secret=secret, folder=log.folder, at=RENEWED)

    finish_renewal(secret, log.folder)
    log.signer = keep_signer(secret=secret, folder=log.folder.path, host="example.org")
    log.grow(3)

    assert (log.signer.key != before) is is_renewed
    assert verify(log, str(before), *log.kept) == 10
    assert sorted(path.name for path in tmp_path.iterdir()) == ["log", "secret"]
    assert secret.stat().st_mode & 0o777 == 0o600


def test_a_key_signs_for_a_year(tmp_path: Path) -> None:
    log = make_log(tmp_path)
    assert key_began(log.folder) is None
    log.grow(1)
    began = key_began(log.folder)

    assert began is not None
    assert not is_due(log.folder, began + LASTS - timedelta(seconds=1))
    assert is_due(log.folder, began + LASTS)
    log.renew()
    assert key_began(log.folder) == RENEWED
    assert not is_due(log.folder, began + LASTS)


def test_a_witness_who_signed_before_is_a_witness_still(tmp_path: Path) -> None:
    def sign() -> subprocess.CompletedProcess[str]:
        place = (str(log.folder.path), "warden.example", str(tmp_path / "seed"), str(tmp_path / "seen"))
        return subprocess.run(
            [sys.executable, str(COSIGN), *place], capture_output=True, text=True, check=True, env={}
        )

    log = make_log(tmp_path, 300)
    signed = sign()
    add_witness(log.folder, "warden.example", signed.stderr.split("Key: ")[1].strip())
    log.renew()
    log.grow(10)
    accept_cosignature(log.folder, signed.stdout)
    accept_cosignature(log.folder, sign().stdout)

    newest = cosigned(log.folder)
    assert newest is not None
    assert newest.size == 310
