"""Work that a stopped sender still sends: kept at once, read back by nobody who sent it, settled by the seat's own
officers within a day. Rooms above say how theirs is admitted; an objection never waits for anybody.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol
from uuid import UUID

from django.db import connection, transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import resolve
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from hustings.access.actor import Actor
from hustings.access.answering import is_of_api
from hustings.access.mailing import tell_of_quarantine
from hustings.access.models import Quarantined
from hustings.access.scope import on_duty
from hustings.access.stopping.placing import call
from hustings.access.telling import addresses_of_holders
from hustings.audit.recording import Receipt, record
from hustings.audit.words import Action, Purpose
from hustings.geography.models import Place
from hustings.lib.uuid7 import uuid7

KEPT = timedelta(hours=24)
MOST = 200
DUTY = "admit what nobody opened"
SETTLE = Action.ACCESS_QUARANTINE_SETTLE
OBJECTIONS_TASK = "hustings.access.tasks.take_objections"


class UnableToAdmit(Exception):
    """What was sent cannot be taken in as it is; it stays where it was, and the message says why."""


class Admit(Protocol):
    """Takes in what was sent as a room's own verb does; `objections_only` leaves all but objections for later."""

    def __call__(
        self, *, kept: Quarantined, by: Actor, at: datetime, objections_only: bool = False
    ) -> int: ...


@dataclass(frozen=True)
class Admitter:
    """How one action's work is taken in, how an officer is told of it, and the one address that it is sent to."""

    admit: Admit
    describe: Callable[[Quarantined], str]
    address: str


ADMITTERS: dict[Action, Admitter] = {}
"""Filled by the rooms whose work it is, as each is loaded."""


def keep_for_later(request: HttpRequest, actor: Actor, seat: int) -> Receipt | None:
    """Keep what a stopped sender sends, in this transaction; None where it is no work or more than is kept.

    What has no admitter is refused like any page; so is a call that holds nothing. Gives the receipt of its entry.
    """
    admitter = ADMITTERS.get(actor.action)
    if (
        request.method != "POST"
        or admitter is None
        or resolve(request.path_info).view_name != admitter.address
    ):
        return None
    items = count_items(request)
    if not 1 <= items <= MOST:
        return None
    given = uuid7()
    with transaction.atomic():
        call(
            "SELECT access.quarantine(%s, %s, %s, %s, %s)",
            [given, seat, request.path[:300], sent_by(request), items],
        )
        receipt = record(
            action=actor.action,
            purpose=actor.purpose,
            by=actor.person_id,
            at=actor.at,
            constituency=seat,
            place=str(given),
            count=items,
            rule="quarantine",
        )
        app.configure_task(OBJECTIONS_TASK).defer(quarantined=str(given))
    return receipt


def count_items(request: HttpRequest) -> int:
    """How many things a call holds: the items of a program's, one form of a page; 0 where it cannot be read."""
    if not is_of_api(request):
        return 1
    items = items_of(request.body)
    return len(items) if all(isinstance(one, dict) and "id" in one for one in items) else 0


def sent_by(request: HttpRequest) -> bytes:
    """What is kept of a call: a program's as it came, a form's fields without the token of its page, so that the same
    sent again is the same.
    """
    if is_of_api(request):
        return request.body
    fields = request.POST.copy()
    fields.pop("csrfmiddlewaretoken", None)
    return fields.urlencode().encode()


def items_of(sent: bytes) -> list[Any]:
    """The items of a program's call; none where it is no such call."""
    try:
        told = json.loads(sent)
    except ValueError:
        return []
    items = told.get("items") if isinstance(told, dict) else None
    return items if isinstance(items, list) else []


def held_answer(request: HttpRequest, at: datetime, receipt: Receipt) -> HttpResponse:
    """Tell a program that every item is safe and waits: it may forget them, and learns nothing else."""
    sentence = _("Kept. The seat’s own officers look at it.")
    items = [{"id": one["id"], "state": "held", "sentence": sentence} for one in items_of(request.body)]
    told = {"items": items, "safe": len(items), "objections": 0, "received_at": at.isoformat()}
    return JsonResponse(told | {"receipt": receipt.as_json()}, status=202)


def waiting_in(seat: int) -> list[Quarantined]:
    """What waits in a seat for somebody other than its sender, the oldest first."""
    return list(_waiting(seat).order_by("arrived_at", "id"))


def _waiting(seat: int) -> "QuerySet[Quarantined]":
    return Quarantined.objects.filter(constituency_id=seat, outcome="")


def quarantined_in(seats: Iterable[Place]) -> list[tuple[Place, int]]:
    """How many things wait in each of these seats where the signed-in person is one of its officers. One query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT seat, waiting FROM access.quarantined_here()")
        waiting = dict(cursor.fetchall())
    return [(seat, waiting[seat.id]) for seat in seats if seat.id in waiting]


@transaction.atomic
def admit(*, kept: Quarantined, by: Actor, at: datetime) -> int:
    """Take in what was sent as if it had come now, and say so; gives how many things were recorded.

    Raises UnableToAdmit where it cannot be recorded as it is, or somebody has settled it.
    """
    taken = ADMITTERS[Action(kept.action)].admit(kept=kept, by=by, at=at)
    _settle(kept, Quarantined.Outcome.ADMITTED, "", by, at)
    return taken


@transaction.atomic
def turn_away(*, kept: Quarantined, reason: str, by: Actor, at: datetime) -> None:
    """Do not take it in, with a reason; objections in it were recorded when it came. What was sent is kept."""
    _settle(kept, Quarantined.Outcome.NOT_ADMITTED, reason, by, at)


def take_objections(quarantined: UUID, *, at: datetime) -> int:
    """Record the objections of what has just come, as a duty of the installation: they wait for nobody. The seat's
    officers get a letter when something begins to wait.
    """
    with on_duty(DUTY, action=SETTLE, purpose=Purpose.CANVASS, at=at) as by:
        kept = Quarantined.objects.filter(pk=quarantined).first()
        if kept is None:
            return 0
        if _waiting(kept.constituency_id).count() == 1:
            officers = addresses_of_holders(SETTLE, seat=kept.constituency_id, besides=kept.sender)
            transaction.on_commit(lambda: tell_of_quarantine(officers, str(kept.constituency)))
        return ADMITTERS[Action(kept.action)].admit(kept=kept, by=by, at=at, objections_only=True)


def admit_unopened(*, at: datetime) -> int:
    """Take in what nobody opened within a day, as a duty; each thing in a transaction of its own. Gives how many."""
    with on_duty(DUTY, action=SETTLE, purpose=Purpose.CANVASS, at=at):
        due = list(
            Quarantined.objects.filter(outcome="", arrived_at__lte=at - KEPT).values_list("id", flat=True)
        )
    return sum(_admit_unopened(one, at) for one in due)


def _admit_unopened(quarantined: UUID, at: datetime) -> bool:
    try:
        with on_duty(DUTY, action=SETTLE, purpose=Purpose.CANVASS, at=at) as by:
            kept = Quarantined.objects.get(pk=quarantined)
            ADMITTERS[Action(kept.action)].admit(kept=kept, by=by, at=at)
            _settle(kept, Quarantined.Outcome.UNSEEN, "", by, at)
    except UnableToAdmit:
        # It stays on the officers' page, where it says why it cannot be taken in.
        return False
    return True


def _settle(kept: Quarantined, outcome: str, reason: str, by: Actor, at: datetime) -> None:
    if not call("SELECT access.settle_quarantined(%s, %s, %s)", [kept.id, str(outcome), reason]):
        raise UnableToAdmit(_("Somebody has settled this already, or you sent it yourself."))
    record(
        action=SETTLE,
        purpose=by.purpose,
        by=by.person_id,
        at=at,
        constituency=kept.constituency_id,
        place=str(kept.id),
        count=kept.items,
        rule=str(outcome),
    )
