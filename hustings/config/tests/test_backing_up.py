"""The round trip on a real server: two migrated databases, each with a data folder of its own."""

import json
import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from conftest import SERVER, clone, drop, superuser, template_name, url
from hustings.config.copied_tables import LEFT_OUT
from hustings.config.server.data_folder import CLONE, write_secret

pytestmark = [
    pytest.mark.both_databases,
    pytest.mark.skipif(not SERVER, reason="there is no test server: run bin/test"),
]

FILL = """
import django; django.setup()
from datetime import datetime, timedelta, timezone
from hustings.accounts.models import Person
from hustings.audit.recording import record
from hustings.audit.words import Action, Purpose
from hustings.geography.models import Place
from hustings.register.models import Objection
from hustings.register.objections.keying import person_key
from hustings.work.models import SealedFile
now = datetime(2025, 4, 1, tzinfo=timezone.utc)
moira = Person.objects.create(email="moira@hustings.example")
Place.objects.create(id=1, kind="region", code="X1", name="Tab\\there, \\\\ and 'quotes'", nation="wales",
                     starts_on=now.date())
SealedFile.objects.create(person_id=moira.id, name="sheets.pdf", media_type="application/pdf",
                          key=bytes(range(32)), size=3, made_at=now, expires_at=now + timedelta(days=7))
Objection.objects.create(constituency_id=1, channel="door", happened_at=now, recorded_at=now,
                         person_key=person_key(1, "Lyle", "Peter", "EX11AA|mill lane|2|"))
record(action=Action.ORGANISATION_UNIT_EDIT, purpose=Purpose.ADMINISTRATION, by=moira.id, at=now, subjects=[moira.id])
"""

ADD = """
import django; django.setup()
from datetime import date
from hustings.geography.models import Place
assert Place.objects.create(kind="region", code="X2", name="Next", nation="wales", starts_on=date(2025, 4, 1)).id > 1
"""

FIND = """
import django; django.setup()
from hustings.register.models import Objection
from hustings.register.objections.keying import person_key
kept = Objection.objects.get()
assert kept.keyed_by == 2, kept.keyed_by
assert bytes(kept.person_key) == person_key(1, "Lyle", "Peter", "EX11AA|mill lane|2|")
"""


@dataclass(frozen=True)
class Installation:
    """A migrated database and a data folder."""

    name: str
    folder: Path

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        told = {
            "DATABASE_BACKUP_URL": url("hustings_backup", self.name),
            "DJANGO_SETTINGS_MODULE": "hustings.config.settings",
            "HUSTINGS_DATA": str(self.folder),
            "HUSTINGS_DATABASE_ROLE": "backup",
            "HUSTINGS_SECRET_KEY_FILE": str(self.folder / "keys" / "secret-key"),
            "PYTHONPATH": str(CLONE),
        }
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        return subprocess.run(
            [sys.executable, *arguments], env={**kept, **told}, capture_output=True, text=True, check=False
        )

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return self.run("-m", "hustings", *arguments)

    def file(self, name: str) -> bytes:
        return (self.folder / name).read_bytes()

    def places_in_log(self) -> list[str]:
        with superuser(self.name) as server:
            found = server.execute(
                "SELECT place FROM audit_entry WHERE place IN ('backup', 'restore') ORDER BY at"
            )
            return [str(place) for (place,) in found.fetchall()]

    def rows(self) -> dict[str, list[tuple[object, ...]]]:
        """Every row of every table, but for what is left out and the log's line about the restore itself."""
        with superuser(self.name) as server:
            tables = server.execute(
                "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename NOT LIKE 'procrastinate%'"
            ).fetchall()
            return {
                table: server.execute(f"SELECT t.* FROM {table} t ORDER BY t::text").fetchall()
                for (table,) in tables
                if table not in {*LEFT_OUT, "audit_entry", "audit_queuedleaf"}
            }


@contextmanager
def installation() -> Iterator[Installation]:
    """An empty, migrated database and a data folder with a secret key of its own."""
    with TemporaryDirectory() as folder:
        made = Installation(f"hustings_test_{secrets.token_hex(4)}", Path(folder))
        clone(template_name(), made.name)
        (made.folder / "keys").mkdir()
        write_secret(made.folder / "keys" / "secret-key", secrets.token_urlsafe(48))
        yield made
        drop(made.name)


@pytest.fixture(scope="module")
def source() -> Iterator[Installation]:
    """An installation with a person, a sealed file and a line in the log. Tests only read it."""
    with installation() as made:
        filled = made.run("-c", FILL)
        assert filled.returncode == 0, filled.stderr
        (made.folder / "files" / "ab").mkdir(parents=True)
        (made.folder / "files" / "ab" / "sealed").write_bytes(bytes(range(256)) * 9000)
        yield made


@pytest.fixture(scope="module")
def backup(source: Installation, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What `backup --json` said of the backup it made."""
    made = source.command("backup", str(tmp_path_factory.mktemp("backups") / "backup"), "--json")
    assert made.returncode == 0, made.stderr
    said: dict[str, str] = json.loads(made.stdout)
    return said


@pytest.fixture(scope="module")
def restored(backup: dict[str, str]) -> Iterator[Installation]:
    """Another installation, into which the backup was restored."""
    with installation() as made:
        done = restore(made, backup["file"], backup["key"])
        assert done.returncode == 0, done.stderr
        yield made


@pytest.fixture(scope="module")
def empty() -> Iterator[Installation]:
    """An installation that refuses each restore, and so stays empty."""
    with installation() as made:
        yield made


def restore(target: Installation, file: str, key: str) -> subprocess.CompletedProcess[str]:
    return target.command("restore", file, "--key", key)


def test_every_row_comes_back(source: Installation, restored: Installation) -> None:
    assert restored.rows() == source.rows()


def test_sealed_files_and_the_secret_they_rest_on_come_back(
    source: Installation, restored: Installation
) -> None:
    assert restored.file("files/ab/sealed") == source.file("files/ab/sealed")
    assert restored.file("keys/secret-key") == source.file("keys/secret-key")


def test_numbers_the_database_gives_out_go_on_after_those_that_came_back(backup: dict[str, str]) -> None:
    with installation() as target:
        restore(target, backup["file"], backup["key"])

        added = target.run("-c", ADD)

    assert added.returncode == 0, added.stderr


def test_the_backup_and_the_restore_each_leave_an_entry_in_the_log(
    source: Installation, restored: Installation
) -> None:
    assert source.places_in_log() == ["backup"]
    assert restored.places_in_log() == ["restore"]


def test_a_backup_holds_no_name_in_the_clear_and_is_read_by_nobody_else(backup: dict[str, str]) -> None:
    assert b"moira" not in Path(backup["file"]).read_bytes()
    assert Path(backup["file"]).stat().st_mode & 0o777 == 0o600
    assert Path(backup["key"]).stat().st_mode & 0o777 == 0o600


def test_an_installation_that_is_not_empty_takes_no_restore(
    source: Installation, backup: dict[str, str]
) -> None:
    before = source.rows()

    refused = restore(source, backup["file"], backup["key"])

    assert refused.returncode == 1
    assert "This installation is not empty: it holds 1 people. Nothing was changed." in refused.stderr
    assert source.rows() == before


def test_a_backup_that_is_cut_off_changes_nothing(
    backup: dict[str, str], empty: Installation, tmp_path: Path
) -> None:
    before, cut_off = empty.rows(), tmp_path / "cut off"
    cut_off.write_bytes(Path(backup["file"]).read_bytes()[:-1])

    refused = restore(empty, str(cut_off), backup["key"])

    assert refused.returncode == 1
    assert "The file is cut off: its end is missing. Nothing was changed." in refused.stderr
    assert empty.rows() == before
    assert list((empty.folder / "files").iterdir()) == []


def test_a_backup_from_before_a_renewal_is_brought_under_the_secret_in_use(
    source: Installation, backup: dict[str, str]
) -> None:
    with installation() as target:
        renewed = f"{secrets.token_urlsafe(48)}\n{source.file('keys/secret-key').decode()}\n"
        write_secret(target.folder / "keys" / "secret-key", renewed)

        done = restore(target, backup["file"], backup["key"])
        found = target.run("-c", FIND)

        assert (done.returncode, found.returncode) == (0, 0), done.stderr + found.stderr
        assert target.file("keys/secret-key").decode() == renewed


def test_another_key_opens_nothing(backup: dict[str, str], empty: Installation, tmp_path: Path) -> None:
    (tmp_path / "key").write_text("A" * 43 + "=", "ascii")

    refused = restore(empty, backup["file"], str(tmp_path / "key"))

    assert refused.returncode == 1
    assert "The key is not the one this backup was sealed with. Nothing was changed." in refused.stderr


def test_a_backup_of_another_version_is_refused_by_the_migration_that_differs(backup: dict[str, str]) -> None:
    with installation() as target:
        with superuser(target.name) as server:
            server.execute("DELETE FROM django_migrations WHERE app = 'work'")

        refused = restore(target, backup["file"], backup["key"])

    assert refused.returncode == 1
    assert "was made by a newer version (work.0001_initial)" in refused.stderr


def test_a_file_that_exists_is_never_written_over(source: Installation, tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("mine", "ascii")

    refused = source.command("backup", str(tmp_path / "mine"))

    assert refused.returncode == 1
    assert "exists already and was left as it is" in refused.stderr
    assert (tmp_path / "mine").read_text("ascii") == "mine"


def test_a_backup_beside_what_it_protects_is_refused(source: Installation) -> None:
    refused = source.command("backup", str(source.folder / "backup"))

    assert refused.returncode == 1
    assert "would be lost together with what it protects" in refused.stderr


def test_no_table_that_comes_back_points_at_one_that_does_not(empty: Installation) -> None:
    with superuser(empty.name) as server:
        pointing = server.execute(
            """
            SELECT conrelid::regclass::text, confrelid::regclass::text FROM pg_constraint
            WHERE contype = 'f' AND confrelid::regclass::text = ANY (%s) AND NOT conrelid::regclass::text = ANY (%s)
            """,
            [list(LEFT_OUT), list(LEFT_OUT)],
        ).fetchall()

    assert pointing == []
