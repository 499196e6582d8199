"""What runs here calls nobody but the database, tells no secret, and has no account that nobody made."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import SERVER, TEST_SECRET, url
from hustings.accounts.models import Person
from hustings.accounts.sessions import hashed
from hustings.config.tests.routes import all_routes
from tests.cast import arranging
from tests.real_server import ROOT, RealServer, environment, real_server

LOOPBACK = ("127.0.0.1", "::1")
PEOPLE = ("priya", "moira", "tom", "dai", None)
WATCH = """
import os, sys
def watch(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname"):
        with open(os.environ["CALLS"], "a") as told:
            told.write(f"{event} {arguments[1:]}\\n")
sys.addaudithook(watch)
"""
"""Told by Python itself of every call; the database's library is in C, and is looked at from outside."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("watched")
    (made / "sitecustomize.py").write_text(WATCH, "utf-8")
    return made


@pytest.fixture(scope="module")
def server(template_database: str, folder: Path) -> Iterator[RealServer]:
    told = {"PYTHONPATH": f"{ROOT}{os.pathsep}{folder}", "CALLS": str(folder / "calls"), "PYTHONSAFEPATH": ""}
    with real_server(template_database, workers=1, settings=told) as running:
        yield running


@pytest.fixture(scope="module")
def pages(server: RealServer) -> dict[str, str]:
    """Every page of the installation that answers, as several of the cast."""
    values = {"seat": "northmoor", "kind": "policy"}
    paths = sorted({route.address(values) for route in all_routes()})
    found = {}
    for name in PEOPLE:
        for path in paths:
            status, page, _location = server.get(path, name)
            if status == 200:
                found[f"{name} {path}"] = page
    return found


def reached(process: int) -> set[tuple[str, int]]:
    """Where a process and its children have connections to, by what the kernel says."""
    children = Path(f"/proc/{process}/task/{process}/children").read_text("ascii").split()
    inodes = {_inode(link) for one in [str(process), *children] for link in Path(f"/proc/{one}/fd").iterdir()}
    lines = [line.split() for line in Path(f"/proc/{process}/net/tcp").read_text("ascii").splitlines()[1:]]
    remote = [line[2] for line in lines if line[9] in inodes and line[3] == "01"]
    return {(socket.inet_ntoa(bytes.fromhex(one[:8])[::-1]), int(one[9:], 16)) for one in remote}


def _inode(link: Path) -> str:
    try:
        return link.readlink().name.removeprefix("socket:[").removesuffix("]")
    except OSError:
        return ""


def test_web_and_worker_call_nobody_but_the_database(
    server: RealServer, pages: dict[str, str], folder: Path
) -> None:
    worker = subprocess.Popen(
        [sys.executable, "-m", "hustings", "work"],
        env={
            **environment(url("hustings_web", server.database)),
            "DATABASE_WORKER_URL": url("hustings_worker", server.database),
            "HUSTINGS_DATABASE_ROLE": "worker",
            "PYTHONPATH": f"{ROOT}{os.pathsep}{folder}",
            "CALLS": str(folder / "calls"),
        },
    )
    time.sleep(4)
    connected = reached(worker.pid) | reached(server.process)
    worker.terminate()
    worker.wait(20)
    told = (folder / "calls").read_text("utf-8") if (folder / "calls").exists() else ""
    outside = [
        line for line in told.splitlines() if not any(address in line for address in (*LOOPBACK, "localhost"))
    ]

    assert len(pages) > 50
    assert {one for one in connected if one[1] == SERVER["port"]}
    assert {one for one in connected if one[0] not in LOOPBACK} == set()
    assert outside == []


def test_no_page_holds_a_secret(server: RealServer, pages: dict[str, str]) -> None:
    secrets = [
        TEST_SECRET,
        *server.cookies.values(),
        *map(hashed, server.cookies.values()),
        *SERVER["passwords"].values(),
    ]
    told = [path for path, page in pages.items() if any(secret in page for secret in secrets)]
    keys = re.compile(r"BEGIN [A-Z ]*PRIVATE KEY|pbkdf2_sha256\$|postgresql://")

    assert told == []
    assert [path for path, page in pages.items() if keys.search(page)] == []


@pytest.mark.django_db
def test_there_is_no_account_that_nobody_made() -> None:
    with arranging():
        assert not Person.objects.exists()
