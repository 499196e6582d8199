"""The demo campaign as a stage for people who ask for what is not theirs: what stands in the first seat, by the names
that addresses give such things, and what of it must never be shown elsewhere.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.apps import apps
from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from hustings.access.models import Grant
from hustings.access.scope import signing_in
from hustings.accounts.models import Person
from hustings.accounts.sessions import DEMONSTRATION, PERSON, SessionStore
from hustings.config.tests.routes import ABSENT, Route, all_routes
from hustings.geography.models import Place
from hustings.lib.uuid7 import uuid7
from hustings.organisation.models import Membership, Unit
from hustings.register.models import Elector
from tests.cast import arranging
from tests.walls.making import make_something

FIRST = "wendlebridge"
THINGS: dict[tuple[str | None, str], tuple[str, str]] = {
    ("uuid", "approval"): ("access.Approval", "pk"),
    ("uuid", "batch"): ("register.MarkedBatch", "pk"),
    ("uuid", "brought"): ("supporters.SupporterFile", "pk"),
    ("uuid", "change"): ("geography.BoundaryChange", "pk"),
    ("uuid", "code"): ("canvassing.Code", "pk"),
    ("uuid", "copy"): ("copies.Copy", "pk"),
    ("uuid", "detail"): ("supporters.ContactDetail", "pk"),
    ("uuid", "district"): ("geography.PollingDistrict", "pk"),
    ("uuid", "doubt"): ("register.Doubt", "pk"),
    ("uuid", "elector"): ("register.Elector", "pk"),
    ("uuid", "entry"): ("paper.KeyedLine", "pk"),
    ("uuid", "export"): ("copies.Export", "pk"),
    ("uuid", "file"): ("work.SealedFile", "pk"),
    ("uuid", "grant"): ("access.Grant", "pk"),
    ("uuid", "group"): ("register.RoadGroup", "pk"),
    ("uuid", "incident"): ("data_protection.Incident", "pk"),
    ("uuid", "invitation"): ("access.Invitation", "pk"),
    ("uuid", "job"): ("work.Job", "pk"),
    ("uuid", "layout"): ("register.CouncilLayout", "pk"),
    ("uuid", "leaving"): ("access.Leaving", "pk"),
    ("uuid", "membership"): ("organisation.Membership", "pk"),
    ("uuid", "objection"): ("register.Objection", "pk"),
    ("uuid", "offer"): ("targeting.OfferedList", "offer"),
    ("uuid", "offered"): ("targeting.OfferedList", "pk"),
    ("uuid", "pack"): ("paper.Pack", "pk"),
    ("uuid", "page"): ("paper.PhotographedPage", "pk"),
    ("uuid", "sent"): ("paper.Photograph", "batch"),
    ("uuid", "relation"): ("supporters.Supporter", "pk"),
    ("uuid", "retraining"): ("copies.Retraining", "pk"),
    ("uuid", "run"): ("register.Import", "pk"),
    ("uuid", "saved"): ("targeting.SavedList", "pk"),
    ("uuid", "score"): ("targeting.Score", "pk"),
    ("uuid", "session"): ("access.SupportSession", "pk"),
    ("uuid", "street"): ("register.Street", "pk"),
    ("uuid", "supply"): ("register.Supply", "pk"),
    ("uuid", "device"): ("accounts.Device", "pk"),
    ("uuid", "letter"): ("paper.Letter", "pk"),
    ("uuid", "kept"): ("access.Quarantined", "pk"),
    ("uuid", "motion"): ("access.StopMotion", "pk"),
    ("uuid", "programme"): ("copies.Programme", "pk"),
    ("uuid", "signal"): ("access.Signal", "pk"),
    ("uuid", "stop"): ("access.Stop", "pk"),
    ("uuid", "unit"): ("organisation.Unit", "key"),
    ("uuid", "plan"): ("targeting.WalkPlan", "pk"),
    ("uuid", "walk"): ("targeting.Walk", "pk"),
    ("uuid", "outing"): ("targeting.Outing", "pk"),
    ("str", "code"): ("paper.Sheet", "code"),
    ("str", "cover"): ("targeting.Outing", "code"),
    ("str", "scan"): ("paper.Sheet", "code"),
}
"""What a part of an address names: a model, and the field it is found by."""
SPECIAL: dict[str, dict[str, Any]] = {
    "access.Approval": {"kind": "export", "payload": "{}"},
    "targeting.SavedList": {
        "form": {"hustings_list": 1, "steps": [{"do": "add", "who": {"by": "everybody"}}]},
        "is_shared": True,
    },
    "targeting.WalkPlan": {"minutes": 90, "team": 1},
    "targeting.Outing": {"until": datetime(2100, 1, 1, tzinfo=UTC)},
}
"""What a made row wants said, where not any text will do."""
PUBLIC = {"kind", "version", "figure", "moment", "colour", "election", "secret", "pk", "seat"}
"""Parts that name nothing of anybody's: words, published things, one's own keys."""


@dataclass(frozen=True)
class Stage:
    things: dict[tuple[str | None, str], Any]
    marks: frozenset[str]
    colleagues: frozenset[str]
    people: dict[str, Person]
    second: str


def all_parts() -> set[tuple[str | None, str]]:
    """What the addresses of those who are signed in name; a link's secret of a new person is nobody's thing."""
    routes = [route for route in all_routes() if route.declaration is not None and not route.is_open]
    parts = {part for route in routes for part in route.parts if part[1] not in PUBLIC}
    return parts - {("str", "motion")}  # a word: what is asked of a stop


def set_stage() -> Stage:
    """Look, past the walls, at what stands in the first seat; a person who belongs nowhere comes in, too."""
    with arranging():
        seat = Place.objects.get(slug=FIRST)
        things = {part: _thing(*THINGS[part], seat) for part in THINGS}
        elsewhere = set(Elector.objects.exclude(constituency=seat).values_list("forenames", "surname"))
        here = set(Elector.objects.filter(constituency=seat).values_list("forenames", "surname")) - elsewhere
        names = {f"{forenames} {surname}" for forenames, surname in here if forenames}
        ids = {str(one) for one in Elector.objects.filter(constituency=seat).values_list("pk", flat=True)}
        members = set(Membership.objects.filter(unit__place=seat).values_list("name", flat=True))
        members -= set(Membership.objects.exclude(unit__place=seat).values_list("name", flat=True))
        stranger = Person.objects.create(id=uuid7(), email="stranger@elsewhere.example")
        people = {
            name: Person.objects.get(email=f"{name}@lantern.example")
            for name in ("sam", "tom", "calum", "ruth")
        }
        second = Place.objects.get(pk=Grant.objects.get(person=people["sam"]).unit.place_id or 0).slug
    return Stage(things, frozenset(names | ids), frozenset(members), people | {"stranger": stranger}, second)


def _thing(label: str, field: str, seat: Place) -> Any:
    """Something of the first seat; where the demo has none, one is made."""
    model = apps.get_model(label)
    names = {one.name for one in model._meta.get_fields()}
    rows = model._default_manager.all()
    if "constituency" in names:
        rows = rows.filter(constituency=seat)
    elif "constituency_id" in names:
        rows = rows.filter(constituency_id=seat.id)
    elif "unit" in names:
        rows = rows.filter(unit__place=seat)
    elif label == "organisation.Unit":
        rows = rows.filter(place=seat)
    unit = Unit.objects.filter(place_id=seat.pk).first()
    row = rows.first() or make_something(model, seat, unit, **SPECIAL.get(label, {}))
    return row.pk if field == "pk" else getattr(row, field)


def come_in(person: Person) -> Client:
    """A browser in which somebody has signed in with a second factor. An error is an answer here, not an exception."""
    client = Client(raise_request_exception=False)
    with signing_in():
        session = SessionStore()
        session[PERSON] = str(person.pk)
        session["_auth_user_backend"] = settings.AUTHENTICATION_BACKENDS[0]
        session["_auth_user_hash"] = person.get_session_auth_hash()
        session[DEMONSTRATION] = True
        session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key or ""
    return client


def address(route: Route, seat: str, things: dict[tuple[str | None, str], Any]) -> str:
    """A route's address with things in its slots; those that are not given do not exist."""
    values: dict[str, Any] = {"seat": seat, "kind": "policy", "version": 1}
    values |= {part[1]: things[part] for part in route.parts if things.get(part) is not None}
    return route.address(values)


def told(answer: HttpResponse, url: str, things: dict[tuple[str | None, str], Any]) -> tuple[int, str]:
    """Status and body, without what differs by itself: the address asked for, tokens of forms, what was put in."""
    text = b"".join(answer) if answer.streaming else answer.content
    body = text.decode(errors="replace").replace(url, "")
    body = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", body)
    for value in (*things.values(), ABSENT):
        body = body.replace(str(value), "") if value is not None else body
    return answer.status_code, body
