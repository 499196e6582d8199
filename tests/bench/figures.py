"""What a figure is, and timing two ways of doing the same work side by side."""

import gc
import statistics
import time
from collections.abc import Callable
from typing import Any

Figure = dict[str, Any]
"""`name`, `kind` (ratio or absolute), `ours`, `bare`, `ratio`, `goal`, `unit`, and in words `bare_is` and `detail`."""


def ratio(
    *, name: str, ours: float, bare: float, goal: float, unit: str, bare_is: str, detail: str = ""
) -> Figure:
    """A figure of ours over the bare thing, measured in one run."""
    sides = {"ours": ours, "bare": bare, "ratio": ours / bare}
    return {
        "name": name,
        "kind": "ratio",
        **sides,
        "goal": goal,
        "unit": unit,
        "bare_is": bare_is,
        "detail": detail,
    }


def absolute(*, name: str, ours: float, goal: float, unit: str, detail: str = "") -> Figure:
    """A figure that stands by itself: a time or an amount of memory."""
    sides = {"ours": ours, "bare": None, "ratio": None}
    return {
        "name": name,
        "kind": "absolute",
        **sides,
        "goal": goal,
        "unit": unit,
        "bare_is": "",
        "detail": detail,
    }


def is_met(figure: Figure) -> bool:
    """Whether a figure is within its goal."""
    measured = figure["ratio"] if figure["kind"] == "ratio" else figure["ours"]
    return bool(measured <= figure["goal"])


def side_by_side(
    ours: Callable[[], object], bare: Callable[[], object], *, rounds: int, warming: int = 10
) -> tuple[float, float]:
    """Medians in milliseconds of two calls, in turns, so that whatever else the machine does meets both alike."""
    for _ in range(warming):
        ours()
        bare()
    gc.collect()
    gc.disable()
    taken: tuple[list[float], list[float]] = ([], [])
    try:
        for number in range(rounds):
            for side in (0, 1) if number % 2 else (1, 0):
                taken[side].append(_milliseconds((ours, bare)[side]))
    finally:
        gc.enable()
    return statistics.median(taken[0]), statistics.median(taken[1])


def _milliseconds(call: Callable[[], object]) -> float:
    began = time.perf_counter()
    call()
    return 1000 * (time.perf_counter() - began)
