"""Pictures looked at two at a time, each lane in a process of its own; the calling thread alone asks the database."""

import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

from hustings.paper.photographs.faults import Fault
from hustings.paper.photographs.frames import read_frame, write_frame

LANES = 2
SECONDS_A_PICTURE = 60
ROOT = Path(__file__).parents[3]
BEGINNING = (
    "import sys; sys.path.insert(0, sys.argv[1]); "
    "from hustings.paper.photographs.looking_process import main; sys.exit(main())"
)
COMMAND = (sys.executable, "-I", "-c", BEGINNING, str(ROOT))

Key = TypeVar("Key")
Asked = dict[str, Any]
Find = Callable[[Sequence[str]], list[Asked | None]]


@dataclass(frozen=True)
class Seen:
    """One sheet on a file: what its square code says, and either its rows and picture or what is wrong."""

    code: str
    rows: list[Any] = field(default_factory=list)
    picture: bytes = b""
    fault: Fault | None = None


@dataclass
class Looked:
    """What became of one file. `bare` are its pictures without any square code, `codes` what the others' say."""

    bare: int = 0
    codes: list[str] = field(default_factory=list)
    sheets: list[Seen] = field(default_factory=list)
    fault: Fault | None = None


class _Process:
    """The process of one lane, started when it is first needed and again after it broke off."""

    def __init__(self) -> None:
        self._running: subprocess.Popen[bytes] | None = None

    def look(self, data: bytes, find: Find) -> Looked:
        looked = Looked()
        running = self._started()
        assert running.stdin is not None
        assert running.stdout is not None
        watch = _Watch(running)
        try:
            write_frame(running.stdin, {"look": True}, data)
            while True:
                watch.wind()
                frame = read_frame(running.stdout)
                watch.stop()
                if frame is None:
                    return self._broke_off(looked)
                told, blob = frame
                if "done" in told:
                    return looked
                if "codes" in told:
                    looked.bare += not told["codes"]
                    looked.codes += told["codes"]
                    write_frame(running.stdin, {"sheets": find(told["codes"])})
                elif "sheet" in told:
                    fault = Fault(told["fault"]) if "fault" in told else None
                    looked.sheets.append(Seen(told["sheet"], told.get("rows", []), blob, fault))
                else:
                    looked.fault = Fault(told["fault"])
        except (BrokenPipeError, ConnectionResetError, ValueError):
            return self._broke_off(looked)
        finally:
            watch.stop()

    def _broke_off(self, looked: Looked) -> Looked:
        """What was seen before the process broke off stands; the next file gets a new one."""
        self.end()
        looked.fault = Fault.BROKE_OFF
        return looked

    def _started(self) -> subprocess.Popen[bytes]:
        if self._running is None or self._running.poll() is not None:
            environment = {
                name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH", "TZ") if name in os.environ
            }
            environment |= {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
            self._running = subprocess.Popen(
                COMMAND,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment,
            )
        return self._running

    def end(self) -> None:
        if self._running is None:
            return
        for stream in (self._running.stdin, self._running.stdout):
            if stream is not None:
                try:
                    stream.close()
                except BrokenPipeError:
                    continue
        self._running.kill()
        self._running.wait()
        self._running = None


class _Watch:
    """Ends a process that takes too long over one step."""

    def __init__(self, running: subprocess.Popen[bytes]) -> None:
        self._running = running
        self._timer: threading.Timer | None = None

    def wind(self) -> None:
        self._timer = threading.Timer(SECONDS_A_PICTURE, self._running.kill)
        self._timer.daemon = True
        self._timer.start()

    def stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()


@dataclass(frozen=True)
class _Question:
    codes: Sequence[str]
    answer: "Future[list[Asked | None]]"


@dataclass(frozen=True)
class _Done(Generic[Key]):
    key: Key
    looked: Looked


def look_at_files(
    files: Iterable[tuple[Key, Callable[[], bytes]]],
    *,
    find: Find,
    take: Callable[[Key, Looked], None],
    lanes: int = LANES,
) -> None:
    """Look at files in lanes. `find` is asked which of the sheets with these codes to read, and where things stand on
    them; `take` is given what was seen. Both are called in this thread, one after another.
    """
    waiting: queue.SimpleQueue[tuple[Key, Callable[[], bytes]] | None] = queue.SimpleQueue()
    told: queue.SimpleQueue[_Question | _Done[Key] | BaseException] = queue.SimpleQueue()
    count = 0
    for file in files:
        waiting.put(file)
        count += 1
    for _lane in range(lanes):
        waiting.put(None)
    threads = [
        threading.Thread(target=_run, args=(waiting, told), daemon=True) for _lane in range(min(lanes, count))
    ]
    for thread in threads:
        thread.start()
    try:
        while count:
            said = told.get()
            if isinstance(said, BaseException):
                raise said
            if isinstance(said, _Question):
                _answer(said, find)
            else:
                take(said.key, said.looked)
                count -= 1
    finally:
        _end(threads, waiting, told)


def _answer(question: _Question, find: Find) -> None:
    """Answer a lane; it waits for an answer, and so is told of it where none can be found."""
    try:
        question.answer.set_result(find(question.codes))
    except BaseException as fault:
        question.answer.set_exception(fault)
        raise


def _end(
    threads: Sequence[threading.Thread], waiting: "queue.SimpleQueue[Any]", told: "queue.SimpleQueue[Any]"
) -> None:
    """Let every lane end its process, also where the work broke off: it may wait for an answer, or have files left."""
    while not waiting.empty():
        waiting.get()
    for _thread in threads:
        waiting.put(None)
    for thread in threads:
        while thread.is_alive():
            while not told.empty():
                said = told.get()
                if isinstance(said, _Question) and not said.answer.done():
                    said.answer.set_exception(InterruptedError("nobody asks for these pictures any more"))
            thread.join(0.05)


def _run(waiting: "queue.SimpleQueue[Any]", told: "queue.SimpleQueue[Any]") -> None:
    process = _Process()

    def find(codes: Sequence[str]) -> list[Asked | None]:
        question = _Question(codes, Future())
        told.put(question)
        return question.answer.result()

    try:
        while (file := waiting.get()) is not None:
            key, fetch = file
            told.put(_Done(key, process.look(fetch(), find)))
    except BaseException as fault:  # noqa: BLE001 - handed to the calling thread, which raises it
        told.put(fault)
    finally:
        process.end()
