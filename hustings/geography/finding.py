"""Finding places by what people type, and reading which of them overlap."""

from django.db.models import Q, QuerySet

from hustings.geography.models import Place, PollingDistrict, Postcode
from hustings.geography.rules import search_words


def seats_matching(text: str, limit: int = 20) -> list[Place]:
    """List constituencies whose name holds every word typed, in any order and without accents.

    A word counts where a word of the name, English or Welsh, begins with it. Nothing typed lists nothing.
    """
    words = search_words(text)
    if not words:
        return []
    found = []
    for seat in Place.objects.filter(kind=Place.Kind.CONSTITUENCY, ends_on=None).order_by("name"):
        parts = search_words(f"{seat.name} {seat.name_cy}")
        if all(any(part.startswith(word) for part in parts) for word in words):
            found.append(seat)
    return found[:limit]


def wards_of(constituency_id: int) -> QuerySet[Place]:
    """List the wards with any part of a seat, as its postcodes and polling districts say."""
    by_postcode = Postcode.objects.filter(constituency_id=constituency_id, ward__isnull=False).values("ward")
    by_district = PollingDistrict.objects.filter(constituency_id=constituency_id, ward__isnull=False).values(
        "ward"
    )
    return Place.objects.filter(Q(id__in=by_postcode) | Q(id__in=by_district)).order_by("name")


def seats_of(ward_id: int) -> QuerySet[Place]:
    """List the seats a ward lies in: mostly one, sometimes two."""
    by_postcode = Postcode.objects.filter(ward_id=ward_id, constituency__isnull=False).values("constituency")
    by_district = PollingDistrict.objects.filter(ward_id=ward_id).values("constituency")
    return Place.objects.filter(Q(id__in=by_postcode) | Q(id__in=by_district)).order_by("name")
