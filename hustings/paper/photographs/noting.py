"""Whether something is written in a row's note: thin dark strokes, and neither a fold, a shadow nor a printed line.

The note lies far from the boxes by which a row is laid straight, so its printed lines stand elsewhere than they were
printed, and are known by being long and straight.
"""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from hustings.paper.photographs.printed_form import LINE, Row
from hustings.paper.photographs.squaring import SCALE
from hustings.paper.photographs.straightening import Straightened

WRITTEN = 0.22
"""How much darker a stroke is than what is around it, between paper and print."""
THICKEST = 2.5
"""Millimetres: what is broader is no stroke of a pen but a fold or a shadow."""
ACROSS, DOWN = 9.0, 6.5
"""Millimetres from which on a straight stroke is a printed line, across the page and down it."""
NOTE = 2.5
"""Square millimetres of ink that are a note."""


def noted_rows(page: Straightened, rows: Sequence[Row], note: Sequence[float]) -> list[bool]:
    """Say of every row whether something is written between `note`'s edges, in millimetres of the page."""
    left, right = (round((edge - page.left) * SCALE) for edge in (note[0] + 1.0, note[1] - 1.2))
    written = _written(page.dark[:, max(0, left) : right])
    found = []
    for row in rows:
        top = round((row.top + LINE + 0.2 - page.top) * SCALE)
        bottom = round((row.top + row.height - LINE - 0.2 - page.top) * SCALE)
        found.append(bool(written[max(0, top) : bottom].sum() / SCALE**2 > NOTE))
    return found


def _written(dark: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Where strokes of a pen are, without what is broad and what is long and straight."""
    if not dark.size:
        return np.zeros(dark.shape, bool)
    broad = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((round(THICKEST * SCALE),) * 2, np.uint8))
    ink = ((dark - broad) > WRITTEN).astype(np.uint8)
    lines = np.zeros(ink.shape, np.uint8)
    # A line that is slightly askew climbs from one row of pixels to the next: it is thickened before it is looked for.
    for thicker, long in (((3, 1), (1, round(ACROSS * SCALE))), ((1, 3), (round(DOWN * SCALE), 1))):
        thick = cv2.dilate(ink, np.ones(thicker, np.uint8))
        lines |= np.asarray(cv2.morphologyEx(thick, cv2.MORPH_OPEN, np.ones(long, np.uint8)), dtype=np.uint8)
    printed = cv2.dilate(lines, np.ones((3, 3), np.uint8))
    return np.asarray((ink > 0) & (printed == 0), dtype=np.bool_)
