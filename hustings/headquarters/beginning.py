"""What somebody finds after signing in: their roles, their seats, and what each seat wants of them first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from hustings.access.actor import Actor
from hustings.access.lasting import lasting_at
from hustings.access.models import Grant
from hustings.audit.words import Action
from hustings.geography.models import Place
from hustings.organisation.models import Membership

MOST_SEATS = 20
"""Whoever has more seats than this compares them on a page of its own."""


@dataclass(frozen=True)
class Task:
    """One thing somebody may do in a seat."""

    title: str
    text: str
    url: str


@dataclass(frozen=True)
class SeatAtHome:
    """A seat in somebody's reach and what they may do there, in the order in which a campaign does it."""

    seat: Place
    tasks: tuple[Task, ...]


def own_roles(actor: Actor, at: datetime) -> QuerySet[Grant]:
    """The roles that somebody holds now, the first to end first."""
    assert actor.person_id is not None
    held = lasting_at(Grant.objects.filter(person_id=actor.person_id), at)
    return held.select_related("unit").order_by("ends_at")


def own_seats(actor: Actor) -> list[Place]:
    """The seats that any of somebody's roles reaches."""
    reached: set[int] = set().union(*(held.seats for held in actor.grants))
    return list(Place.objects.filter(id__in=reached).order_by("name"))


def seats_at_home(actor: Actor, seats: Iterable[Place]) -> list[SeatAtHome]:
    """Put beside each seat what somebody may do there."""
    return [SeatAtHome(seat, tuple(_tasks(actor, seat))) for seat in seats]


def _tasks(actor: Actor, seat: Place) -> Iterable[Task]:
    for action, url_name, title, text in _in_order():
        if actor.may(action, seat.id):
            yield Task(title, text, reverse(url_name, args=[seat.slug]))


def _in_order() -> list[tuple[Action, str, str, str]]:
    return [
        (
            Action.REGISTER_EDITION_IMPORT,
            "register:imports",
            _("Import the register"),
            _("The file your council sent, or its monthly update. You see what would change before it does."),
        ),
        (
            Action.PAPER_SHEET_PRINT,
            "paper:packs",
            _("Print sheets"),
            _("Choose streets and get a sheet for each, in walking order."),
        ),
        (
            Action.TARGETING_WALK_JOIN,
            "targeting:join",
            _("Join a walk"),
            _("Type the code on the cover, and have the walk on this telephone as well."),
        ),
        (
            Action.PAPER_SHEET_KEY,
            "paper:keying_in",
            _("Key sheets in"),
            _("Type the sheet's code, then what each line says."),
        ),
        (
            Action.CANVASSING_AREA_COUNT,
            "canvassing:seat",
            _("See the figures"),
            _("Voting intentions by ward, polling district and street."),
        ),
    ]


def own_grace(actor: Actor) -> QuerySet[Membership]:
    """The memberships of somebody whose grace runs: they keep everything until a day."""
    mine = Membership.objects.filter(person_id=actor.own_id, grace_ends_on__isnull=False)
    return mine.select_related("unit")
