"""Strokes too pale for ink: a pen that runs dry or a pencil, told from the shadow of a fold by its length."""

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from hustings.paper.photographs.squaring import SCALE

Dark = NDArray[np.float32]

PALE = 0.10
"""How dark a pale stroke is at least, between paper and print."""
GRAIN, BLUR = 3, 0.7
"""Pixels over which grain is smoothed; millimetres around ink that are its own blur."""
CRUMB = 0.3
"""Square millimetres of ink that are a stroke by themselves."""
FOLD = 14.0
"""Millimetres: what is dark along a straight line as long as this is a fold."""
COARSE = 4
"""By how much folds are looked for on a smaller picture: they are broad, and it is quicker."""
DIRECTIONS = 24
AREA = SCALE * SCALE


def pale_by_box(
    dark: Dark,
    ink: NDArray[np.bool_],
    printed: NDArray[np.bool_],
    numbers: NDArray[np.int32],
    count: int,
) -> NDArray[np.float64]:
    """Square millimetres of each box that are darker than paper, though too pale for ink, once grain is smoothed.

    What lies beside ink is its own blur, and what goes on across the page is a fold.
    """
    known = (~printed).astype(np.float32)
    smooth = _averaged(dark, known, GRAIN)
    reach = 2 * round(BLUR * SCALE) + 1
    inked = cv2.dilate(_strokes(ink), np.ones((reach, reach), np.uint8)) > 0
    pale = (smooth - _folds(dark, known) > PALE) & ~printed & ~np.asarray(inked)
    return np.asarray(np.bincount(numbers[pale], minlength=count + 1)[1:] / AREA, dtype=np.float64)


def _strokes(ink: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """Ink without its crumbs: those are where a pale stroke is darkest, and belong to it."""
    _count, labels, figures, _middles = cv2.connectedComponentsWithStats(ink.astype(np.uint8), connectivity=8)
    large = np.asarray(figures[:, cv2.CC_STAT_AREA] >= CRUMB * AREA)
    large[0] = False
    return np.asarray(large[labels], dtype=np.uint8)


def _averaged(dark: Dark, known: Dark, over: int) -> Dark:
    """The mean darkness of what is known around each pixel."""
    size = (over, over)
    return np.asarray(cv2.blur(dark * known, size) / np.maximum(cv2.blur(known, size), 0.3), dtype=np.float32)


def _folds(dark: Dark, known: Dark) -> Dark:
    """How dark each pixel is as a part of something long and straight; what is printed is bridged over."""
    high, wide = dark.shape
    size = (max(1, wide // COARSE), max(1, high // COARSE))
    seen = cv2.resize(known, size, interpolation=cv2.INTER_AREA)
    sum_of = cv2.resize(dark * known, size, interpolation=cv2.INTER_AREA)
    near, wider = (
        (cv2.blur(sum_of, (over, over)), cv2.blur(seen, (over, over)))
        for over in (2, round(4 * SCALE / COARSE))
    )
    bridged = np.where(
        near[1] > 0.2, near[0] / np.maximum(near[1], 0.2), wider[0] / np.maximum(wider[1], 0.05)
    )
    darkest = np.zeros(bridged.shape, np.float32)
    for direction in range(DIRECTIONS):
        line = _line(math.pi * direction / DIRECTIONS)
        opened = cv2.morphologyEx(
            bridged.astype(np.float32), cv2.MORPH_OPEN, line, borderType=cv2.BORDER_REPLICATE
        )
        darkest = np.maximum(darkest, np.asarray(opened, dtype=np.float32))
    return np.asarray(cv2.resize(darkest, (wide, high), interpolation=cv2.INTER_LINEAR), dtype=np.float32)


def _line(angle: float) -> NDArray[np.uint8]:
    """A straight line through the middle of a small picture."""
    half = round(FOLD * SCALE / COARSE / 2)
    x, y = round(half * math.cos(angle)), round(half * math.sin(angle))
    picture = np.zeros((2 * abs(y) + 1, 2 * abs(x) + 1), np.uint8)
    middle = abs(x), abs(y)
    cv2.line(picture, (middle[0] - x, middle[1] - y), (middle[0] + x, middle[1] + y), 1)
    return picture
