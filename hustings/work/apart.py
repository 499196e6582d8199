"""Reading other people's files in a process of its own, which may take so much memory, processor time and waiting.

A parser that a file has bent reaches nothing: the process knows no key, no password and no database, writes no file
and keeps no dump. Bytes go in, lines of JSON come out, and whoever is waiting gets a sentence where a limit is met.
"""

import json
import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO

from django.utils.translation import get_language

SCRIPT = Path(__file__).with_name("reading_process.py")
OUT_OF_MEMORY = 71
LONGEST_LINE = 64 << 20
PIECE = 1 << 20


@dataclass(frozen=True)
class Allowance:
    """What one reading may take: bytes of memory, seconds of the processor, seconds without a word."""

    memory: int = 1 << 30
    processor: int = 120
    silence: float = 180.0


class MetALimit(Exception):
    """The reader was ended: `what` is "memory", "time", or "fault" where it stopped by itself."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


def read_apart(
    reader: str,
    file: BinaryIO,
    told: Mapping[str, Any],
    *,
    faults: Mapping[str, type[Exception]],
    allowance: Allowance,
) -> Iterator[Any]:
    """Run `module:function` over a file's bytes in a process of its own and give, one by one, what it yields.

    `told` are its further arguments, as JSON. Of what the reader raises, the faults that are named here come over with
    their words. Whoever stops early ends the process. Raises MetALimit.
    """
    file.seek(0)
    with _started(reader, told, allowance) as process:
        assert process.stdin is not None
        with suppress(BrokenPipeError):
            while piece := file.read(PIECE):
                process.stdin.write(piece)
            process.stdin.close()
        lines = _Lines(process, allowance.silence)
        while True:
            said = lines.next()
            if "fault" in said:
                raise faults[said["fault"]](said["words"]) if said["fault"] in faults else MetALimit("fault")
            if "end" in said:
                return
            yield from said["items"]


@contextmanager
def _started(reader: str, told: Mapping[str, Any], allowance: Allowance) -> Iterator[subprocess.Popen[bytes]]:
    asked = {"reader": reader, "told": told, "language": get_language(), **asdict(allowance)}
    environment = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH", "TZ") if name in os.environ}
    process = subprocess.Popen(
        [sys.executable, "-I", str(SCRIPT), json.dumps(asked)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
    )
    try:
        yield process
    finally:
        process.kill()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with suppress(OSError):
                    stream.close()
        process.wait()


class _Lines:
    """The lines that a process says, one by one, as long as it is not silent for too long."""

    def __init__(self, process: subprocess.Popen[bytes], silence: float) -> None:
        assert process.stdout is not None
        self._process, self._silence = process, silence
        self._descriptor = process.stdout.fileno()
        self._waiting = b""

    def next(self) -> dict[str, Any]:
        """The next line. Raises MetALimit where none comes, or one without an end."""
        pieces = []
        while b"\n" not in self._waiting:
            pieces.append(self._waiting)
            self._waiting = self._read()
            if sum(map(len, pieces)) > LONGEST_LINE:
                raise MetALimit("memory")
        line, _end, rest = self._waiting.partition(b"\n")
        self._waiting = rest
        said: dict[str, Any] = json.loads(b"".join([*pieces, line]))
        return said

    def _read(self) -> bytes:
        if not select.select([self._descriptor], [], [], self._silence)[0]:
            raise MetALimit("time")
        read = os.read(self._descriptor, PIECE)
        if not read:
            raise MetALimit(_why_it_ended(self._process))
        return read


def _why_it_ended(process: subprocess.Popen[bytes]) -> str:
    try:
        code = process.wait(5)
    except subprocess.TimeoutExpired:
        return "time"
    if code == OUT_OF_MEMORY:
        return "memory"
    return "time" if code in (-signal.SIGXCPU, -signal.SIGKILL) else "fault"
