"""A boundary change on its way: proposed beside what is in force, dropped, or put in force on its day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from hustings.audit.recording import record
from hustings.audit.words import Action, Purpose
from hustings.geography.models import BoundaryChange, DistrictPlacement, Place, PollingDistrict
from hustings.geography.placing import Lying, place_as_they_lie
from hustings.lib.uuid7 import uuid7


class UnableToDropChange(Exception):
    """The change stands as it is; the message says why."""


@dataclass(frozen=True)
class Proposal:
    """Where a change would have districts lie, and the parts of districts that would go elsewhere."""

    change: BoundaryChange
    districts: Mapping[UUID, Lying]
    parts: Mapping[tuple[UUID, str], Lying]

    def lying(self, district: PollingDistrict, street: str = "") -> Lying:
        """Where a district, or a street of it by its name's key, would lie; as now where the change says nothing."""
        now = Lying(district.ward_id, district.constituency_id)
        return self.parts.get((district.id, street)) or self.districts.get(district.id, now)

    @property
    def touched(self) -> set[UUID]:
        """Every district that the change names."""
        return {*self.districts, *(district for district, _street in self.parts)}


def proposal_of(change: BoundaryChange) -> Proposal:
    """Read what a change says of each district and of each parted street."""
    rows = change.placements.values_list("district_id", "ward_id", "constituency_id")
    parts = {
        (UUID(part["district"]), street): Lying(part["ward"], part["constituency"])
        for part in change.parted
        for street in part["streets"]
    }
    return Proposal(change, {district: Lying(ward, seat) for district, ward, seat in rows}, parts)


def seats_of(change: BoundaryChange) -> set[int]:
    """The constituencies that a change takes, or took, districts from or gives districts to."""
    proposal = proposal_of(change)
    districts = PollingDistrict.objects.filter(id__in=proposal.touched)
    before = DistrictPlacement.objects.filter(
        district__in=proposal.touched, is_proposed=False, ends_on=change.takes_effect_on
    )
    there = {lying.constituency for lying in (*proposal.districts.values(), *proposal.parts.values())}
    return {
        *districts.values_list("constituency_id", flat=True),
        *before.values_list("constituency_id", flat=True),
        *there,
    }


def changes_concerning(seats: Iterable[int]) -> list[BoundaryChange]:
    """The changes that concern any of some seats, the next to come first."""
    reach = set(seats)
    near = BoundaryChange.objects.filter(
        Q(placements__constituency__in=reach)
        | Q(placements__district__placements__constituency__in=reach)
        | Q(placements__district__constituency__in=reach)
        | ~Q(parted=[])
    ).distinct()
    changes = near.exclude(state=BoundaryChange.State.DROPPED).order_by("-takes_effect_on", "name")
    return [change for change in changes if seats_of(change) & reach]


@transaction.atomic
def drop_change(*, change: BoundaryChange, by: UUID | None, at: datetime) -> None:
    """Give a proposed change up. Places that it alone would have made end before they begin.

    Raises UnableToDropChange for one that is not proposed.
    """
    if change.state != BoundaryChange.State.PROPOSED:
        raise UnableToDropChange(
            _("Only a proposal can be dropped; this change is in force, or was dropped before.")
        )
    there = proposal_of(change).districts.values()
    named = {lying.constituency for lying in there} | {lying.ward for lying in there if lying.ward}
    change.state = BoundaryChange.State.DROPPED
    change.save(update_fields=["state"])
    change.placements.all().delete()
    used = DistrictPlacement.objects.values("ward_id").union(
        DistrictPlacement.objects.values("constituency_id")
    )
    fresh = Place.objects.filter(id__in=named, starts_on=change.takes_effect_on)
    kept = {row["ward_id"] for row in used}
    fresh.exclude(id__in=kept).update(ends_on=change.takes_effect_on)
    _log(change, by, at, "dropped", len(named))


def put_in_force(*, change: BoundaryChange, by: UUID | None, at: datetime) -> None:
    """Close the placements that end, open the proposed ones, and write on each district where it lies now.

    Rows of the register do not move by this: whoever calls it has moved them.
    """
    day = change.takes_effect_on
    rows = list(change.placements.select_related("district"))
    districts = {row.district_id: row.district for row in rows}
    place_as_they_lie(districts.values())
    settle_spans(districts, day)
    change.placements.update(is_proposed=False)
    for row in rows:
        district = districts[row.district_id]
        district.ward_id, district.constituency_id = row.ward_id, row.constituency_id
    _rename(districts, change)
    PollingDistrict.objects.bulk_update(districts.values(), ["ward", "constituency"], batch_size=500)
    change.state, change.carried_out_by, change.carried_out_at = BoundaryChange.State.IN_FORCE, by, at
    change.save(update_fields=["state", "carried_out_by", "carried_out_at"])


def settle_spans(districts: Iterable[UUID], day: date) -> None:
    """End what is in force on a day. A district that was made known only later lay there from the day before."""
    standing = DistrictPlacement.objects.filter(district__in=list(districts), is_proposed=False)
    standing.filter(starts_on__gte=day).update(starts_on=day - timedelta(days=1))
    standing.filter(Q(ends_on=None) | Q(ends_on__gt=day)).update(ends_on=day)


def _rename(districts: Mapping[UUID, PollingDistrict], change: BoundaryChange) -> None:
    """Two districts may exchange their letters: nobody holds a pair of letters twice at any moment."""
    renamed = [(districts[UUID(key)], letters) for key, letters in change.renamed.items()]
    for district, _letters in renamed:
        district.letters = f"~{uuid7().hex[-16:]}"
    PollingDistrict.objects.bulk_update(
        [district for district, _letters in renamed], ["letters"], batch_size=500
    )
    for district, letters in renamed:
        district.letters = letters
    PollingDistrict.objects.bulk_update(
        [district for district, _letters in renamed], ["letters"], batch_size=500
    )


def _log(change: BoundaryChange, by: UUID | None, at: datetime, what: str, count: int) -> None:
    record(
        action=Action.GEOGRAPHY_BOUNDARY_CHANGE,
        purpose=Purpose.ADMINISTRATION,
        by=by,
        at=at,
        place=f"boundary change {change.id}",
        count=count,
        rule=what,
    )
