"""A real web process on a database of its own, outside any test's transaction: for what only shows there."""

import json
import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPSConnection
from pathlib import Path

from conftest import TEST_SECRET, clone, drop, url
from hustings.config.inner_tls import InnerCertificate, shown_by

ROOT = Path(__file__).resolve().parents[1]
STAGE = """
import json, django
django.setup()
from django.db import transaction
from django.test import Client
from tests.cast import arranging, make_cast, sign_in
with transaction.atomic():
    with arranging():
        cast = make_cast()
    people = {name: getattr(cast, name) for name in ("moira", "priya", "tom", "nia", "sam", "dai")}
    print(json.dumps({name: sign_in(Client(), person).cookies["sessionid"].value for name, person in people.items()}))
"""


@dataclass
class RealServer:
    """Where it answers, its process, and the cast's session cookies."""

    address: str
    database: str
    cookies: dict[str, str]
    process: int
    inside: InnerCertificate | None = None

    def get(self, path: str, name: str | None = None) -> tuple[int, str, str]:
        """Ask for a page as one of the cast: the status, the page, and where a redirect leads."""
        host = self.address.partition("://")[2]
        trusts = self.inside.context() if self.inside else None
        asked = (
            HTTPSConnection(host, timeout=30, context=trusts) if trusts else HTTPConnection(host, timeout=30)
        )
        asked.request("GET", path, headers={"Cookie": f"sessionid={self.cookies[name]}"} if name else {})
        answer = asked.getresponse()
        page = answer.read().decode()
        asked.close()
        return answer.status, page, answer.headers.get("Location", "")


@contextmanager
def real_server(
    template: str,
    *,
    workers: int = 2,
    settings: dict[str, str] | None = None,
    inside: InnerCertificate | None = None,
) -> Iterator[RealServer]:
    """Clone the template, put the cast on stage and serve it by gunicorn, as `bin/run` does.

    `settings` are what its environment says besides; `inside` is a certificate that it shows.
    """
    database = f"hustings_served_{secrets.token_hex(4)}"
    clone(template, database)
    try:
        cookies = put_on_stage(database)
        port = _free_port()
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "gunicorn", "hustings.config.wsgi", "-b", f"127.0.0.1:{port}"),
                *shown_by(inside),
                *("-k", "gthread", "-w", str(workers), "--threads", "4", "--log-level", "error"),
            ],
            env=environment(url("hustings_web", database)) | (settings or {}),
            cwd=ROOT,
        )
        try:
            _wait_for(port)
            scheme = "https" if inside else "http"
            yield RealServer(f"{scheme}://127.0.0.1:{port}", database, cookies, process.pid, inside)
        finally:
            process.terminate()
            process.wait(20)
    finally:
        drop(database)


def put_on_stage(database: str) -> dict[str, str]:
    """Write the cast into a database, signed in: their session cookies by name."""
    address = url("hustings_tester", database) + "?options=-c%20role%3Dhustings_web"
    done = subprocess.run(
        [sys.executable, "-c", STAGE],
        env=environment(address),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    cookies: dict[str, str] = json.loads(done.stdout)
    return cookies


def environment(address: str) -> dict[str, str]:
    """What a process of Hustings is told that serves a test's database."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("DATABASE_", "HUSTINGS_"))}
    ours = {
        "DATABASE_URL": address,
        "DJANGO_SETTINGS_MODULE": "hustings.config.settings",
        "HUSTINGS_DATA": os.environ["HUSTINGS_DATA"],
        "HUSTINGS_SECRET_KEY": TEST_SECRET,
        "PYTHONPATH": str(ROOT),
    }
    return {**kept, **ours}


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError("the web process did not answer within 30 seconds")
