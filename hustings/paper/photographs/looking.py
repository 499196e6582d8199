"""Looking at one picture: which sheets are on it, and what each line of such a sheet holds. Knows no database."""

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np

from hustings.paper.photographs.faults import Fault, UnreadablePicture
from hustings.paper.photographs.opening import Grey
from hustings.paper.photographs.printed_form import boxes_of, rows_of
from hustings.paper.photographs.squaring import SCALE, Code, square_up
from hustings.paper.photographs.straightening import darkness, straighten
from hustings.paper.photographs.weighing import WeighedRow, weigh
from hustings.paper.photographs.weights import KEPT_SCALE

QUALITY = 55


@dataclass(frozen=True)
class SeenSheet:
    """What was read of one sheet, and its squared-up picture as JPEG."""

    rows: list[WeighedRow]
    picture: bytes


def look_at_sheet(
    picture: Grey, code: Code, places: dict[str, Any], rows: list[tuple[int, float, float]]
) -> SeenSheet:
    """Read the boxes of one sheet. `rows` are lines with where they begin and how high they are.

    Raises UnreadablePicture where the sheet is not whole, too small or not sharp.
    """
    squared = square_up(picture, code, places)
    kept = _jpeg(squared)
    boxes, printed = boxes_of(places), rows_of(places, rows)
    if not printed:
        return SeenSheet([], kept)
    tallest = max(box.height for box in boxes)
    dark = darkness(squared, places["corners"], places["corner"], tallest=tallest)
    page = straighten(dark, boxes, printed, places["note"][1])
    return SeenSheet(weigh(page, boxes, printed, places["note"]), kept)


def _jpeg(squared: Grey) -> bytes:
    factor = KEPT_SCALE / SCALE
    small = cv2.resize(squared, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    done, data = cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])
    if not done:
        raise UnreadablePicture(Fault.DAMAGED)
    return np.asarray(data).tobytes()
