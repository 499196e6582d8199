"""Whose register, and which edition of it: what every form about a council's file asks."""

from django import forms
from django.db.models import QuerySet
from django.utils.formats import date_format

from hustings.geography.models import Place, PollingDistrict, Postcode
from hustings.register.models import RegisterEdition


def officers_of(seat: Place) -> QuerySet[Place]:
    """The councils whose registration officers keep a register of this seat, or all where nothing tells."""
    councils = Place.objects.filter(kind=Place.Kind.COUNCIL, ends_on=None).order_by("name")
    known = {
        *Postcode.objects.filter(constituency=seat).values_list("council_id", flat=True).distinct(),
        *PollingDistrict.objects.filter(constituency=seat).values_list("officer_id", flat=True).distinct(),
    }
    near = councils.filter(id__in=known - {None})
    return near if near.exists() else councils


def editions_of(seat: Place) -> QuerySet[RegisterEdition]:
    """The editions of the councils of a seat, the one in force first."""
    editions = RegisterEdition.objects.filter(officer__in=officers_of(seat)).select_related("officer")
    return editions.order_by("-is_current", "-published_on")


class EditionField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """An edition said with its council: two officers of a seat can each have a district of the same letters."""

    def label_from_instance(self, edition: RegisterEdition) -> str:
        return f"{edition.officer}: {edition} ({date_format(edition.published_on, 'j M Y')})"
