"""Feeds of invented members, and what is looked at afterwards."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from hustings.access.members.importing import Taken, import_members
from hustings.access.models import Errand, Grant, HandOut
from hustings.accounts.models import Person, Session
from hustings.audit.words import Action, Purpose
from hustings.elections.models import Calling, Election
from hustings.geography.models import Place
from hustings.organisation.models import Membership
from tests.cast import Cast, acting, arranging

IMPORTING = (Action.ACCESS_MEMBERS_IMPORT, Purpose.ADMINISTRATION)


def feed(*lines: str) -> bytes:
    return "\n".join(["Member number,Email,Status,Branch", *lines]).encode()


def take(cast: Cast, *lines: str, is_dry: bool = False, is_whole: bool = False, **more: Any) -> Taken:
    """Import a feed as Moira of headquarters."""
    with acting(cast.moira, *IMPORTING) as by:
        return import_members(
            content=feed(*lines),
            file_name="members.csv",
            is_whole=is_whole,
            drawn_at=more.get("drawn_at", by.at),
            is_dry=is_dry,
            by=by,
            at=by.at,
        )


def membership(person: Person) -> Membership:
    with arranging():
        return Membership.objects.select_related("unit").get(person=person)


def standing(*people: Person) -> dict[str, Any]:
    """Everything that somebody has, byte for byte."""
    with arranging():
        ids = [person.pk for person in people]
        return {
            "grants": list(Grant.objects.filter(person__in=ids).order_by("id").values()),
            "sessions": list(Session.objects.filter(person_id__in=ids).order_by("pk").values()),
            "errands": list(Errand.objects.filter(person_id__in=ids).order_by("id").values()),
            "doors": list(HandOut.objects.filter(grant__person__in=ids).order_by("door_id").values()),
            "memberships": list(Membership.objects.filter(person__in=ids).order_by("id").values()),
        }


def live(person: Person, at: datetime | None = None) -> int:
    with arranging():
        now = at or timezone.now()
        return Grant.objects.filter(person=person, ended_at=None, ends_at__gt=now).count()


def call_election(seat: Place) -> None:
    """An election with its poll in ten days, called in one seat."""
    today = timezone.localdate()
    with arranging():
        election = Election.objects.create(
            kind="westminster", name="General election", polling_day=today + timedelta(days=10)
        )
        Calling.objects.create(
            election=election,
            constituency=seat,
            notice_on=today - timedelta(days=20),
            ends_on=today + timedelta(days=18),
            called_at=timezone.now(),
        )
