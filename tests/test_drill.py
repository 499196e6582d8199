"""The drill of a stop, outside any test's transaction, on a server with other pages being asked for."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import superuser, url
from tests.real_server import RealServer, real_server

ROOT = Path(__file__).resolve().parents[1]
DUTY = """
UPDATE access_grant g SET role = 'duty officer', purposes = '{administration}'
FROM accounts_person p WHERE p.id = g.person_id AND p.email = 'moira@moor.example'
"""


@pytest.fixture(scope="module")
def server(template_database: str) -> Iterator[RealServer]:
    with real_server(template_database, workers=1) as started:
        yield started


def hold(server: RealServer, email: str = "moira@moor.example") -> subprocess.CompletedProcess[str]:
    worker = url("hustings_tester", server.database) + "?options=-c%20role%3Dhustings_worker"
    command = ["drill_stop", "--as", email, "--reason", "the first Monday", "--trials", "2"]
    return subprocess.run(
        [sys.executable, "-m", "hustings", *command],
        env={**os.environ, "HUSTINGS_DATABASE_ROLE": "worker", "DATABASE_WORKER_URL": worker},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )


def test_whoever_stops_nothing_holds_no_drill(server: RealServer) -> None:
    done = hold(server, "sam@moor.example")

    assert done.returncode == 1
    assert "no live grant" in done.stderr


def test_a_drill_stops_its_own_device_and_keeps_what_it_took(server: RealServer) -> None:
    with superuser(server.database) as database:
        database.execute(DUTY.encode())

        done = hold(server)

        assert done.returncode == 0, done.stderr
        kept = database.execute("SELECT last_reads, pages FROM access_drill").fetchone()
        left = database.execute("SELECT count(*) FROM accounts_device").fetchone()
        stops = database.execute(
            "SELECT bool_and(is_drill AND lifted_at IS NOT NULL), count(*) FROM access_stop"
        )
        assert stops.fetchone() == (True, 2)
    assert kept is not None
    assert [len(one) for one in kept] == [2, 2]
    assert left == (0,)
    assert "page told after" in done.stdout
    assert "Last read after" in server.get("/oversight/stops/", "moira")[1]
