"""Lists of the register: a seat's streets with their numbers, a street's doors with who lives there."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from uuid import UUID

from django.db.models import Count, QuerySet

from hustings.geography.models import PollingDistrict
from hustings.register.franchise import Poll, entitled_in
from hustings.register.models import AbsentVote, Door, Elector, ElectorQuerySet, RegisterEntry, Street


@dataclass(frozen=True)
class StreetRow:
    """A street with its numbers of doors and of electors on the register."""

    street: Street
    doors: int
    electors: int


@dataclass(frozen=True)
class DistrictStreets:
    """A polling district with its streets, by name."""

    district: PollingDistrict
    streets: list[StreetRow]

    @property
    def electors(self) -> int:
        return sum(row.electors for row in self.streets)

    @property
    def doors(self) -> int:
        return sum(row.doors for row in self.streets)


@dataclass(frozen=True)
class Resident:
    """An elector at a door, with the number of the open register entry, and their absent vote if they have one."""

    id: UUID
    elector: Elector
    number: str
    absent: AbsentVote | None = None


@dataclass(frozen=True)
class DoorRow:
    """A door in walking order, who lives behind it, and at which station they vote where that is known."""

    door: Door
    residents: list[Resident] = field(default_factory=list)
    station: str = ""


def streets_of_seat(constituency: int, *, poll: Poll | None = None) -> list[DistrictStreets]:
    """List a seat's streets by ward, district and name. Three queries, however large the seat.

    With a poll, only those electors are counted who may vote at it.
    """
    streets = Street.objects.filter(constituency_id=constituency).select_related("district__ward")
    ordered = streets.order_by("district__ward__name", "district__letters", "name_key", "locality")
    doors = _count(Door.objects.filter(constituency_id=constituency))
    electors = _count(_voting(Elector.objects.of_seat(constituency).on_the_register(), poll))
    # A street whose doors an undone import took away may stay for what was counted on it.
    rows = [
        StreetRow(street, doors[street.id], electors[street.id]) for street in ordered if doors[street.id]
    ]
    return [
        DistrictStreets(district, list(of_district))
        for district, of_district in groupby(rows, key=lambda row: row.street.district)
    ]


def _count(rows: "QuerySet[Door] | QuerySet[Elector]") -> dict[UUID, int]:
    return defaultdict(int, rows.order_by().values_list("street").annotate(Count("id")))


def _voting(electors: ElectorQuerySet, poll: Poll | None) -> ElectorQuerySet:
    return entitled_in(electors, poll) if poll else electors


def doors_on_street(
    constituency: int, street: Street, *, poll: Poll | None = None, day: date | None = None
) -> list[DoorRow]:
    """List a street's doors in walking order with the electors on the register behind each. Four queries at most.

    With a poll, only those electors are listed who may vote at it; with a day, the absent votes in force on it.
    """
    doors = Door.objects.filter(constituency_id=constituency, street=street).select_related(
        "building", "road_group"
    )
    electors = list(_voting(Elector.objects.on_street(constituency, street), poll))
    entries = RegisterEntry.objects.filter(
        constituency_id=constituency, elector__in=electors, closed_by__isnull=True
    ).only("elector_id", "letters", "number", "suffix")
    numbers = {entry.elector_id: str(entry) for entry in entries}
    standing = AbsentVote.objects.standing(constituency, day).filter(elector__in=electors) if day else ()
    absent = {vote.elector_id: vote for vote in standing}
    behind: dict[UUID | None, list[Resident]] = defaultdict(list)
    for elector in electors:
        behind[elector.door_id].append(
            Resident(elector.id, elector, numbers.get(elector.id, ""), absent.get(elector.id))
        )
    return [DoorRow(door, behind[door.id]) for door in doors.order_by("walk_order")]
