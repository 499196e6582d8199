"""One running installation: a held data folder, a database, and the processes that serve it."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from hustings.config.inner_tls import InnerCertificate, shown_by
from hustings.config.server.children import start_child, stop_children
from hustings.config.server.data_folder import CLONE, DataFolder
from hustings.config.server.holding import Hold
from hustings.config.starting import Embedded, check_named, child_environment, start_embedded
from hustings.config.stopping import Stop
from hustings.config.supervising import Part, last_lines
from hustings.config.up_to_date import is_up_to_date, note_up_to_date

_SECONDS_TO_STOP = 8.0


class UnableToRun(Exception):
    """A step of the start failed; the message says which and what to do."""


class Stopped(Exception):
    """Somebody asked for the end during the start."""


class Installation:
    """Its parts are started and stopped here; `supervising` looks after them meanwhile."""

    def __init__(self, folder: DataFolder, hold: Hold, stop: Stop) -> None:
        self.folder, self.hold, self.stop = folder, hold, stop
        self.embedded: Embedded | None = None
        self.addresses: dict[str, str] = {}
        self.sockets: list[socket.socket] = []
        self.parts: list[Part] = []
        self.certificate: InnerCertificate | None = None

    def open_database(self, named: dict[str, str] | None) -> None:
        """Reach the server named in the environment, or start the embedded one."""
        if named:
            check_named(named)
            self.addresses = named
            return
        self.embedded = start_embedded(self.hold, os.environ)
        self.addresses = self.embedded.addresses

    def run_step(self, *command: str, log: Path | None = None) -> None:
        """Run one command of Hustings to its end. Raises `UnableToRun`, or `Stopped` on Ctrl-C."""
        environment = child_environment(self.folder, self.addresses)
        process = start_child(hustings_command(*command), log=log, environment=environment, folder=str(CLONE))
        while process.poll() is None:
            if self.stop.wait(0.05):
                stop_children([process], signal.SIGTERM, 5)
                raise Stopped
        if process.returncode:
            said = f"It said, in {log}:\n{last_lines(log)}" if log else "What it said stands above."
            raise UnableToRun(f"'{' '.join(command)}' failed, so Hustings did not start. {said}")

    def bring_up_to_date(self) -> None:
        """Migrate where the code or the database is another than last time; then let other commands join."""
        log = self.folder.logs / "migrate.log"
        if self.embedded is None:
            self.run_step("migrate", log=log)
            return
        if not is_up_to_date(self.folder, self.embedded.server):
            self.run_step("migrate", log=log)
            note_up_to_date(self.folder, self.embedded.server)
        self.embedded.open_to_guests()

    def start_parts(self, port: int) -> None:
        """Start the web and the worker, each told only the addresses it needs."""
        entries = [entry.fileno() for entry in self.sockets]
        logs = self.folder.logs
        web = self._starter(
            web_command(entries, self.certificate), logs / "web.log", ["DATABASE_URL"], port, entries
        )
        needs = ["DATABASE_URL", "DATABASE_WORKER_URL"]
        worker = self._starter(hustings_command("work"), logs / "worker.log", needs, port)
        # A process of its own: no job, however long, keeps the log waiting.
        sealer = self._starter(hustings_command("seal-log"), logs / "sealer.log", needs, port)
        self.parts = [
            Part("The web server", logs / "web.log", web),
            Part("The worker", logs / "worker.log", worker),
            Part("The log's sealer", logs / "sealer.log", sealer),
        ]
        for part in self.parts:
            part.process = part.start()
        if self.embedded:
            kept = self.embedded
            self.parts.append(Part("The database", kept.server.log, kept.restart, kept.process))

    def _starter(
        self, command: Sequence[str], log: Path, needs: Sequence[str], port: int, entries: Sequence[int] = ()
    ) -> Callable[[], subprocess.Popen[bytes]]:
        environment = child_environment(self.folder, {need: self.addresses[need] for need in needs})

        def start() -> subprocess.Popen[bytes]:
            process = start_child(
                command,
                log=log,
                environment={**environment, "PORT": str(port)},
                inherits=[self.hold.descriptor, *entries],
                folder=str(CLONE),
            )
            self.hold.note_child(process.pid)
            return process

        return start

    def is_ending(self) -> bool:
        """Whether somebody asked for the end, or a part did not survive its start."""
        return self.stop.is_set() or any(part.has_fallen for part in self.parts)

    def close(self) -> None:
        """Stop web, worker and sealer together, then the database; let the folder go."""
        running = [part.process for part in self.parts[:3] if part.process]
        stop_children(running, signal.SIGTERM, _SECONDS_TO_STOP)
        for entry in self.sockets:
            entry.close()
        if self.embedded:
            self.embedded.stop()
        else:
            self.hold.release()


def hustings_command(*command: str) -> list[str]:
    """The command line of one of Hustings' own commands."""
    return [sys.executable, "-m", "hustings", *command]


def web_command(entries: Sequence[int], inside: InnerCertificate | None = None) -> list[str]:
    """The command line of the web server, which inherits the sockets it listens on."""
    binds = [part for number in entries for part in ("--bind", f"fd://{number}")]
    return [
        *(sys.executable, "-m", "gunicorn", "hustings.config.wsgi:application", *binds),
        *shown_by(inside),
        *("--worker-class", "gthread", "--workers", "2", "--threads", "4", "--timeout", "120"),
        *("--graceful-timeout", "5", "--preload", "--no-control-socket", "--log-level", "warning"),
        # What a browser needs and no more: a phone in a bad place sends slowly, but its headers are small.
        *(
            "--limit-request-line",
            "4094",
            "--limit-request-fields",
            "64",
            "--limit-request-field_size",
            "8190",
        ),
        *("--keep-alive", "5", "--backlog", "512", "--worker-connections", "200"),
    ]
