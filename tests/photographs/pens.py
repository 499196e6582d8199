"""Marks as people make them with a pen on a printed sheet, drawn by lot and again the same from the same seed.

Lengths are millimetres. A stroke wobbles, its pressure changes, and it seldom ends where the box does.
"""

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

Paper = NDArray[np.float32]
Point = tuple[float, float]

STROKES = ("tick", "cross", "slash")
CLEAR = (*STROKES, "fill")
UNCLEAR = ("miss", "speck", "crossed_out", "faint")


@dataclass(frozen=True)
class Pen:
    """How thick it writes and how dark its ink is: 0 is black, 255 the paper."""

    width: float
    ink: float


def any_pen(lot: random.Random) -> Pen:
    return Pen(lot.uniform(0.35, 0.8), lot.uniform(15, 95))


def draw_stroke(paper: Paper, scale: float, points: Sequence[Point], pen: Pen, lot: random.Random) -> None:
    """Draw a line through points, with a hand's wobble, as ink that darkens what is there."""
    xs = [point[0] for point in points]
    ys = [point[1] for point in points]
    around = 2.0
    x0, y0 = int((min(xs) - around) * scale), int((min(ys) - around) * scale)
    x1, y1 = int((max(xs) + around) * scale) + 1, int((max(ys) + around) * scale) + 1
    x0, y0, x1, y1 = max(0, x0), max(0, y0), min(paper.shape[1], x1), min(paper.shape[0], y1)
    if x1 <= x0 or y1 <= y0:
        return
    layer = np.zeros((y1 - y0, x1 - x0), np.uint8)
    path = _wobbly(points, lot)
    for (ax, ay), (bx, by) in pairwise(path):
        width = max(1, round(pen.width * scale * lot.uniform(0.85, 1.1)))
        start = round((ax * scale - x0) * 16), round((ay * scale - y0) * 16)
        end = round((bx * scale - x0) * 16), round((by * scale - y0) * 16)
        cv2.line(layer, start, end, 255, width, cv2.LINE_AA, 4)
    cover = layer.astype(np.float32) / 255 * lot.uniform(0.9, 1.0)
    part = paper[y0:y1, x0:x1]
    part[:] = np.minimum(part, part * (1 - cover) + pen.ink * cover)


def _wobbly(points: Sequence[Point], lot: random.Random) -> list[Point]:
    path: list[Point] = []
    for (ax, ay), (bx, by) in pairwise(points):
        steps = max(2, int(math.hypot(bx - ax, by - ay) / 0.8))
        for step in range(steps):
            share = step / steps
            path.append(
                (ax + (bx - ax) * share + lot.gauss(0, 0.06), ay + (by - ay) * share + lot.gauss(0, 0.06))
            )
    return [*path, points[-1]]


def mark(
    paper: Paper, scale: float, kind: str, middle: Point, size: Point, pen: Pen, lot: random.Random
) -> None:
    """Make one mark in a box of a `size` around `middle`."""
    x, y = middle[0] + lot.gauss(0, 0.35), middle[1] + lot.gauss(0, 0.35)
    if kind == "miss":
        side = lot.choice((-1, 1))
        x, kind = middle[0] + side * size[0] * lot.uniform(0.42, 0.6), lot.choice(("tick", "cross", "slash"))
    wide, high = size[0] * lot.uniform(0.32, 0.52), size[1] * lot.uniform(0.32, 0.52)
    if kind == "faint":
        pen, kind = Pen(pen.width * 0.6, lot.uniform(150, 200)), "slash"
    DRAWN[kind](paper, scale, (x, y), (wide, high), pen, lot)


def _tick(paper: Paper, scale: float, at: Point, half: Point, pen: Pen, lot: random.Random) -> None:
    (x, y), (w, h) = at, half
    up = lot.uniform(0.9, 1.5)
    points = [(x - w, y - h * 0.1), (x - w * 0.3, y + h), (x + w * up, y - h * up)]
    draw_stroke(paper, scale, points, pen, lot)


def _cross(paper: Paper, scale: float, at: Point, half: Point, pen: Pen, lot: random.Random) -> None:
    (x, y), (w, h) = at, half
    draw_stroke(paper, scale, [(x - w, y - h), (x + w, y + h)], pen, lot)
    draw_stroke(paper, scale, [(x + w, y - h), (x - w, y + h)], pen, lot)


def _slash(paper: Paper, scale: float, at: Point, half: Point, pen: Pen, lot: random.Random) -> None:
    (x, y), (w, h) = at, half
    turn = lot.choice((-1, 1))
    draw_stroke(paper, scale, [(x - w, y + turn * h), (x + w, y - turn * h)], pen, lot)


def _fill(paper: Paper, scale: float, at: Point, half: Point, pen: Pen, lot: random.Random) -> None:
    x, y = at
    wide, high = half[0] * 1.9, half[1] * 1.9
    rows = max(5, int(2 * high / (pen.width * 1.1)))
    points = [
        (x + (wide if step % 2 else -wide) / 2 * 1.05, y - high / 2 + high * step / rows)
        for step in range(rows + 1)
    ]
    draw_stroke(paper, scale, points, pen, lot)


def _crossed_out(paper: Paper, scale: float, at: Point, half: Point, pen: Pen, lot: random.Random) -> None:
    """A mark, and then a scribble over it and beyond."""
    DRAWN[lot.choice(("tick", "cross", "slash"))](paper, scale, at, half, pen, lot)
    x, y = at
    turns = lot.randint(8, 13)
    wide, high = lot.uniform(3.3, 4.6), lot.uniform(2.8, 3.8)
    points = [
        (x - wide + 2 * wide * step / turns, y + (high if step % 2 else -high) * lot.uniform(0.8, 1.1))
        for step in range(turns + 1)
    ]
    draw_stroke(paper, scale, points, pen, lot)


def _struck_out(paper: Paper, scale: float, at: Point, half: Point, pen: Pen, lot: random.Random) -> None:
    """A full box, and then strokes through it, well beyond its edges: how a fill is taken back."""
    _fill(paper, scale, at, half, pen, lot)
    x, y = at
    for _stroke in range(2):
        wide, high = half[0] * lot.uniform(2.4, 3.0), half[1] * lot.uniform(0.2, 0.9)
        draw_stroke(paper, scale, [(x - wide, y + high), (x + wide, y - high)], pen, lot)


def _speck(paper: Paper, scale: float, at: Point, half: Point, pen: Pen, lot: random.Random) -> None:
    x, y = at
    draw_stroke(paper, scale, [(x, y), (x + lot.uniform(0.3, 1.2), y + lot.uniform(-0.6, 0.6))], pen, lot)


def write_note(
    paper: Paper, scale: float, left: float, middle: float, width: float, lot: random.Random
) -> None:
    """A few joined letters that nobody can read."""
    pen = Pen(lot.uniform(0.35, 0.6), lot.uniform(15, 80))
    count = lot.randint(8, 16)
    points = [
        (left + width * step / count, middle + lot.uniform(-1.6, 1.6) * (1 if step % 2 else -1))
        for step in range(count)
    ]
    draw_stroke(paper, scale, points, pen, lot)


DRAWN = {
    "tick": _tick,
    "cross": _cross,
    "slash": _slash,
    "fill": _fill,
    "crossed_out": _crossed_out,
    "struck_out": _struck_out,
    "speck": _speck,
}
