"""Small drawings of a sheet as SVG: the strip of boxes to mark, and the box to tick before them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from hustings.lib.markup import element, escaped
from hustings.paper.sheet_text import CodeBox

FONT = "DejaVu Sans"
BOX_WIDTH, BOX_HEIGHT, BOX_GAP, GROUP_GAP = 6.4, 6.2, 0.4, 1.8
NARROWEST_BOX = 4.6


@dataclass(frozen=True, slots=True)
class Strip:
    """A drawn strip of boxes, its width and each box's in millimetres, and each group's name with what it spans."""

    svg: str
    width: float
    box: float
    groups: tuple[tuple[str, float], ...]


def draw_strip(codes: Sequence[CodeBox], *, room: float) -> Strip:
    """Draw one box for each code, a gap between groups, narrower boxes where `room` (mm) is short.

    Raises ValueError where even the narrowest boxes have no room.
    """
    groups = [(name, list(boxes)) for name, boxes in groupby(codes, key=lambda code: code.group)]
    gaps = GROUP_GAP * (len(groups) - 1) + BOX_GAP * len(codes)
    width = min(BOX_WIDTH, (room - gaps) / max(len(codes), 1))
    if width < NARROWEST_BOX:
        raise ValueError(f"{len(codes)} boxes do not fit in {room:.0f} mm; leave some codes off the sheet")
    return _strip(groups, width)


def draw_tick_box(side: float) -> str:
    """Draw one empty box with a heavy edge, `side` mm wide: the tick that comes before any code."""
    return _svg(side + 1, side + 1, _box(0.5, 0.5, side, side, stroke=0.5))


def _strip(groups: list[tuple[str, list[CodeBox]]], width: float) -> Strip:
    drawn, spans, left = "", [], BOX_GAP / 2
    for place, (name, boxes) in enumerate(groups):
        span = len(boxes) * (width + BOX_GAP)
        for number, code in enumerate(boxes):
            drawn += _lettered(left + number * (width + BOX_GAP), width, code.letters)
        last = place == len(groups) - 1
        spans.append((name, span if last else span + GROUP_GAP))
        left += spans[-1][1]
    total = sum(span for _, span in spans)
    return Strip(_svg(total, BOX_HEIGHT + 0.4, drawn), total, width, tuple(spans))


def _lettered(left: float, width: float, letters: str) -> str:
    size = min(3.2, 1.25 * width / max(len(letters), 1))
    middle = {"x": f"{left + width / 2:.2f}", "y": f"{BOX_HEIGHT / 2 + 0.2 + size * 0.36:.2f}"}
    text = element(
        "text", escaped(letters), font_family=FONT, font_size=f"{size:.2f}", text_anchor="middle", **middle
    )
    return _box(left, 0.2, width, BOX_HEIGHT, stroke=0.22) + text


def _box(left: float, top: float, width: float, height: float, *, stroke: float) -> str:
    shape = {"x": f"{left:.2f}", "y": f"{top:.2f}", "width": f"{width:.2f}", "height": f"{height:.2f}"}
    return element("rect", fill="none", stroke="#000", stroke_width=stroke, **shape)


def _svg(width: float, height: float, drawn: str) -> str:
    size = {
        "width": f"{width:.2f}mm",
        "height": f"{height:.2f}mm",
        "viewBox": f"0 0 {width:.2f} {height:.2f}",
    }
    return element("svg", drawn, xmlns="http://www.w3.org/2000/svg", **size)
