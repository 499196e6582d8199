"""Finding a person on a seat of 75,000 among a million, as the page does while somebody types."""

import statistics
import time
from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import Client
from django.urls import reverse

from hustings.accounts.models import Person
from hustings.register.models import Door, Elector, RegisterEntry
from tests.bench.databases import UNWALLED, WALLED, connect_as, speaking_by
from tests.bench.figures import Figure, absolute
from tests.bench.fourteen_seats import ELECTORS, EMAIL, fourteen_seats
from tests.cast import sign_in

GOAL, ASKED, TURNS = 50.0, 40, 5
SEAT = "northmoor"


def measure_finding(electors: int = ELECTORS) -> list[Figure]:
    """Time forty different questions of each kind, through both walls and the log; of each its median of five."""
    name = fourteen_seats(electors)
    walled, unwalled = connect_as(WALLED, name), connect_as(UNWALLED, name)
    with speaking_by(unwalled), transaction.atomic():
        questions = _questions()
        gwen = Person.objects.get(email=EMAIL)
    with speaking_by(walled):
        cookie = sign_in(Client(), gwen).cookies[settings.SESSION_COOKIE_NAME].value
    ask = _asking(cookie, walled)
    return [_figure(kind, texts, ask) for kind, texts in questions.items()]


def _questions() -> dict[str, list[str]]:
    """What people type of electors spread over the seat, and what finds nobody, for which every way is tried."""
    seat = Elector.objects.filter(constituency__slug=SEAT, on_register=True)
    chosen = list(seat.filter(seat_no__in=range(1, 70_000, 1_700)).select_related("street", "door")[:ASKED])
    entries = RegisterEntry.objects.filter(constituency__slug=SEAT, elector__in=chosen)
    numbers = {entry.elector_id: entry for entry in entries}
    doors = [one.door for one in chosen if one.door]
    houses = [
        f"{one.door} {one.street.name[:6]}" for one in chosen if one.street and one.door and one.door.number
    ]
    named = [
        f"{door.name[:12]} {door.street.name[:4]}"
        for door in Door.objects.filter(constituency__slug=SEAT)
        .exclude(name="")
        .select_related("street")
        .order_by("walk_order")[: 20 * ASKED : 20]
    ]
    return {
        "the beginning of a name": [one.surname[: 1 + place % 4] for place, one in enumerate(chosen)],
        "two words": [f"{one.forenames.split()[0]} {one.surname[:4]}" for one in chosen],
        "two beginnings": [f"{one.forenames[0]} {one.surname[0]}" for one in chosen],
        "a name by its sound": [f"{_respelt(one.surname)} {_respelt(one.forenames)}" for one in chosen],
        "a name nobody has": [f"{one.surname[::-1]} {one.forenames[::-1]}" for one in chosen],
        "a whole number": [str(numbers[one.id]) for one in chosen],
        "a number without letters": [str(numbers[one.id].number) for one in chosen],
        "an address": houses,
        "the name of a house": named,
        "a street": [one.street.name[:5] for one in chosen if one.street],
        "a postcode": [door.postcode for door in doors],
        "part of a postcode": [door.postcode[: 3 + place % 2] for place, door in enumerate(doors)],
    }


def _respelt(name: str) -> str:
    return name.lower().replace("i", "y").replace("ck", "k").replace("ph", "f").replace("ee", "ea")


def _asking(cookie: str, side: BaseDatabaseWrapper) -> Callable[[str], bytes]:
    client, path = Client(), reverse("register:find", args=[SEAT])
    client.cookies[settings.SESSION_COOKIE_NAME] = cookie

    def ask(text: str) -> bytes:
        with speaking_by(side):
            response = client.get(path, {"q": text}, SERVER_NAME="localhost", headers={"HX-Request": "true"})
        assert response.status_code == HTTPStatus.OK, f"{path} answered {response.status_code}"
        return response.content

    return ask


def _figure(kind: str, texts: list[str], ask: Callable[[str], bytes]) -> Figure:
    """The slowest but one in twenty of a kind's questions."""
    found = sum(b"<tbody>" in ask(text) for text in texts)
    taken = sorted(
        (statistics.median(_milliseconds(ask, text) for _turn in range(TURNS)), text) for text in texts
    )
    nearly_slowest = taken[round(0.95 * (len(taken) - 1))][0]
    middle = taken[len(taken) // 2][0]
    detail = f"{len(texts)} questions, {found} of them answered; median {middle:.1f} ms, slowest {taken[-1][0]:.1f} ms"
    return absolute(name=f"finding by {kind}", ours=nearly_slowest, goal=GOAL, unit="ms", detail=detail)


def _milliseconds(ask: Callable[[str], bytes], text: str) -> float:
    began = time.perf_counter()
    ask(text)
    return 1000 * (time.perf_counter() - began)


MEASURES = {"finding": measure_finding}
