"""Road groups: doors of a polling district that are walked together, gathered by street, by side or by numbers."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from hustings.access.actor import Actor
from hustings.audit.recording import record
from hustings.audit.words import Action
from hustings.register.models import Door, RoadGroup

LONGEST_NAME = 120


class UnableToGather(Exception):
    """No road group was changed. The message says why and what to do."""


@dataclass(frozen=True)
class StreetSide:
    """One side of a street: what is gathered."""

    street: UUID
    side: str


@dataclass(frozen=True)
class Numbers:
    """House numbers from one to another, both with them; None is open."""

    first: int | None = None
    last: int | None = None


EVERY_NUMBER = Numbers()


@transaction.atomic
def gather_doors(
    *,
    constituency: int,
    district: UUID,
    name: str,
    sides: Collection[StreetSide],
    numbers: Numbers = EVERY_NUMBER,
    by: Actor,
    at: datetime,
) -> int:
    """Put the doors of sides of streets into the district's road group of this name, made if it is new.

    A door is in one group at most and leaves the one it was in; a group that is left empty is removed. Returns how
    many doors were gathered. Raises UnableToGather where no door was chosen or the name is missing.
    """
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME:
        raise UnableToGather(
            _("Give the road group a name of at most %d letters. Nothing was changed.") % LONGEST_NAME
        )
    ids = _chosen(constituency, district, sides, numbers)
    group = RoadGroup.objects.filter(
        constituency_id=constituency, district_id=district, name__iexact=name
    ).first() or RoadGroup.objects.create(
        constituency_id=constituency, district_id=district, name=name, looked_at=at
    )
    _move(constituency, ids, group)
    _remove_empty(constituency, district)
    _note(constituency, by, at, step="gathered", count=len(ids), group=group.id)
    return len(ids)


@transaction.atomic
def release_doors(
    *,
    constituency: int,
    district: UUID,
    sides: Collection[StreetSide],
    numbers: Numbers = EVERY_NUMBER,
    by: Actor,
    at: datetime,
) -> int:
    """Take doors out of their road groups; returns how many. Raises UnableToGather where none was chosen."""
    ids = _chosen(constituency, district, sides, numbers)
    _move(constituency, ids, None)
    _remove_empty(constituency, district)
    _note(constituency, by, at, step="released", count=len(ids))
    return len(ids)


@transaction.atomic
def dissolve_road_group(*, constituency: int, group_id: UUID, by: Actor, at: datetime) -> str:
    """Remove a road group; its doors stay, in none. Returns its name. Raises UnableToGather where it is gone."""
    group = _group(constituency, group_id)
    doors = Door.objects.filter(constituency_id=constituency, road_group=group)
    count = doors.update(road_group=None, joined_by_itself=False)
    group.delete()
    _note(constituency, by, at, step="dissolved", count=count, group=group_id)
    return group.name


@transaction.atomic
def rename_road_group(*, constituency: int, group_id: UUID, name: str, by: Actor, at: datetime) -> RoadGroup:
    """Give a road group another name. Raises UnableToGather where the district has one of that name."""
    group, name = _group(constituency, group_id), " ".join(name.split())[:LONGEST_NAME]
    others = RoadGroup.objects.filter(constituency_id=constituency, district=group.district_id).exclude(
        pk=group.pk
    )
    if not name or others.filter(name__iexact=name).exists():
        raise UnableToGather(
            _("There is a road group of that name, or the name is empty. Nothing was changed.")
        )
    group.name = name
    group.save(update_fields=["name"])
    _note(constituency, by, at, step="renamed", count=0, group=group_id)
    return group


@transaction.atomic
def confirm_joined(*, constituency: int, district: UUID, by: Actor, at: datetime) -> int:
    """Say that what joined a district's road groups by itself is right; returns how many doors that were."""
    doors = _doors(constituency, district).filter(joined_by_itself=True)
    count = Door.objects.filter(constituency_id=constituency, pk__in=doors.values("pk")).update(
        joined_by_itself=False
    )
    RoadGroup.objects.filter(constituency_id=constituency, district_id=district).update(looked_at=at)
    _note(constituency, by, at, step="confirmed", count=count)
    return count


def _doors(constituency: int, district: UUID) -> QuerySet[Door]:
    return Door.objects.filter(
        constituency_id=constituency, street__constituency_id=constituency, street__district_id=district
    )


def _chosen(constituency: int, district: UUID, sides: Collection[StreetSide], numbers: Numbers) -> list[UUID]:
    wanted = Q(pk__in=[])
    for one in sides:
        wanted |= Q(street_id=one.street, side=one.side)
    doors = _doors(constituency, district).filter(wanted)
    if numbers.first is not None:
        doors = doors.filter(number__gte=numbers.first)
    if numbers.last is not None:
        doors = doors.filter(number__lte=numbers.last)
    found = list(doors.values_list("id", flat=True))
    if not found:
        raise UnableToGather(
            _("No door was chosen. Tick the sides of streets, and look at the numbers. Nothing was changed.")
        )
    return found


def _move(constituency: int, doors: list[UUID], group: RoadGroup | None) -> None:
    Door.objects.filter(constituency_id=constituency, pk__in=doors).update(
        road_group=group, joined_by_itself=False
    )


def _remove_empty(constituency: int, district: UUID) -> None:
    RoadGroup.objects.filter(constituency_id=constituency, district_id=district, doors=None).delete()


def _group(constituency: int, group_id: UUID) -> RoadGroup:
    found = RoadGroup.objects.filter(constituency_id=constituency, pk=group_id).first()
    if found is None:
        raise UnableToGather(_("That road group is gone. Nothing was changed."))
    return found


def _note(
    constituency: int, by: Actor, at: datetime, *, step: str, count: int, group: UUID | None = None
) -> None:
    detail: dict[str, Any] = {"step": step} | ({"group": str(group)} if group else {})
    record(
        action=Action.REGISTER_ROAD_GROUP_EDIT,
        purpose=by.purpose,
        by=by.person_id,
        at=at,
        constituency=constituency,
        place="road groups",
        count=count,
        detail=detail,
    )
