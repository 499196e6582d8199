"""Which boxes are marked: ink is gathered stroke by stroke and weighed by the box in which most of a stroke lies.

A box is marked, empty or doubtful. Doubtful is whatever a person might read otherwise: a speck or a faint stroke,
a stroke that lies in two boxes, and a box scribbled over beyond its edges, by which people take a mark back.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from hustings.paper.photographs.noting import noted_rows
from hustings.paper.photographs.paleness import pale_by_box
from hustings.paper.photographs.printed_form import Box, Row, printed_mask
from hustings.paper.photographs.squaring import SCALE
from hustings.paper.photographs.straightening import Straightened
from hustings.paper.photographs.weights import Weight

INK = 0.22
"""How dark ink is at least, between paper and print."""
PALE_STROKE, PALE_BESIDE = 0.6, 1.2
"""Square millimetres of a pale stroke, alone on its line and beside a sure mark."""
SPECK, STROKE = 0.4, 1.1
"""Square millimetres of ink: below the first nothing is there, from the second on there is a mark."""
SHARED = 0.28
"""From this share of a stroke in a second box on, nobody can say which box was meant."""
LEANING = 0.2
"""Of a box's width: ink that lies so far to one side, beside a box whose ink lies to the other, is one mark."""
COVERED, COVERED_BARE, COVERED_IN_MANNER, SPILT, WINDING = 0.6, 0.72, 0.53, 1.6, 36.0
"""A full box; one without letters that a broad cross cannot fill so far; one where all others are full; ink in square
millimetres outside; millimetres of edge that no tick or cross has, but a scribble.
"""
THROUGH, THROUGH_INK = 3.0, 0.2
"""Millimetres on either side of a full box, and square millimetres of ink there: on both sides it is struck through."""
DOT, STRUCK = 2.4, 3.0
"""Millimetres: in a box without letters a mark is longer than the first; what goes on beyond a box by the second is
how a mark is taken back.
"""
BRIDGED = 0.45
"""Millimetres around ink within which it is joined."""
LONGEST = 15.0
"""Millimetres: a longer stroke was not meant for one box."""
SPILL = 2.2
"""Square millimetres: up to so much ink beside a stroke twice as large may be where that one ran over."""
NEIGHBOUR = 2.0
"""Millimetres within which a scrap belongs to the stroke beside it, which a printed line parts from it."""
USUAL_BOX = 12.6
"""Millimetres of width and height together, to which the lengths above belong."""
AREA = SCALE * SCALE


@dataclass(frozen=True)
class WeighedRow:
    """One line: what each box holds, by its letters in print order, and whether something is written in the note."""

    line: int
    boxes: dict[str, Weight]
    is_noted: bool


@dataclass(frozen=True)
class _Strokes:
    """Ink by stroke and box, in square millimetres: `within` strokes × boxes, `total` by stroke, `reach` in mm."""

    within: NDArray[np.float64]
    total: NDArray[np.float64]
    reach: NDArray[np.float64]


@dataclass(frozen=True)
class _Shapes:
    """What a box's ink looks like: the share it covers, millimetres of edge, how far it leans, -0.5 to 0.5."""

    covered: NDArray[np.float64]
    winding: NDArray[np.float64]
    leaning: NDArray[np.float64]


def weigh(
    page: Straightened, boxes: tuple[Box, ...], rows: Sequence[Row], note: Sequence[float]
) -> list[WeighedRow]:
    """Say of every box of every row what it holds."""
    printed = printed_mask(boxes, rows, page.left, page.top, page.dark.shape)
    dark = _without_haze(page, boxes, rows)
    ink = (dark > INK) & ~printed
    numbers = _numbered(ink.shape, page, boxes, rows)
    count = len(boxes) * len(rows)
    strokes = _gathered(ink, numbers, count)
    shapes = _shapes(ink, printed, numbers, page.left, boxes)
    weights = _weights(strokes, shapes, boxes)
    weights = _with_pale(weights.reshape(len(rows), -1), pale_by_box(dark, ink, printed, numbers, count))
    broad = _is_bare(boxes, count) & (shapes.covered < COVERED_BARE)
    weights = _in_its_manner(weights, broad, shapes.covered)
    weights[(weights == Weight.FILLED) & _is_struck_through(ink, page, boxes, rows)] = Weight.SCRIBBLED
    weights = weights.reshape(len(rows), len(boxes))
    noted = noted_rows(page, rows, note)
    return [
        WeighedRow(
            row.line, dict(zip((box.letters for box in boxes), weights[number], strict=True)), noted[number]
        )
        for number, row in enumerate(rows)
    ]


def _without_haze(page: Straightened, boxes: Sequence[Box], rows: Sequence[Row]) -> NDArray[np.float32]:
    """Take away what blurred print spreads around itself: as much as every row of a box's column shows."""
    if len(rows) < 5:
        return page.dark
    high = round((boxes[-1].height + 2 * 0.5) * SCALE)
    width = page.dark.shape[1]
    tops = [round((row.middle - page.top) * SCALE) - high // 2 for row in rows]
    kept = [
        (top, page.dark[top : top + high]) for top in tops if top >= 0 and top + high <= page.dark.shape[0]
    ]
    if len(kept) < 5:
        return page.dark
    haze = np.minimum(np.percentile(np.stack([part for _top, part in kept]), 30, axis=0), 0.25).astype(
        np.float32
    )
    clean = page.dark.copy()
    for top, part in kept:
        clean[top : top + high, :width] = np.maximum(part - haze, 0)
    return clean


def _with_pale(weights: NDArray[np.object_], pale: NDArray[np.float64]) -> NDArray[np.object_]:
    """Doubt empty boxes with a pale stroke. Beside a sure mark on the same line it may be that one's tail, and more of
    it is wanted.
    """
    sure = np.isin(weights.astype(str), [str(Weight.MARKED), str(Weight.FILLED)]).any(axis=1, keepdims=True)
    wanted = np.where(sure, PALE_BESIDE, PALE_STROKE)
    weights[(weights == Weight.EMPTY) & (pale.reshape(weights.shape) > wanted)] = Weight.FAINT
    return weights.ravel()


def _numbered(
    shape: tuple[int, ...], page: Straightened, boxes: Sequence[Box], rows: Sequence[Row]
) -> NDArray[np.int32]:
    """For each pixel the number of its box, counted from 1 row after row; 0 between boxes."""
    numbers = np.zeros(shape, np.int32)
    for down, row in enumerate(rows):
        for along, box in enumerate(boxes):
            x, y = (box.left - page.left) * SCALE, (row.middle - box.height / 2 - page.top) * SCALE
            numbers[round(y) : round(y + box.height * SCALE), round(x) : round(x + box.width * SCALE)] = (
                down * len(boxes) + along + 1
            )
    return numbers


def _gathered(ink: NDArray[np.bool_], numbers: NDArray[np.int32], count: int) -> _Strokes:
    """Join ink that a printed line parts, and count for each stroke how much of it lies in which box."""
    reach = 2 * round(BRIDGED * SCALE) + 1
    joined = cv2.dilate(ink.astype(np.uint8), cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (reach, reach)))
    how_many, found, counted, _middles = cv2.connectedComponentsWithStats(joined, connectivity=8)
    labels, figures = np.asarray(found, dtype=np.int32), np.asarray(counted, dtype=np.int32)
    stroke, box = labels[ink], numbers[ink]
    tally = np.bincount(stroke * (count + 1) + box, minlength=how_many * (count + 1))
    within = np.asarray(tally.reshape(how_many, count + 1) / AREA, dtype=np.float64)
    longest = figures[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]].max(axis=1) / SCALE - 2 * BRIDGED
    total = within.sum(axis=1)
    for scrap in np.flatnonzero((total > 0.02) & (total < SPILL)):
        if scrap and (to := _beside(int(scrap), labels, figures, total)):
            within[to] += within[scrap]
            within[scrap] = 0
    return _Strokes(within[1:, 1:], within[1:].sum(axis=1), longest[1:])


def _beside(
    scrap: int, labels: NDArray[np.int32], figures: NDArray[np.int32], total: NDArray[np.float64]
) -> int:
    """The stroke beside a scrap to which it belongs; 0 where it lies alone."""
    x, y, wide, high = figures[scrap, :4]
    reach = round((NEIGHBOUR - 0.9) * SCALE)
    around = labels[max(0, y - reach) : y + high + reach, max(0, x - reach) : x + wide + reach]
    near = [int(label) for label in np.unique(around) if label and label != scrap]
    biggest = max(near, key=lambda label: float(total[label]), default=0)
    return biggest if biggest and total[biggest] > max(STROKE, 2 * total[scrap]) else 0


def _shapes(
    ink: NDArray[np.bool_],
    printed: NDArray[np.bool_],
    numbers: NDArray[np.int32],
    left: float,
    boxes: Sequence[Box],
) -> _Shapes:
    count = int(numbers.max())
    blank = ~ink & ~printed
    area = np.bincount(numbers[ink], minlength=count + 1)[1:]
    room = np.maximum(np.bincount(numbers[~printed], minlength=count + 1)[1:], 1)
    edges = np.zeros(count + 1)
    for here, there in ((np.s_[:, :-1], np.s_[:, 1:]), (np.s_[:-1], np.s_[1:])):
        between = (ink[here] & blank[there]) | (blank[here] & ink[there])
        edges += np.bincount(numbers[here][between], minlength=count + 1)
    along = np.broadcast_to(np.arange(ink.shape[1]), ink.shape)
    middle = np.bincount(numbers[ink], weights=along[ink], minlength=count + 1)[1:] / np.maximum(area, 1)
    centres = np.tile([((box.left + box.right) / 2 - left) * SCALE for box in boxes], count // len(boxes))
    widths = np.tile([box.width * SCALE for box in boxes], count // len(boxes))
    leaning = np.where(area > 0, (middle - centres) / widths, 0.0)
    return _Shapes(area / room, edges[1:] / SCALE, leaning)


def _weights(strokes: _Strokes, shapes: _Shapes, boxes: Sequence[Box]) -> NDArray[np.object_]:
    count = len(shapes.covered)
    widths = np.tile([box.width for box in boxes], count // len(boxes))
    # What is long in a usual box is not in one of large print.
    roomier = np.tile([max(1.0, (box.width + box.height) / USUAL_BOX) for box in boxes], count // len(boxes))
    own, foreign, spilt, longest = np.zeros(count), np.zeros(count), np.zeros(count), np.zeros(count)
    between = np.zeros(count, bool)
    for within, total, reach in zip(strokes.within, strokes.total, strokes.reach, strict=True):
        inside = within.sum()
        if inside < 0.05:
            continue
        best = int(within.argmax())
        own[best] += within[best]
        spilt[best] += total - within[best]
        longest[best] = max(longest[best], reach)
        others = within.copy()
        others[best] = 0
        foreign += others
        shared = (others > SHARED * inside) & (others > SPECK)
        if shared.any():
            between |= shared
            between[best] = True
        if reach > LONGEST * roomier[best] or (total - inside > 1.2 * inside and total > STROKE):
            between |= within > SPECK / 2
    between |= _one_mark_in_two(own + foreign, shapes.leaning, len(boxes))
    weights = np.full(count, Weight.EMPTY, dtype=object)
    weights[(own > SPECK) | (foreign >= STROKE)] = Weight.FAINT
    # Letters in a box break a stroke into pieces; a dot in a box without is a dot.
    weights[(own >= STROKE) & ((longest > DOT) | ~_is_bare(boxes, count))] = Weight.MARKED
    full = (own >= STROKE) & (shapes.covered > COVERED)
    weights[full] = Weight.FILLED
    weights[full & (spilt > SPILT)] = Weight.SCRIBBLED
    weights[(own >= STROKE) & (longest > widths + STRUCK)] = Weight.SCRIBBLED
    weights[(own >= STROKE) & ~full & (shapes.winding > WINDING * np.sqrt(roomier))] = Weight.SCRIBBLED
    weights[between] = Weight.BETWEEN
    return weights


def _one_mark_in_two(
    ink: NDArray[np.float64], leaning: NDArray[np.float64], columns: int
) -> NDArray[np.bool_]:
    """Neighbours whose ink leans towards each other: one mark on the line between them."""
    found = np.zeros(len(ink), bool)
    here, there = np.arange(len(ink) - 1), np.arange(1, len(ink))
    pair = (here % columns != columns - 1) & (ink[here] > SPECK) & (ink[there] > SPECK)
    pair &= (leaning[here] > LEANING) & (leaning[there] < -LEANING)
    found[here[pair]] = True
    found[there[pair]] = True
    return found


def _in_its_manner(
    weights: NDArray[np.object_], broad: NDArray[np.bool_], covered: NDArray[np.float64]
) -> NDArray[np.object_]:
    """A full box is a mark where boxes are filled in; where they are ticked or crossed it may be a mark taken back,
    but for those that a `broad` pen's cross fills so far. Where they are filled in, one that is nearly full is full.
    """
    full, marked = weights == Weight.FILLED, weights == Weight.MARKED
    if full.sum() <= marked.sum():
        weights[full] = Weight.SCRIBBLED
        weights[full & broad] = Weight.MARKED
    else:
        weights[marked & (covered > COVERED_IN_MANNER)] = Weight.FILLED
    return weights


def _is_struck_through(
    ink: NDArray[np.bool_], page: Straightened, boxes: Sequence[Box], rows: Sequence[Row]
) -> NDArray[np.bool_]:
    """Which boxes, row after row, have ink on both sides at their own height: a full one was then taken back."""
    found = np.zeros((len(rows), len(boxes)), bool)
    for down, row in enumerate(rows):
        top = max(0, round((row.middle - boxes[-1].height / 2 - page.top) * SCALE))
        along = ink[top : top + round(boxes[-1].height * SCALE)].sum(axis=0) / AREA
        for number, box in enumerate(boxes):
            left, right = (round((edge - page.left) * SCALE) for edge in (box.left, box.right))
            reach = round(THROUGH * SCALE)
            sides = along[max(0, left - reach) : left], along[right : right + reach]
            found[down, number] = all(side.sum() > THROUGH_INK for side in sides)
    return found.ravel()


def _is_bare(boxes: Sequence[Box], count: int) -> NDArray[np.bool_]:
    """Which of all boxes have no letters."""
    return np.tile([not box.is_lettered for box in boxes], count // len(boxes))
