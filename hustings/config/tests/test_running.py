import http.client
import os
import signal
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from hustings.config.server.data_folder import DataFolder
from hustings.config.server.holding import who_holds
from hustings.config.server.postgres import free_port
from hustings.config.tests.processes import PATIENCE, Running, ask, running
from tests.serving import thrown_away_folder

pytestmark = pytest.mark.enable_socket


@pytest.fixture(scope="module")
def started() -> Iterator[Running]:
    """One for all tests after which it still runs."""
    with thrown_away_folder() as folder, running(folder) as made:
        yield made


@pytest.fixture(scope="module")
def folder() -> Iterator[DataFolder]:
    """Another, for tests that start and end by themselves."""
    with thrown_away_folder() as made:
        yield made


def status_at(address: str, port: int) -> int:
    caller = http.client.HTTPConnection(address, port, timeout=PATIENCE)
    try:
        caller.request("GET", "/", headers={"Host": f"localhost:{port}"})
        return caller.getresponse().status
    finally:
        caller.close()


def processes_of(started: Running) -> list[int]:
    return [started.process.pid, *who_holds(started.folder).children]


def web_of(started: Running) -> int:
    """The web server's process as it is now: of those that serve pages, the one started last."""
    commands = {
        pid: Path(f"/proc/{pid}/cmdline") for pid in who_holds(started.folder).children if is_there(pid)
    }
    return max(pid for pid, command in commands.items() if b"gunicorn" in command.read_bytes())


def is_there(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_the_page_answers_at_both_addresses_of_localhost(started: Running) -> None:
    answers = {status_at("127.0.0.1", started.port), status_at("::1", started.port)}

    assert f"http://localhost:{started.port}" in started.said
    assert max(answers) < 500


def test_a_second_start_says_who_has_the_folder(started: Running) -> None:
    second = ask(started.folder, "running", "--new", PORT=str(free_port()))

    assert second.returncode == 1
    assert f"in use by bin/run (process {started.process.pid})" in second.stderr


def test_a_command_joins_what_runs_and_leaves_it_running(started: Running) -> None:
    joined = ask(started.folder, "commanding", "migrate", "-v2")

    assert joined.returncode == 0, joined.stderr
    assert status_at("127.0.0.1", started.port) < 500


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux shows what a process was told")
def test_the_web_is_told_no_address_but_its_own(started: Running) -> None:
    told = Path(f"/proc/{web_of(started)}/environ").read_bytes()

    assert b"DATABASE_URL=" in told
    assert b"DATABASE_OWNER_URL=" not in told


def test_a_web_server_that_fell_is_started_again(started: Running) -> None:
    os.killpg(web_of(started), signal.SIGKILL)

    started.wait_for("The web server ended unexpectedly")

    assert status_at("127.0.0.1", started.port) < 500


def test_ctrl_c_ends_every_process(folder: DataFolder) -> None:
    begun = Running(folder)
    processes = processes_of(begun)

    code = begun.stop(signal.SIGINT)

    assert code == 0
    assert [pid for pid in processes if is_there(pid)] == []


def test_killed_hard_the_next_start_recovers_by_itself(folder: DataFolder) -> None:
    first = Running(folder)
    before = processes_of(first)
    first.stop(signal.SIGKILL)

    with running(folder) as second:
        status = status_at("127.0.0.1", second.port)

    assert status < 500
    assert [pid for pid in before if is_there(pid)] == []


def test_a_command_alone_starts_the_database_and_stops_it_again(folder: DataFolder) -> None:
    alone = ask(folder, "commanding", "showmigrations", "audit")

    assert alone.returncode == 0, alone.stderr
    assert "[X] 0001_initial" in alone.stdout
    assert not folder.connection.exists()


def test_a_port_in_use_is_said_before_anything_starts() -> None:
    with thrown_away_folder() as empty, socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        refused = ask(empty, "running", "--new", PORT=str(port))

        assert refused.returncode == 1
        assert refused.stderr.startswith(f"Port {port} is in use by another program. Nothing was started.")
        assert not (empty.server / "cluster").exists()


@pytest.mark.parametrize("port", ["eighty", "0", "65536", "-1", "8000 "])
def test_what_is_no_port_is_refused(port: str) -> None:
    with thrown_away_folder() as empty:
        refused = ask(empty, "running", PORT=port)

    assert refused.returncode == 1
    assert "which is no port" in refused.stderr


def test_a_folder_with_the_demo_takes_no_organisation_of_ones_own() -> None:
    with thrown_away_folder() as holds_demo:
        holds_demo.contents.write_text("demo", "ascii")
        refused = ask(holds_demo, "running", "--new", PORT=str(free_port()))

    assert refused.returncode == 1
    assert "holds the demo campaign. Nothing was changed." in refused.stderr


def test_a_part_of_the_three_addresses_is_refused_by_name() -> None:
    with thrown_away_folder() as empty:
        refused = ask(empty, "commanding", "migrate", DATABASE_URL="postgresql://localhost/x")

    assert refused.returncode == 1
    assert "DATABASE_URL is set, but not DATABASE_WORKER_URL and DATABASE_OWNER_URL." in refused.stderr
