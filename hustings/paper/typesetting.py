"""Typesets canvass sheets: finished texts in, one tagged PDF out, in memory that does not grow with its length.

Sheets are laid out here, set by processes of their own in quires of at most fifty pages, two at a time, and joined
as they come back. Nothing is written to disk on the way.
"""

import os
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path

from hustings.paper.frame import Frame, make_frame
from hustings.paper.joining import Joiner, Sink
from hustings.paper.laying_out import Page, lay_out
from hustings.paper.page_data import write_quire
from hustings.paper.quire_reading import UnreadableQuire
from hustings.paper.sheet_text import PackText, SheetText

QUIRE_PAGES = 50
LANES = 2
SECONDS_A_QUIRE = 120
SETTER = Path(__file__).with_name("typeset_quire.py")


class UnableToTypeset(Exception):
    """The sheets could not be set; the message says why and holds nothing of what they say."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the work is: pages in the file so far, and sheets begun."""

    pages: int
    sheets: int


def typeset(
    pack: PackText,
    sheets: Iterable[SheetText],
    sink: Sink,
    *,
    at: datetime,
    report: Callable[[Progress], object] = bool,
) -> Progress:
    """Set sheets one after another into `sink` and say how many pages they took.

    `sheets` is read as it is needed; `report` is called after every quire, in the calling thread. Raises
    UnableToTypeset where there is no door to print, where the codes do not fit on a line or the typesetter fails.
    """
    joiner = Joiner(sink)
    marks: list[tuple[str, int]] = []
    progress = Progress(0, 0)
    try:
        for pages, quire in _set_in_order(pack, sheets, at):
            marks += [
                (_mark(page), joiner.page_count + place)
                for place, page in enumerate(pages)
                if page.number == 1
            ]
            joiner.add(quire)
            progress = Progress(joiner.page_count, len(marks))
            report(progress)
        if not progress.pages:
            raise UnableToTypeset("there is no door to print")
        joiner.finish(marks)
    except UnreadableQuire as fault:
        raise UnableToTypeset(str(fault)) from fault
    return progress


def _mark(page: Page) -> str:
    return f"{page.sheet.code} {page.sheet.title}"


def _set_in_order(
    pack: PackText, sheets: Iterable[SheetText], at: datetime
) -> Iterator[tuple[tuple[Page, ...], bytes]]:
    """Set quires in two lanes, and give them back in order; at most one waits beyond those being set."""
    try:
        frame = make_frame(pack)
    except ValueError as fault:
        raise UnableToTypeset(str(fault)) from fault
    waiting: deque[tuple[tuple[Page, ...], Future[bytes]]] = deque()
    with ThreadPoolExecutor(LANES) as lanes:
        for pages in _quires(sheets, frame):
            data = write_quire(pack, frame, pages, at=at)
            waiting.append((pages, lanes.submit(_set_quire, data.encode())))
            if len(waiting) > LANES:
                yield _taken(waiting)
        while waiting:
            yield _taken(waiting)


def _taken(waiting: deque[tuple[tuple[Page, ...], Future[bytes]]]) -> tuple[tuple[Page, ...], bytes]:
    pages, quire = waiting.popleft()
    return pages, quire.result()


def _quires(sheets: Iterable[SheetText], frame: Frame) -> Iterator[tuple[Page, ...]]:
    pages = (page for sheet in sheets for page in lay_out(sheet, frame))
    return iter(lambda: tuple(islice(pages, QUIRE_PAGES)), ())


def _set_quire(data: bytes) -> bytes:
    """Run the typesetter in a process of its own. Its complaint is passed on without the data it was given."""
    command = [sys.executable, "-I", str(SETTER)]
    environment = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH", "TZ") if name in os.environ}
    try:
        done = subprocess.run(
            command, input=data, capture_output=True, timeout=SECONDS_A_QUIRE, check=False, env=environment
        )
    except subprocess.TimeoutExpired as fault:
        raise UnableToTypeset(
            f"the typesetter took longer than {SECONDS_A_QUIRE} seconds over a quire"
        ) from fault
    if done.returncode:
        raise UnableToTypeset(f"the typesetter stopped: {done.stderr.decode(errors='replace')[-500:]}")
    return done.stdout
