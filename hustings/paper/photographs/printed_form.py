"""What a page says before anybody marks it: the boxes with their letters, as they are printed, one page's rows.

A mark is what is dark beside this. Everything is in pixels of a squared-up sheet, on a canvas that begins at the
left of the first box's surroundings and at the top of the first row.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from hustings.paper.measures import BELOW_MIDDLE, HEAVY_EDGE, THIN_EDGE, letters_in_box
from hustings.paper.photographs.squaring import SCALE

Drawn = NDArray[np.float32]

AROUND = 1.3
"""Millimetres to the left and right of a box that still belong to it."""
EDGE, OUTLINE = 0.3, 0.5
"""Millimetres around what is printed in which nothing is looked for: letters, and the outlines, which move more."""
LINE = 0.45
USUAL_LETTERS = 3.2
"""Millimetres: the size of the letters of sheets that do not tell it."""
FONT = Path(__file__).parents[1] / "fonts" / "DejaVuSansCondensed.ttf"


@dataclass(frozen=True)
class Box:
    """One box of a row: its letters, and where it stands from the left of the page, in millimetres.

    `letter_size` is that of its letters at most: those of wide words are smaller.
    """

    letters: str
    left: float
    width: float
    height: float
    is_lettered: bool
    letter_size: float = USUAL_LETTERS

    @property
    def right(self) -> float:
        return self.left + self.width


@dataclass(frozen=True)
class Row:
    """One line of the page: from where it begins and how high it is, in millimetres from the top of the page."""

    line: int
    top: float
    height: float

    @property
    def middle(self) -> float:
        return self.top + self.height / 2


def boxes_of(places: dict[str, Any]) -> tuple[Box, ...]:
    size = places.get("letters", USUAL_LETTERS)
    return tuple(
        Box(letters, left, width, height, is_lettered, size)
        for letters, left, width, height, is_lettered in places["boxes"]
    )


def rows_of(places: dict[str, Any], rows: Sequence[tuple[int, float, float]]) -> tuple[Row, ...]:
    """Rows with their lines, as they are kept with a sheet, at their places on the page."""
    return tuple(Row(line, places["rows"] + below, height) for line, below, height in rows)


def chunks_of(boxes: Sequence[Box]) -> list[tuple[int, int]]:
    """Neighbouring boxes that are found on the paper together: from the first to before the last, about four each."""
    alone = [place for place, box in enumerate(boxes) if not box.is_lettered]
    first = alone[-1] + 1 if alone else 0
    count = len(boxes) - first
    parts = max(1, round(count / 4))
    ends = [first + count * part // parts for part in range(parts + 1)]
    return [(place, place + 1) for place in alone] + list(pairwise(ends))


@lru_cache(maxsize=64)
def draw_boxes(boxes: tuple[Box, ...], margin: float) -> Drawn:
    """Draw boxes as they are printed, ink as 1, from `margin` millimetres left of the first to right of the last.

    The middle of the boxes is the middle of the drawing; above and below are `margin` millimetres too.
    """
    fine = 4
    scale = SCALE * fine
    left = boxes[0].left - margin
    width = round((boxes[-1].right + margin - left) * SCALE)
    height = round((max(box.height for box in boxes) + 2 * margin) * SCALE)
    page = Image.new("L", (width * fine, height * fine), 0)
    pen = ImageDraw.Draw(page)
    middle = height * fine / 2
    for box in boxes:
        stroke = THIN_EDGE if box.is_lettered else HEAVY_EDGE
        x, half = (box.left - left) * scale, box.height / 2 * scale
        edge = stroke / 2 * scale
        pen.rectangle(
            (x - edge, middle - half - edge, x + box.width * scale + edge, middle + half + edge),
            outline=255,
            width=round(2 * edge),
        )
        if box.is_lettered:
            size = letters_in_box(box.letters, box.width, most=box.letter_size)
            font = ImageFont.truetype(str(FONT), size * scale)
            base = middle + size * BELOW_MIDDLE * scale
            pen.text((x + box.width / 2 * scale, base), box.letters, fill=255, font=font, anchor="ms")
    small = page.resize((width, height), Image.Resampling.BOX)
    return np.asarray(np.asarray(small, dtype=np.float32) / 255, dtype=np.float32)


def printed_mask(
    boxes: tuple[Box, ...], rows: Sequence[Row], left: float, top: float, shape: tuple[int, int]
) -> NDArray[np.bool_]:
    """Where on the canvas something is printed, a little more than that, and where no row is: no mark is looked for."""
    mask = np.ones(shape, np.uint8)
    for row in rows:
        first, last = _pixels(row.top + LINE - top, row.top + row.height - LINE - top)
        mask[max(first, 0) : last] = 0
    for start, end in chunks_of(boxes):
        drawing = _thickened(boxes[start:end])
        for row in rows:
            y = round((row.middle - top) * SCALE) - drawing.shape[0] // 2
            x = round((boxes[start].left - 2 * _edge(boxes[start]) - left) * SCALE)
            _lay(mask, drawing, x, y)
    return mask.astype(bool)


def _edge(box: Box) -> float:
    """How far around letters nothing is looked for: where they are larger, a crease moves their ends further."""
    return EDGE * box.letter_size / USUAL_LETTERS


@lru_cache(maxsize=64)
def _thickened(boxes: tuple[Box, ...]) -> NDArray[np.uint8]:
    edge = _edge(boxes[0])
    margin = 2 * edge
    drawn = draw_boxes(boxes, margin) > 0.25
    reach = 2 * round(edge * SCALE) + 1
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (reach, reach))
    thick = np.asarray(cv2.dilate(drawn.astype(np.uint8), kernel), dtype=np.uint8)
    middle = thick.shape[0] / 2
    for box in boxes:
        left, right = (round((edge - boxes[0].left + margin) * SCALE) for edge in (box.left, box.right))
        top, bottom = (round(middle + side * box.height / 2 * SCALE) for side in (-1, 1))
        cv2.rectangle(thick, (left, top), (right, bottom), 1, 2 * round(OUTLINE * SCALE) + 1)
    return thick


def _lay(mask: NDArray[np.uint8], drawing: NDArray[np.uint8], x: int, y: int) -> None:
    x0, y0 = max(0, x), max(0, y)
    part = mask[y0 : y + drawing.shape[0], x0 : x + drawing.shape[1]]
    part |= drawing[y0 - y : y0 - y + part.shape[0], x0 - x : x0 - x + part.shape[1]]


def _pixels(first: float, last: float) -> tuple[int, int]:
    return round(first * SCALE), round(last * SCALE)
