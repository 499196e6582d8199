"""A database server of the tests' own, thrown away afterwards: `python -m tests.serving COMMAND ...`.

Beside the roles of an installation it has two that exist nowhere else: hustings_tester, which may become the
web's role or the worker's, and hustings_arranger, which sees past the walls so that a test can put things in
place.
"""

import fcntl
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from hustings.config.preparing import LOGINS, new_passwords, prepare_server, set_password
from hustings.config.server.binaries import find_binaries
from hustings.config.server.data_folder import DataFolder, prepare_folder, server_account
from hustings.config.server.holding import hold_folder
from hustings.config.server.postgres import HOST, Server, stop_server
from hustings.config.server.tuning import SETTINGS, UNSAFE_SETTINGS
from hustings.config.starting import REFUSALS

VARIABLE = "HUSTINGS_TEST_SERVER"
_ENOUGH_MEMORY = 4 << 30
UNDISTURBED = {"autovacuum": "off"}
"""What looks at tables by itself would change a test's plans by chance; a bench asks for its figures."""
_PREFIX = "hustings-tests-"

TEST_ROLES = b"""
CREATE ROLE hustings_arranger NOLOGIN BYPASSRLS;
CREATE ROLE hustings_tester LOGIN NOINHERIT IN ROLE hustings_web, hustings_worker, hustings_arranger;
"""


@contextmanager
def serving(binaries: Path | None = None) -> Iterator[dict[str, Any]]:
    """Run a server over an empty folder and say where: host, port, version, a password for each login."""
    with thrown_away_folder() as folder, _server_over(folder, binaries) as server:
        yield server


@contextmanager
def thrown_away_folder() -> Iterator[DataFolder]:
    """A data folder that is gone afterwards, together with what lies elsewhere for it; in memory where it fits."""
    _clear_what_was_left()
    folder = DataFolder(Path(tempfile.mkdtemp(prefix=_PREFIX, dir=_quickest_place())))
    try:
        yield folder
    finally:
        _throw_away(folder)


def _throw_away(folder: DataFolder) -> None:
    for part in {folder.server.resolve(), folder.path}:
        shutil.rmtree(part, ignore_errors=True)


def _clear_what_was_left() -> None:
    """Tests that were killed hard left their folder, which may take up memory; a free lock tells it."""
    for path in (_quickest_place() or Path(tempfile.gettempdir())).glob(f"{_PREFIX}*"):
        with suppress(OSError), (path / "lock").open("rb") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            _throw_away(DataFolder(path))


def _quickest_place() -> Path | None:
    memory = Path("/dev/shm")  # noqa: S108 - the folder made in it has a name of its own
    enough = memory.is_dir() and shutil.disk_usage(memory).free > _ENOUGH_MEMORY
    return memory if enough else None


@contextmanager
def _server_over(folder: DataFolder, binaries: Path | None) -> Iterator[dict[str, Any]]:
    account = server_account()
    prepare_folder(folder, account)
    passwords = new_passwords(("postgres", *LOGINS, "hustings_tester"))
    hold = hold_folder(folder, "the tests")
    server = Server(
        folder,
        binaries or find_binaries(os.environ, account),
        account,
        passwords["postgres"],
        settings={**SETTINGS, **UNSAFE_SETTINGS, **UNDISTURBED},
        inherits=(hold.descriptor,),
    )
    try:
        server.make()
        process = server.start()
        try:
            version = _add_roles(server, passwords)
            yield {"host": HOST, "port": server.port, "version": version, "passwords": passwords}
        finally:
            stop_server(process)
    finally:
        hold.release()


def _add_roles(server: Server, passwords: dict[str, str]) -> int:
    with server.connect() as connection:
        prepare_server(connection, passwords)
        connection.execute(TEST_ROLES)
        set_password(connection, "hustings_tester", passwords["hustings_tester"])
        # Whoever runs a test database from here needs the maintenance database to make it.
        connection.execute("GRANT CONNECT ON DATABASE postgres TO hustings_tester")
        return connection.info.server_version // 10000


def call_with(server: dict[str, Any], command: Sequence[str]) -> int:
    """Run a command that is told where the server is; Ctrl-C reaches the command, and we wait for it."""
    process = subprocess.Popen(command, env={**os.environ, VARIABLE: json.dumps(server)})
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue


if __name__ == "__main__":
    try:
        with serving() as started:
            code = call_with(started, sys.argv[1:])
    except REFUSALS as refusal:
        sys.exit(str(refusal))
    sys.exit(code)
