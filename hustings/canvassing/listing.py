"""The rows behind a figure: exactly the electors or doors that it counts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from hustings.canvassing.counting import Area
from hustings.canvassing.models import ContactSummary, Conversation, DoorSummary, LatestIntention
from hustings.organisation.models import Membership
from hustings.register.models import Door, Elector, RegisterEntry

OF_ELECTORS = ("electors", "contacted", "attempted", "told", "moved")
OF_DOORS = ("doors", "doors-left")


@dataclass(frozen=True)
class Sought:
    """Which of an area's electors: a kind of election, a code, or what they said before and say now."""

    figure: str
    since: datetime
    kind: str = ""
    code: UUID | None = None
    before: str = ""
    now: str = ""


@dataclass(frozen=True)
class ElectorRow:
    """One elector behind a figure, with what we know of them."""

    elector: Elector
    number: str
    intentions: tuple[LatestIntention, ...]
    contact: ContactSummary | None


def electors_behind(area: Area, sought: Sought) -> QuerySet[Elector]:
    """Find the electors that a figure counts, in walking order."""
    found = Elector.objects.of_seat(area.constituency).on_the_register().filter(_inside(area))
    summary = ContactSummary.objects.filter(constituency_id=area.constituency, elector_id=OuterRef("pk"))
    if sought.figure == "contacted":
        found = found.filter(Exists(summary.filter(last_contacted_at__gte=sought.since)))
    elif sought.figure == "attempted":
        found = found.filter(Exists(summary.filter(last_attempted_at__gte=sought.since)))
    elif sought.figure in ("told", "moved"):
        found = found.filter(Exists(_intentions(area, sought)))
    return found.select_related("door", "street", "district").order_by(
        "district__letters", "street__name_key", "door__walk_order", "surname_key", "given_key", "seat_no"
    )


def _intentions(area: Area, sought: Sought) -> QuerySet[LatestIntention]:
    told = LatestIntention.objects.filter(constituency_id=area.constituency, elector_id=OuterRef("pk"))
    if sought.kind:
        told = told.filter(election_kind=sought.kind)
    if sought.code:
        told = told.filter(code_id=sought.code)
    if sought.figure == "moved":
        told = told.filter(previous_code__isnull=False)
    if sought.before:
        told = told.filter(previous_code__meaning=sought.before)
    return told.filter(code__meaning=sought.now) if sought.now else told


def doors_behind(area: Area, sought: Sought) -> QuerySet[Door]:
    """Find the doors that a figure counts, in walking order."""
    electors = Elector.objects.of_seat(area.constituency).on_the_register().filter(_inside(area))
    found = Door.objects.filter(
        Exists(electors.filter(door_id=OuterRef("pk"))), constituency_id=area.constituency
    )
    if sought.figure == "doors-left":
        answered = DoorSummary.objects.filter(
            constituency_id=area.constituency, door_id=OuterRef("pk"), last_reached_at__gte=sought.since
        )
        found = found.filter(~Exists(answered), do_not_knock=False)
    return found.select_related("street__district").order_by(
        "street__district__letters", "street__name_key", "walk_order"
    )


def _inside(area: Area) -> Q:
    if area.street is not None:
        return Q(street_id=area.street)
    return Q(district_id__in=area.districts) if area.districts else Q()


def rows_of_electors(constituency: int, electors: Iterable[Elector]) -> list[ElectorRow]:
    """Put beside each elector their number, what they last told us and when we last spoke. Three queries."""
    listed = list(electors)
    ids = [elector.id for elector in listed]
    entries = RegisterEntry.objects.filter(constituency_id=constituency, elector_id__in=ids, closed_by=None)
    numbers = {entry.elector_id: str(entry) for entry in entries}
    contacts = ContactSummary.objects.filter(constituency_id=constituency, elector_id__in=ids)
    by_elector = {contact.elector_id: contact for contact in contacts}
    told: dict[UUID, list[LatestIntention]] = {}
    for intention in LatestIntention.objects.filter(
        constituency_id=constituency, elector_id__in=ids
    ).select_related("code"):
        told.setdefault(intention.elector_id, []).append(intention)
    return [
        ElectorRow(each, numbers.get(each.id, ""), tuple(told.get(each.id, ())), by_elector.get(each.id))
        for each in listed
    ]


def conversations_with(constituency: int, elector: UUID) -> list[Conversation]:
    """Every conversation with an elector, newest first; those corrected or taken back are among them."""
    found = Conversation.objects.filter(constituency_id=constituency, elector_id=elector)
    return list(found.prefetch_related("intentions__code", "answers__code").order_by("-happened_at", "-id"))


def names_of_recorders(conversations: Iterable[Conversation]) -> Mapping[UUID, str]:
    """Name the colleagues who recorded conversations, as far as their memberships are in reach."""
    people = {conversation.recorded_by for conversation in conversations if conversation.recorded_by}
    found = Membership.objects.filter(person_id__in=people).values_list("person_id", "name")
    return dict(found)
