"""Joining a walk by the code on its cover: what it is, its doors in order, and who may be asked for there."""

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hustings.access.actor import Actor
from hustings.audit.recording import record
from hustings.audit.words import Action
from hustings.register.models import Door, Elector
from hustings.targeting.walks.handing import EARLY


class UnableToJoin(Exception):
    """No walk was joined. The message says why and what to do."""


@dataclass(frozen=True)
class WalkOut:
    """A walk that was handed out, as whoever holds its code is told of it."""

    outing: UUID
    name: str
    team: str
    meeting_place: str
    doors: int
    starts_at: datetime
    until: datetime
    back_at: datetime | None
    joined: bool

    def shut(self, at: datetime) -> str:
        """Why it cannot be joined now, as a sentence; "" where it can."""
        if self.back_at is not None and self.back_at < self.starts_at:
            return _("This walk was called off. Ask whoever handed it out for another one.")
        if self.back_at is not None:
            return _("This walk is back since %s. Ask whoever handed it out for another one.") % _when(
                self.back_at
            )
        if self.until <= at:
            return _(
                "The time of this walk was over on %s. Ask whoever handed it out to hand it out again."
            ) % _when(self.until)
        if at < self.starts_at - EARLY:
            return _("This walk is booked for %s and opens a quarter of an hour before. Come back then.") % (
                _when(self.starts_at)
            )
        return ""


@dataclass(frozen=True)
class DoorToKnock:
    """A door of a walk and who may be asked for there; nobody where it is passed by."""

    label: str
    street: str
    is_passed: bool
    electors: list[Elector] = field(default_factory=list)


def spelt(typed: str) -> str:
    """A code as it is kept, however it was typed: "abcd efgh" is ABCD-EFGH."""
    letters = re.sub(r"[^A-Z0-9]", "", typed.upper())
    return f"{letters[:4]}-{letters[4:]}"[:9]


def walk_of_code(constituency: int, code: str) -> WalkOut | None:
    """The walk behind a code of this seat, out or not; None where there is none, or the scope joins no walk there."""
    found = _fetch("SELECT * FROM access.walk_of_code(%s, %s)", constituency, spelt(code))
    return WalkOut(*found[0]) if found else None


def join_walk(*, constituency: int, code: str, by: Actor, at: datetime) -> WalkOut:
    """Open the doors of a walk to who holds its code, until it is back or its time is over.

    Raises UnableToJoin where no walk has that code, it is back, over, or booked for later.
    """
    walk = walk_of_code(constituency, code)
    if walk is None:
        raise UnableToJoin(
            _("No walk of this seat has that code. Look at the cover of the sheet again; nothing was opened.")
        )
    if shut := walk.shut(at):
        raise UnableToJoin(shut)
    [(handed,)] = _fetch(
        "SELECT access.join_walk(%s, %s, %s)", constituency, spelt(code), EARLY + timedelta(minutes=1)
    )
    if not handed:
        raise UnableToJoin(_("This walk came back just now. Ask whoever handed it out for another one."))
    record(
        action=Action.TARGETING_WALK_JOIN,
        purpose=by.purpose,
        by=by.person_id,
        at=at,
        constituency=constituency,
        place=f"walk that is out {walk.outing}",
        count=handed,
        detail={"step": "joined"},
    )
    return walk


def doors_to_knock(constituency: int, walk: WalkOut) -> list[DoorToKnock]:
    """The doors of a walk that this scope has joined, in order; names as the walls let them through."""
    rows = _fetch(
        "SELECT door, street, building, is_passed, electors FROM access.doors_of_walk(%s, %s)",
        *(constituency, walk.outing),
    )
    doors = Door.objects.filter(constituency_id=constituency).in_bulk([row[0] for row in rows])
    named = [elector for row in rows for elector in row[-1]]
    electors = Elector.objects.filter(constituency_id=constituency).in_bulk(named)
    return [
        DoorToKnock(
            ", ".join(filter(None, [str(doors[door]), building])),
            street,
            is_passed,
            sorted((electors[one] for one in behind if one in electors), key=_by_name),
        )
        for door, street, building, is_passed, behind in rows
        if door in doors
    ]


def _by_name(elector: Elector) -> tuple[str, str, int]:
    return elector.surname_key, elector.given_key, elector.seat_no


def _fetch(statement: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def _when(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "j F, H:i")
