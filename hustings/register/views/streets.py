from dataclasses import dataclass, replace
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from hustings.access.reading import log_read
from hustings.access.requests import ScopedRequest
from hustings.audit.words import Action, Purpose
from hustings.elections.models import Election
from hustings.lib.declaring import declare
from hustings.register.doors.listing import doors_on_street, streets_of_seat
from hustings.register.franchise import Poll
from hustings.register.models import Street
from hustings.register.stations.listing import stations_on_street

ELECTIONS = 20
"""The newest elections, which a list can be narrowed to."""


@require_safe
@declare(action=Action.REGISTER_STREET_LIST, purpose=Purpose.ORGANISE, place="seat")
def streets(request: ScopedRequest, seat: str) -> HttpResponse:
    """The streets of a seat by ward and polling district, with how many doors and electors each has."""
    choice = _choice(request)
    districts = streets_of_seat(request.seat.id, poll=choice.poll)
    return render(request, "register/streets.html", {"districts": districts, "choice": choice})


@require_safe
@declare(action=Action.REGISTER_ELECTOR_LIST, purpose=Purpose.ORGANISE, place="seat")
def street(request: ScopedRequest, seat: str, street: UUID) -> HttpResponse:
    """A street's doors in walking order and who lives behind each."""
    found = get_object_or_404(
        Street.objects.select_related("district__ward"), constituency=request.seat, pk=street
    )
    choice = _choice(request)
    at = timezone.now()
    doors = doors_on_street(request.seat.id, found, poll=choice.poll, day=timezone.localdate(at))
    votes = stations_on_street(request.seat.id, found.id, found.district.officer_id, timezone.localdate(at))
    doors = [replace(row, station=str(votes.get(row.door.id, ""))) for row in doors]
    residents = [resident.elector for door in doors for resident in door.residents]
    log_read(request, f"street {found.id}", electors=residents)
    context = {
        "street": found,
        "doors": doors,
        "electors": len(residents),
        "has_stations": bool(votes),
        "has_groups": any(row.door.road_group_id for row in doors),
        "choice": choice,
        "today": timezone.localdate(at),
    }
    return render(request, "register/street.html", context)


@dataclass(frozen=True)
class Choice:
    """The election at which whoever is listed may vote, if one was chosen, and those to choose from."""

    election: Election | None
    poll: Poll | None
    elections: list[Election]


def _choice(request: ScopedRequest) -> Choice:
    elections = list(Election.objects.order_by("-polling_day", "name")[:ELECTIONS])
    asked = request.GET.get("election", "")
    chosen = next((one for one in elections if str(one.id) == asked), None)
    return Choice(chosen, Poll.of(chosen, request.seat.nation) if chosen else None, elections)
