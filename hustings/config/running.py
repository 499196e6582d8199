"""`bin/run`: everything of one installation, started in order, looked after, and stopped in order."""

import argparse
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from threading import Event

from hustings.config.listening import UnableToListen, answers_within, listen, read_port
from hustings.config.server.binaries import UnableToFindPostgres
from hustings.config.server.children import start_child, stop_child
from hustings.config.server.data_folder import CLONE, DataFolder, UnableToUseFolder, choose_folder
from hustings.config.server.holding import FolderIsHeld, Hold, hold_folder
from hustings.config.server.postgres import UnableToStartServer
from hustings.config.starting import (
    Embedded,
    UnableToReachDatabase,
    check_named,
    child_environment,
    named_addresses,
    ready_folder,
    start_embedded,
)
from hustings.config.supervising import Part, UnableToKeepRunning, keep_running, last_lines

REFUSALS = (
    FolderIsHeld,
    UnableToFindPostgres,
    UnableToKeepRunning,
    UnableToListen,
    UnableToReachDatabase,
    UnableToStartServer,
    UnableToUseFolder,
)
_LARGEST_LOG = 10_000_000
_SECONDS_TO_ANSWER = 60.0


class UnableToRun(Exception):
    """A step of the start failed; the message says which and what to do."""


class Stopped(Exception):
    """Somebody asked for the end during the start."""


class Installation:
    """One running installation: its held folder, its database, and the processes that serve it."""

    def __init__(self, folder: DataFolder, hold: Hold, stop: Event) -> None:
        self.folder, self.hold, self.stop = folder, hold, stop
        self.embedded: Embedded | None = None
        self.addresses: dict[str, str] = {}
        self.sockets: list[socket.socket] = []
        self.parts: list[Part] = []

    def open_database(self, named: dict[str, str] | None) -> None:
        """Reach the server named in the environment, or start the embedded one."""
        if named:
            check_named(named)
            self.addresses = named
            return
        say("Starting the database.")
        self.embedded = start_embedded(self.hold, os.environ)
        self.addresses = self.embedded.addresses

    def run_step(self, *command: str, log: Path | None = None) -> None:
        """Run one command of Hustings to its end. Raises `UnableToRun`, or `Stopped` on Ctrl-C."""
        environment = child_environment(self.folder, self.addresses)
        process = start_child(_hustings(*command), log=log, environment=environment, folder=str(CLONE))
        while process.poll() is None:
            if self.stop.wait(0.05):
                stop_child(process, signal.SIGTERM, 5)
                raise Stopped
        if process.returncode:
            said = f"It said, in {log}:\n{last_lines(log)}" if log else "What it said stands above."
            raise UnableToRun(f"'{' '.join(command)}' failed, so Hustings did not start. {said}")

    def start_parts(self, port: int) -> None:
        """Start the web and the worker, each told only the addresses it needs."""
        if self.embedded:
            database = Part(
                "The database", self.embedded.server.log, self.embedded.restart, self.embedded.process
            )
            self.parts.append(database)
        web = _gunicorn([entry.fileno() for entry in self.sockets])
        self._add("The web server", "web.log", web, ["DATABASE_URL"], port)
        self._add(
            "The worker", "worker.log", _hustings("work"), ["DATABASE_URL", "DATABASE_WORKER_URL"], port
        )
        for part in self.parts:
            part.process = part.process or part.start()

    def _add(self, name: str, log: str, command: Sequence[str], needs: Sequence[str], port: int) -> None:
        file = self.folder.logs / log
        environment = child_environment(self.folder, {need: self.addresses[need] for need in needs})

        def start() -> subprocess.Popen[bytes]:
            process = start_child(
                command,
                log=file,
                environment={**environment, "PORT": str(port)},
                inherits=[self.hold.descriptor, *(entry.fileno() for entry in self.sockets)],
                folder=str(CLONE),
            )
            self.hold.note_child(process.pid)
            return process

        self.parts.append(Part(name, file, start))

    def close(self) -> None:
        """Stop web and worker together, then the database; let the folder go."""
        running = [part.process for part in self.parts if part.process and part.name != "The database"]
        for process in running:
            if process.poll() is None:
                process.terminate()
        for process in running:
            stop_child(process, signal.SIGTERM, 8)
        for entry in self.sockets:
            entry.close()
        if self.embedded:
            self.embedded.stop()
        else:
            self.hold.release()


def main(arguments: Sequence[str]) -> int:
    """Run until Ctrl-C. Returns the exit code; every refusal is a sentence on the terminal."""
    options = _parser().parse_args(arguments)
    stop = Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_seen: stop.set())
    try:
        run(options, stop)
    except Stopped:
        return 130
    except (UnableToRun, *REFUSALS) as refusal:
        print(refusal, file=sys.stderr)
        return 1
    return 0


def run(options: argparse.Namespace, stop: Event) -> None:
    """Start everything in order, say where it is, and look after it until `stop` is set."""
    port = read_port(os.environ)
    named = named_addresses(os.environ)
    folder = choose_folder(os.environ, new=options.new)
    ready_folder(folder)
    with_demo = _wants_demo(folder, options, is_named=named is not None)
    installation = Installation(folder, hold_folder(folder, "bin/run"), stop)
    try:
        installation.sockets = listen(port)
        _shorten_logs(folder)
        installation.open_database(named)
        installation.run_step("migrate", log=folder.logs / "migrate.log")
        if with_demo and not folder.contents.exists():
            say("Filling the demo campaign; this happens once and takes a minute or so.")
            installation.run_step("demo", "fill")
        folder.contents.write_text("demo" if with_demo else "own", "ascii")
        installation.start_parts(port)
        _greet(installation, port, with_demo=with_demo)
        keep_running(installation.parts, stop, say)
        say("Stopping.")
    finally:
        installation.close()


def _greet(installation: Installation, port: int, *, with_demo: bool) -> None:
    people = _ask_who_can_sign_in(installation) if with_demo else None
    if not answers_within(port, _SECONDS_TO_ANSWER, installation.stop):
        if installation.stop.is_set():
            return
        log = installation.folder.logs / "web.log"
        raise UnableToRun(f"The web server did not answer. The last it said, from {log}:\n{last_lines(log)}")
    print(f"\nHustings is at http://localhost:{port}  (Ctrl-C stops it)")
    print(f"Data, logs and keys: {installation.folder.path}")
    if people:
        print("Who can sign in to the demo, from this machine only:\n")
        print(people.communicate()[0].rstrip())
    print(flush=True)


def _ask_who_can_sign_in(installation: Installation) -> subprocess.Popen[str]:
    environment = child_environment(installation.folder, installation.addresses)
    return subprocess.Popen(
        _hustings("demo", "people"),
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
        cwd=CLONE,
        start_new_session=True,
    )


def _wants_demo(folder: DataFolder, options: argparse.Namespace, *, is_named: bool) -> bool:
    """A data folder holds the demo or an organisation of one's own, and stays what it was first."""
    holds = folder.contents.read_text("ascii") if folder.contents.exists() else None
    if options.new and holds == "demo":
        raise UnableToRun(
            f"The data folder {folder.path} holds the demo campaign. Nothing was changed. "
            "For an organisation of your own name another folder with HUSTINGS_DATA, or leave HUSTINGS_DATA "
            "unset."
        )
    if holds is not None:
        return holds == "demo"
    return not options.new and not is_named


def _shorten_logs(folder: DataFolder) -> None:
    for log in folder.logs.glob("*.log"):
        if log.stat().st_size > _LARGEST_LOG:
            log.replace(log.with_suffix(".log.old"))


def _hustings(*command: str) -> list[str]:
    return [sys.executable, "-m", "hustings", *command]


def _gunicorn(descriptors: Sequence[int]) -> list[str]:
    binds = [part for number in descriptors for part in ("--bind", f"fd://{number}")]
    return [
        *(sys.executable, "-m", "gunicorn", "hustings.config.wsgi:application", *binds),
        *("--worker-class", "gthread", "--workers", "2", "--threads", "4", "--timeout", "120"),
        *("--graceful-timeout", "5", "--no-control-socket", "--log-level", "warning"),
    ]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="bin/run",
        description="Start Hustings on this machine. PORT chooses the port, HUSTINGS_DATA the data folder, "
        "DATABASE_URL with DATABASE_WORKER_URL and DATABASE_OWNER_URL a PostgreSQL of your own.",
    )
    parser.add_argument("--new", action="store_true", help="without the demo: set up your own organisation")
    return parser


def say(sentence: str) -> None:
    """Tell the person at the terminal what is going on."""
    print(sentence, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
