"""From the doors of a street to the line it runs along, and from degrees to a flat sheet in metres."""

import math
from collections.abc import Iterable, Sequence

from hustings.lib.degrees import METRES_PER_DEGREE

SMOOTHING = 40.0
BREAK = 250.0

Point = tuple[float, float]


def flattened(places: Iterable[tuple[float, float]], *, middle: tuple[float, float]) -> list[Point]:
    """Lay (latitude, longitude) pairs flat as metres east and south of the middle, each place once.

    What is no place on Earth is left out. Good to a metre in ten kilometres, which is a constituency's map.
    """
    shrink = METRES_PER_DEGREE * max(math.cos(math.radians(middle[0])), 0.01)
    known = {place for place in places if is_place(place)}
    flat = {
        (round((east - middle[1]) * shrink, 1), round((middle[0] - north) * METRES_PER_DEGREE, 1))
        for north, east in known
    }
    return sorted(flat)


def is_place(place: tuple[float, float]) -> bool:
    """Say whether latitude and longitude are finite and within the globe."""
    latitude, longitude = place
    return abs(latitude) <= 90 and abs(longitude) <= 180


def middle_of(places: Iterable[tuple[float, float]]) -> tuple[float, float]:
    """Give the middle of the box round the places; (0, 0) where there is none."""
    known = [place for place in places if is_place(place)]
    if not known:
        return 0.0, 0.0
    norths, easts = zip(*known, strict=True)
    return (min(norths) + max(norths)) / 2, (min(easts) + max(easts)) / 2


def street_lines(doors: Sequence[Point]) -> list[list[Point]]:
    """Draw lines through a street's doors (metres): both sides become one middle line, a wide gap starts anew.

    A line of one point is a street whose doors all share one place, such as a block of flats.
    """
    if not doors:
        return []
    centre, direction = _main_axis(doors)
    along = sorted((_distance_along(door, centre, direction), door) for door in doors)
    start, length = along[0][0], along[-1][0] - along[0][0]
    stretch = length / max(round(length / SMOOTHING), 1) or 1.0
    stretches: dict[int, list[Point]] = {}
    for distance, door in along:
        stretches.setdefault(int((distance - start) / stretch), []).append(door)
    return [_smoothed(line) for line in _broken([_average(found) for found in stretches.values()])]


def _main_axis(doors: Sequence[Point]) -> tuple[Point, Point]:
    centre = _average(doors)
    xx = sum((x - centre[0]) ** 2 for x, _ in doors)
    yy = sum((y - centre[1]) ** 2 for _, y in doors)
    xy = sum((x - centre[0]) * (y - centre[1]) for x, y in doors)
    angle = math.atan2(2 * xy, xx - yy) / 2
    return centre, (math.cos(angle), math.sin(angle))


def _distance_along(door: Point, centre: Point, direction: Point) -> float:
    return (door[0] - centre[0]) * direction[0] + (door[1] - centre[1]) * direction[1]


def _average(doors: Sequence[Point]) -> Point:
    return sum(x for x, _ in doors) / len(doors), sum(y for _, y in doors) / len(doors)


def _smoothed(line: list[Point]) -> list[Point]:
    # A stretch with more odd doors than even ones lies to one side; its neighbours pull it back.
    inner = [_average(line[place - 1 : place + 2]) for place in range(1, len(line) - 1)]
    return [line[0], *inner, line[-1]] if len(line) > 2 else line


def _broken(points: list[Point]) -> list[list[Point]]:
    lines = [[points[0]]]
    for point in points[1:]:
        if math.dist(lines[-1][-1], point) > BREAK:
            lines.append([])
        lines[-1].append(point)
    return lines
