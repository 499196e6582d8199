"""Lists by program: their JSON form is checked, counted and kept as on the pages."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import AwareDatetime, ConfigDict, Field

from hustings.access.answering import REFUSALS
from hustings.audit.words import Action, Purpose
from hustings.lib.declaring import declare
from hustings.targeting.lists.keeping import UnableToKeep, lists_for, make_list
from hustings.targeting.lists.offering import (
    UnableToOffer,
    offer_list,
    offers_made,
    offers_waiting,
    seats_to_offer,
    take_offer,
)
from hustings.targeting.lists.rules import ListForm, Misunderstood, read_form
from hustings.targeting.lists.telling import ListCount, UnableToTell, tell_list
from hustings.targeting.lists.wording import faults_in_words
from hustings.targeting.models import OfferedList

router = Router(tags=["lists"])


class StageTold(Schema):
    """One step or leaving: what it says, how many are left after it, and how many it took (added, below nought)."""

    says: str
    left: int
    taken: int


class CountTold(Schema):
    """A list counted now."""

    sentence: str
    people: int
    doors: int
    telephones: int
    walking_minutes: int
    register_total: Annotated[int, Field(alias="register")]
    steps: list[StageTold]
    leaving: list[StageTold]


class ListTold(Schema):
    """A list that is kept: its name and form, and whether it is live."""

    id: UUID
    name: str
    form: dict[str, Any]
    is_live: bool
    as_of: AwareDatetime | None
    is_shared: bool


class ListToKeep(Schema):
    """A list to keep under a name."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[str, Field(min_length=1, max_length=120, pattern=r"^[^\x00-\x1f]*$")]
    form: ListForm


@router.post(
    "/seats/{slug:seat}/lists/count/",
    response={200: CountTold, **REFUSALS},
    url_name="count_list",
    summary="Count a list",
    by_alias=True,
)
@declare(action=Action.TARGETING_LIST_BUILD, purpose=Purpose.CANVASS, place="seat")
def count_list(request: HttpRequest, seat: str, form: ListForm) -> Any:
    """Count a list step by step, without keeping it."""
    try:
        counted: ListCount = tell_list(request.seat, read_form(form.as_json()), at=timezone.now())  # type: ignore[attr-defined]
    except Misunderstood as fault:
        return _refused(faults_in_words(fault.faults))
    except UnableToTell as refusal:
        return _refused(str(refusal))
    return counted.as_json()


@router.get(
    "/seats/{slug:seat}/lists/",
    response={200: list[ListTold], **REFUSALS},
    url_name="kept_lists",
    summary="Lists that are kept",
)
@declare(action=Action.TARGETING_LIST_BUILD, purpose=Purpose.CANVASS, place="seat")
def kept_lists(request: HttpRequest, seat: str) -> Any:
    """The lists of a seat that the reader sees, the newest first."""
    place, actor = request.seat, request.actor  # type: ignore[attr-defined]  # set by the scope middleware
    return list(lists_for(actor, place.id).order_by("-changed_at", "-id"))


@router.post(
    "/seats/{slug:seat}/lists/",
    response={200: ListTold, **REFUSALS},
    url_name="keep_list",
    summary="Keep a list",
)
@declare(action=Action.TARGETING_LIST_BUILD, purpose=Purpose.CANVASS, place="seat")
def keep_list(request: HttpRequest, seat: str, told: ListToKeep) -> Any:
    """Keep a list under a name; nobody else sees it until it is shared on its page."""
    place, actor = request.seat, request.actor  # type: ignore[attr-defined]  # set by the scope middleware
    try:
        form = read_form(told.form.as_json())
        return make_list(seat=place, name=told.name, form=form, by=actor, at=timezone.now())
    except Misunderstood as fault:
        return _refused(faults_in_words(fault.faults))
    except UnableToKeep as refusal:
        return _refused(str(refusal))


class ListToOffer(Schema):
    """A list to offer: to the seats of these addresses, or without any to all in reach."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[str, Field(min_length=1, max_length=120, pattern=r"^[^\x00-\x1f]*$")]
    why: Annotated[str, Field(min_length=1, max_length=500, pattern=r"^[^\x00-\x1f]*$")]
    form: ListForm
    seats: Annotated[
        list[Annotated[str, Field(max_length=100, pattern=r"^[-\w]+$")]], Field(max_length=1000)
    ] = []


class OfferTold(Schema):
    """An offer, and how many seats answered how. Nobody of any seat."""

    id: UUID
    name: str
    why: str
    sentence: str
    offered_at: AwareDatetime
    seats: int
    waiting: int
    taken: int
    declined: int
    withdrawn: int


class OfferedTold(Schema):
    """What is offered to a seat, by whom and why."""

    id: UUID
    name: str
    why: str
    form: dict[str, Any]
    offered_as: str
    offered_at: AwareDatetime


@router.get(
    "/lists/offers/",
    response={200: list[OfferTold], **REFUSALS},
    url_name="list_offers",
    summary="Lists offered to seats",
)
@declare(action=Action.TARGETING_LIST_OFFER, purpose=Purpose.ORGANISE)
def list_offers(request: HttpRequest) -> Any:
    """The offers to seats in reach, each with how many took it."""
    return offers_made(request.actor)  # type: ignore[attr-defined]  # set by the scope middleware


@router.post(
    "/lists/offers/",
    response={200: OfferTold, **REFUSALS},
    url_name="offer_list",
    summary="Offer a list to seats",
)
@declare(action=Action.TARGETING_LIST_OFFER, purpose=Purpose.ORGANISE)
def offer(request: HttpRequest, told: ListToOffer) -> Any:
    """Offer a list's steps; a seat takes or declines them. Steps that name what one seat alone has are refused."""
    actor = request.actor  # type: ignore[attr-defined]  # set by the scope middleware
    try:
        made = offer_list(
            seats=seats_to_offer(actor, told.seats),
            name=told.name,
            why=told.why,
            form=read_form(told.form.as_json()),
            by=actor,
            at=timezone.now(),
        )
    except Misunderstood as fault:
        return _refused(faults_in_words(fault.faults))
    except UnableToOffer as refusal:
        return _refused(str(refusal))
    return next(one for one in offers_made(actor) if one.id == made)


@router.get(
    "/seats/{slug:seat}/lists/offers/",
    response={200: list[OfferedTold], **REFUSALS},
    url_name="offered_lists",
    summary="Lists that a seat is offered",
)
@declare(action=Action.TARGETING_LIST_BUILD, purpose=Purpose.CANVASS, place="seat")
def offered_lists(request: HttpRequest, seat: str) -> Any:
    """What waits for the seat's answer."""
    return offers_waiting(request.seat.id)  # type: ignore[attr-defined]  # set by the scope middleware


@router.post(
    "/seats/{slug:seat}/lists/offers/{uuid:offered}/take/",
    response={200: ListTold, **REFUSALS},
    url_name="take_offered_list",
    summary="Take a list that is offered",
)
@declare(action=Action.TARGETING_LIST_BUILD, purpose=Purpose.CANVASS, place="seat")
def take_offered(request: HttpRequest, seat: str, offered: UUID) -> Any:
    """Keep a copy as the seat's own."""
    place, actor = request.seat, request.actor  # type: ignore[attr-defined]  # set by the scope middleware
    found = get_object_or_404(OfferedList, constituency=place, pk=offered)
    try:
        return take_offer(offered=found, by=actor, at=timezone.now())
    except UnableToOffer as refusal:
        return _refused(str(refusal))


def _refused(sentence: str) -> Status[dict[str, Any]]:
    return Status(422, {"detail": sentence, "faults": []})
