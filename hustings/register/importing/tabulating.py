"""An import by polling district, as a table for a person."""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext_lazy

from hustings.geography.models import Place
from hustings.register.importing.by_district import APART, COLUMNS, added_up
from hustings.register.models import Import

TITLES = {
    "joined": gettext_lazy("Joined"),
    "returned": gettext_lazy("Returned"),
    "left": gettext_lazy("Left"),
    "moved": gettext_lazy("Moved"),
    "stayed": gettext_lazy("Stayed"),
    "renumbered": gettext_lazy("New number"),
    "respelled": gettext_lazy("Spelt otherwise"),
    "renamed": gettext_lazy("Renamed"),
    "corrected": gettext_lazy("Corrected"),
}


@dataclass(frozen=True)
class DistrictFigures:
    """What an import does to one polling district, in the order of the table's columns."""

    letters: str
    seat: str
    numbers: tuple[int, ...]


@dataclass(frozen=True)
class Figures:
    """The table by district. The first `apart` columns hold everybody once; those after them say more of some."""

    titles: tuple[str, ...]
    apart: int
    districts: tuple[DistrictFigures, ...]
    total: tuple[int, ...]
    has_seats: bool


def figures_of(run: Import, seats: Collection[int]) -> Figures | None:
    """Tabulate an import by polling district, as far as it lies in these seats; None where there is nothing to show."""
    met = [one for one in run.by_district if one["seat"] in seats]
    if not met:
        return None
    names = {place.id: str(place) for place in Place.objects.filter(id__in={one["seat"] for one in met})}
    total = added_up(met)
    return Figures(
        titles=tuple(str(TITLES[column]) for column in COLUMNS),
        apart=len(APART),
        districts=tuple(
            DistrictFigures(one["letters"], names[one["seat"]], tuple(one[column] for column in COLUMNS))
            for one in met
        ),
        total=tuple(total[column] for column in COLUMNS),
        has_seats=len(names) > 1,
    )
