"""What somebody can read about their own access, and say to it: nothing about them is decided out of their sight."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from hustings.access.actor import Actor
from hustings.access.letting_in.granting import UnableToGrant, call, refusing
from hustings.access.models import Answer
from hustings.access.stops import Ground
from hustings.access.tools import tool_of
from hustings.access.wording import GROUND_NAMES, TOOL_NAMES, Words, role_name
from hustings.audit.recording import record
from hustings.audit.words import Action
from hustings.geography.models import Place
from hustings.organisation.models import MembershipStatus, Unit


@dataclass(frozen=True)
class OwnGrant:
    """A role that somebody holds or held; `given_as` and `ended_as` are the offices of who gave and ended it."""

    role: Words
    unit: str
    starts_at: datetime
    lasts_until: datetime
    ended_at: datetime | None
    reason: str
    given_by: str
    given_as: Words
    ended_as: Words

    def is_live(self, at: datetime) -> bool:
        return self.ended_at is None and self.lasts_until > at


@dataclass(frozen=True)
class Withheld:
    """A leaving, a stop or a refusal that concerns somebody."""

    kind: str
    happened_at: datetime
    what: Words
    place: str
    until: datetime | None


def own_grants() -> list[OwnGrant]:
    """Every role of the signed-in person, the newest first. One query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM access.my_grants()")
        return [_own_grant(row) for row in cursor.fetchall()]


def _own_grant(row: tuple[Any, ...]) -> OwnGrant:
    role, unit, starts_at, lasts_until, ended_at, reason, given_by, given_as, ended_as = row
    return OwnGrant(
        role_name(role),
        unit,
        starts_at,
        lasts_until,
        ended_at,
        reason,
        given_by or "",
        role_name(given_as or ""),
        role_name(ended_as or ""),
    )


def withheld_lately() -> list[Withheld]:
    """What was withheld from the signed-in person in the last ninety days, the newest first. Two queries."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM access.withheld_from_me()")
        rows = cursor.fetchall()
    seats = [int(place) for kind, _moment, _what, place, _until in rows if kind == "refusal" and place]
    names = dict(Place.objects.filter(id__in=seats).values_list("id", "name"))
    return [
        Withheld(
            kind,
            moment,
            _what_in_words(kind, what),
            names.get(int(place), "") if kind == "refusal" and place else place,
            until,
        )
        for kind, moment, what, place, until in rows
    ]


def _what_in_words(kind: str, what: str) -> Words:
    """What a code of the log is called; one that this version does not know stays a code."""
    if kind == "leaving":
        return str(MembershipStatus(what).label)
    if kind == "stop":
        return GROUND_NAMES[Ground(what)] if what in list(Ground) else what
    return TOOL_NAMES[tool_of(Action(what))] if what in list(Action) else what


def answer_record(*, said: str, by: Actor, at: datetime) -> None:
    """Keep what somebody says to their own record, in each unit they belong or belonged to. It is never changed."""
    with refusing(_("An answer has 2,000 characters at most, and a hundred a day. Nothing was kept.")):
        kept = call("SELECT access.answer(%s)", [said])
        if not kept:
            raise UnableToGrant(
                _("You belong to no part of the organisation that could read it. Nothing was kept.")
            )
        record(
            action=Action.ACCESS_RECORD_ANSWER,
            purpose=by.purpose,
            by=by.person_id,
            at=at,
            subjects=[by.own_id],
        )


def answers_in(unit: Unit) -> list[Answer]:
    """What people of a unit have said to their records, for whoever decides there; the newest first."""
    return list(Answer.objects.filter(unit=unit).order_by("-answered_at")[:50])
