from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hustings.access.requests import ScopedRequest
from hustings.audit.words import Action, Purpose
from hustings.canvassing.asking import FEWEST
from hustings.canvassing.history import NOW, THEN, WardWork, added_up, work_by_ward, years_of
from hustings.elections.models import ElectionKind
from hustings.geography.changing import changes_concerning
from hustings.geography.models import BoundaryChange
from hustings.lib.declaring import declare
from hustings.lib.markup import grouped


@declare(action=Action.CANVASSING_AREA_COUNT, purpose=Purpose.ORGANISE, place="seat")
@require_safe
def wards(request: ScopedRequest, seat: str) -> HttpResponse:
    """The seat's work by ward, by whichever boundaries the reader chooses."""
    at = timezone.now()
    proposals = [
        change
        for change in changes_concerning([request.seat.id])
        if change.state == BoundaryChange.State.PROPOSED
    ]
    how, year, kind = _how(request, proposals), _year(request), _kind(request)
    rows = work_by_ward(request.seat.id, how, kind=kind, today=timezone.localdate(at), year=year)
    total = added_up(rows, request.seat)
    opens = request.actor.may(Action.CANVASSING_CONVERSATION_LIST, request.seat.id)
    context = {
        "rows": [_shown(row, request, opens=opens) for row in rows],
        "total": _shown(total, request, opens=True),
        "is_empty": not total.electors,
        "ways": _ways(how, proposals),
        "years": [(each, each == year) for each in years_of(request.seat.id)],
        "kinds": [(value, label, value == kind) for value, label in ElectionKind.choices],
        "kind": ElectionKind(kind).label,
    }
    return render(request, "canvassing/wards.html", context)


def _how(request: ScopedRequest, proposals: list[BoundaryChange]) -> str | BoundaryChange:
    asked = request.GET.get("as", NOW)
    if asked in (THEN, NOW):
        return asked
    found = next((change for change in proposals if str(change.id) == asked), None)
    if found is None:
        raise Http404
    return found


def _year(request: ScopedRequest) -> int | None:
    asked = request.GET.get("year", "")
    if asked and not (asked.isascii() and asked.isdigit() and len(asked) == 4):
        raise Http404
    return int(asked) if asked else None


def _kind(request: ScopedRequest) -> str:
    asked = request.GET.get("kind", str(ElectionKind.WESTMINSTER))
    if asked not in ElectionKind.values:
        raise Http404
    return asked


def _ways(how: str | BoundaryChange, proposals: list[BoundaryChange]) -> list[tuple[str | UUID, str, bool]]:
    return [
        (NOW, _("as they are now"), how == NOW),
        (THEN, _("as they were then"), how == THEN),
        *((each.id, _("as proposed: %s") % each, how == each) for each in proposals),
    ]


def _shown(row: WardWork, request: ScopedRequest, *, opens: bool) -> dict[str, Any]:
    """Who may not open conversations sees no figures of a handful of people."""
    is_shown = opens or max(row.electors, row.people) >= FEWEST
    counts = {
        name: grouped(getattr(row, name)) if is_shown else "–"
        for name in ("conversations", "contacts", "intentions", "promises")
    }
    return {
        "name": row.ward or _("Without a ward"),
        "elsewhere": row.seat if row.seat != request.seat else "",
        "electors": grouped(row.electors),
        **counts,
    }
