"""Rows laid straight: a crease or a curled sheet moves what is printed, so each row's boxes are found where they are.

What is dark on the squared-up sheet is compared with how the boxes are printed, first four boxes at a time and then
each by itself, and moved back onto their places. Where too few are found the sheet is not as it was printed, or not
sharp, and is not read.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from hustings.paper.photographs.faults import Fault, UnreadablePicture
from hustings.paper.photographs.opening import Grey
from hustings.paper.photographs.printed_form import AROUND, Box, Row, chunks_of, draw_boxes
from hustings.paper.photographs.squaring import SCALE

Dark = NDArray[np.float32]

SEARCHED, SEARCHED_AGAIN = 2.2, 0.7
MARGIN = 0.5
ALIKE = 0.42
MOST_UNLIKE = 0.35
OUT_OF_STEP = 0.6
BIGGEST_MARK, ROUND_A_BOX = 9.0, 2.8


@dataclass(frozen=True)
class Straightened:
    """The rows of a page on one canvas, dark as 1; `left` and `top` in millimetres of the page."""

    dark: Dark
    left: float
    top: float
    moves: NDArray[np.float64]


def darkness(
    squared: Grey, places_of_black: Sequence[Sequence[float]], corner: float, *, tallest: float = 0.0
) -> Dark:
    """How dark each pixel is between paper (0) and print (1), whatever the light was where it lies.

    `tallest` is the height of the tallest box in millimetres: a full one is still no paper.
    """
    half = cv2.resize(squared, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    reach = round(max(BIGGEST_MARK, tallest + ROUND_A_BOX) * SCALE / 4) | 1
    kernel = np.ones((reach, reach), np.uint8)
    paper = cv2.morphologyEx(half, cv2.MORPH_CLOSE, kernel, borderType=cv2.BORDER_REPLICATE)
    paper = cv2.GaussianBlur(paper, (0, 0), 1.5)
    paper = cv2.resize(paper, (squared.shape[1], squared.shape[0]), interpolation=cv2.INTER_LINEAR)
    dark = 1 - squared.astype(np.float32) / np.maximum(paper.astype(np.float32), 24)
    blacks = []
    for left, top in places_of_black:
        x, y, size = (round(value * SCALE) for value in (left + 1.2, top + 1.2, corner - 2.4))
        blacks.append(float(np.median(dark[y : y + size, x : x + size])))
    black = max(0.35, float(np.median(blacks)))
    return np.clip(dark / black, 0, 1).astype(np.float32)


def straighten(dark: Dark, boxes: tuple[Box, ...], rows: Sequence[Row], right: float) -> Straightened:
    """Lay every row's boxes, and the note up to `right` millimetres, where they were printed.

    Raises UnreadablePicture where boxes are not found as they were printed.
    """
    chunks = chunks_of(boxes)
    start = np.zeros((len(rows), len(chunks), 2))
    moves = _smoothed(*_measured(dark, boxes, chunks, rows, start, searched=SEARCHED))
    of_chunk = [number for number, (first, last) in enumerate(chunks) for _box in range(first, last)]
    single = [(place, place + 1) for place in range(len(boxes))]
    moves = _smoothed(*_measured(dark, boxes, single, rows, moves[:, of_chunk], searched=SEARCHED_AGAIN))
    left, top = boxes[0].left - AROUND - 1.0, rows[0].top
    height = round((rows[-1].top + rows[-1].height - top) * SCALE)
    canvas = np.zeros((height, round((right - left) * SCALE)), np.float32)
    edges = _edges(boxes, left, right)
    for number, row in enumerate(rows):
        y, high = round((row.top - top) * SCALE), round(row.height * SCALE)
        for box, (first, last) in enumerate(edges):
            x, wide = round((first - left) * SCALE), round((last - first) * SCALE)
            down, along = moves[number, box]
            piece = _piece(dark, round(first * SCALE + along), round(row.top * SCALE + down), wide, high)
            part = canvas[y : y + high, x : x + wide]
            part[:] = piece[: part.shape[0], : part.shape[1]]
    return Straightened(canvas, left, top, moves)


def _measured(
    dark: Dark,
    boxes: tuple[Box, ...],
    chunks: Sequence[tuple[int, int]],
    rows: Sequence[Row],
    moves: NDArray[np.float64],
    *,
    searched: float,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """By how many pixels each row's chunks lie lower and further right than printed, and how alike they look.

    They are looked for `searched` millimetres around where `moves` says they are.
    """
    found, likeness = moves.copy(), np.zeros(moves.shape[:2])
    reach = round(searched * SCALE)
    for chunk, (start, end) in enumerate(chunks):
        wanted = _wanted(boxes[start:end])
        high, wide = wanted.shape
        left = round((boxes[start].left - MARGIN) * SCALE) - reach
        for number, row in enumerate(rows):
            down, along = (round(move) for move in moves[number, chunk])
            top = round(row.middle * SCALE) - high // 2 - reach
            part = _piece(dark, left + along, top + down, wide + 2 * reach, high + 2 * reach)
            alike = cv2.matchTemplate(part, wanted, cv2.TM_CCOEFF_NORMED)
            _least, most, _where, best = cv2.minMaxLoc(alike)
            likeness[number, chunk] = most
            found[number, chunk] = down + best[1] - reach, along + best[0] - reach
    return found, likeness


@lru_cache(maxsize=64)
def _wanted(boxes: tuple[Box, ...]) -> Dark:
    return np.asarray(cv2.GaussianBlur(draw_boxes(boxes, MARGIN), (0, 0), 0.9), dtype=np.float32)


def _smoothed(moves: NDArray[np.float64], likeness: NDArray[np.float64]) -> NDArray[np.float64]:
    """Where a chunk is not found, or out of step with its neighbours, theirs counts."""
    found = likeness > ALIKE
    if not found.size or (~found).mean() > MOST_UNLIKE:
        raise UnreadablePicture(Fault.BLURRED)
    smooth = moves.copy()
    for number, chunk in np.ndindex(found.shape):
        around = np.s_[max(0, number - 1) : number + 2, max(0, chunk - 1) : chunk + 2]
        near = moves[around][found[around]]
        if not len(near):
            near = moves[found]
        middle = np.median(near, axis=0)
        if not found[number, chunk] or np.abs(moves[number, chunk] - middle).max() > OUT_OF_STEP * SCALE:
            smooth[number, chunk] = middle
    return smooth


def _edges(boxes: Sequence[Box], left: float, right: float) -> list[tuple[float, float]]:
    """From where to where each box's part of the canvas goes: half way to its neighbours."""
    middles = [(one.right + other.left) / 2 for one, other in pairwise(boxes)]
    return list(zip([left, *middles], [*middles, right], strict=True))


def _piece(dark: Dark, x: int, y: int, wide: int, high: int) -> Dark:
    """Cut a piece out; beyond the edge of the sheet is nothing."""
    piece = np.zeros((high, wide), np.float32)
    y0, x0 = max(0, y), max(0, x)
    part = dark[y0 : max(0, y + high), x0 : max(0, x + wide)]
    piece[y0 - y : y0 - y + part.shape[0], x0 - x : x0 - x + part.shape[1]] = part
    return piece
