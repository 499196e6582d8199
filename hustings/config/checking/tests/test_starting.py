"""Web, worker and command as real processes over a clone of their own."""

import json
import os
import re
import secrets
import subprocess
import sys
from collections.abc import Iterator

import pytest

from conftest import ROOT, clone, drop, superuser, url

FAULT = "ALTER TABLE register_elector NO FORCE ROW LEVEL SECURITY"
ENTRIES = {
    "web": ("hustings_web", "DATABASE_URL", ["-c", "import hustings.config.wsgi"]),
    "worker": ("hustings_worker", "DATABASE_WORKER_URL", ["-m", "hustings", "work", "--once"]),
}


@pytest.fixture
def database(template_database: str) -> Iterator[str]:
    name = f"hustings_test_{secrets.token_hex(4)}"
    clone(template_database, name)
    yield name
    drop(name)


def start(name: str, role: str, variable: str, command: list[str]) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "HUSTINGS_DATABASE_ROLE": role.removeprefix("hustings_"),
        "DATABASE_URL": url("hustings_web", name),
        variable: url(role, name),
    }
    return subprocess.run(
        [sys.executable, *command], env=environment, cwd=ROOT, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("entry", ENTRIES)
def test_over_a_sound_database_it_starts(database: str, entry: str) -> None:
    ended = start(database, *ENTRIES[entry])

    assert ended.returncode == 0, ended.stderr


@pytest.mark.parametrize("entry", ENTRIES)
def test_over_a_database_with_a_hole_it_does_not_start(database: str, entry: str) -> None:
    with superuser(database) as connection:
        connection.execute(FAULT.encode())

    ended = start(database, *ENTRIES[entry])

    assert ended.returncode != 0
    assert "Row-level security is not forced on register_elector" in ended.stderr


def faults(name: str, *options: str) -> set[str]:
    """The kinds of faults that the command names, but for the roles that test servers have besides."""
    command = ["-m", "hustings", "check-database", "--json", *options]
    ended = start(name, "hustings_owner", "DATABASE_OWNER_URL", command)
    told = json.loads(ended.stdout)["faults"]
    return {fault["kind"] for fault in told if not re.search("hustings_(arranger|tester)", fault["sentence"])}


def test_the_command_names_what_is_wrong_and_mends_it(database: str) -> None:
    with superuser(database) as connection:
        connection.execute(FAULT.encode())
        connection.execute(b"ALTER POLICY hustings_read ON register_elector USING (true)")

    assert faults(database) >= {"force", "policy"}
    assert faults(database, "--mend") == set()
