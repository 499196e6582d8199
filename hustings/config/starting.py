"""Bringing up what every command stands on: the data folder, its secrets, and a database to reach."""

import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass

import psycopg

from hustings.config.open_roads import ADVICE, open_roads
from hustings.config.preparing import LOGINS, VARIABLES, connection_urls, prepare_server
from hustings.config.server.binaries import UnableToFindPostgres, find_binaries
from hustings.config.server.data_folder import (
    DataFolder,
    UnableToUseFolder,
    keep_passwords,
    keep_secret_key,
    prepare_folder,
    server_account,
)
from hustings.config.server.holding import FolderIsHeld, Hold, hold_folder
from hustings.config.server.postgres import HOST, OLDEST, Server, UnableToStartServer, stop_server

REQUIRED = ("DATABASE_URL", "DATABASE_WORKER_URL", "DATABASE_OWNER_URL")


class UnableToReachDatabase(Exception):
    """The server named in the environment cannot be used; the message says what to do."""


REFUSALS = (FolderIsHeld, UnableToFindPostgres, UnableToReachDatabase, UnableToStartServer, UnableToUseFolder)
"""What keeps an installation from starting; each says so in a sentence."""


@dataclass
class Embedded:
    """A running embedded server and the hold on its folder."""

    hold: Hold
    server: Server
    process: subprocess.Popen[bytes]
    addresses: dict[str, str]
    is_new: bool

    def restart(self) -> subprocess.Popen[bytes]:
        """Start it again after a fall, on the port that everybody knows."""
        self.process = self.server.start()
        self.hold.note_child(self.process.pid)
        return self.process

    def open_to_guests(self) -> None:
        """Let other commands join, once the tables are there."""
        self.hold.announce(self.server.port)

    def stop(self) -> None:
        """Stop the server and let the folder go."""
        stop_server(self.process)
        self.hold.release()


def ready_folder(folder: DataFolder) -> None:
    """Make the data folder and the secret key where they are missing."""
    prepare_folder(folder, server_account())
    keep_secret_key(folder)


def start_embedded(hold: Hold, environment: Mapping[str, str]) -> Embedded:
    """Start the server of a held folder, with its roles and its database; makes them the first time."""
    account = server_account()
    passwords = keep_passwords(hold.folder, ("postgres", *LOGINS))
    server = Server(
        hold.folder,
        find_binaries(environment, account),
        account,
        passwords["postgres"],
        inherits=(hold.descriptor,),
    )
    is_new = server.make()
    process = server.start()
    hold.note_child(process.pid)
    try:
        with server.connect() as connection:
            prepare_server(connection, passwords)
    except BaseException:
        stop_server(process)
        raise
    addresses = connection_urls(passwords, HOST, server.port)
    return Embedded(hold, server, process, addresses, is_new)


def hold_and_start(folder: DataFolder, doing: str, environment: Mapping[str, str]) -> Embedded:
    """Take the folder and start its server; the folder is free again when that fails."""
    hold = hold_folder(folder, doing)
    try:
        return start_embedded(hold, environment)
    except BaseException:
        hold.release()
        raise


def joined_addresses(folder: DataFolder, port: int) -> dict[str, str]:
    """The addresses of a server that somebody else started over this folder."""
    return connection_urls(keep_passwords(folder, ("postgres", *LOGINS)), HOST, port)


def named_addresses(environment: Mapping[str, str]) -> dict[str, str] | None:
    """The addresses of a server of one's own, or None where none is named. Refuses a part of them by name."""
    given = {name: environment[name] for name in VARIABLES if environment.get(name)}
    if not given:
        return None
    missing = [name for name in REQUIRED if name not in given]
    if missing:
        raise UnableToReachDatabase(
            f"{' and '.join(given)} is set, but not {' and '.join(missing)}. Hustings signs in to a server "
            "of your own under three names, so that what answers the web can never do what its owner can: "
            f"set {', '.join(REQUIRED)} (bin/hustings prepare-database prints the roles), or none for the "
            "embedded server."
        )
    if listened := open_roads(given):
        raise UnableToReachDatabase(
            f"{' and '.join(listened)} would lead to another machine without checking who answers, so that somebody "
            f"on the way could read everything. {ADVICE} Nothing was sent."
        )
    return given


def require_backup_address(command: str, addresses: Mapping[str, str]) -> None:
    """Backup and restore see past the walls, and so have a login of their own on a server of one's own."""
    if command in {"backup", "restore"} and "DATABASE_BACKUP_URL" not in addresses:
        raise UnableToReachDatabase(
            f"'{command}' needs DATABASE_BACKUP_URL too: the address of the login hustings_backup, which alone sees "
            "every row (bin/hustings prepare-database prints it). Nothing was done."
        )


def check_named(addresses: Mapping[str, str]) -> None:
    """Try each address once; refuses one that does not answer and a server that is too old."""
    for name, address in addresses.items():
        try:
            with psycopg.connect(address, connect_timeout=10) as connection:
                version = connection.info.server_version // 10000
        except psycopg.Error as error:
            said = " ".join(str(error).split())
            raise UnableToReachDatabase(
                f"{name} does not lead to a database. The server said: {said}"
            ) from None
        if version < OLDEST:
            raise UnableToReachDatabase(
                f"{name} leads to PostgreSQL {version}; Hustings needs {OLDEST} or later. Nothing was "
                "changed."
            )


def child_environment(
    folder: DataFolder, addresses: Mapping[str, str], environment: Mapping[str, str] = os.environ
) -> dict[str, str]:
    """What a command of Hustings is told. Of the addresses, only those given are passed on."""
    kept = {name: value for name, value in environment.items() if name not in VARIABLES}
    told = {**kept, **addresses, "HUSTINGS_DATA": str(folder.path)}
    if not (kept.get("HUSTINGS_SECRET_KEY") or kept.get("HUSTINGS_SECRET_KEY_FILE")):
        told["HUSTINGS_SECRET_KEY_FILE"] = str(folder.secret_key)
    return told
