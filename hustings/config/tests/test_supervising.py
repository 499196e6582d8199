import subprocess
from pathlib import Path

import pytest

from hustings.config.stopping import Stop
from hustings.config.supervising import Part, UnableToKeepRunning, keep_running, pause_after


def part_that(command: str, log: Path) -> Part:
    """A part whose process is a line of shell."""

    def start() -> subprocess.Popen[bytes]:
        with log.open("ab") as output:
            return subprocess.Popen(["/bin/sh", "-c", command], stdout=output)

    return Part("The worker", log, start)


def fall(part: Part, at: float) -> None:
    """Start it, wait until it has ended, and let that be noticed at this time."""
    part.look(at, lambda _said: None)
    if part.process is not None:
        part.process.wait()
        part.look(at, lambda _said: None)


def test_what_fell_waits_before_it_is_started_again(tmp_path: Path) -> None:
    part = part_that("exit 3", tmp_path / "log")
    fall(part, at=100.0)

    part.look(100.4, lambda _said: None)
    waiting = part.process
    part.look(100.6, lambda _said: None)

    assert waiting is None
    assert part.process is not None
    part.process.wait()


def test_a_fall_is_said_with_the_place_of_its_log(tmp_path: Path) -> None:
    said: list[str] = []
    part = part_that("exit 3", tmp_path / "log")
    part.look(100.0, said.append)
    assert part.process is not None
    part.process.wait()

    part.look(100.0, said.append)

    assert said == [
        f"The worker ended unexpectedly (code 3) and is started again. Its log: {tmp_path / 'log'}"
    ]


def test_what_falls_again_and_again_ends_it_all_with_its_last_words(tmp_path: Path) -> None:
    part = part_that("echo the disk is full; exit 1", tmp_path / "log")
    for second in range(0, 50, 10):
        fall(part, at=float(second))

    with pytest.raises(UnableToKeepRunning, match=r"(?s)6 times within 120 seconds.*the disk is full"):
        fall(part, at=50.0)


def test_falls_that_lie_far_apart_are_forgiven(tmp_path: Path) -> None:
    part = part_that("exit 1", tmp_path / "log")

    for hour in range(12):
        fall(part, at=hour * 3600.0)

    assert part.again_at == 11 * 3600.0 + 0.5


@pytest.mark.parametrize(("falls", "seconds"), [(1, 0.5), (2, 1.0), (3, 2.0), (4, 4.0), (5, 8.0), (9, 8.0)])
def test_each_fall_in_a_row_doubles_the_pause(falls: int, seconds: float) -> None:
    assert pause_after(falls) == seconds


def test_nothing_is_started_once_the_end_was_asked_for(tmp_path: Path) -> None:
    stop = Stop()
    stop.set()
    part = part_that("exit 1", tmp_path / "log")

    keep_running([part], stop, lambda _said: None)

    assert part.process is None
