"""Editions of a registration officer: found by name, made, and made current."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from hustings.geography.models import Place
from hustings.register.faults import UnableToImportRegister
from hustings.register.models import ImportState, RegisterEdition


def find_edition(*, officer: Place, name: str, published_on: date | None, at: datetime) -> RegisterEdition:
    """Find an officer's edition by its name, or make it; the date of one that is not in use yet can still change.

    Raises UnableToImportRegister for another date than that of an edition in use.
    """
    edition, is_new = RegisterEdition.objects.get_or_create(
        officer=officer, name=name, defaults={"published_on": published_on or timezone.localdate(at)}
    )
    if is_new or published_on is None or edition.published_on == published_on:
        return edition
    if edition.imports.filter(state=ImportState.APPLIED).exists():
        raise UnableToImportRegister(
            _(
                "%(officer)s has an edition “%(name)s” of %(date)s already. Choose it, or give the new one "
                "another name."
            )
            % {"officer": officer, "name": name, "date": edition.published_on}
        )
    edition.published_on = published_on
    edition.save(update_fields=["published_on"])
    return edition


def make_current(edition: RegisterEdition) -> None:
    others = RegisterEdition.objects.filter(officer_id=edition.officer_id).exclude(pk=edition.pk)
    others.update(is_current=False)
    RegisterEdition.objects.filter(pk=edition.pk).update(is_current=True)
