"""Canvass sheets of a whole seat, over the bare typesetter on ready data.

Bare is the typesetter alone: the same quires as ready-made JSON, set by the same processes two at a time, and thrown
away. Ours is everything from the finished texts on: laying out, square codes, setting, joining into one tagged file.
"""

import random
import resource
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from hustings.lib.sheet_codes import spell_code
from hustings.paper import typesetting
from hustings.paper.frame import make_frame
from hustings.paper.page_data import write_quire
from hustings.paper.sheet_text import DoorBlock, ElectorRow, SheetText
from hustings.paper.tests.samples import pack

AT = datetime(2026, 5, 3, 13, 5, tzinfo=UTC)
DOORS = 40_000
DOORS_A_SHEET = 80
GOAL, MEMORY_GOAL = 1.5, 600
FORENAMES = (
    "Grace Elinor",
    "Tom",
    "Siân Angharad",
    "Mohammed",
    "Bartholomew",
    "Ann",
    "María José",
    "Oluwaseun",
)
SURNAMES = ("Okafor", "Williams", "Featherstone-Haugh", "Ng", "Ŵyn", "Singh", "Trevelyan", "Davies-Pritchard")


def measure_sheets(doors: int = DOORS) -> list[dict[str, Any]]:
    """Time both, ours first so that its memory is not the bare one's; give a ratio and a peak of memory."""
    done = typesetting.Progress()
    began = _clocks()
    length = sum(len(piece) for piece in typesetting.typeset(pack(), _sheets(doors), at=AT, progress=done))
    ours = _since(began)
    memory = _peak()
    bare = _bare(doors)
    shared = {
        "kind": "ratio",
        "unit": "s",
        "goal": GOAL,
        "bare_is": "typst on ready JSON, two processes at a time",
    }
    detail = f"{done.pages} pages, {doors} doors, {length / 1e6:.0f} MB file"
    return [
        {"name": "sheets", **shared, "ours": ours[0], "bare": bare[0], "ratio": ours[0] / bare[0], "detail": detail},
        {"name": "sheets: processor", **shared, "ours": ours[1], "bare": bare[1], "ratio": ours[1] / bare[1]},
        {"name": "sheets: memory", "kind": "absolute", "unit": "MB", "goal": MEMORY_GOAL, "ours": memory,
         "bare": None, "ratio": None},
    ]  # fmt: skip


def _bare(doors: int) -> tuple[float, float]:
    frame = make_frame(pack())
    quires = typesetting._quires(_sheets(doors), frame)
    ready = [write_quire(pack(), frame, pages, at=AT).encode() for pages in quires]
    began = _clocks()
    with ThreadPoolExecutor(typesetting.LANES) as lanes:
        for _ in lanes.map(_set_and_forget, ready):
            pass
    return _since(began)


def _set_and_forget(data: bytes) -> int:
    return len(typesetting._set_quire(data))


def _sheets(doors: int) -> Iterator[SheetText]:
    chance = random.Random(2026)  # noqa: S311 - invented electors, the same every time
    blocks = _blocks(doors, chance)
    number = 0
    while part := tuple(islice(blocks, DOORS_A_SHEET)):
        number += 1
        yield SheetText(
            spell_code(number * 7919), 1, f"Example Street {number}", "Exeter · St Thomas ward · district AA1",
            "Polling place: St Thomas Church Hall, Cowick Street, EX4 1AP. Open 7am to 10pm.", part,
        )  # fmt: skip


def _blocks(doors: int, chance: random.Random) -> Iterator[DoorBlock]:
    for place in range(doors):
        first = 4 * (place % DOORS_A_SHEET) + 1
        household = range(chance.choice((1, 1, 2, 2, 2, 3)))
        side = "Odd side" if place % DOORS_A_SHEET < DOORS_A_SHEET / 2 else "Even side"
        yield DoorBlock(
            str(place + 1), side, electors=tuple(_elector(first + n, place, chance) for n in household)
        )


def _elector(line: int, place: int, chance: random.Random) -> ElectorRow:
    marks = chance.choice(((), (), (), ("Postal",), ("New",), ("Postal", "New")))
    last = chance.choice(("", "", "1", "2", "5 LD"))
    name = (chance.choice(FORENAMES), chance.choice(SURNAMES))
    return ElectorRow(line, f"AA1-{4 * place + line % 4}", *name, marks, last, "3 Mar 26" if last else "")


def _clocks() -> tuple[float, float]:
    return time.perf_counter(), sum(
        _processor(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )


def _since(began: tuple[float, float]) -> tuple[float, float]:
    now = _clocks()
    return now[0] - began[0], now[1] - began[1]


def _processor(who: int) -> float:
    usage = resource.getrusage(who)
    return usage.ru_utime + usage.ru_stime


def _peak() -> float:
    """Megabytes at the most: this process and both lanes' at once."""
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    lane = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return (own + typesetting.LANES * lane) / 1024


MEASURES: dict[str, Callable[[], list[dict[str, Any]]]] = {"sheets": measure_sheets}
HERE = Path(__file__).parent
