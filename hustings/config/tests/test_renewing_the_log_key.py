"""The log's key, renewed at the console or after a year: by the command, and by the process that seals."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from hustings.audit.models import Entry, QueuedLeaf
from hustings.audit.recording import record
from hustings.audit.renewing import LASTS
from hustings.audit.sealing import log_folder
from hustings.audit.verify_log import Log
from hustings.audit.words import Action, Purpose
from hustings.config import log_keeping
from hustings.config.log_keeping import log_signer, renew_if_due, seal_once
from hustings.config.management.commands import renew_log_key
from tests.cast import BEGAN, Cast, arranging, role

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def data(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    settings.DATA = tmp_path
    (tmp_path / "keys").mkdir()
    monkeypatch.setattr(renew_log_key, "refuse_unsafe_database", lambda: None)
    return tmp_path


def seal() -> int:
    with role("hustings_worker"):
        return seal_once()


def note_something(at: datetime = BEGAN) -> None:
    record(action=Action.AUDIT_TREE_READ, purpose=Purpose.OVERSIGHT, by=None, at=at)


def renew(reason: str = "it lay on a lost laptop") -> None:
    with role("hustings_worker"):
        call_command("renew_log_key", reason=reason)


def checked(data: Path, key: str) -> int:
    log = Log(str(data / "log"), key)
    log.verify()
    return log.checkpoint.size


def test_whoever_has_the_old_key_checks_what_the_new_one_signed(cast: Cast, data: Path) -> None:
    note_something()
    seal()
    before = log_signer().key
    renew()
    assert seal() == 1

    assert log_signer().key != before
    assert checked(data, str(before)) == checked(data, str(log_signer().key)) == 2


def test_the_renewal_is_an_entry_that_names_the_key_and_the_reason(cast: Cast, data: Path) -> None:
    renew()

    with arranging():
        entry = Entry.objects.get()
        leaf = bytes(QueuedLeaf.objects.get().leaf).decode()
    assert (entry.rule, entry.detail) == (
        f"log key {log_signer().key.id.hex()}",
        {"reason": "it lay on a lost laptop"},
    )
    assert entry.rule in leaf
    assert "laptop" not in leaf


def test_a_key_is_renewed_after_a_year_and_not_before(cast: Cast, data: Path) -> None:
    note_something()
    seal()
    before = log_signer().key
    with role("hustings_worker"):
        assert renew_if_due(BEGAN + LASTS - timedelta(seconds=1)) is None
        renewed = renew_if_due(BEGAN + LASTS)
        assert renew_if_due(BEGAN + LASTS) is None

    assert renewed == log_signer().key != before


def test_a_renewal_that_was_broken_off_is_finished_by_the_next_round(
    cast: Cast, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note_something()
    seal()
    before = log_signer().key

    def stop(*_given: object) -> None:
        raise OSError("the power went")

    with monkeypatch.context() as patch:
        patch.setattr("hustings.audit.renewing.finish_renewal", stop)
        with pytest.raises(CommandError, match="the power went"):
            renew()
    note_something()
    seal()

    assert log_folder(data).key() != before
    assert checked(data, str(before)) == 2


def test_who_seals_with_the_old_key_leaves_it_to_the_next_round(
    cast: Cast, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note_something()
    old = log_signer()
    renew()
    with monkeypatch.context() as patch:
        patch.setattr(log_keeping, "log_signer", lambda: old)
        assert seal() == 0
    assert not (data / "log" / "checkpoint").exists()


def test_a_list_of_keys_that_cannot_be_read_is_said(cast: Cast, data: Path) -> None:
    log_signer()
    (data / "log" / "keys").write_text("nonsense\n")

    with pytest.raises(CommandError, match="keys cannot be read"):
        renew()
