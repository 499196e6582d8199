import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from hustings.config.preparing import LOGINS
from hustings.config.server.data_folder import DataFolder
from hustings.config.server.holding import FolderIsHeld, hold_folder, who_holds
from hustings.config.server.postgres import UnableToStartServer
from hustings.config.starting import Embedded, hold_and_start, joined_addresses, ready_folder
from hustings.config.tests.processes import environment
from tests.serving import thrown_away_folder

# The server's process is started the way `bin/run` starts it, where no other thread runs; pytest has one.
pytestmark = pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")

HOLDING = """
import os, signal, sys
from hustings.config.server.data_folder import DataFolder
from hustings.config.starting import hold_and_start, ready_folder
from pathlib import Path
folder = DataFolder(Path(os.environ["HUSTINGS_DATA"]))
ready_folder(folder)
started = hold_and_start(folder, "bin/hustings import-register", os.environ)
started.open_to_guests()
print(started.process.pid, flush=True)
signal.pause()
"""


@pytest.fixture
def folder() -> Iterator[DataFolder]:
    with thrown_away_folder() as made:
        ready_folder(made)
        yield made


@pytest.fixture(scope="module")
def server() -> Iterator[Embedded]:
    """One for all tests that only look."""
    with thrown_away_folder() as folder:
        ready_folder(folder)
        started = hold_and_start(folder, "a test", {})
        yield started
        started.stop()


def hold_elsewhere(folder: DataFolder) -> subprocess.Popen[str]:
    """Another process that holds the folder, with its server running."""
    other = subprocess.Popen(
        [sys.executable, "-c", HOLDING], env=environment(folder), stdout=subprocess.PIPE, text=True
    )
    assert other.stdout is not None
    assert other.stdout.readline()
    other.stdout.close()
    return other


@pytest.mark.parametrize(
    "variable", ["DATABASE_URL", "DATABASE_WORKER_URL", "DATABASE_OWNER_URL", "DATABASE_BACKUP_URL"]
)
def test_each_login_reaches_the_database_under_its_own_name(server: Embedded, variable: str) -> None:
    with psycopg.connect(server.addresses[variable]) as connection:
        found = connection.execute("SELECT current_user, current_database()").fetchone()

    assert found is not None
    assert found[0] in LOGINS
    assert found[1] == "hustings"


def test_nobody_enters_without_a_password(server: Embedded) -> None:
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(host="127.0.0.1", port=server.server.port, user="postgres", dbname="postgres")


def test_the_web_makes_no_temporary_tables_and_enters_no_other_database(server: Embedded) -> None:
    address = server.addresses["DATABASE_URL"]
    with psycopg.connect(address) as web, pytest.raises(psycopg.errors.InsufficientPrivilege):
        web.execute("CREATE TEMPORARY TABLE names (name text)")

    with pytest.raises(psycopg.OperationalError, match="permission denied"):
        psycopg.connect(address.removesuffix("hustings") + "postgres")


def test_only_the_backup_sees_past_the_walls(server: Embedded) -> None:
    with server.server.connect() as superuser:
        found = superuser.execute("SELECT rolname FROM pg_roles WHERE rolbypassrls AND rolname <> 'postgres'")

        assert found.fetchall() == [("hustings_backup",)]


def test_values_of_statements_stay_out_of_the_log(server: Embedded) -> None:
    with psycopg.connect(server.addresses["DATABASE_OWNER_URL"], autocommit=True) as owner:
        owner.execute("CREATE TABLE names (name text PRIMARY KEY)")
        owner.execute("INSERT INTO names VALUES ('Okafor')")
        with pytest.raises(psycopg.errors.UniqueViolation):
            owner.execute("INSERT INTO names VALUES ('Okafor')")

    assert "unique" in server.server.log.read_text("utf-8")
    assert "Okafor" not in server.server.log.read_text("utf-8")


def test_what_was_committed_is_there_after_everything_was_killed(folder: DataFolder) -> None:
    other = hold_elsewhere(folder)
    port = json.loads(folder.connection.read_text("utf-8"))["port"]
    with psycopg.connect(joined_addresses(folder, port)["DATABASE_OWNER_URL"]) as owner:
        owner.execute("CREATE TABLE kept AS SELECT 7 AS number")
    other.kill()
    for pid in who_holds(folder).children:
        os.kill(pid, signal.SIGKILL)
    other.wait()

    started = hold_and_start(folder, "a test", {})
    with psycopg.connect(started.addresses["DATABASE_OWNER_URL"]) as owner:
        found = owner.execute("SELECT number FROM kept").fetchone()
    started.stop()

    assert found == (7,)


def test_a_start_that_was_cut_off_half_way_leaves_nothing_to_stumble_over(folder: DataFolder) -> None:
    half_made = folder.server / "cluster.making"
    half_made.mkdir()
    (half_made / "PG_VERSION").write_text("18\n", "ascii")

    started = hold_and_start(folder, "a test", {})
    started.stop()

    assert started.is_new
    assert not half_made.exists()


def test_a_database_of_another_major_version_is_left_alone(folder: DataFolder) -> None:
    cluster = folder.server / "cluster"
    cluster.mkdir()
    (cluster / "PG_VERSION").write_text("12\n", "ascii")

    with pytest.raises(UnableToStartServer, match=r"made by PostgreSQL 12.*Nothing was changed"):
        hold_and_start(folder, "a test", {})


def test_a_lost_password_is_named_and_nothing_is_touched(folder: DataFolder) -> None:
    hold_and_start(folder, "a test", {}).stop()
    file = folder.keys / "passwords.json"
    file.write_text(json.dumps({**json.loads(file.read_text("utf-8")), "postgres": "another"}), "utf-8")

    with pytest.raises(UnableToStartServer, match=r"passwords\.json.*not touched"):
        hold_and_start(folder, "a test", {})


def test_a_second_holder_is_told_who_has_the_folder(folder: DataFolder) -> None:
    other = hold_elsewhere(folder)

    with pytest.raises(FolderIsHeld, match=rf"bin/hustings import-register \(process {other.pid}\)"):
        hold_folder(folder, "bin/run")

    other.kill()
    other.wait()


def test_the_folder_is_free_again_after_its_holder_was_killed(folder: DataFolder) -> None:
    other = hold_elsewhere(folder)
    other.kill()
    other.wait()

    started = hold_and_start(folder, "bin/run", {})
    started.stop()

    assert not started.is_new


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs the server under another account")
def test_as_root_it_works_below_a_folder_that_others_cannot_enter(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    folder = DataFolder(tmp_path / "data")
    ready_folder(folder)

    started = hold_and_start(folder, "a test", {})
    owner = folder.server.stat().st_uid
    started.stop()
    shutil.rmtree(folder.server.resolve())

    assert owner != 0
    assert folder.server.is_symlink()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs the server under another account")
def test_as_root_the_servers_account_reads_no_key(folder: DataFolder) -> None:
    owner = folder.server.stat()

    asked = subprocess.run(
        ["/bin/cat", folder.secret_key],
        user=owner.st_uid,
        group=owner.st_gid,
        capture_output=True,
        check=False,
    )

    assert asked.returncode != 0
    assert folder.secret_key.exists()
