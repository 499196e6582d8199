"""The cover of a walk on paper: the way, where one meets, how long it takes, what is said, a square code."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from math import cos, radians
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hustings.lib.markup import element, grouped
from hustings.paper.models import Pack, Sheet
from hustings.paper.sheet_text import CoverText
from hustings.targeting.models import Walk
from hustings.targeting.walks.handing import outings_now
from hustings.targeting.walks.listing import Line, lines_of

WIDTH, HEIGHT, MARGIN = 1000.0, 860.0, 40.0
SMALLEST = (0.0012, 0.0008)
"""Degrees east and north that a drawing shows at least, so that one house is not a map of its doorstep."""
INK, FAINT = "#000", "#bbb"


def covers_of(pack: Pack, sheets: Sequence[Sheet]) -> dict[UUID, CoverText]:
    """The covers of a pack's sheets, by sheet; in the language in force. Two queries."""
    walks = Walk.objects.filter(
        constituency_id=pack.constituency_id, pk__in=[s.walk_id for s in sheets if s.walk_id]
    )
    found = {walk.id: walk for walk in walks.select_related("plan")}
    plan = next(iter(found.values())).plan if found else None
    lines = lines_of(plan) if plan else {}
    codes = _codes(pack, found)
    return {
        sheet.id: _cover(pack, found[sheet.walk_id], lines, codes.get(sheet.walk_id, ""))
        for sheet in sheets
        if sheet.walk_id is not None and sheet.walk_id in found
    }


def _codes(pack: Pack, walks: Iterable[UUID]) -> dict[UUID, str]:
    """The code of each walk that is out or booked: of what is out the longest, of bookings the first."""
    held = outings_now(pack.constituency_id, walks, pack.made_at)
    return {walk: outings[0].code for walk, outings in held.items()}


def _cover(pack: Pack, walk: Walk, lines: Mapping[UUID, Line], code: str) -> CoverText:
    script, plan = pack.script, walk.plan
    way = _("%s metres, by car where doors are far apart") if plan.has_car else _("%s metres on foot")
    facts = [
        (_("Doors"), grouped(walk.doors)),
        (_("Time"), _time(walk)),
        (_("Way"), way % grouped(round(walk.metres))),
    ]
    if code:
        facts.insert(0, (_("Code of this walk"), code))
    if plan.meeting_place:
        facts.insert(0, (_("Meeting point"), plan.meeting_place))
    saying = [
        _("Knock, say who you are and for whom, and ask; what is not said is not asked for twice."),
        *([script["consent"]] if script["consent"] else []),
        *([script["privacy"]] if script["privacy"] else []),
        _("Doors printed DO NOT KNOCK are passed by. Carry the sheets with you, and leave none behind."),
    ]
    return CoverText(
        drawing=draw_way(lines.get(walk.id, []), [line for other, line in lines.items() if other != walk.id]),
        drawing_says=_("The way of this walk, from the ring to the square."),
        facts=tuple(facts),
        saying=tuple(saying),
        address=f"{script['walks_address']}{code}/" if code else "",
        address_says=_(
            "Scan it to have this walk on a telephone as well, until it is back: for whoever signs in and canvasses in "
            "this seat. Or sign in to Hustings, open “Join a walk” and type the code."
        )
        if code
        else "",
    )


def _time(walk: Walk) -> str:
    taken = walk.minutes_for(walk.plan.team)
    minutes = ngettext("about %d minute", "about %d minutes", taken) % taken
    if walk.plan.team == 1:
        return minutes
    return _("%(minutes)s for %(team)d people together") % {"minutes": minutes, "team": walk.plan.team}


def draw_way(line: Line, others: Sequence[Line]) -> str:
    """Draw doors in the order in which they are walked, from a ring to a square; other walks faintly. North is above.

    Doors without a place are left out; where none has one the drawing is empty.
    """
    drawn: list[str] = []
    if line:
        spot = _spots(line)
        near = [[spot(place) for place in other] for other in others]
        drawn += [_dots(spots, FAINT) for spots in near]
        spots = [spot(place) for place in line]
        path = "M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in spots)
        drawn.append(
            element("path", d=path, fill="none", stroke=INK, stroke_width=4, stroke_linejoin="round")
        )
        drawn.append(_dots(spots, INK))
        (x, y), (end_x, end_y) = spots[0], spots[-1]
        drawn.append(
            element("circle", cx=f"{x:.0f}", cy=f"{y:.0f}", r=16, fill="none", stroke=INK, stroke_width=6)
        )
        corner = {"x": f"{end_x - 12:.0f}", "y": f"{end_y - 12:.0f}", "width": 24, "height": 24}
        drawn.append(element("rect", **corner, fill=INK))
    return element("svg", *drawn, xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {WIDTH:.0f} {HEIGHT:.0f}")


def _spots(line: Line) -> Callable[[tuple[float, float]], tuple[float, float]]:
    east = cos(radians(line[0][0]))
    norths, wests = [place[0] for place in line], [place[1] * east for place in line]
    wide, tall = max(max(wests) - min(wests), SMALLEST[0]), max(max(norths) - min(norths), SMALLEST[1])
    scale = min((WIDTH - 2 * MARGIN) / wide, (HEIGHT - 2 * MARGIN) / tall)
    middle = ((max(wests) + min(wests)) / 2, (max(norths) + min(norths)) / 2)

    def spot(place: tuple[float, float]) -> tuple[float, float]:
        x = WIDTH / 2 + (place[1] * east - middle[0]) * scale
        return x, HEIGHT / 2 - (place[0] - middle[1]) * scale

    return spot


def _dots(spots: Sequence[tuple[float, float]], colour: str) -> str:
    within = [(x, y) for x, y in dict.fromkeys(spots) if 0 <= x <= WIDTH and 0 <= y <= HEIGHT]
    return "".join(element("circle", cx=f"{x:.0f}", cy=f"{y:.0f}", r=6, fill=colour) for x, y in within)
