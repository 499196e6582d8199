"""How many of each district vote by post or proxy."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count

from hustings.geography.models import PollingDistrict
from hustings.register.models import AbsentVote

Kind = AbsentVote.Kind


@dataclass(frozen=True)
class DistrictAbsent:
    """A district's electors with an absent vote on a day, by kind."""

    district: PollingDistrict
    postal: int
    proxy: int
    proxy_postal: int

    @property
    def total(self) -> int:
        return self.postal + self.proxy + self.proxy_postal


def count_absent(constituency: int, day: date) -> list[DistrictAbsent]:
    """Count a seat's standing absent votes by district and kind. Two queries."""
    standing = AbsentVote.objects.standing(constituency, day).filter(
        elector__constituency_id=constituency, elector__on_register=True
    )
    counts: dict[UUID, dict[str, int]] = {}
    for district, kind, count in standing.values_list("elector__district", "kind").annotate(Count("id")):
        counts.setdefault(district, {})[kind] = count
    districts = PollingDistrict.objects.filter(id__in=counts).select_related("officer").order_by("letters")
    return [
        DistrictAbsent(
            district,
            *(counts[district.id].get(kind, 0) for kind in (Kind.POSTAL, Kind.PROXY, Kind.PROXY_POSTAL)),
        )
        for district in districts
    ]
