"""One line an event, whatever was sent; times in UTC; the trace of a fault is kept and set in."""

import json
import logging
import sys
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hustings.audit.security import LOGGER, OneLine, note

FORMAT = OneLine("%(levelname)s %(message)s")


def line(text: str, *, fault: bool = False) -> str:
    given_to = sys.exc_info() if fault else None
    return FORMAT.format(logging.LogRecord("x", logging.WARNING, "x", 1, "%s", (text,), given_to))


def trace_of(fails: Callable[[], object]) -> str:
    try:
        fails()
    except ValueError:
        return line("it failed", fault=True)
    raise AssertionError("it did not fail")


@given(st.text())
def test_what_somebody_sent_begins_no_line_of_its_own(text: str) -> None:
    said = line(f"\n2026 WARNING forged{text}\r\n")

    assert "\n" not in said
    assert "\r" not in said


def test_the_trace_of_a_fault_is_set_in() -> None:
    first, *trace = trace_of(lambda: int("no number")).splitlines()

    assert first == "WARNING it failed"
    assert all(one.startswith("    ") for one in trace)
    assert "no number" in trace[-1]


def test_an_event_is_json(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, LOGGER.name):
        note("limit reached", which="sign-in", times=2)

    assert json.loads(caplog.messages[0]) == {"event": "limit reached", "which": "sign-in", "times": 2}
