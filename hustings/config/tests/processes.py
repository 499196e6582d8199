"""Real processes of Hustings for tests: their folder, their environment, and the waiting for what they say."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Timer

from hustings.config.server.data_folder import CLONE, DataFolder
from hustings.config.server.postgres import free_port

PATIENCE = 180.0


def environment(folder: DataFolder, **more: str) -> dict[str, str]:
    """What somebody at a terminal would have set, and nothing of the tests' own."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("HUSTINGS_", "DATABASE_"))
    }
    return {**kept, "PYTHONPATH": str(CLONE), "HUSTINGS_DATA": str(folder.path), **more}


def ask(folder: DataFolder, module: str, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run one of the entries of `bin/` to its end."""
    return subprocess.run(
        [sys.executable, "-m", f"hustings.config.{module}", *arguments],
        env=environment(folder, **more),
        cwd=CLONE,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


class Running:
    """One `bin/run --new`, started and answering."""

    def __init__(self, folder: DataFolder) -> None:
        self.folder, self.port = folder, free_port()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "hustings.config.running", "--new"],
            env=environment(folder, PORT=str(self.port)),
            cwd=CLONE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.said = self.wait_for("Hustings is at")

    def wait_for(self, words: str) -> str:
        """Read what it says up to these words; fails with all it said when they do not come."""
        heard = []
        impatience = Timer(PATIENCE, self.process.kill)
        impatience.start()
        try:
            assert self.process.stdout is not None
            for line in self.process.stdout:
                heard.append(line)
                if words in line:
                    return "".join(heard)
        finally:
            impatience.cancel()
        raise AssertionError(f"'{words}' never came; it said: {''.join(heard)}")

    def stop(self, by: signal.Signals = signal.SIGTERM) -> int:
        """Send the signal and wait for the end."""
        self.process.send_signal(by)
        code = self.process.wait(PATIENCE)
        assert self.process.stdout is not None
        self.process.stdout.close()
        return code


@contextmanager
def running(folder: DataFolder) -> Iterator[Running]:
    """Run Hustings over this folder for as long as the test looks at it."""
    started = Running(folder)
    try:
        yield started
    finally:
        if started.process.poll() is None:
            started.stop()
