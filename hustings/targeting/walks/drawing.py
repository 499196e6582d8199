"""Walks on a map of our own doors: a line each, in the order in which it is walked, with its number."""

from collections.abc import Mapping, Sequence
from math import cos, radians
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from hustings.lib.markup import Markup, element, escaped, linked
from hustings.targeting.models import Walk
from hustings.targeting.walks.listing import Dots, Line

WIDTH, MARGIN, LOWEST, HIGHEST = 1000.0, 30.0, 320.0, 900.0
COLOURS = 6
Spot = tuple[float, float]
Doors = Mapping[Spot, Sequence[UUID]]


class _Sheet:
    """Degrees to the picture's own units, north above."""

    def __init__(self, lines: Sequence[Line]) -> None:
        places = [place for line in lines for place in line]
        self.east = cos(radians(places[0][0]))
        wests, norths = [p[1] * self.east for p in places], [p[0] for p in places]
        self.left, self.top = min(wests), max(norths)
        wide, tall = max(max(wests) - self.left, 0.002), max(self.top - min(norths), 0.0005)
        self.scale = min((WIDTH - 2 * MARGIN) / wide, (HIGHEST - 2 * MARGIN) / tall)
        self.height = max(LOWEST, tall * self.scale + 2 * MARGIN)

    def spot(self, place: Spot) -> Spot:
        return (
            (place[1] * self.east - self.left) * self.scale + MARGIN,
            (self.top - place[0]) * self.scale + MARGIN,
        )


def walks_map(
    walks: Sequence[Walk],
    lines: Mapping[UUID, Line],
    *,
    seat: str,
    only: UUID | None = None,
    dots: Dots | None = None,
) -> Markup:
    """Draw a plan's walks; `only` draws that one strongly and the others faintly, `dots` name the doors of each place,
    so that they can be moved.
    """
    drawn = [walk for walk in walks if lines.get(walk.id)]
    caption = element("figcaption", element("strong", escaped(_("Walks on the map"))))
    if not drawn:
        said = _("None of these doors has a place yet. They come with the postcodes or an address file.")
        return element("figure", caption, element("p", escaped(said), class_="note"), class_="map")
    sheet = _Sheet([lines[walk.id] for walk in drawn])
    name = element("title", escaped(_("Walks on the map")))
    taken = dots or {}
    shapes = [
        _walk(walk, lines[walk.id], taken.get(walk.id, {}), sheet, seat=seat, only=only) for walk in drawn
    ]
    picture = element(
        "svg", name, *shapes, class_="walks", role="group", viewBox=f"0 0 {WIDTH:.0f} {sheet.height:.0f}"
    )
    return element("figure", caption, picture, class_="map")


def _walk(walk: Walk, line: Line, doors: Doors, sheet: _Sheet, *, seat: str, only: UUID | None) -> str:
    spots = [sheet.spot(place) for place in line]
    path = "M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in spots)
    middle = min(spots, key=lambda spot: _far_from_mean(spot, spots))
    dots = [_dot(sheet.spot(place), doors.get(place, [])) for place in dict.fromkeys(line)]
    faint = " faint" if only is not None and walk.id != only else ""
    group = element(
        "g",
        element("title", escaped(walk)),
        element("path", d=path),
        *dots,
        *(() if faint else _label(middle, walk.number)),
        class_=f"walk walk-{walk.number % COLOURS}{faint}",
        data_walk=walk.id if doors else None,
    )
    url = reverse("targeting:walk", args=[seat, walk.plan_id, walk.id])
    # The page lists the same walks beside the map, so the keyboard need not walk through them twice.
    return linked(url, group, tabindex="-1")


def _dot(at: Spot, doors: Sequence[UUID]) -> str:
    x, y = at
    return element("circle", cx=f"{x:.0f}", cy=f"{y:.0f}", r="3", data_doors=" ".join(map(str, doors)))


def _label(at: Spot, number: int) -> tuple[str, str]:
    x, y = at
    return (
        element("circle", cx=f"{x:.0f}", cy=f"{y:.0f}", r="15", class_="number-ground"),
        element("text", str(number), x=f"{x:.0f}", y=f"{y + 6:.0f}"),
    )


def _far_from_mean(spot: Spot, spots: Sequence[Spot]) -> float:
    x = sum(one[0] for one in spots) / len(spots)
    y = sum(one[1] for one in spots) / len(spots)
    return (spot[0] - x) ** 2 + (spot[1] - y) ** 2
