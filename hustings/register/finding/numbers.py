"""Electors by their number. It means something within one officer's edition alone, so the answer may be a question."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Case, IntegerField, Value, When

from hustings.geography.models import Place, PollingDistrict
from hustings.lib.elector_numbers import ElectorNumber
from hustings.register.models import RegisterEdition, RegisterEntry


@dataclass(frozen=True)
class NumberHit:
    """Who bears a number now, in whose register and which edition of it."""

    elector_id: UUID
    number: ElectorNumber
    edition: RegisterEdition

    @property
    def officer(self) -> Place:
        return self.edition.officer


def electors_by_number(
    constituency: int, letters: str, number: int, suffix: int = 0, *, officer: int | None = None
) -> list[NumberHit]:
    """List whoever bears a number in a register in force: one, nobody, or one for each officer or edition.

    Two councils of a seat may both have a district "AA1", and while a new edition comes in district by district two
    editions are in force. `officer` is the council's id where somebody has said whose register is meant.
    """
    entries = RegisterEntry.objects.filter(
        constituency_id=constituency,
        closed_by=None,
        edition_id__in=_editions(constituency, officer),
        letters=letters.upper(),
        number=number,
        suffix=suffix,
    )
    return _hits(entries.select_related("edition__officer").order_by("edition__officer__name", "-edition_id"))


def electors_numbered(constituency: int, number: int, suffix: int, limit: int) -> list[NumberHit]:
    """List whoever bears a number in any polling district of a seat, the same suffix first."""
    letters = PollingDistrict.objects.filter(constituency_id=constituency).values_list("letters", flat=True)
    entries = RegisterEntry.objects.filter(
        constituency_id=constituency,
        closed_by=None,
        edition_id__in=_editions(constituency),
        letters__in=sorted(set(letters)),
        number=number,
    )
    other = Case(When(suffix=suffix, then=Value(0)), default=Value(1), output_field=IntegerField())
    ordered = entries.select_related("edition__officer").order_by(other, "letters", "suffix", "edition_id")
    return _hits(ordered[:limit])


def _editions(constituency: int, officer: int | None = None) -> list[UUID]:
    """The editions of every officer of the seat: with them the index of numbers is read from its beginning."""
    districts = PollingDistrict.objects.filter(constituency_id=constituency)
    officers = {officer} if officer else set(districts.values_list("officer_id", flat=True))
    editions = RegisterEdition.objects.filter(officer_id__in=officers)
    return list(editions.order_by("id").values_list("id", flat=True))


def _hits(entries: Iterable[RegisterEntry]) -> list[NumberHit]:
    return [NumberHit(entry.elector_id, entry.elector_number, entry.edition) for entry in entries]
