"""`bin/run` in a fresh clone on an empty cache, until its first page answers; and again."""

import http.client
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

from tests.bench.figures import Figure, absolute

ROOT = Path(__file__).resolve().parents[2]
FIRST_GOAL, AGAIN_GOAL = 180, 5
PATIENCE = 900
OURS = ("DATABASE_", "HUSTINGS_", "PYTHON", "VIRTUAL_ENV", "DJANGO_")


def measure_start() -> list[Figure]:
    """Clone what is committed into a new folder, start it with a home of its own, stop it, and start it again."""
    folder = Path(tempfile.mkdtemp(prefix="hustings-start-"))
    try:
        clone = folder / "clone"
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        environment = _bare_environment(folder)
        first, again = (_seconds_to_answer(clone, environment) for _ in range(2))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return [
        absolute(
            name="first start, everything fetched and the demo filled", ours=first, goal=FIRST_GOAL, unit="s"
        ),
        absolute(name="second start", ours=again, goal=AGAIN_GOAL, unit="s"),
    ]


def _bare_environment(folder: Path) -> dict[str, str]:
    home = folder / "home"
    home.mkdir()
    kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    return {
        **kept,
        "HOME": str(home),
        "XDG_CACHE_HOME": str(home / "cache"),
        "HUSTINGS_DATA": str(folder / "data"),
    }


def _seconds_to_answer(clone: Path, environment: dict[str, str]) -> float:
    port = _free_port()
    began = time.perf_counter()
    running = subprocess.Popen(
        [str(clone / "bin" / "run")],
        env={**environment, "PORT": str(port)},
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        _wait_for_a_page(port, running)
        return time.perf_counter() - began
    finally:
        running.send_signal(signal.SIGINT)
        running.wait(60)


def _wait_for_a_page(port: int, running: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if running.poll() is not None:
            raise SystemExit(f"bin/run ended with {running.returncode} before its first page answered.")
        if _answers(port):
            return
        time.sleep(0.05)
    raise SystemExit(f"bin/run did not answer within {PATIENCE} seconds.")


def _answers(port: int) -> bool:
    try:
        asked = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        asked.request("GET", "/account/login/")
        return asked.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


MEASURES = {"start": measure_start}
