"""Where on a printed page everything stands that a photograph is read by: lengths in millimetres from its top left.

The frame of a pack is kept with its script and the rows with each sheet, so that a sheet is read as it was printed,
whatever later sheets look like.
"""

from collections.abc import Iterable
from typing import Any

from hustings.paper import frame as frames
from hustings.paper.drawings import BOX_GAP, GROUP_GAP
from hustings.paper.frame import Frame
from hustings.paper.laying_out import LaidDoor, Page
from hustings.paper.sheet_text import CodeBox

FORM = 1
"""Which form of these values a pack was printed with."""

Places = dict[str, Any]


def corners(corner: float) -> list[list[float]]:
    """The upper left of each corner mark: top left, top right, bottom right, bottom left."""
    left, right = frames.LEFT, frames.PAPER[0] - frames.LEFT - corner
    top, bottom = frames.TOP, frames.PAPER[1] - frames.BOTTOM - corner
    return [[left, top], [right, top], [right, bottom], [left, bottom]]


def frame_places(frame: Frame, codes: Iterable[CodeBox], *, agreed: str) -> Places:
    """What all pages of a pack share: its boxes from left to right, the note, where the first row begins.

    `agreed` are the letters keyed for the box of consent, which stands before the others where consent is asked.
    """
    lefts, measures = _column_lefts(frame), frame.measures
    boxes = _strip_boxes(lefts["codes"] + frames.PADDING, frame, codes)
    if frame.consent:
        middle = lefts["agreed"] + frame.columns["agreed"] / 2
        boxes.insert(0, [agreed, round(middle - measures.tick / 2, 2), measures.tick, measures.tick, False])
    square = frames.PAPER[0] - frames.LEFT - measures.corner_room - measures.square
    return {
        "form": FORM,
        "paper": list(frames.PAPER),
        "corner": measures.corner,
        "corners": corners(measures.corner),
        "square": [square, frames.TOP, measures.square],
        "rows": round(frames.TOP + measures.head + frame.bars_height + measures.table_head, 3),
        "boxes": boxes,
        "letters": measures.letters,
        "note": [round(lefts["note"], 2), round(lefts["note"] + frame.columns["note"], 2)],
    }


def row_places(page: Page) -> list[list[float]]:
    """For each line of a page, in print order, where its row begins below the first one, and how high it is."""
    rows, below = [], 0.0
    for row in page.rows:
        if not isinstance(row, LaidDoor) or not row.rows:
            below += row.height
            continue
        for elector in row.rows:
            rows.append([round(below, 2), round(elector.height, 2)])
            below += elector.height
    return rows


def _column_lefts(frame: Frame) -> dict[str, float]:
    lefts, left = {}, frames.LEFT
    for name, width in frame.columns.items():
        lefts[name] = left
        left += width
    return lefts


def _strip_boxes(left: float, frame: Frame, codes: Iterable[CodeBox]) -> list[list[Any]]:
    """Letters, left edge, width, height, and whether the letters are printed inside."""
    boxes: list[list[Any]] = []
    left, group = left + BOX_GAP / 2, None
    for code, width in zip(codes, frame.strip.boxes, strict=True):
        left += GROUP_GAP if group not in (None, code.group) else 0.0
        boxes.append([code.letters, round(left, 2), round(width, 3), frame.measures.box_height, True])
        left += width + BOX_GAP
        group = code.group
    return boxes
