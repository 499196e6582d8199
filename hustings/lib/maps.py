"""A map of our own streets as plain SVG: no tiles, no script, nothing fetched from anywhere.

Streets are lines through their doors, coloured by a class, linked and named; the legend is text.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from hustings.lib.charts import legend
from hustings.lib.markup import Markup, element, escaped, linked
from hustings.lib.street_lines import Point, flattened, middle_of, street_lines

SHADES = ("nothing", "little", "some", "most", "all", "shut")
WIDTH, MARGIN = 1000.0, 28.0
LOWEST, HIGHEST = 320.0, 1000.0
LETTER_WIDTH, LETTER_HEIGHT = 8.6, 18.0
BAR_LENGTHS = (20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000)


@dataclass(frozen=True, slots=True)
class MapClass:
    """One colour of the map, a shade from SHADES, and what it means."""

    shade: str
    label: str


@dataclass(frozen=True, slots=True)
class MapStreet:
    """A street to draw: its doors' (latitude, longitude) pairs, its shade, a note and an address to open."""

    name: str
    places: Sequence[tuple[float, float]]
    shade: str
    note: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class _Drawn:
    street: MapStreet
    lines: list[list[Point]]


@dataclass(frozen=True, slots=True)
class _Sheet:
    scale: float
    left: float
    top: float
    height: float

    def place(self, point: Point) -> Point:
        return (
            min(max((point[0] - self.left) * self.scale + MARGIN, 0.0), WIDTH),
            min(max((point[1] - self.top) * self.scale + MARGIN, 0.0), self.height),
        )


def street_map(
    streets: Sequence[MapStreet],
    *,
    classes: Sequence[MapClass],
    title: str,
    description: str = "",
    nothing: str = "",
) -> Markup:
    """Draw the streets that have coordinates; `nothing` is said where none has. Refuses shades it does not know."""
    for shade in {street.shade for street in streets} | {known.shade for known in classes}:
        if shade not in SHADES:
            raise ValueError(f"no such shade: {shade}")
    drawn = _flat_streets(streets)
    said = element("span", escaped(description)) if description else ""
    caption = element("figcaption", element("strong", escaped(title)), " ", said)
    key = legend((known.shade, known.label) for known in classes)
    picture = _picture(drawn, title, description) if drawn else element("p", escaped(nothing), class_="note")
    return element("figure", caption, key, picture, class_="map")


def _flat_streets(streets: Sequence[MapStreet]) -> list[_Drawn]:
    middle = middle_of([place for street in streets for place in street.places])
    laid = (_Drawn(street, street_lines(flattened(street.places, middle=middle))) for street in streets)
    return [street for street in laid if street.lines]


def _picture(drawn: list[_Drawn], title: str, description: str) -> str:
    sheet = _sheet_round([point for street in drawn for line in street.lines for point in line])
    name = element("title", escaped(title)) + element("desc", escaped(description or title))
    streets = (_street(street, sheet) for street in drawn)
    size = {"viewBox": f"0 0 {WIDTH:.0f} {sheet.height:.0f}", "preserveAspectRatio": "xMidYMid meet"}
    inside = (name, *streets, *_names(drawn, sheet), _scale_bar(sheet))
    return element("svg", *inside, class_="streets", role="group", **size)


def _sheet_round(points: list[Point]) -> _Sheet:
    wests, norths = zip(*points, strict=True)
    wide, tall = max(wests) - min(wests), max(norths) - min(norths)
    inner = WIDTH - 2 * MARGIN
    # One block of flats alone is drawn as if on a sheet of 200 metres, not blown up to fill it.
    scale = min(inner / max(wide, 200.0), (HIGHEST - 2 * MARGIN) / max(tall, 1.0))
    height = min(max(tall * scale + 2 * MARGIN, LOWEST), HIGHEST)
    left = min(wests) - (inner / scale - wide) / 2
    top = min(norths) - ((height - 2 * MARGIN) / scale - tall) / 2
    return _Sheet(scale, left, top, height)


def _street(drawn: _Drawn, sheet: _Sheet) -> str:
    street = drawn.street
    said = f"{street.name}: {street.note}" if street.note else street.name
    lines = [line for line in drawn.lines if len(line) > 1]
    paths = [_path(line, sheet) for line in lines]
    dots = [line[0] for line in drawn.lines if len(line) == 1]
    shapes = (
        # A broad invisible line under the thin one, so that a finger finds the street.
        *(element("path", d=path, class_="reach") for path in paths),
        *(element("path", d=path, class_="way") for path in paths),
        *(_dot(dot, sheet) for dot in dots),
    )
    group = element("g", element("title", escaped(said)), *shapes, class_=f"street shade-{street.shade}")
    # The page lists the same streets beside the map, so the keyboard need not walk through hundreds of lines.
    return linked(street.url, group, tabindex="-1")


def _path(line: list[Point], sheet: _Sheet) -> str:
    return "M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in map(sheet.place, line))


def _dot(point: Point, sheet: _Sheet) -> str:
    x, y = sheet.place(point)
    return element("circle", cx=f"{x:.1f}", cy=f"{y:.1f}", r="8", class_="block")


def _names(drawn: list[_Drawn], sheet: _Sheet) -> list[str]:
    """Write the names that fit on their own street and on no other name, longest streets first."""
    written: list[tuple[float, float, float, float]] = []
    names: list[str] = []
    for length, street, line in sorted(_longest_lines(drawn, sheet), key=lambda found: -found[0]):
        box = _name_box(street.name, line)
        if length >= len(street.name) * LETTER_WIDTH and not any(_overlap(box, other) for other in written):
            written.append(box)
            names.append(_name(street.name, line))
    return names


def _longest_lines(drawn: list[_Drawn], sheet: _Sheet) -> list[tuple[float, MapStreet, list[Point]]]:
    found = []
    for street in drawn:
        line = max(([sheet.place(point) for point in line] for line in street.lines), key=_length)
        found.append((_length(line), street.street, line))
    return found


def _length(line: list[Point]) -> float:
    return math.dist(line[0], line[-1])


def _name_box(name: str, line: list[Point]) -> tuple[float, float, float, float]:
    (x, y), angle = _middle(line), math.radians(_angle(line))
    half = len(name) * LETTER_WIDTH / 2
    wide = abs(math.cos(angle)) * half + LETTER_HEIGHT / 2
    tall = abs(math.sin(angle)) * half + LETTER_HEIGHT / 2
    return x - wide, y - tall, x + wide, y + tall


def _overlap(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _name(name: str, line: list[Point]) -> str:
    x, y = _middle(line)
    turned = f"rotate({_angle(line):.1f} {x:.1f} {y:.1f})"
    place = {"x": f"{x:.1f}", "y": f"{y:.1f}", "dy": "-8", "text_anchor": "middle", "transform": turned}
    return element("text", escaped(name), class_="street-name", aria_hidden="true", **place)


def _middle(line: list[Point]) -> Point:
    return (
        line[len(line) // 2] if len(line) % 2 else _half_way(line[len(line) // 2 - 1], line[len(line) // 2])
    )


def _half_way(one: Point, other: Point) -> Point:
    return (one[0] + other[0]) / 2, (one[1] + other[1]) / 2


def _angle(line: list[Point]) -> float:
    """Give the turn in degrees that follows the line and keeps the letters upright."""
    angle = math.degrees(math.atan2(line[-1][1] - line[0][1], line[-1][0] - line[0][0]))
    return angle - 180 if angle > 90 else angle + 180 if angle <= -90 else angle


def _scale_bar(sheet: _Sheet) -> str:
    fitting = [metres for metres in BAR_LENGTHS if metres * sheet.scale <= WIDTH / 5]
    metres = max(fitting, default=BAR_LENGTHS[0])
    left, low = MARGIN, sheet.height - 12
    said = f"{metres} m" if metres < 1000 else f"{metres // 1000} km"
    line = element("path", d=f"M{left:.1f} {low - 5:.1f}v5h{metres * sheet.scale:.1f}v-5", class_="scale")
    words = element("text", said, x=f"{left + 4:.1f}", y=f"{low - 6:.1f}", class_="scale-words")
    return element("g", line, words, aria_hidden="true")
