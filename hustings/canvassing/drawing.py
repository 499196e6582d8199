"""Figures drawn: voting intentions as bars, streets on a map."""

from collections import Counter
from collections.abc import Mapping
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from hustings.canvassing import rules
from hustings.canvassing.areas import door_places, street_names
from hustings.canvassing.asking import FEWEST, Part, View
from hustings.canvassing.counting import AreaCount, Figures
from hustings.canvassing.models import Code
from hustings.canvassing.schemes import label_of
from hustings.lib.charts import Bar, BarWords, Share, stacked_bars
from hustings.lib.maps import MapClass, MapStreet, street_map
from hustings.lib.markup import Markup, grouped

COVERAGE = ((0.75, "all"), (0.5, "most"), (0.25, "some"))


def chart_of(view: View, kind: str, total: Figures, parts: list[Part], codes: Mapping[UUID, Code]) -> Markup:
    """Draw the voting intentions of an area and of its parts, one bar each."""
    bars = [Bar(view.part.name, _shares(kind, total, codes))]
    bars += [Bar(step.name, _shares(kind, figures, codes), step.url) for step, figures in parts]
    return stacked_bars(
        bars,
        title=_("Voting intentions"),
        description=_("What electors last told us, by area."),
        words=BarWords(row=_("Area"), total=_("Electors who told us"), nothing=_("Nobody has told us yet")),
    )


def _shares(kind: str, figures: Figures, codes: Mapping[UUID, Code]) -> tuple[Share, ...]:
    said: Counter[str] = Counter()
    for id, told in figures.intentions.get(kind, Counter()).items():
        said[codes[id].meaning] += told
    return tuple(
        Share(label_of(rules.BY_MEANING[meaning]), said[meaning], shade)
        for meaning, shade in rules.SHADES.items()
    )


def map_of(view: View, counted: AreaCount) -> Markup:
    """Draw the streets of an area, coloured by how many of their electors were contacted in the period."""
    by_street = {street: figures for street, figures in counted.by_street().items() if street}
    if not view.opens_rows:
        by_street = {street: each for street, each in by_street.items() if each.electors >= FEWEST}
    names = street_names(view.seat.id, list(by_street))
    places = door_places(view.seat.id, list(by_street))
    streets = [
        MapStreet(
            names[street],
            places.get(street, []),
            _shade(figures),
            note=_("%(contacted)s of %(electors)s contacted")
            % {"contacted": grouped(figures.contacted), "electors": grouped(figures.electors)},
            url=reverse("canvassing:street", args=[view.seat.slug, street]),
        )
        for street, figures in by_street.items()
        if street in names
    ]
    return street_map(
        streets,
        classes=_classes(),
        title=_("Streets by contact rate"),
        description=_("in the last %(days)d days") % {"days": view.days},
        nothing=_("None of these streets has coordinates yet. They come with the postcodes: ask whoever looks "
                  "after this installation to import them."),
    )  # fmt: skip


def _shade(figures: Figures) -> str:
    rate = figures.contact_rate or 0
    return next((shade for least, shade in COVERAGE if rate >= least), "little" if rate else "nothing")


def _classes() -> list[MapClass]:
    return [
        MapClass("nothing", _("Nobody contacted")),
        MapClass("little", _("Under a quarter")),
        MapClass("some", _("A quarter to a half")),
        MapClass("most", _("A half to three quarters")),
        MapClass("all", _("Three quarters or more")),
    ]
