"""Finding sheets on a picture: a square code says which page it is, four corner marks say where it lies.

Everything is worked out from what is printed at fixed places: the code gives the direction and a first scale, by
which the corner marks are looked for; the marks must lie so that the code is where it should be. A sheet of which a
mark is not there is not read at all: half a sheet would be read at the wrong doors.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import cv2
import numpy as np
import segno
import zxingcpp
from numpy.typing import NDArray

from hustings.paper.line_codes import is_line
from hustings.paper.photographs.faults import Fault, UnreadablePicture
from hustings.paper.photographs.opening import Grey

Floats = NDArray[np.float64]

SCALE = 8.0
"""Pixels for a millimetre of a sheet that is squared up."""
LEAST_SCALE = 3.2
LOOKED_AT = 2600
SHEET_IN_CODES, ROOM = 150, 0.75
"""How many square codes cover a sheet; the share of a sheet for which there must be room for one more."""
SOFTNESS, SHARPER = 2.5, 1.5
"""Pixels over which a picture is sharpened, and how much."""
QUIET = 4
MOST_OFF = 1.3
"""Millimetres by which the square code may lie elsewhere than the corner marks say."""
NEAR, FAR, FARTHEST = 4.0, 45.0, 70.0
MOST_CANDIDATES = 12
LIKE_A_SQUARE = 0.62


@dataclass(frozen=True)
class Code:
    """A square code on a picture: what it says, and its four corners in the code's own order, in pixels."""

    text: str
    corners: Floats


@dataclass(frozen=True)
class _Mark:
    middle: Floats
    area: float


def find_codes(picture: Grey) -> list[Code]:
    """Find every square code on a picture, whichever way up, each once.

    Looked at in full and smaller, by which grain is lost; where a sheet may still be missed, sharpened too.
    """
    factor = min(1.0, LOOKED_AT / max(picture.shape))
    found = _added([], _codes(picture, 1.0))
    if factor < 1.0:
        small = cv2.resize(picture, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
        found = _added(found, _codes(np.ascontiguousarray(small, dtype=np.uint8), factor))
    if _has_room(picture, found):
        found = _added(found, _codes(_sharpened(picture), 1.0))
    return found


def _added(found: list[Code], more: Iterable[Code]) -> list[Code]:
    """Codes with those of another look: one that says the same at the same place is the same."""
    kept = list(found)
    for code in more:
        middle, near = code.corners.mean(axis=0), _side(code.corners)
        if not any(
            code.text == other.text and np.linalg.norm(other.corners.mean(axis=0) - middle) < near
            for other in kept
        ):
            kept.append(code)
    return kept


def _has_room(picture: Grey, found: Sequence[Code]) -> bool:
    """Whether there may lie another sheet on a picture beside those that were found."""
    areas = [SHEET_IN_CODES * _side(code.corners) ** 2 for code in found]
    return not areas or picture.size - sum(areas) > ROOM * min(areas)


def _sharpened(picture: Grey) -> Grey:
    """Undo some of what a hand that shook or a lens out of focus did."""
    soft = cv2.GaussianBlur(picture, (0, 0), SOFTNESS)
    return np.asarray(cv2.addWeighted(picture, 1 + SHARPER, soft, -SHARPER, 0), dtype=np.uint8)


def _codes(picture: Grey, factor: float) -> Iterator[Code]:
    for barcode in zxingcpp.read_barcodes(
        picture, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    ):
        # Beside names stand codes of electors, which a scanner keys by: none of them is a sheet's.
        if barcode.valid and barcode.text and not is_line(barcode.text):
            at = barcode.position
            points = (at.top_left, at.top_right, at.bottom_right, at.bottom_left)
            yield Code(barcode.text, np.array([[p.x + 0.5, p.y + 0.5] for p in points]) / factor - 0.5)


def square_up(picture: Grey, code: Code, places: dict[str, Any]) -> Grey:
    """Give the sheet of a code as if it lay under a scanner, SCALE pixels a millimetre.

    Raises UnreadablePicture where a corner mark is missing or the sheet is too small on the picture.
    """
    symbol = _symbol(code.text, places["square"])
    scale = _side(code.corners) / _side(symbol)
    if scale < LEAST_SCALE:
        raise UnreadablePicture(Fault.SMALL)
    marks = _find_marks(picture, scale, places["corner"])
    to_picture = _match(code, symbol, marks, scale, places)
    if to_picture is None:
        raise UnreadablePicture(Fault.HALF)
    width, height = (round(side * SCALE) for side in places["paper"])
    squared = cv2.warpPerspective(
        picture,
        to_picture @ np.diag([1 / SCALE, 1 / SCALE, 1.0]),
        (width, height),
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderValue=255,
    )
    sheet = np.asarray(squared, dtype=np.uint8)
    _refuse_crooked(sheet, places)
    return sheet


def _symbol(text: str, square: Sequence[float]) -> Floats:
    """The corners of a code's dark part on the page: what is drawn for it has a quiet zone around."""
    modules = segno.make(text.encode(), micro=False, error="m", boost_error=False, mode="byte").symbol_size(
        border=0
    )[0]
    left, top, side = square
    quiet = side * QUIET / (modules + 2 * QUIET)
    a, b = left + quiet, top + quiet
    c, d = left + side - quiet, top + side - quiet
    return np.array([[a, b], [c, b], [c, d], [a, d]])


def _side(corners: Floats) -> float:
    return float(np.mean(np.linalg.norm(corners - np.roll(corners, 1, axis=0), axis=1)))


def _find_marks(picture: Grey, scale: float, corner: float) -> list[_Mark]:
    """Every dark blot on the picture that may be a corner mark, by its size and shape."""
    factor = min(1.0, 4.0 / scale)
    small = (
        cv2.resize(picture, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
        if factor < 1
        else picture
    )
    side = corner * scale * factor
    window = int(3 * side) | 1
    dark = cv2.adaptiveThreshold(
        np.asarray(small, np.uint8), 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, window, 12
    )
    outlines, _hierarchy = cv2.findContours(dark, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    marks = []
    for outline in outlines:
        area = cv2.contourArea(outline)
        if not 0.3 * side**2 < area < 2.6 * side**2:
            continue
        _middle, (width, height), _angle = cv2.minAreaRect(outline)
        if area < 0.78 * width * height or max(width, height) > 1.7 * min(width, height):
            continue
        moments = cv2.moments(outline)
        middle = np.array([moments["m10"], moments["m01"]]) / moments["m00"]
        if not _is_solid(dark, middle, side):
            continue
        marks.append(_Mark((middle + 0.5) / factor - 0.5, area / factor**2))
    return marks


def _is_solid(dark: NDArray[np.generic], middle: Floats, side: float) -> bool:
    """Whether a blot is dark in its middle, as a box is not."""
    x, y = (round(float(value)) for value in middle)
    half = max(1, round(side * 0.22))
    inside = dark[max(0, y - half) : y + half + 1, max(0, x - half) : x + half + 1]
    return bool(inside.size and inside.mean() > 215)


def _match(
    code: Code, symbol: Floats, marks: list[_Mark], scale: float, places: dict[str, Any]
) -> Floats | None:
    """Choose four marks by which the code lies where it should; gives millimetres to pixels, None without such four."""
    middles = np.array(places["corners"]) + places["corner"] / 2
    near = _homography(symbol, code.corners)
    right_top = _closest(marks, _moved(near, middles[1:2])[0], NEAR * scale)[:1]
    if not right_top:
        return None
    known = np.vstack([symbol, middles[1:2]])
    seen = np.vstack([code.corners, right_top[0].middle[None]])
    rough = np.linalg.lstsq(np.hstack([known, np.ones((5, 1))]), seen, rcond=None)[0]
    foreseen = np.hstack([middles, np.ones((4, 1))]) @ rough
    reach = (FAR, 0.0, FAR, FARTHEST)
    choices = [_closest(marks, foreseen[place], reach[place] * scale) for place in (0, 2, 3)]
    best, least = None, MOST_OFF
    for left_top, right_bottom, left_bottom in product(*choices):
        four = (left_top, right_top[0], right_bottom, left_bottom)
        corners = np.array([mark.middle for mark in four])
        if not _is_turned_right(corners) or not _sizes_fit(four):
            continue
        found = _homography(middles, corners)
        off = np.linalg.norm(_moved(found, symbol) - code.corners, axis=1).mean() / scale
        skew = _skewness(corners)
        if off + skew < least:
            best, least = found, off + skew
    return best


def _closest(marks: list[_Mark], point: Floats, within: float) -> list[_Mark]:
    far = [(float(np.linalg.norm(mark.middle - point)), mark) for mark in marks]
    return [mark for distance, mark in sorted(far, key=lambda each: each[0]) if distance < within][
        :MOST_CANDIDATES
    ]


def _is_turned_right(corners: Floats) -> bool:
    """Whether four points run clockwise around a shape without a dent, as the corners of a page do."""
    edges = np.roll(corners, -1, axis=0) - corners
    after = np.roll(edges, -1, axis=0)
    turns = edges[:, 0] * after[:, 1] - edges[:, 1] * after[:, 0]
    return bool((turns > 0).all())


def _sizes_fit(four: Sequence[_Mark]) -> bool:
    areas = [mark.area for mark in four]
    return max(areas) < 3.2 * min(areas)


def _skewness(corners: Floats) -> float:
    """How unlike a page four corners are: half a millimetre's worth where opposite sides differ by half."""
    edges = np.linalg.norm(np.roll(corners, -1, axis=0) - corners, axis=1)
    across, down = sorted(edges[[0, 2]]), sorted(edges[[1, 3]])
    shape = (edges[0] + edges[2]) / (edges[1] + edges[3]) / (276 / 192)
    return float(across[1] / across[0] + down[1] / down[0] - 2) / 2 + 0.5 * abs(float(np.log(shape)))


def _homography(source: Floats, target: Floats) -> Floats:
    return np.asarray(
        cv2.getPerspectiveTransform(source.astype(np.float32), target.astype(np.float32)), dtype=np.float64
    )


def _moved(homography: Floats, points: Floats) -> Floats:
    return np.asarray(cv2.perspectiveTransform(points[None], homography)[0], dtype=np.float64)


def _refuse_crooked(squared: Grey, places: dict[str, Any]) -> None:
    """Look at each corner mark once more: squared up, it must be a black square with white around it."""
    side, around = places["corner"], 1.2
    for left, top in places["corners"]:
        patch = _cut(squared, left - around, top - around, side + 2 * around)
        level = (float(np.percentile(patch, 5)) + float(np.percentile(patch, 95))) / 2
        dark = patch < level
        ideal = np.zeros(patch.shape, bool)
        edge = round(around * SCALE)
        ideal[edge:-edge, edge:-edge] = True
        if (dark & ideal).sum() < LIKE_A_SQUARE * (dark | ideal).sum():
            raise UnreadablePicture(Fault.HALF)


def _cut(squared: Grey, left: float, top: float, side: float) -> Grey:
    x, y, size = round(left * SCALE), round(top * SCALE), round(side * SCALE)
    return squared[max(0, y) : y + size, max(0, x) : x + size]
