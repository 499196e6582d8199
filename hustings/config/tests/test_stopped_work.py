"""Work whose worker was killed: it is begun again by the next worker, and by nobody while its own still lives."""

import os
import secrets
import subprocess
import sys
from collections.abc import Iterator

import pytest

from conftest import ROOT, clone, drop, superuser, url

BEGUN = """
INSERT INTO procrastinate_jobs (queue_name, task_name, args, status, worker_id)
VALUES ('default', 'hustings.canvassing.tasks.count_seats', '{"timestamp": 0}', 'doing', %s)
"""
STATES = "SELECT status FROM procrastinate_jobs WHERE args ->> 'timestamp' = '0'"
LIVING = "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - %s * interval '1 second') RETURNING id"


@pytest.fixture
def database(template_database: str) -> Iterator[str]:
    name = f"hustings_test_{secrets.token_hex(4)}"
    clone(template_database, name)
    yield name
    drop(name)


def begin(name: str, *, heard_of: int | None) -> None:
    """Leave a job as begun by a worker last heard of so many seconds ago; by one that is gone for None."""
    with superuser(name) as connection:
        found = connection.execute(LIVING, (heard_of,)).fetchone() if heard_of is not None else None
        connection.execute(BEGUN.encode(), (found[0] if found else None,))


def work_once(name: str) -> list[str]:
    """Let a worker do what waits, and give the states of the jobs that are left, without those that fall due."""
    environment = {
        **os.environ,
        "HUSTINGS_DATABASE_ROLE": "worker",
        "DATABASE_URL": url("hustings_web", name),
        "DATABASE_WORKER_URL": url("hustings_worker", name),
    }
    command = [sys.executable, "-m", "hustings", "work", "--once"]
    subprocess.run(command, env=environment, cwd=ROOT, check=True, capture_output=True)
    with superuser(name) as connection:
        return [str(state) for (state,) in connection.execute(STATES)]


@pytest.mark.parametrize("heard_of", [None, 600])
def test_a_job_whose_worker_is_gone_is_done_by_the_next(database: str, heard_of: int | None) -> None:
    begin(database, heard_of=heard_of)

    assert work_once(database) == []


def test_a_job_whose_worker_lives_is_left_to_it(database: str) -> None:
    begin(database, heard_of=0)

    assert work_once(database) == ["doing"]
