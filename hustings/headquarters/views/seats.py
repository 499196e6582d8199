from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hustings.access.letting_in.helping import who_can_help
from hustings.access.requests import ScopedRequest
from hustings.access.stopping.quarantining import quarantined_in
from hustings.access.two_people.approving import approvals_of
from hustings.audit.words import Action, Purpose
from hustings.canvassing.definitions import definition_url
from hustings.elections.models import SeatTier
from hustings.headquarters.beginning import MOST_SEATS, own_grace, own_roles, own_seats, seats_at_home
from hustings.headquarters.comparing import WITHOUT_TIER, SeatRow, compare_seats, totals_of
from hustings.lib.declaring import declare
from hustings.lib.markup import grouped
from hustings.organisation.models import SwitchKey
from hustings.organisation.switches import is_on


@declare(action=Action.HEADQUARTERS_HOME_OPEN, purpose=Purpose.ADMINISTRATION)
@require_safe
def home(request: ScopedRequest) -> HttpResponse:
    at, actor = timezone.now(), request.actor
    seats = own_seats(actor)
    context = {
        "roles": own_roles(actor, at),
        "seats": seats_at_home(actor, seats[:MOST_SEATS]),
        "more_seats": len(seats) - MOST_SEATS,
        "may_compare": actor.may(Action.HEADQUARTERS_SEATS_COMPARE),
        "opinions_are_open": is_on(SwitchKey.OPINIONS),
        "helping": who_can_help(),
        "grace": own_grace(actor),
        "quarantined": quarantined_in(seats),
        "waiting": sum(one.may_decide and one.is_open(at) for one in approvals_of(actor)),
    }
    return render(request, "headquarters/home.html", context)


@declare(action=Action.HEADQUARTERS_SEATS_COMPARE, purpose=Purpose.ORGANISE)
@require_safe
def seats_compared(request: ScopedRequest) -> HttpResponse:
    at, tier = timezone.now(), request.GET.get("tier", "")
    rows = compare_seats(
        request.actor.seats_for(Action.HEADQUARTERS_SEATS_COMPARE),
        on=timezone.localdate(at),
        openable=request.actor.seats_for(Action.CANVASSING_AREA_COUNT),
        tier=tier,
    )
    totals = totals_of(rows)
    context = {
        "rows": [_shown(row, at) for row in rows],
        "totals": {
            "electors": grouped(totals.electors),
            "contacted": grouped(totals.contacted),
            "rate": _percent(totals.contact_rate),
            "promises": grouped(totals.promises),
            "needed": grouped(totals.needed),
        },
        "tiers": _tiers(tier),
        "what_counts_url": definition_url("contact"),
    }
    return render(request, "headquarters/seats_compared.html", context)


def _tiers(chosen: str) -> list[dict[str, Any]]:
    named = [("", _("All tiers")), *SeatTier.Tier.choices, (WITHOUT_TIER, _("without a tier"))]
    return [{"key": key, "label": label, "is_chosen": key == chosen} for key, label in named]


def _shown(row: SeatRow, at: datetime) -> dict[str, Any]:
    counted = row.summary
    return {
        "name": str(row.seat),
        "url": reverse("canvassing:seat", args=[row.seat.slug]) if row.opens else "",
        "region": row.seat.region or "",
        "tier": row.tier.get_tier_display() if row.tier else "",
        "electors": grouped(counted.electors) if counted and counted.electors else _("no register yet"),
        "rate": _percent(row.contact_rate),
        "promises": grouped(counted.promises) if counted and counted.electors else "–",
        "needed": grouped(row.needed) if row.needed else "–",
        "share": _percent(row.share_of_needed if counted and counted.electors else None),
        "age": row.age_on(at),
        "counted_at": counted.counted_at if counted else None,
    }


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.1f}%"
