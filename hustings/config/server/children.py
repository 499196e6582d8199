"""Starting processes that do not outlive the one that started them."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path

_LIBC = ctypes.CDLL(None, use_errno=True)
_SET_PARENT_DEATH_SIGNAL = 1


@dataclass(frozen=True)
class Account:
    """The account of the operating system that a process runs under."""

    name: str
    uid: int
    gid: int


def start_child(
    command: Sequence[str | Path],
    *,
    log: Path | None,
    environment: Mapping[str, str],
    when_parent_dies: signal.Signals = signal.SIGTERM,
    account: Account | None = None,
    inherits: Sequence[int] = (),
    folder: str = "/",
) -> subprocess.Popen[bytes]:
    """Start a process in a session of its own, so that a Ctrl-C at the terminal reaches only its parent.

    What it says goes to `log`, or to our own terminal where that is None. Must be called from the main
    thread: on Linux the signal is sent when the starting *thread* ends.
    """
    with log.open("ab") if log else nullcontext() as output:
        return subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            env=dict(environment),
            cwd=folder,
            pass_fds=inherits,
            start_new_session=True,
            umask=0o077,
            preexec_fn=_leash(when_parent_dies, os.getpid()),  # noqa: PLW1509 - there are no threads yet
            user=account.uid if account else None,
            group=account.gid if account else None,
            extra_groups=[] if account else None,
        )


def run_child(
    command: Sequence[str | Path], *, account: Account | None, environment: Mapping[str, str], seconds: float
) -> subprocess.CompletedProcess[str]:
    """Run a short process to its end and keep what it said."""
    return subprocess.run(
        [str(part) for part in command],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        env=dict(environment),
        cwd="/",
        timeout=seconds,
        umask=0o077,
        check=False,
        user=account.uid if account else None,
        group=account.gid if account else None,
        extra_groups=[] if account else None,
    )


def stop_children(children: Sequence[subprocess.Popen[bytes]], by: signal.Signals, seconds: float) -> bool:
    """Ask processes to end, all at once, and wait; kill what has not. Tells whether all ended by themselves."""
    for child in children:
        if child.poll() is None:
            child.send_signal(by)
    ends, all_well = time.monotonic() + seconds, True
    for child in children:
        try:
            child.wait(max(0.0, ends - time.monotonic()))
        except subprocess.TimeoutExpired:
            kill_with_descendants(child)
            all_well = False
    return all_well


def command_of(pid: int) -> str:
    """The command line of a process; empty where there is none, or none any more."""
    if sys.platform == "linux":
        try:
            return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            return ""
    asked = subprocess.run(
        ["/bin/ps", "-o", "args=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return asked.stdout.strip().replace("<defunct>", "")


def kill_with_descendants(child: subprocess.Popen[bytes]) -> None:
    """Kill a process and all of its session; a killed database heals itself at the next start."""
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def _leash(by: signal.Signals, parent: int) -> Callable[[], None] | None:
    if sys.platform != "linux":
        return None

    def hold() -> None:
        # Runs after the change of account, which would clear the setting again.
        _LIBC.prctl(_SET_PARENT_DEATH_SIGNAL, by, 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)

    return hold
