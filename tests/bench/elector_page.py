"""A page of 200 electors under both walls and the log, over the same page with neither."""

import re
import sys
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import resolve, reverse
from django.utils import timezone

from hustings.access import reading
from hustings.access.actor import Actor, load_actor
from hustings.access.middleware import ScopeMiddleware
from hustings.access.watching import taking
from hustings.accounts.models import Person
from hustings.audit import recording
from hustings.audit.words import Action, Purpose
from hustings.geography.models import Place
from hustings.lib.declaring import declaration_of
from hustings.register.models import Street
from tests.bench.databases import UNWALLED, WALLED, connect_as, speaking_by
from tests.bench.figures import Figure, ratio, side_by_side
from tests.bench.fourteen_seats import ELECTORS, fourteen_seats
from tests.cast import sign_in

GOAL, ROUNDS = 1.35, 300
BARE = (
    "the same address, session, view, query and template, by a role that no policy binds, with the person's grants "
    "known beforehand, no scope opened and nothing logged"
)
SCOPE = f"{ScopeMiddleware.__module__}.{ScopeMiddleware.__qualname__}"
PAGE = "register:street"
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"')
STANDING = re.compile(rb' data-standing="[^"]*"')
"""Where an open page asks whether it still may be: only a page behind the walls has somebody to ask for."""


class Unguarded:
    """Stands in for the outermost middleware: the actor is at hand, and nothing is opened or decided."""

    actor: Actor

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        found: Any = request
        found.actor, found.unit = self.actor, None
        found.seat = Place.objects.get(slug=resolve(request.path_info).kwargs["seat"])
        return self.get_response(request)


class Log:
    """The log, which the bare side leaves out."""

    is_on = True

    def __call__(self, **entry: Any) -> None:
        if self.is_on:
            record(**entry)


record = recording.record


def measure_elector_page(electors: int = ELECTORS) -> list[Figure]:
    """Time the page of a street of 200 electors, through everything a request passes, in turns with neither wall."""
    name = fourteen_seats(electors)
    walled, unwalled = connect_as(WALLED, name), connect_as(UNWALLED, name)
    with speaking_by(unwalled):
        street = Street.objects.get(constituency__slug="northmoor", name="Example Street 0")
        priya = Person.objects.get(email="priya@moor.example")
        path = reverse(PAGE, args=["northmoor", street.id])
        Unguarded.actor = _actor(priya, path)
    with speaking_by(walled):
        cookie = sign_in(Client(), priya).cookies[settings.SESSION_COOKIE_NAME].value
    log = _switchable_log()
    ours = _asking(Client(), cookie, path, walled, log, logged=True)
    with override_settings(MIDDLEWARE=[_unguarded(part) for part in settings.MIDDLEWARE]):
        other = Client()
        other.handler.load_middleware()
    bare = _asking(other, cookie, path, unwalled, log, logged=False)
    assert _without_token(ours()) == _without_token(bare()), "the two pages differ"
    times = side_by_side(ours, bare, rounds=ROUNDS)
    detail = (
        f"{_statements(ours, walled)} statements, {_statements(bare, unwalled)} of them without the walls"
    )
    return [
        ratio(
            name="a page of 200 electors",
            ours=times[0],
            bare=times[1],
            goal=GOAL,
            unit="ms",
            bare_is=BARE,
            detail=detail,
        )
    ]


def _asking(
    client: Client, cookie: str, path: str, side: BaseDatabaseWrapper, log: Log, *, logged: bool
) -> Callable[[], bytes]:
    client.cookies[settings.SESSION_COOKIE_NAME] = cookie

    def ask() -> bytes:
        log.is_on = logged
        with speaking_by(side):
            response = client.get(path, SERVER_NAME="localhost")
        assert response.status_code == HTTPStatus.OK, f"{path} answered {response.status_code}"
        return response.content

    return ask


def _actor(person: Person, path: str) -> Actor:
    declared = declaration_of(resolve(path).func)
    assert declared is not None
    return load_actor(
        person.pk,
        action=Action(declared.action),
        purpose=Purpose(declared.purpose),
        at=timezone.now(),
        is_strong=True,
    )


def _unguarded(middleware: str) -> str:
    return f"{__name__}.Unguarded" if middleware == SCOPE else middleware


def _switchable_log() -> Log:
    """Put a log that can be turned off wherever a room has taken hold of the real one."""
    log = Log()
    reading.take_reading = _while_on(log, taking.take_reading)  # type: ignore[attr-defined]
    for module in [module for name, module in sys.modules.items() if name.startswith("hustings.")]:
        if getattr(module, "record", None) is record:
            module.record = log  # type: ignore[attr-defined]
    return log


def _while_on(log: Log, take: Callable[..., None]) -> Callable[..., None]:
    """The quota goes with the log: the bare side asks neither."""
    return lambda *of, **what: take(*of, **what) if log.is_on else None


def _without_token(page: bytes) -> bytes:
    return STANDING.sub(b"", TOKEN.sub(b"", page))


def _statements(ask: Callable[[], object], side: BaseDatabaseWrapper) -> int:
    with CaptureQueriesContext(side) as seen:
        ask()
    return len(seen)


MEASURES = {"elector page": measure_elector_page}
