"""Typesets canvass sheets: finished texts in, one tagged PDF out, in memory that does not grow with its length.

Sheets are laid out here, set by processes of their own in quires of at most fifty pages, two at a time, and joined
as they come back. Nothing is written to disk on the way.
"""

import gc
import os
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import TypeVar

from hustings.paper.frame import Frame, make_frame
from hustings.paper.joining import Joiner
from hustings.paper.laying_out import Page, lay_out
from hustings.paper.page_data import write_quire
from hustings.paper.places import row_places
from hustings.paper.quire_reading import UnreadableQuire
from hustings.paper.sheet_text import PackText, SheetText

QUIRE_PAGES = 50
LANES = 2
AHEAD = 2 * LANES
OBJECTS_BETWEEN_COLLECTIONS = 200_000
SECONDS_A_QUIRE = 120
SETTER = Path(__file__).with_name("typeset_quire.py")

Held = TypeVar("Held")


class UnableToTypeset(Exception):
    """The sheets could not be set; the message says why and holds nothing of what they say."""


@dataclass(slots=True)
class Progress:
    """How far the work is: pages set, sheets begun, and for each sheet's code each page's first line and its rows.

    A page on which nobody is asked for begins at the line after those of the pages before, and so holds none.
    """

    pages: int = 0
    sheets: int = 0
    page_starts: dict[str, list[int]] = field(default_factory=dict)
    rows: dict[str, list[list[list[float]]]] = field(default_factory=dict)
    _next_lines: dict[str, int] = field(default_factory=dict)

    def note(self, pages: Iterable[Page]) -> list[tuple[str, int]]:
        """Take up pages in order; gives the bookmarks they want."""
        marks = []
        for page in pages:
            if page.is_cover:
                marks.append((_mark(page), self.pages))
                self.pages += 1
                continue
            code, lines = page.sheet.code, page.lines
            self.page_starts.setdefault(code, []).append(lines[0] if lines else self._next_lines.get(code, 1))
            self._next_lines[code] = lines[-1] + 1 if lines else self._next_lines.get(code, 1)
            self.rows.setdefault(code, []).append(row_places(page))
            if page.number == 1:
                self.sheets += 1
                if page.sheet.cover is None:
                    marks.append((_mark(page), self.pages))
            self.pages += 1
        return marks


class Pieces:
    """What was written since it was last taken."""

    def __init__(self) -> None:
        self._written: list[bytes] = []

    def write(self, data: bytes) -> None:
        self._written.append(data)

    def taken(self) -> bytes:
        pieces, self._written = self._written, []
        return b"".join(pieces)


def typeset(
    pack: PackText,
    sheets: Iterable[SheetText],
    *,
    at: datetime,
    progress: Progress | None = None,
    report: Callable[[Progress], object] = bool,
) -> Iterator[bytes]:
    """Set sheets one after another and give their file piece by piece.

    `sheets` is read as it is needed; `progress` is filled and `report` called after every quire, in the calling
    thread. Raises UnableToTypeset where there is no door to print, where the codes do not fit on a line or the
    typesetter fails.
    """
    progress = progress if progress is not None else Progress()
    file = Pieces()
    joiner = Joiner(file)
    marks: list[tuple[str, int]] = []
    try:
        with _rarer_collections():
            for pages, quire in _set_in_order(pack, sheets, at):
                joiner.add(quire)
                marks += progress.note(pages)
                report(progress)
                yield file.taken()
        if not progress.pages:
            raise UnableToTypeset("there is no door to print")
        joiner.finish(marks)
    except UnreadableQuire as fault:
        raise UnableToTypeset(str(fault)) from fault
    yield file.taken()


@contextmanager
def _rarer_collections() -> Iterator[None]:
    """Look for cycles more rarely: none are made here, and the search took a third of the time."""
    before = gc.get_threshold()
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _mark(page: Page) -> str:
    return f"{page.sheet.code} {page.sheet.title}"


def _set_in_order(
    pack: PackText, sheets: Iterable[SheetText], at: datetime
) -> Iterator[tuple[tuple[Page, ...], bytes]]:
    """Lay sheets out, and set their quires in order."""
    try:
        frame = make_frame(pack)
    except ValueError as fault:
        raise UnableToTypeset(str(fault)) from fault
    ready = ((pages, write_quire(pack, frame, pages, at=at)) for pages in _quires(sheets, frame))
    return set_in_lanes(ready, template="sheet")


def set_in_lanes(ready: Iterable[tuple[Held, str]], *, template: str) -> Iterator[tuple[Held, bytes]]:
    """Set quires in two lanes, and give them back in order, each with what came with its data.

    A few are made ready ahead, so that no lane waits. Raises UnableToTypeset.
    """
    waiting: deque[tuple[Held, Future[bytes]]] = deque()
    with ThreadPoolExecutor(LANES) as lanes:
        for held, data in ready:
            waiting.append((held, lanes.submit(set_quire, data.encode(), template)))
            if len(waiting) > AHEAD:
                yield _taken(waiting)
        while waiting:
            yield _taken(waiting)


def _taken(waiting: deque[tuple[Held, Future[bytes]]]) -> tuple[Held, bytes]:
    held, quire = waiting.popleft()
    return held, quire.result()


def _quires(sheets: Iterable[SheetText], frame: Frame) -> Iterator[tuple[Page, ...]]:
    pages = (page for sheet in sheets for page in _covered(sheet, lay_out(sheet, frame)))
    return iter(lambda: tuple(islice(pages, QUIRE_PAGES)), ())


def _covered(sheet: SheetText, pages: tuple[Page, ...]) -> tuple[Page, ...]:
    return pages if sheet.cover is None else (Page(sheet, 0, len(pages), ()), *pages)


def set_quire(data: bytes, template: str = "sheet") -> bytes:
    """Run the typesetter in a process of its own. Its complaint is passed on without the data it was given."""
    command = [sys.executable, "-I", str(SETTER), template]
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
