"""Photographed sheets: how long they take to read in two lanes, and how many marks are read right."""

import time
from collections.abc import Sequence
from functools import partial
from typing import Any

from hustings.lib.sheet_codes import read_scan
from hustings.paper.photographs.lanes import Asked, Looked, look_at_files
from tests.bench.figures import Figure, absolute
from tests.photographs.cameras import SCANNER, SMALL_TELEPHONE, TELEPHONE, Camera
from tests.photographs.marked_sheets import Marked
from tests.photographs.weighed import score, take_pictures

SHEETS, SEED = 50, 2026
CAMERAS: tuple[tuple[str, Camera, int], ...] = (
    ("telephone of 5 megapixels", SMALL_TELEPHONE, 60),
    ("telephone of 12 megapixels", TELEPHONE, 20),
    ("scanner at 150 dots an inch", SCANNER, 60),
)


def measure_photographs() -> list[Figure]:
    """Read fifty pictures of twelve megapixels as the worker does; then count marks from each kind of camera."""
    pictures = list(take_pictures(SHEETS, TELEPHONE, seed=SEED))
    seconds, read = _in_lanes(pictures)
    figures = [
        absolute(
            name="photographs: 50 sheets",
            ours=seconds,
            goal=50,
            unit="s",
            detail=f"{read} read, in two processes",
        ),
        absolute(
            name="photographs: a sheet", ours=2 * seconds / SHEETS, goal=1, unit="s", detail="in its lane"
        ),
    ]
    for name, camera, count in CAMERAS:
        found = score(take_pictures(count, camera, seed=SEED + 1, consent=camera is SCANNER))
        detail = f"{found.sheets} sheets, {found.clear} clear marks, {found.asked} lines asked, {found.refused} refused"
        figures += [
            absolute(
                name=f"marks not right: {name}",
                ours=100 * (1 - found.share_right),
                goal=0.5,
                unit="%",
                detail=detail,
            ),
            absolute(name=f"marks wrong unasked: {name}", ours=100 * found.share_wrong, goal=0.1, unit="%"),
        ]
    return figures


def _in_lanes(pictures: Sequence[tuple[Marked, bytes]]) -> tuple[float, int]:
    """Seconds for all, the processes' start with them, and how many sheets were read."""
    pages = {(marked.page.code, marked.page.number): marked.page for marked, _data in pictures}
    looked: list[Looked] = []

    def find(codes: Sequence[str]) -> list[Asked | None]:
        return [_asked(pages, code) for code in codes]

    began = time.perf_counter()
    look_at_files(
        [(number, partial(bytes, data)) for number, (_marked, data) in enumerate(pictures)],
        find=find,
        take=lambda _key, seen: looked.append(seen),
    )
    return time.perf_counter() - began, sum(len(sheet.rows) > 0 for one in looked for sheet in one.sheets)


def _asked(pages: dict[tuple[str, int], Any], text: str) -> Asked | None:
    scan = read_scan(text)
    page = pages.get((scan.code, scan.page or 1))
    return {"places": page.places, "rows": page.rows} if page else None


MEASURES = {"photographs": measure_photographs}
