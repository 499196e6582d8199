"""Who belongs to a unit and what they hold there, as the people page shows it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import Count, Q, QuerySet
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from hustings.access.lasting import lasting_at
from hustings.access.letting_in.granting import day_of, last_day_of
from hustings.access.letting_in.offering import lets_in
from hustings.access.models import Grant, Invitation
from hustings.access.roles import KEY_HOLDERS, Role
from hustings.access.scope import ask
from hustings.access.wording import PURPOSE_NAMES, Words, role_name
from hustings.audit.words import Purpose
from hustings.organisation.models import Membership, Unit

WANTED = 2
"""The key-holders a unit wants, so that one holiday or one quarrel does not lock everybody out."""


@dataclass(frozen=True)
class Holding:
    """One grant of somebody in the unit."""

    grant: Grant
    role: Words
    purposes: list[Words]
    deputises: str
    is_key: bool
    is_live: bool
    until: datetime

    @property
    def last_day(self) -> date:
        """The last day on which the grant opens anything."""
        return last_day_of(self.until)

    @property
    def is_carried(self) -> bool:
        """Whether a called election keeps it beyond its own end."""
        return self.until > self.grant.ends_at


@dataclass
class Colleague:
    """Somebody of the unit, or of a unit above it who holds something here."""

    person_id: UUID
    name: str
    belongs: bool
    membership: UUID | None = None
    standing: Words = ""
    is_unconfirmed: bool = False
    live: list[Holding] = field(default_factory=list)
    over: list[Holding] = field(default_factory=list)


@dataclass(frozen=True)
class Shortage:
    """A unit that fewer than two people can let others into."""

    unit: UUID
    name: str
    holders: int


@dataclass(frozen=True)
class UnitLine:
    """A unit in reach, with how many people belong to it and how many of them hold its keys."""

    unit: Unit
    members: int
    holders: int

    @property
    def is_short(self) -> bool:
        return self.holders < WANTED


def colleagues_of(unit: Unit, at: datetime) -> list[Colleague]:
    """The people of a unit by name, with their live grants there and those that are over. Three queries."""
    grants = list(Grant.objects.filter(unit=unit).order_by("starts_at", "id"))
    lasting = {one.id: one.lasts_until for one in lasting_at(Grant.objects.filter(unit=unit), at)}
    here = Membership.objects.filter(unit=unit)
    elsewhere = Membership.objects.filter(id__in=[grant.membership_id for grant in grants]).exclude(unit=unit)
    found = {row.person_id: Colleague(row.person_id, row.name, belongs=False) for row in elsewhere}
    found |= {
        row.person_id: Colleague(
            row.person_id,
            row.name,
            belongs=row.ends_on is None or row.ends_on > day_of(at),
            membership=row.id,
            standing=standing_of(row),
            is_unconfirmed=row.confirm_by is not None,
        )
        for row in here
    }
    holders = {grant.id: found[grant.person_id].name for grant in grants if grant.person_id in found}
    for grant in grants:
        colleague = found.setdefault(grant.person_id, Colleague(grant.person_id, "", belongs=False))
        holding = _holding(grant, holders, at, lasting.get(grant.id))
        (colleague.live if holding.is_live else colleague.over).append(holding)
    return sorted(found.values(), key=lambda colleague: colleague.name)


def standing_of(membership: Membership) -> Words:
    """What is to be said beside a name: a grace that runs, or staff who wait to be confirmed."""
    if membership.grace_ends_on is not None:
        day = date_format(membership.grace_ends_on, "j F Y")
        return _("%(standing)s; keeps everything until %(day)s") % {
            "standing": membership.get_status_display(),
            "day": day,
        }
    if membership.confirm_by is not None:
        return _("whom they worked for has left: to be confirmed by %(moment)s") % {
            "moment": date_format(localtime(membership.confirm_by), "j F, H:i")
        }
    return ""


def feed_age_in_words(at: datetime) -> str:
    """How old the newest feed is, where it is older than a day; empty where members are kept by hand."""
    drawn_at = ask("SELECT access.feed_drawn_at()")[0]
    if drawn_at is None or at - drawn_at <= timedelta(hours=24):
        return ""
    return _("The list of members is of %(moment)s.") % {
        "moment": date_format(localtime(drawn_at), "j F Y, H:i")
    }


def _holding(grant: Grant, holders: dict[UUID, str], at: datetime, until: datetime | None) -> Holding:
    known = grant.role in list(Role)
    return Holding(
        grant,
        role_name(grant.role),
        [PURPOSE_NAMES[Purpose(purpose)] for purpose in grant.purposes if purpose in list(Purpose)],
        holders.get(grant.deputises_id, "") if grant.deputises_id else "",
        is_key=known and lets_in(Role(grant.role)),
        is_live=until is not None or (grant.ended_at is None and grant.starts_at > at),
        until=until or grant.ends_at,
    )


def key_holders(colleagues: Iterable[Colleague]) -> int:
    """How many of these people can let others in today."""
    return sum(any(holding.is_key for holding in colleague.live) for colleague in colleagues)


def open_invitations(unit: Unit, at: datetime) -> QuerySet[Invitation]:
    """Links that can still be taken up, the newest first."""
    waiting = Invitation.objects.filter(unit=unit, accepted_at=None, withdrawn_at=None, expires_at__gt=at)
    return waiting.order_by("-invited_at")


def units_with_people(units: Iterable[int], at: datetime) -> list[UnitLine]:
    """The units in reach with their numbers. Three queries, however many units."""
    ids = list(units)
    belong = Q(ends_on=None) | Q(ends_on__gt=day_of(at))
    members = _counted(Membership.objects.filter(belong, unit__in=ids))
    live = lasting_at(Grant.objects.filter(unit__in=ids, role__in=KEY_HOLDERS), at)
    keys = _counted(live)
    found = Unit.objects.filter(id__in=ids).order_by("id")
    return [UnitLine(unit, members[unit.id], keys[unit.id]) for unit in found]


def _counted(rows: "QuerySet[Membership] | QuerySet[Grant]") -> dict[int, int]:
    counted = rows.order_by().values("unit").annotate(people=Count("person", distinct=True))
    return defaultdict(int, {row["unit"]: row["people"] for row in counted})


def people_to_choose(unit: Unit, at: datetime, without: Iterable[UUID] = ()) -> list[tuple[str, str]]:
    """Who can be given something in a unit: its people and, where in reach, those of the units above it."""
    belong = Q(ends_on=None) | Q(ends_on__gt=day_of(at))
    rows = Membership.objects.filter(belong, unit__all_below__below=unit).exclude(person__in=list(without))
    named = {str(person): name for person, name in rows.order_by("name").values_list("person_id", "name")}
    return list(named.items())


def shortages() -> list[Shortage]:
    """Units whose people the signed-in person may see and where fewer than two hold the keys."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT unit, name, holders FROM access.short_of_keys()")
        return [Shortage(*row) for row in cursor.fetchall()]
