"""The embedded PostgreSQL server: made once, started, stopped, and healed after a hard kill."""

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path

import psycopg

from hustings.config.server.binaries import major_version
from hustings.config.server.children import (
    Account,
    kill_with_descendants,
    run_child,
    start_child,
    stop_children,
)
from hustings.config.server.data_folder import DataFolder, write_secret
from hustings.config.server.tuning import SETTINGS

HOST = "127.0.0.1"
OLDEST = 15

_ENVIRONMENT = {"LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin", "TZ": "UTC"}
_SECONDS_TO_START = 30.0
_SECONDS_TO_RECOVER = 600.0


class UnableToStartServer(Exception):
    """The embedded server does not run; the message says what it said and what to do."""


class Server:
    """One embedded server over one data folder, which the caller holds."""

    def __init__(
        self,
        folder: DataFolder,
        binaries: Path,
        account: Account | None,
        password: str,
        *,
        settings: Mapping[str, str] = SETTINGS,
        inherits: tuple[int, ...] = (),
    ) -> None:
        self.folder, self.binaries, self.account, self.password = folder, binaries, account, password
        self.settings, self.inherits = settings, inherits
        self.home = folder.server.resolve()
        self.cluster = self.home / "cluster"
        self.log = folder.logs / "database.log"
        self.port = 0

    def make(self) -> bool:
        """Make an empty database where there is none; tells whether it did. Refuses another major version."""
        made_by = self.cluster / "PG_VERSION"
        ours = major_version(self.binaries)
        if made_by.exists():
            _refuse_other_version(self.folder, int(made_by.read_text("ascii")), ours)
            return False
        if ours < OLDEST:
            raise UnableToStartServer(
                f"Hustings needs PostgreSQL {OLDEST} or later; {self.binaries} holds {ours}. Nothing was "
                "changed."
            )
        self._initialise()
        return True

    def _initialise(self) -> None:
        """Make it under another name first: a start cut off half way leaves nothing to stumble over."""
        making, password_file = self.home / "cluster.making", self.home / "password.making"
        shutil.rmtree(making, ignore_errors=True)
        write_secret(password_file, self.password)
        if self.account:
            os.chown(password_file, self.account.uid, self.account.gid)
        done = run_child(
            [
                *(self.binaries / "initdb", "-D", making, "-U", "postgres", "--auth=scram-sha-256"),
                *(f"--pwfile={password_file}", "--encoding=UTF8", "--locale=C.UTF-8"),
                *("--data-checksums", "--no-instructions"),
                *(["--no-sync"] if self.settings.get("fsync") == "off" else []),
            ],
            account=self.account,
            environment=_ENVIRONMENT,
            seconds=120,
        )
        password_file.unlink()
        if done.returncode:
            said = " ".join(done.stderr.split()[-60:])
            raise UnableToStartServer(
                f"The database could not be made in {self.home}. PostgreSQL said: {said}"
            )
        making.rename(self.cluster)

    def start(self) -> subprocess.Popen[bytes]:
        """Start on a free port, the same again after a fall; waits until it answers.

        Tries for half a minute: after a hard kill the old server's processes may still be leaving.
        """
        ends = time.monotonic() + _SECONDS_TO_START
        while True:
            port = self.port or free_port()
            begins = self.log.stat().st_size if self.log.exists() else 0
            process = self._launch(port)
            if self._answers(process, port):
                self.port = port
                return process
            said = self.log.read_bytes()[begins:].decode(errors="replace")
            if time.monotonic() > ends or not _may_pass(said):
                raise UnableToStartServer(
                    f"The database in {self.folder.path} did not start; your data were not touched. "
                    f"The last it said, from {self.log}:\n{_last_lines(said)}"
                )
            time.sleep(0.15)

    def _launch(self, port: int) -> subprocess.Popen[bytes]:
        places = {"listen_addresses": HOST, "unix_socket_directories": "", "port": str(port)}
        settings = [
            part for name, value in {**self.settings, **places}.items() for part in ("-c", f"{name}={value}")
        ]
        return start_child(
            [self.binaries / "postgres", "-D", self.cluster, *settings],
            log=self.log,
            environment=_ENVIRONMENT,
            when_parent_dies=signal.SIGINT,
            account=self.account,
            inherits=self.inherits,
        )

    def _answers(self, process: subprocess.Popen[bytes], port: int) -> bool:
        ends = time.monotonic() + _SECONDS_TO_RECOVER
        while process.poll() is None and time.monotonic() < ends:
            try:
                self.connect(port=port).close()
            except psycopg.OperationalError as error:
                if "password authentication failed" in str(error):
                    kill_with_descendants(process)
                    raise UnableToStartServer(_lost_password(self.folder)) from None
                time.sleep(0.03)
            else:
                return True
        if process.poll() is None:
            kill_with_descendants(process)
        return False

    def connect(
        self, database: str = "postgres", *, port: int | None = None
    ) -> psycopg.Connection[tuple[object, ...]]:
        """Connect as the superuser of the embedded server, each statement a transaction of its own."""
        return psycopg.connect(
            host=HOST,
            port=port or self.port,
            user="postgres",
            password=self.password,
            dbname=database,
            connect_timeout=5,
            autocommit=True,
        )


def stop_server(process: subprocess.Popen[bytes]) -> bool:
    """Stop the server, breaking off open connections; what was committed is safe however it ends."""
    return stop_children([process], signal.SIGINT, 20)


def free_port() -> int:
    """A port of this machine that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _refuse_other_version(folder: DataFolder, theirs: int, ours: int) -> None:
    if theirs != ours:
        raise UnableToStartServer(
            f"The database in {folder.path} was made by PostgreSQL {theirs}, and these programs are "
            f"PostgreSQL {ours}. Nothing was changed. Make a backup with the version of Hustings that made "
            "it (bin/hustings backup FILE) and restore it here into a new data folder (bin/hustings restore "
            f"FILE), or name programs of PostgreSQL {theirs} in HUSTINGS_PG_BIN."
        )


def _lost_password(folder: DataFolder) -> str:
    file = folder.keys / "passwords.json"
    return (
        f"The database in {folder.path} does not accept the password kept in {file}. The data are there and "
        "were not touched. Put the file back that belongs to this data folder."
    )


def _may_pass(said: str) -> bool:
    """Whether what the server said passes when an older one has gone, or on another port."""
    return not said.strip() or any(
        words in said
        for words in ("shared memory block", "lock file", "could not bind", "could not create any TCP/IP")
    )


def _last_lines(said: str) -> str:
    return "\n".join(said.strip().splitlines()[-8:]) or "nothing"
