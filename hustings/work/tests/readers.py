"""Readers that a spoilt file could make of a good one; run in processes of their own by the tests beside."""

import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO


class UnableToCount(Exception):
    """A fault that comes over with its words."""


def lengths(file: BinaryIO, *, most: int) -> Iterator[int]:
    """The length of every line; a line longer than `most` is a fault."""
    for line in file:
        if len(line) > most:
            raise UnableToCount(f"{len(line)} letters")
        yield len(line)


def greedy(file: BinaryIO) -> Iterator[int]:
    held = []
    while True:
        held.append(bytearray(16 << 20))
        yield len(held)


def busy(file: BinaryIO) -> Iterator[int]:
    while True:
        pass
    yield 1


def silent(file: BinaryIO) -> Iterator[int]:
    time.sleep(600)
    yield 1


def fallen(file: BinaryIO) -> Iterator[int]:
    os.kill(os.getpid(), signal.SIGSEGV)
    yield 1


def surroundings(file: BinaryIO) -> Iterator[Any]:
    """What a hostile reader would find: names of the environment, and of the modules that know the installation."""
    yield sorted(os.environ)
    yield sorted(name for name in sys.modules if name.startswith(("psycopg", "hustings.config")))


def writing(file: BinaryIO, *, path: str) -> Iterator[str]:
    """Keeps what was read, if it may."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        Path(path).write_bytes(file.read())
    except OSError as fault:
        yield fault.strerror or ""


def endless(file: BinaryIO) -> Iterator[int]:
    number = 0
    while True:
        number += 1
        yield number
