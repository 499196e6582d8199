from datetime import datetime, timedelta
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hustings.access.reading import log_read
from hustings.access.requests import ScopedRequest
from hustings.audit.words import Action, Purpose
from hustings.canvassing import showing, wording
from hustings.canvassing.areas import SeatPart, district_of, street_of, ward_of, whole_seat
from hustings.canvassing.asking import PERIODS, View
from hustings.canvassing.counting import PERIOD, count_area
from hustings.canvassing.definitions import definitions
from hustings.canvassing.forms import LocalCodeForm
from hustings.canvassing.listing import (
    OF_DOORS,
    OF_ELECTORS,
    Sought,
    conversations_with,
    doors_behind,
    electors_behind,
    names_of_recorders,
    rows_of_electors,
)
from hustings.canvassing.rules import SHADES, Question
from hustings.canvassing.schemes import UnableToChangeScheme, add_local_code, retire_local_code, scheme_for
from hustings.elections.models import ElectionKind
from hustings.lib.declaring import declare
from hustings.register.models import Elector

PAGE = 100


@declare(action=Action.HEADQUARTERS_HOME_OPEN, purpose=Purpose.ADMINISTRATION)
@require_safe
def definitions_page(request: ScopedRequest) -> HttpResponse:
    return render(request, "canvassing/definitions.html", {"definitions": definitions()})


@declare(action=Action.CANVASSING_AREA_COUNT, purpose=Purpose.ORGANISE, place="seat")
@require_safe
def seat(request: ScopedRequest, seat: str) -> HttpResponse:
    return _figures_page(request, whole_seat(request.seat))


@declare(action=Action.CANVASSING_AREA_COUNT, purpose=Purpose.ORGANISE, place="seat")
@require_safe
def ward(request: ScopedRequest, seat: str, code: str) -> HttpResponse:
    return _figures_page(request, ward_of(request.seat, code))


@declare(action=Action.CANVASSING_AREA_COUNT, purpose=Purpose.ORGANISE, place="seat")
@require_safe
def district(request: ScopedRequest, seat: str, district: UUID) -> HttpResponse:
    return _figures_page(request, district_of(request.seat, district))


@declare(action=Action.CANVASSING_AREA_COUNT, purpose=Purpose.ORGANISE, place="seat")
@require_safe
def street(request: ScopedRequest, seat: str, street: UUID) -> HttpResponse:
    return _figures_page(request, street_of(request.seat, street))


def _figures_page(request: ScopedRequest, part: SeatPart | None) -> HttpResponse:
    if part is None:
        raise Http404
    at, days = timezone.now(), _days(request)
    counted = count_area(part.area, since=at - timedelta(days=days), at=at)
    opens_rows = request.actor.may(Action.CANVASSING_CONVERSATION_LIST, request.seat.id)
    view = View(request.seat, part, days, opens_rows)
    return render(request, "canvassing/area.html", showing.page_of_figures(view, counted))


def _days(request: ScopedRequest) -> int:
    asked = request.GET.get("days", "")
    return int(asked) if asked in map(str, PERIODS) else PERIOD.days


def _in_log(part: SeatPart) -> str:
    return f"{part.level} {part.name}"


@declare(action=Action.CANVASSING_CONVERSATION_LIST, purpose=Purpose.ORGANISE, place="seat")
@require_safe
def rows(request: ScopedRequest, seat: str, figure: str) -> HttpResponse:
    part, since = _part_asked(request), timezone.now() - timedelta(days=_days(request))
    if part is None or figure not in (*OF_ELECTORS, *OF_DOORS):
        raise Http404
    sought = _sought(request, figure, since)
    if figure in OF_DOORS:
        return _doors_page(request, part, sought)
    page = Paginator(electors_behind(part.area, sought), PAGE).get_page(request.GET.get("page"))
    listed = rows_of_electors(request.seat.id, page.object_list)
    log_read(request, _in_log(part), electors=[row.elector for row in listed], rule=figure)
    return _rows_page(request, part, figure, {"page": page, "electors": listed})


def _doors_page(request: ScopedRequest, part: SeatPart, sought: Sought) -> HttpResponse:
    page = Paginator(doors_behind(part.area, sought), PAGE).get_page(request.GET.get("page"))
    listed = list(page.object_list)
    log_read(request, _in_log(part), count=len(listed), rule=sought.figure)
    return _rows_page(request, part, sought.figure, {"page": page, "doors": listed})


def _rows_page(
    request: ScopedRequest, part: SeatPart, figure: str, listed: dict[str, object]
) -> HttpResponse:
    context = {"part": part, "title": wording.title_of(figure), "query": _query(request)}
    return render(request, "canvassing/rows.html", context | listed)


def _query(request: ScopedRequest) -> str:
    query = request.GET.copy()
    query.pop("page", None)
    return query.urlencode()


def _part_asked(request: ScopedRequest) -> SeatPart | None:
    if street := _uuid(request, "street"):
        return street_of(request.seat, street)
    if district := _uuid(request, "district"):
        return district_of(request.seat, district)
    if code := request.GET.get("ward"):
        return ward_of(request.seat, code)
    return whole_seat(request.seat)


def _sought(request: ScopedRequest, figure: str, since: datetime) -> Sought:
    kind = request.GET.get("kind", "")
    before, now = request.GET.get("before", ""), request.GET.get("now", "")
    if kind not in ("", *ElectionKind.values) or not {before, now} <= {"", *SHADES}:
        raise Http404
    return Sought(figure, since, kind, _uuid(request, "code"), before, now)


def _uuid(request: ScopedRequest, name: str) -> UUID | None:
    asked = request.GET.get(name)
    try:
        return UUID(asked) if asked else None
    except ValueError as error:
        raise Http404 from error


@declare(action=Action.CANVASSING_CONVERSATION_LIST, purpose=Purpose.ORGANISE, place="seat")
@require_safe
def conversations(request: ScopedRequest, seat: str, elector: UUID) -> HttpResponse:
    person = get_object_or_404(Elector.objects.of_seat(request.seat.id), pk=elector)
    heard = conversations_with(request.seat.id, person.id)
    place = _in_log(whole_seat(request.seat))
    log_read(request, place, count=len(heard), electors=[person], rule="conversations")
    context = {"elector": person, "conversations": wording.told(heard, names_of_recorders(heard))}
    return render(request, "canvassing/conversations.html", context)


@declare(action=Action.CANVASSING_SCHEME_EDIT, purpose=Purpose.ORGANISE, place="seat")
@require_http_methods(["GET", "HEAD", "POST"])
def scheme(request: ScopedRequest, seat: str) -> HttpResponse:
    form = LocalCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            code = add_local_code(
                constituency=request.seat.id, by=request.actor, at=timezone.now(), **form.cleaned_data
            )
        except UnableToChangeScheme as refusal:
            form.add_error("letters", str(refusal))
        else:
            messages.success(request, _("%s is part of the scheme now. New sheets show it.") % code.letters)
            return redirect("canvassing:scheme", seat=request.seat.slug)
    codes = scheme_for(request.seat.id)
    context = {"form": form, "sections": wording.scheme_sections(codes), "own": codes.of(Question.LOCAL)}
    return render(request, "canvassing/scheme.html", context, status=200 if not form.errors else 422)


@declare(action=Action.CANVASSING_SCHEME_EDIT, purpose=Purpose.ORGANISE, place="seat")
@require_POST
def retirement(request: ScopedRequest, seat: str, code: UUID) -> HttpResponse:
    try:
        retire_local_code(constituency=request.seat.id, code=code, by=request.actor, at=timezone.now())
    except UnableToChangeScheme as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The code is out of use. What was recorded with it stays."))
    return redirect("canvassing:scheme", seat=request.seat.slug)
