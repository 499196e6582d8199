"""Files are read in a process of their own, which is ended where it takes too much and finds nothing to take."""

import signal
import subprocess
from collections.abc import Iterator
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from hustings.work.apart import Allowance, MetALimit, read_apart
from hustings.work.tests.readers import UnableToCount

ENOUGH = Allowance(memory=512 << 20, processor=60)


def read(name: str, content: bytes = b"", allowance: Allowance = ENOUGH, **told: Any) -> Iterator[Any]:
    faults = {"UnableToCount": UnableToCount}
    return read_apart(
        f"hustings.work.tests.readers:{name}", BytesIO(content), told, faults=faults, allowance=allowance
    )


def test_what_a_reader_yields_comes_over_in_order() -> None:
    lines = b"".join(b"x" * size + b"\n" for size in range(500))

    assert list(read("lengths", lines, most=1_000)) == list(range(1, 501))


def test_a_fault_comes_over_with_its_words_after_what_was_read_before_it() -> None:
    lengths = read("lengths", b"one\nthree\n" + b"x" * 20 + b"\n", most=10)

    assert list(islice(lengths, 2)) == [4, 6]
    with pytest.raises(UnableToCount, match="21 letters"):
        next(lengths)


@pytest.mark.parametrize(
    ("name", "allowance", "what"),
    [
        ("greedy", Allowance(memory=384 << 20, processor=60), "memory"),
        ("busy", Allowance(memory=512 << 20, processor=2), "time"),
        ("silent", Allowance(memory=512 << 20, processor=60, silence=5), "time"),
        ("fallen", ENOUGH, "fault"),
    ],
)
def test_whoever_takes_too_much_is_ended(name: str, allowance: Allowance, what: str) -> None:
    with pytest.raises(MetALimit) as met:
        list(read(name, allowance=allowance))

    assert met.value.what == what


def test_a_file_larger_than_the_memory_is_no_fault_of_ours() -> None:
    with pytest.raises(MetALimit) as met:
        list(read("lengths", b"x" * (256 << 20), Allowance(memory=256 << 20, processor=60), most=10))

    assert met.value.what == "memory"


def test_a_fault_that_nobody_named_is_a_fault_of_the_reader() -> None:
    with pytest.raises(MetALimit, match="fault"):
        list(read("lengths", b"one\n"))


def test_the_process_knows_no_secret_and_no_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUSTINGS_SECRET_KEY", "not to be told")

    names, modules = read("surroundings")

    assert set(names) <= {"PATH", "LD_LIBRARY_PATH", "TZ", "LC_CTYPE"}
    assert modules == []


def test_it_writes_no_file(tmp_path: Path) -> None:
    target = tmp_path / "kept"

    assert list(read("writing", b"names", path=str(target))) == ["File too large"]
    assert target.read_bytes() == b""


def test_whoever_stops_early_ends_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[subprocess.Popen[bytes]] = []

    class Noted(subprocess.Popen[bytes]):
        def __init__(self, *arguments: Any, **told: Any) -> None:
            super().__init__(*arguments, **told)
            started.append(self)

    monkeypatch.setattr("hustings.work.apart.subprocess.Popen", Noted)
    numbers = read("endless")

    assert list(islice(numbers, 3)) == [1, 2, 3]
    assert started[0].poll() is None
    numbers.close()  # type: ignore[attr-defined]
    assert started[0].returncode == -signal.SIGKILL
