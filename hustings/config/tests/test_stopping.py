import os
import signal
import threading
import time
from collections.abc import Iterator

import pytest

from hustings.config.stopping import Stop


@pytest.fixture
def stop() -> Iterator[Stop]:
    asked = Stop()
    yield asked
    asked.close()


def test_nobody_has_asked_at_first(stop: Stop) -> None:
    assert not stop.wait(0.01)
    assert not stop.is_set()


def test_once_asked_it_stays_asked(stop: Stop) -> None:
    stop.set()
    stop.set()

    assert stop.wait(60)
    assert stop.is_set()


def test_a_signal_ends_the_wait(stop: Stop) -> None:
    before = signal.signal(signal.SIGUSR1, stop.set)
    sender = threading.Timer(0.05, os.kill, (os.getpid(), signal.SIGUSR1))

    sender.start()
    was_told = stop.wait(60)

    signal.signal(signal.SIGUSR1, before)
    assert was_told


def test_a_signal_in_the_middle_of_looking_never_hangs() -> None:
    told = [Stop() for _ in range(300)]
    for stop in told:
        before = signal.signal(signal.SIGALRM, stop.set)
        signal.setitimer(signal.ITIMER_REAL, 0.0005)
        while not stop.wait(0.0001):
            time.sleep(0)
        signal.signal(signal.SIGALRM, before)
        stop.close()

    assert all(stop.is_set() for stop in told)
