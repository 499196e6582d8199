"""Handing walks out and taking them back: no door is ever in the hands of two teams."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hustings.access.actor import Actor
from hustings.access.letting_in.handing_out import UnableToHandOut, hand_out_doors, take_doors_back
from hustings.audit.recording import record
from hustings.audit.words import Action
from hustings.lib.uuid7 import uuid7
from hustings.targeting.models import Outing, Walk, WalkDoor, WalkPlan
from hustings.targeting.walks.planning import UnableToCut, walk_held
from hustings.targeting.walks.standing import follow_held

LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
"""What a code is made of: no letter or figure that is read as another."""
LONGEST, FURTHEST = timedelta(hours=24), timedelta(days=62)
EARLY = timedelta(minutes=15)
"""So long before its time a walk opens to those who take it."""
MOST_OUTINGS = 200
LOCK = 7_700_001
"""The lock, with the seat's number, that keeps two organisers from giving one door away at the same moment."""
HELD_BY_OTHERS = """
SELECT o.id, count(*) FROM targeting_outing o
JOIN targeting_walkdoor ours ON ours.constituency_id = o.constituency_id AND ours.door_id = ANY (o.doors)
WHERE o.constituency_id = %(seat)s AND ours.walk_id = %(walk)s AND o.back_at IS NULL
  AND o.starts_at < %(until)s AND o.until > %(starts)s AND lower(o.team) <> lower(%(team)s)
GROUP BY o.id ORDER BY count(*) DESC LIMIT 1
"""


class UnableToGiveWalk(Exception):
    """No walk was handed out or taken back. The message says why and what to do."""


@transaction.atomic
def hand_out_walk(
    *,
    constituency: int,
    walk_id: UUID,
    team: str = "",
    starts_at: datetime,
    until: datetime,
    grant: UUID | None = None,
    despite_rest: bool = False,
    by: Actor,
    at: datetime,
) -> Outing:
    """Give a walk to a team, or book it for them, until a time; without a team to whoever has the code of its cover.

    A canvasser's grant then reaches its doors, from shortly before the time begins. The same team may hold a walk
    twice, on paper and by telephone. Refuses a door that another team holds in that time, a walk that rests, a time
    that is over, longer than a day or more than two months ahead.
    """
    code = _code()
    team = " ".join(team.split())[:80] or code
    _refuse_senseless(starts_at, until, at)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK, constituency])
    try:
        walk, plan = walk_held(constituency, walk_id)
        if follow_held(plan, at):
            walk.refresh_from_db()
    except UnableToCut as refusal:
        raise UnableToGiveWalk(str(refusal)) from refusal
    _refuse_held(walk, team, starts_at, until)
    if not despite_rest:
        _refuse_resting(walk, plan, starts_at)
    outing = Outing.objects.create(
        constituency_id=constituency,
        plan=plan,
        walk=walk,
        walk_name=str(walk)[:210],
        doors=_doors(walk),
        team=team,
        grant_id=grant,
        code=code,
        starts_at=starts_at,
        until=until,
        given_by=by.person_id,
        given_at=at,
    )
    if grant is not None:
        _open_doors(outing, grant, by, at)
    _note(outing, by, at, step="booked" if starts_at > at else "handed out", count=walk.doors)
    return outing


@transaction.atomic
def hand_out_free(
    *, constituency: int, plan_id: UUID, starts_at: datetime, until: datetime, by: Actor, at: datetime
) -> list[Outing]:
    """Give every walk of a plan that nobody holds or has booked to whoever has the code of its cover.

    Walks that rest stay where they are. Raises UnableToGiveWalk where none is left.
    """
    walks = list(Walk.objects.filter(constituency_id=constituency, plan=plan_id).order_by("number"))
    held = outings_now(constituency, [walk.id for walk in walks], at)
    given, why = [], _("Every walk is out or booked. Nothing was handed out.")
    for walk in walks:
        if walk.id in held:
            continue
        try:
            with transaction.atomic():
                given.append(
                    hand_out_walk(
                        constituency=constituency,
                        walk_id=walk.id,
                        starts_at=starts_at,
                        until=until,
                        by=by,
                        at=at,
                    )
                )
        except UnableToGiveWalk as refusal:
            why = str(refusal)
    if not given:
        raise UnableToGiveWalk(why)
    return given


@transaction.atomic
def take_walk_back(
    *, constituency: int, outing_id: UUID, is_walked: bool = True, by: Actor, at: datetime
) -> Outing:
    """Say that a walk is back, walked to its end or not, or that a booking is off, which was not walked whatever is
    said. Whoever reached its doors by it reaches them no longer.
    """
    outings = Outing.objects.select_for_update(of=("self",)).filter(constituency_id=constituency)
    outing = outings.filter(pk=outing_id).first()
    if outing is None or outing.back_at is not None:
        raise UnableToGiveWalk(_("That walk is back already. Nothing was changed."))
    outing.back_at = at
    outing.is_walked = is_walked and not outing.is_called_off
    outing.save(update_fields=["back_at", "is_walked"])
    take_doors_back(constituency=constituency, handed_for=outing.id, at=at)
    step = "called off" if outing.is_called_off else "taken back" if is_walked else "taken back unwalked"
    _note(outing, by, at, step=step, count=len(outing.doors))
    return outing


def _refuse_senseless(starts_at: datetime, until: datetime, at: datetime) -> None:
    if until <= at or until <= starts_at:
        raise UnableToGiveWalk(
            _("That time is over before it begins. Choose a later end; nothing was handed out.")
        )
    if until - starts_at > LONGEST:
        raise UnableToGiveWalk(
            _("A walk is out for a day at most. Choose an earlier end; nothing was handed out.")
        )
    if starts_at - at > FURTHEST:
        raise UnableToGiveWalk(
            _("A walk is booked for two months ahead at most. Choose an earlier day; nothing was handed out.")
        )
    if starts_at < at - LONGEST:
        raise UnableToGiveWalk(
            _("That time began more than a day ago. Choose a later one; nothing was handed out.")
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
        other = Outing.objects.get(constituency_id=walk.constituency_id, pk=held[0])
        raise UnableToGiveWalk(
            _(
                "Nothing was handed out: until %(until)s %(doors)d of its doors are in the hands of %(team)s. Take "
                "theirs back first."
            )
            % {"team": other.holder, "doors": held[1], "until": _when(other.until)}
        )


def _refuse_resting(walk: Walk, plan: WalkPlan, starts_at: datetime) -> None:
    """A door rests since somebody came back who walked there, whichever walk it was in then."""
    days = plan.rest_days
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


def _open_doors(outing: Outing, grant: UUID, by: Actor, at: datetime) -> None:
    """Let a canvasser reach the doors for the time of an outing, and a little before."""
    try:
        hand_out_doors(
            grant=grant,
            constituency=outing.constituency_id,
            doors=outing.doors,
            since=outing.starts_at - EARLY,
            until=outing.until,
            handed_for=outing.id,
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
