"""Whose register, and which edition of it: what every form about a file of elector numbers asks."""

from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.utils.formats import date_format

from hustings.geography.models import Place, PollingDistrict, Postcode
from hustings.register.faults import UnableToImportRegister
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


def editions_meant(seat: Place, edition: UUID | None) -> list[UUID]:
    """The one edition whose numbers a file gives, or where none is named those in force: a seat can have two councils,
    and a file about all of it gives the numbers of both.
    """
    return [edition] if edition else [one.id for one in editions_of(seat) if one.is_current]


def edition_named(seat: Place, name: str) -> UUID | None:
    """The edition of this name, for whoever works at the console; None without a name.

    Raises UnableToImportRegister where the seat's councils have none of it, or two, with those that there are.
    """
    if not name:
        return None
    editions = list(editions_of(seat))
    meant = [one.id for one in editions if name in (one.name, f"{one.officer}: {one.name}")]
    if len(meant) == 1:
        return meant[0]
    names = "; ".join(f"{one.officer}: {one.name}" for one in editions)
    raise UnableToImportRegister(
        f"No one edition is called “{name}”. There are: {names or 'none'}. Nothing was changed."
    )


class EditionField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """An edition said with its council: two officers of a seat can each have a district of the same letters."""

    def label_from_instance(self, edition: RegisterEdition) -> str:
        return f"{edition.officer}: {edition} ({date_format(edition.published_on, 'j M Y')})"
