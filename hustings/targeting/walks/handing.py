"""Handing walks out, and taking them back: no door is ever in the hands of two teams."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hustings.access.actor import Actor
from hustings.access.letting_in.handing_out import UnableToHandOut, hand_out_doors
from hustings.audit.recording import record
from hustings.audit.words import Action
from hustings.lib.uuid7 import uuid7
from hustings.targeting.models import Outing, Walk, WalkDoor, WalkPlan

LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
"""What a code is made of: no letter or figure that is read as another."""
LONGEST = timedelta(hours=24)
MOST_OUTINGS = 200
LOCK = 7_700_001
"""The lock, with the seat's number, that keeps two organisers from giving one door away at the same moment."""
HELD_BY_OTHERS = """
SELECT o.team, o.until, count(*) FROM targeting_outing o
JOIN targeting_walkdoor ours ON ours.constituency_id = o.constituency_id AND ours.door_id = ANY (o.doors)
WHERE o.constituency_id = %(seat)s AND ours.walk_id = %(walk)s AND o.back_at IS NULL
  AND o.starts_at < %(until)s AND o.until > %(starts)s AND lower(o.team) <> lower(%(team)s)
GROUP BY o.team, o.until ORDER BY count(*) DESC LIMIT 1
"""


class UnableToGiveWalk(Exception):
    """No walk was handed out or taken back. The message says why and what to do."""


@transaction.atomic
def hand_out_walk(
    *,
    constituency: int,
    walk_id: UUID,
    team: str,
    starts_at: datetime,
    until: datetime,
    grant: UUID | None = None,
    despite_rest: bool = False,
    by: Actor,
    at: datetime,
) -> Outing:
    """Give a walk to a team, or book it for them, until a time; a canvasser's grant then reaches its doors.

    The same team may hold a walk twice, on paper and by telephone. Refuses a door that another team holds in that
    time, a walk that rests, a time that is over or longer than a day.
    """
    team = " ".join(team.split())
    _refuse_senseless(team, starts_at, until, at)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK, constituency])
    walk = Walk.objects.select_related("plan").filter(constituency_id=constituency, pk=walk_id).first()
    if walk is None:
        raise UnableToGiveWalk(_("That walk is gone. Load the page again; nothing was handed out."))
    _refuse_held(walk, team, starts_at, until)
    if not despite_rest:
        _refuse_resting(walk, starts_at)
    outing = Outing.objects.create(
        constituency_id=constituency,
        plan=walk.plan,
        walk=walk,
        walk_name=str(walk)[:210],
        doors=_doors(walk),
        team=team[:80],
        grant_id=grant,
        code=_code(),
        starts_at=starts_at,
        until=until,
        given_by=by.person_id,
        given_at=at,
    )
    if grant is not None:
        _reach(outing, until, by, at)
    _note(outing, by, at, step="booked" if starts_at > at else "handed out", count=walk.doors)
    return outing


@transaction.atomic
def take_walk_back(
    *, constituency: int, outing_id: UUID, is_walked: bool = True, by: Actor, at: datetime
) -> Outing:
    """Say that a walk is back, walked to its end or not, or that a booking is off. The canvasser's reach ends."""
    outings = Outing.objects.select_for_update(of=("self",)).filter(constituency_id=constituency)
    outing = outings.filter(pk=outing_id).first()
    if outing is None or outing.back_at is not None:
        raise UnableToGiveWalk(_("That walk is back already. Nothing was changed."))
    outing.back_at, outing.is_walked = at, is_walked
    outing.save(update_fields=["back_at", "is_walked"])
    if outing.grant_id is not None:
        # Where the grant has ended, the reach ended with it.
        with suppress(UnableToGiveWalk):
            _reach(outing, at, by, at)
    _note(outing, by, at, step="taken back" if is_walked else "taken back unwalked", count=len(outing.doors))
    return outing


def _refuse_senseless(team: str, starts_at: datetime, until: datetime, at: datetime) -> None:
    if not team:
        raise UnableToGiveWalk(_("Say who takes the walk: a name, or a team’s. Nothing was handed out."))
    if until <= at or until <= starts_at:
        raise UnableToGiveWalk(
            _("That time is over before it begins. Choose a later end; nothing was handed out.")
        )
    if until - starts_at > LONGEST:
        raise UnableToGiveWalk(
            _("A walk is out for a day at most. Choose an earlier end; nothing was handed out.")
        )


def _refuse_held(walk: Walk, team: str, starts_at: datetime, until: datetime) -> None:
    wanted: dict[str, Any] = {
        "seat": walk.constituency_id,
        "walk": walk.id,
        "team": team,
        "starts": starts_at,
        "until": until,
    }
    with connection.cursor() as cursor:
        cursor.execute(HELD_BY_OTHERS, wanted)
        held = cursor.fetchone()
    if held:
        raise UnableToGiveWalk(
            _(
                "%(team)s holds %(doors)d of its doors until %(until)s. Take theirs back first; nothing was handed out."
            )
            % {"team": held[0], "doors": held[2], "until": _when(held[1])}
        )


def _refuse_resting(walk: Walk, starts_at: datetime) -> None:
    """A door rests since somebody came back who walked there, whichever walk it was in then."""
    days = walk.plan.rest_days
    walked = Outing.objects.filter(
        constituency_id=walk.constituency_id,
        is_walked=True,
        back_at__isnull=False,
        doors__overlap=_doors(walk),
    )
    last = walked.order_by("-back_at").first() if days else None
    if last is None or last.back_at is None:
        return
    rested = last.back_at + timedelta(days=days)
    if rested > starts_at:
        raise UnableToGiveWalk(
            _("This walk rests until %(until)s. Tick that it is to be walked all the same, or wait; nothing was "
              "handed out.")
            % {"until": _when(rested)}
        )  # fmt: skip


def _doors(walk: Walk) -> list[UUID]:
    rows = WalkDoor.objects.filter(constituency_id=walk.constituency_id, walk=walk)
    return list(rows.order_by("place").values_list("door_id", flat=True))


def _reach(outing: Outing, until: datetime, by: Actor, at: datetime) -> None:
    """Let a canvasser reach the doors until a time, but for those that the same one holds by another outing."""
    others = Outing.objects.filter(
        constituency_id=outing.constituency_id, grant_id=outing.grant_id, back_at=None, until__gt=until
    ).exclude(pk=outing.pk)
    kept = {door for doors in others.values_list("doors", flat=True) for door in doors}
    assert outing.grant_id is not None
    try:
        hand_out_doors(
            grant=outing.grant_id,
            constituency=outing.constituency_id,
            doors=[door for door in outing.doors if door not in kept],
            until=until,
            by=by,
            at=at,
        )
    except UnableToHandOut as refusal:
        raise UnableToGiveWalk(str(refusal)) from refusal


def _code() -> str:
    """Eight letters and figures, a hyphen between them, from the chance of a new identifier."""
    chance = uuid7().int & (1 << 60) - 1
    letters = []
    for _place in range(8):
        chance, at = divmod(chance, len(LETTERS))
        letters.append(LETTERS[at])
    return "".join([*letters[:4], "-", *letters[4:]])


def _when(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "j F, H:i")


def _note(outing: Outing, by: Actor, at: datetime, *, step: str, count: int) -> None:
    record(
        action=Action.TARGETING_WALK_HAND_OUT,
        purpose=by.purpose,
        by=by.person_id,
        at=at,
        constituency=outing.constituency_id,
        place=f"walk {outing.walk_id}",
        count=count,
        detail={"step": step, "outing": str(outing.id)},
    )


def outings_now(constituency: int, walks: Iterable[UUID], at: datetime) -> dict[UUID, list[Outing]]:
    """Who holds or has booked each of some walks."""
    found: dict[UUID, list[Outing]] = {}
    held = Outing.objects.filter(
        constituency_id=constituency, walk__in=list(walks), back_at=None, until__gt=at
    )
    for outing in held.order_by("starts_at"):
        assert outing.walk_id is not None
        found.setdefault(outing.walk_id, []).append(outing)
    return found


def outings_over(plan: WalkPlan, at: datetime) -> list[Outing]:
    """Who walked what of a plan, newest first: what is back, and what was not brought back in its time."""
    over = Q(back_at__isnull=False) | Q(until__lte=at)
    found = Outing.objects.filter(over, constituency_id=plan.constituency_id, plan=plan)
    return list(found.order_by("-given_at")[:MOST_OUTINGS])
