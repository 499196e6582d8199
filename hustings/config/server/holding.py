"""One holder for each data folder, and what those who join it need to know."""

import fcntl
import json
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from hustings.config.server.children import command_of
from hustings.config.server.data_folder import DataFolder

_SECONDS_TO_END = 6.0


@dataclass(frozen=True)
class Holder:
    """Who has the data folder: a process, what it is doing, and the processes it started."""

    pid: int
    doing: str
    children: tuple[int, ...] = ()

    @property
    def is_alive(self) -> bool:
        return self.pid == 0 or bool(command_of(self.pid))


class FolderIsHeld(Exception):
    """Another process has the data folder; `holder` says which."""

    def __init__(self, folder: DataFolder, holder: Holder) -> None:
        self.folder, self.holder = folder, holder
        super().__init__(
            f"The data folder {folder.path} is in use by {holder.doing} (process {holder.pid}). Nothing was "
            "changed. Stop that first, or name another data folder with HUSTINGS_DATA."
        )


@dataclass
class Hold:
    """A held data folder. Children inherit `descriptor`: it stays held until the last of them is gone."""

    folder: DataFolder
    descriptor: int
    doing: str
    children: list[int] = field(default_factory=list)

    def note_child(self, pid: int) -> None:
        """Remember a child, so that a start after a hard kill can find what was left of it."""
        self.children.append(pid)
        self.write()

    def announce(self, port: int) -> None:
        """Tell those who join on which port the database is."""
        _write_whole(self.folder, {"pid": os.getpid(), "port": port})

    @contextmanager
    def after_the_last_guest(self) -> Iterator[None]:
        """Wait until nobody who joined uses the database any more, and let nobody join meanwhile."""
        with _joined(self.folder, fcntl.LOCK_EX):
            yield

    def release(self) -> None:
        """Let the folder go. What the lock says stays: a child that lingers is then known to be ours."""
        self.folder.connection.unlink(missing_ok=True)
        os.close(self.descriptor)

    def write(self) -> None:
        """Say in the lock's file who holds it."""
        text = json.dumps({"pid": os.getpid(), "doing": self.doing, "children": self.children}).encode()
        os.ftruncate(self.descriptor, 0)
        os.pwrite(self.descriptor, text, 0)


def hold_folder(folder: DataFolder, doing: str) -> Hold:
    """Take the data folder for this process.

    What a hard kill left behind is waited for, then ended. Raises `FolderIsHeld` where a living process has
    it.
    """
    descriptor = os.open(folder.lock, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _take(folder, descriptor)
    except BaseException:
        os.close(descriptor)
        raise
    hold = Hold(folder, descriptor, doing)
    folder.connection.unlink(missing_ok=True)
    hold.write()
    return hold


def _take(folder: DataFolder, descriptor: int) -> None:
    if _locked(descriptor):
        return
    for by in (None, signal.SIGTERM, signal.SIGKILL):
        holder = who_holds(folder)
        if holder.is_alive:
            raise FolderIsHeld(folder, holder)
        if by is not None:
            _signal_children(holder, by)
        if _locked_within(descriptor, _SECONDS_TO_END):
            return
    raise FolderIsHeld(folder, who_holds(folder))


def who_holds(folder: DataFolder) -> Holder:
    """Read who has the folder. Process 0 stands for one that has not yet said."""
    for _attempt in range(20):
        try:
            said = json.loads(folder.lock.read_text("utf-8"))
            return Holder(said["pid"], said["doing"], tuple(said["children"]))
        except (FileNotFoundError, ValueError):
            time.sleep(0.05)
    return Holder(0, "another start of Hustings")


def find_port(folder: DataFolder, holder: Holder, seconds: float) -> int | None:
    """The port of the holder's database, waiting while it starts; None when it does not come."""
    ends = time.monotonic() + seconds
    while time.monotonic() < ends and holder.is_alive:
        try:
            said = json.loads(folder.connection.read_text("utf-8"))
        except (FileNotFoundError, ValueError):
            said = {}
        if said.get("pid") == holder.pid:
            return int(said["port"])
        time.sleep(0.1)
    return None


@contextmanager
def joining(folder: DataFolder) -> Iterator[None]:
    """Use a database that somebody else started; a command that did waits for us before stopping it."""
    with _joined(folder, fcntl.LOCK_SH):
        yield


@contextmanager
def _joined(folder: DataFolder, kind: int) -> Iterator[None]:
    descriptor = os.open(folder.path / "joined", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, kind)
        yield
    finally:
        os.close(descriptor)


def _locked(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _locked_within(descriptor: int, seconds: float) -> bool:
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        if _locked(descriptor):
            return True
        time.sleep(0.05)
    return False


def _signal_children(holder: Holder, by: signal.Signals) -> None:
    for pid in holder.children:
        # The number may be another process's by now.
        if any(word in command_of(pid) for word in ("hustings", "postgres")):
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(pid, by)


def _write_whole(folder: DataFolder, said: dict[str, int]) -> None:
    making = folder.connection.with_suffix(".making")
    making.write_text(json.dumps(said), "utf-8")
    making.rename(folder.connection)
