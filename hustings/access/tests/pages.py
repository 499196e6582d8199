"""Pages of the middleware's own tests: a seat's page, one without a declaration, one that crashes."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.template import engines
from django.template.response import SimpleTemplateResponse
from django.urls import include, path

from hustings.audit.recording import record
from hustings.audit.words import Action, Purpose
from hustings.lib.declaring import declare
from hustings.organisation.models import Membership
from tests.cast import arranging

PEOPLE = engines["django"].from_string("{% for person in people %}{{ person.name }}{% endfor %}")
LIST = Action.REGISTER_ELECTOR_LIST


@declare(action=LIST, purpose=Purpose.ORGANISE, place="seat")
def of_a_seat(request: HttpRequest, seat: str) -> HttpResponse:
    return HttpResponse(request.seat.name)  # type: ignore[attr-defined]


@declare(action=Action.ACCESS_PEOPLE_LIST, purpose=Purpose.ADMINISTRATION)
def people(request: HttpRequest) -> HttpResponse:
    return HttpResponse(", ".join(Membership.objects.order_by("name").values_list("name", flat=True)))


@declare(action=Action.ACCESS_PEOPLE_LIST, purpose=Purpose.ADMINISTRATION)
def lazily(request: HttpRequest) -> HttpResponse:
    return SimpleTemplateResponse(PEOPLE, {"people": Membership.objects.order_by("name")})


def undeclared(request: HttpRequest) -> HttpResponse:
    return HttpResponse("shown to anybody")


def _write(request: HttpRequest) -> None:
    record(
        action=Action.ACCESS_PEOPLE_LIST,
        purpose=Purpose.ADMINISTRATION,
        by=request.actor.person_id,  # type: ignore[attr-defined]
        at=request.actor.at,  # type: ignore[attr-defined]
        place="half written",
    )


@declare(action=Action.ACCESS_PEOPLE_LIST, purpose=Purpose.ADMINISTRATION)
def crash(request: HttpRequest) -> HttpResponse:
    _write(request)
    raise RuntimeError


@declare(action=Action.ACCESS_PEOPLE_LIST, purpose=Purpose.ADMINISTRATION)
def missing(request: HttpRequest) -> HttpResponse:
    _write(request)
    raise Http404


@declare(action=Action.ACCESS_PEOPLE_LIST, purpose=Purpose.ADMINISTRATION)
def denied(request: HttpRequest) -> HttpResponse:
    _write(request)
    raise PermissionDenied


@declare(action=Action.ACCESS_PEOPLE_LIST, purpose=Purpose.ADMINISTRATION)
def stopped_midway(request: HttpRequest) -> HttpResponse:
    """A page during which somebody else commits a stop of its reader."""
    _write(request)
    now = request.actor.at  # type: ignore[attr-defined]
    with arranging(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO access_stop (id, epoch, kind, verb, thing, label, ground, words, wider_because, unit_id,"
            " placed_by, placed_role, placed_at, ends_at, is_drill) VALUES (gen_random_uuid(), 99, 'person', 'all',"
            " %s, '', 'leak', '', '', 1, gen_random_uuid(), 'duty officer', %s, %s, false)",
            [str(request.actor.person_id), now, now + timedelta(hours=1)],  # type: ignore[attr-defined]
        )
        cursor.execute("UPDATE access.epoch SET number = 99")
    return HttpResponse(str(Membership.objects.count()))


urlpatterns = [
    path("stopped-midway/", stopped_midway),
    path("seats/<slug:seat>/electors-of-a-test/", of_a_seat),
    path("people-of-a-test/", people),
    path("lazily/", lazily),
    path("undeclared/", undeclared),
    path("crash/", crash),
    path("missing/", missing),
    path("denied/", denied),
    path("", include("hustings.config.urls")),
]
