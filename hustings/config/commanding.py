"""`bin/hustings COMMAND`: over the database that runs already, or over one started for the time it takes."""

import os
import secrets
import signal
import subprocess
import sys
from collections.abc import Sequence

from hustings.config.server.data_folder import DataFolder, choose_folder
from hustings.config.server.holding import FolderIsHeld, find_port, joining
from hustings.config.starting import (
    REFUSALS,
    Embedded,
    check_named,
    child_environment,
    hold_and_start,
    joined_addresses,
    named_addresses,
    ready_folder,
    require_backup_address,
)

WITHOUT_DATABASE = frozenset({"help", "permissions", "policies", "prepare-database"})
_SECONDS_FOR_A_START = 60.0

USAGE = """usage: bin/hustings [--new] COMMAND ...

Runs one command of Hustings; 'bin/hustings help' lists them. It uses the database that bin/run has started,
or starts it for as long as the command takes. --new means the data folder of 'bin/run --new'."""


def main(arguments: Sequence[str]) -> int:
    """Run the command and return its exit code; what keeps it from starting is a sentence."""
    new = arguments[:1] == ["--new"]
    command = list(arguments[1:] if new else arguments)
    if not command or command[0] in ("-h", "--help"):
        print(USAGE)
        return 0 if command else 2
    signal.signal(signal.SIGTERM, _end)
    try:
        return _run(command, new=new)
    except REFUSALS as refusal:
        print(refusal, file=sys.stderr)
        return 1


def _run(command: list[str], *, new: bool) -> int:
    if command[0] in WITHOUT_DATABASE:
        return _call(command, _environment_without_database())
    named = named_addresses(os.environ)
    folder = choose_folder(os.environ, new=new)
    ready_folder(folder)
    if named:
        require_backup_address(command[0], named)
        check_named(named)
        return _call(command, child_environment(folder, named))
    while True:
        try:
            embedded = hold_and_start(folder, f"bin/hustings {command[0]}", os.environ)
        except FolderIsHeld as held:
            if (code := _call_joined(folder, held, command)) is not None:
                return code
        else:
            return _call_and_stop(folder, embedded, command)


def _call_joined(folder: DataFolder, held: FolderIsHeld, command: list[str]) -> int | None:
    """Run over the holder's database; None where the holder has gone meanwhile and it is ours to start."""
    with joining(folder):
        port = find_port(folder, held.holder, _SECONDS_FOR_A_START)
        if port is None and held.holder.is_alive:
            raise held
        if port is None:
            return None
        return _call(command, child_environment(folder, joined_addresses(folder, port)))


def _call_and_stop(folder: DataFolder, embedded: Embedded, command: list[str]) -> int:
    environment = child_environment(folder, embedded.addresses)
    try:
        if embedded.is_new and command[0] != "migrate":
            made = _call(["migrate", "-v0"], environment)
            if made:
                return made
        embedded.open_to_guests()
        return _call(command, environment)
    finally:
        with embedded.hold.after_the_last_guest():
            embedded.stop()


def _call(command: list[str], environment: dict[str, str]) -> int:
    """Ctrl-C reaches the command itself; we wait for it to end and then clear up."""
    # What a command writes may hold names: it is for who asked.
    process = subprocess.Popen([sys.executable, "-m", "hustings", *command], env=environment, umask=0o077)
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        return process.wait()
    except SystemExit:
        process.terminate()
        process.wait()
        raise
    finally:
        signal.signal(signal.SIGINT, before)


def _environment_without_database() -> dict[str, str]:
    """Settings want an address and a secret; these commands use neither."""
    return {
        **os.environ,
        "HUSTINGS_DATABASE_ROLE": "web",
        "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/nothing",
        "HUSTINGS_SECRET_KEY": secrets.token_urlsafe(32),
    }


def _end(*_seen: object) -> None:
    sys.exit(143)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
