"""Lists that headquarters offers to seats: offered and withdrawn there, taken or declined in each seat.

An offer is a question and nothing more. What a seat takes is a copy that is its own; whoever offered it learns how many
seats took it, and neither which people are on it nor who of a seat answered.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from hustings.access.actor import Actor
from hustings.access.roles import Role
from hustings.audit.recording import record
from hustings.audit.words import Action
from hustings.canvassing.models import Code
from hustings.elections.models import Election
from hustings.geography.models import Place
from hustings.lib.uuid7 import uuid7
from hustings.targeting.lists import conditions as c
from hustings.targeting.lists.asking import elections_in
from hustings.targeting.lists.keeping import UnableToKeep, free_name, make_list
from hustings.targeting.lists.naming import names_for
from hustings.targeting.lists.rules import Choice, ListForm, conditions_within, read_form
from hustings.targeting.lists.wording import sentence_of
from hustings.targeting.models import OfferedList, OfferState, SavedList

LONGEST_NAME, LONGEST_WHY = 120, 500
OF_ONE_SEAT = (c.Place, c.Street, c.Tagged, c.Scored, c.OnList)
"""Conditions that name what one seat alone has: wards and districts, streets, tags, scores, other lists."""
NO_SEAT = 0


class UnableToOffer(Exception):
    """Nothing is offered, taken or declined. The message says why and what to do."""


@dataclass(frozen=True)
class OfferMade:
    """One offer as whoever offers sees it: what it is, and how many seats answered how."""

    id: UUID
    name: str
    why: str
    sentence: str
    offered_as: str
    offered_at: datetime
    seats: int
    waiting: int
    taken: int
    declined: int

    @property
    def withdrawn(self) -> int:
        return self.seats - self.waiting - self.taken - self.declined


def seats_to_offer(by: Actor, slugs: Collection[str]) -> list[Place]:
    """The seats of these names in their pages' addresses, or without any all in reach. Raises UnableToOffer for a name
    that is none of a seat in reach.
    """
    reach = list(Place.objects.filter(id__in=by.seats_for(by.action)).order_by("name"))
    if not slugs:
        return reach
    found = [seat for seat in reach if seat.slug in slugs]
    if missing := sorted(set(slugs) - {seat.slug for seat in found}):
        raise UnableToOffer(_("You reach no seat called %s. Nothing was offered.") % ", ".join(missing)[:200])
    return found


@transaction.atomic
def offer_list(
    *, seats: Collection[Place], name: str, why: str, form: ListForm, by: Actor, at: datetime
) -> UUID:
    """Offer a list's steps to seats, each of which takes or declines them.

    Raises UnableToOffer without a name, a reason or a seat, for a seat out of reach, for a step that names what one
    seat alone has, and for an election that is not there.
    """
    name, why = " ".join(name.split()), " ".join(why.split())
    if not (1 <= len(name) <= LONGEST_NAME and 1 <= len(why) <= LONGEST_WHY):
        raise UnableToOffer(
            _(
                "Give the list a name of at most %(name)d letters, and say why in at most %(why)d. Nothing was offered."
            )
            % {"name": LONGEST_NAME, "why": LONGEST_WHY}
        )
    if not seats or {seat.id for seat in seats} - by.seats_for(by.action):
        raise UnableToOffer(_("Choose one or more of the seats in your reach. Nothing was offered."))
    refuse_local(form)
    offer = uuid7()
    OfferedList.objects.bulk_create(
        OfferedList(
            constituency=seat,
            offer=offer,
            name=name,
            why=why,
            form=form.as_json(),
            offered_by=by.person_id,
            offered_as=by.name[:200],
            offered_role=_role_of(by),
            offered_at=at,
        )
        for seat in seats
    )
    _note(offer, "offered", len(seats), by, at)
    return offer


@transaction.atomic
def withdraw_offer(*, offer: UUID, by: Actor, at: datetime) -> int:
    """Take an offer back from the seats of one's reach that have not answered; what was taken stays. Counts the seats.

    Raises UnableToOffer where nobody waits any more.
    """
    waiting = OfferedList.objects.filter(
        offer=offer, constituency__in=by.seats_for(by.action), state=OfferState.WAITING
    )
    count = waiting.update(state=OfferState.WITHDRAWN, answered_at=at)
    if not count:
        raise UnableToOffer(_("No seat waits with this offer any more. Nothing was changed."))
    _note(offer, "offer withdrawn", count, by, at)
    return count


@transaction.atomic
def take_offer(*, offered: OfferedList, by: Actor, at: datetime) -> SavedList:
    """Keep a copy of what is offered to a seat as a list of one's own there.

    Raises UnableToOffer where the seat has answered or the offer is withdrawn, and where its steps cannot be asked.
    """
    _answer(offered, OfferState.TAKEN, by, at)
    try:
        return make_list(
            seat=offered.constituency,
            name=free_name(offered.constituency_id, offered.name[:110]),
            form=read_form(offered.form),
            by=by,
            at=at,
            offered_by=offered.offer,
        )
    except UnableToKeep as refusal:
        raise UnableToOffer(str(refusal)) from refusal


@transaction.atomic
def decline_offer(*, offered: OfferedList, by: Actor, at: datetime) -> None:
    """Answer for a seat that it does not take what is offered. Raises UnableToOffer as `take_offer` does."""
    _answer(offered, OfferState.DECLINED, by, at)


def offers_made(by: Actor) -> list[OfferMade]:
    """The offers to seats of somebody's reach, the newest first, with how many answered how. Two queries."""
    told = ("offer", "name", "why", "form", "offered_as", "offered_at")
    rows = (
        OfferedList.objects.filter(constituency__in=by.seats_for(by.action))
        .values(*told)
        .annotate(
            seats=Count("id"),
            **{
                state.value: Count("id", filter=Q(state=state))
                for state in (OfferState.WAITING, OfferState.TAKEN, OfferState.DECLINED)
            },
        )
        .order_by("-offered_at", "offer")
    )
    found = list(rows)
    forms = {row["offer"]: read_form(row.pop("form")) for row in found}
    names = names_for(NO_SEAT, forms.values())
    return [
        OfferMade(id=id, sentence=sentence_of(forms[id], names), **row)
        for row in found
        for id in [row.pop("offer")]
    ]


def offers_waiting(constituency: int) -> list[OfferedList]:
    """What is offered to a seat and waits for its answer, the newest first."""
    waiting = OfferedList.objects.filter(constituency_id=constituency, state=OfferState.WAITING)
    return list(waiting.order_by("-offered_at", "id"))


def refuse_local(form: ListForm) -> None:
    """Raise UnableToOffer for steps that name what one seat alone has, and for elections that are not there."""
    own = set(Code.objects.filter(constituency=None, id__in=_codes_in(form)).values_list("id", flat=True))
    local = [
        str(number)
        for number, step in enumerate(form.steps, start=1)
        if isinstance(step, Choice) and any(_is_local(one, own) for one in conditions_within(step.who))
    ]
    if local:
        raise UnableToOffer(
            _(
                "What step %s names is of one seat alone: a ward or polling district, a street, a tag, a score, "
                "another list, an answer of its own. Take it out; each seat can add the like to its copy. "
                "Nothing was offered."
            )
            % ", ".join(local)
        )
    wanted = elections_in(form)
    if Election.objects.filter(id__in=wanted).count() < len(wanted):
        raise UnableToOffer(_("An election that this list names is not there. Choose another one."))


def _codes_in(form: ListForm) -> Iterator[UUID]:
    for step in form.steps:
        if isinstance(step, Choice):
            for one in conditions_within(step.who):
                yield from one.codes if isinstance(one, c.Answered) else ()


def _is_local(one: Any, national: set[UUID]) -> bool:
    return isinstance(one, OF_ONE_SEAT) or (isinstance(one, c.Answered) and bool(set(one.codes) - national))


def _role_of(by: Actor) -> str:
    offering = (
        held.role for held in by.grants if held.permits(Action.TARGETING_LIST_OFFER, by.purpose, by.at)
    )
    return next(offering, Role.NATIONAL_STAFF)


def _answer(offered: OfferedList, state: OfferState, by: Actor, at: datetime) -> None:
    waiting = OfferedList.objects.filter(pk=offered.pk, state=OfferState.WAITING)
    if not waiting.update(state=state, answered_at=at):
        raise UnableToOffer(_("This offer was answered already, or is withdrawn. Nothing was changed."))
    _note(offered.offer, f"offer {state}", 1, by, at, seat=offered.constituency_id)


def _note(offer: UUID, step: str, count: int, by: Actor, at: datetime, *, seat: int | None = None) -> None:
    record(
        action=by.action,
        purpose=by.purpose,
        by=by.person_id,
        at=at,
        constituency=seat,
        place=f"offered list {offer}",
        count=count,
        rule=step,
    )
