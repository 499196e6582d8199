"""Small drawings of a sheet as SVG: the strip of boxes to mark, and the box to tick before them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from hustings.lib.markup import element, escaped
from hustings.paper.measures import BELOW_MIDDLE, HEAVY_EDGE, THIN_EDGE, Measures, letters_in_box
from hustings.paper.sheet_text import CodeBox

FONT = "DejaVu Sans"
BOX_GAP, GROUP_GAP = 0.4, 1.8


@dataclass(frozen=True, slots=True)
class Strip:
    """A drawn strip of boxes, its width and the boxes' in millimetres, and each group's name with what it spans."""

    svg: str
    width: float
    boxes: tuple[float, ...]
    groups: tuple[tuple[str, float], ...]


def draw_strip(codes: Sequence[CodeBox], measures: Measures, *, room: float) -> Strip:
    """Draw one box for each code, a gap between groups, narrower boxes where `room` (mm) is short.

    Raises ValueError where even the narrowest boxes have no room.
    """
    groups = [name for name, _boxes in groupby(codes, key=lambda code: code.group)]
    gaps = GROUP_GAP * (len(groups) - 1) + BOX_GAP * len(codes)
    narrowest = [max(measures.narrowest_box, measures.box_for_letter * len(code.letters)) for code in codes]
    spare = (room - gaps - sum(narrowest)) / max(len(codes), 1)
    if spare < 0:
        raise ValueError(f"{len(codes)} boxes do not fit in {room:.0f} mm; leave some codes off the sheet")
    wider = min(spare, measures.box_width - measures.narrowest_box)
    return _strip(codes, [width + wider for width in narrowest], measures)


def draw_tick_box(side: float) -> str:
    """Draw one empty box with a heavy edge, `side` mm wide: the tick that comes before any code."""
    return _svg(side + 1, side + 1, _box(0.5, 0.5, side, side, stroke=HEAVY_EDGE))


def _strip(codes: Sequence[CodeBox], widths: Sequence[float], measures: Measures) -> Strip:
    drawn, left = "", BOX_GAP / 2
    spans: list[tuple[str, float]] = []
    for group, members in groupby(zip(codes, widths, strict=True), key=lambda each: each[0].group):
        if spans:
            spans[-1] = (spans[-1][0], spans[-1][1] + GROUP_GAP)
            left += GROUP_GAP
        begins = left
        for code, width in members:
            drawn += _lettered(left, width, code.letters, measures)
            left += width + BOX_GAP
        spans.append((group, left - begins))
    total = sum(span for _, span in spans)
    return Strip(_svg(total, measures.box_height + 0.4, drawn), total, tuple(widths), tuple(spans))


def _lettered(left: float, width: float, letters: str, measures: Measures) -> str:
    size, high = letters_in_box(letters, width, most=measures.letters), measures.box_height
    middle = {"x": f"{left + width / 2:.2f}", "y": f"{high / 2 + 0.2 + size * BELOW_MIDDLE:.2f}"}
    text = element(
        "text", escaped(letters), font_family=FONT, font_size=f"{size:.2f}", text_anchor="middle", **middle
    )
    return _box(left, 0.2, width, high, stroke=THIN_EDGE) + text


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
