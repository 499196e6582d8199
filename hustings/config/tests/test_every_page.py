"""Every page of the whole installation, asked for by those who must not have it. New pages are asked by themselves."""

import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client

from hustings.access.models import Grant
from hustings.access.roles import EVERYONE
from hustings.audit.words import Action
from hustings.config.tests.routes import Route, all_routes
from tests.cast import Cast, arranging

SignedIn = Callable[..., Client]
CLOSED = [route for route in all_routes() if route.declaration is not None and not route.is_open]
PLACED = [route for route in CLOSED if route.wants & {"seat", "unit"}]
NEEDS_A_GRANT = [route for route in CLOSED if route.declaration and route.declaration.action not in EVERYONE]
MANY_IDS = [route for route in NEEDS_A_GRANT if route.wants - {"seat", "unit"}]


def named(route: Route) -> str:
    return route.pattern


def values(cast: Cast) -> dict[str, object]:
    """Things of Northmoor that are there, by the names that addresses give them."""
    return {
        "seat": "northmoor",
        "unit": cast.northmoor_unit.key,
        "grant": cast.grants["tom"].pk,
        "kind": "policy",
    }


def body(content: bytes, url: str) -> str:
    """The page without what differs by itself: its own address and the tokens of its forms."""
    text = content.decode().replace(url, "")
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", text)


def without_rights(cast: Cast) -> None:
    """Tom belongs to Northmoor and holds nothing there that opens anything."""
    with arranging():
        Grant.objects.filter(person=cast.tom).update(role="member", purposes=["organise", "administration"])


@pytest.mark.parametrize("route", CLOSED, ids=named)
def test_whoever_is_not_signed_in_is_sent_to_sign_in(cast: Cast, client: Client, route: Route) -> None:
    answer = client.get(route.address(values(cast)))

    if route.pattern.startswith("api/"):
        assert (answer.status_code, answer.headers["Content-Type"]) == (401, "application/json")
        return
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/account/login/")


@pytest.mark.parametrize("route", PLACED, ids=named)
def test_the_organiser_next_door_finds_nothing(cast: Cast, signed_in: SignedIn, route: Route) -> None:
    client = signed_in(cast.sam)
    there, nowhere = route.address(values(cast)), route.address({"seat": "atlantis", "unit": uuid4()})

    found, absent = client.get(there), client.get(nowhere)

    assert (found.status_code, absent.status_code) == (404, 404)
    assert body(found.content, there) == body(absent.content, nowhere)


@pytest.mark.parametrize("route", PLACED, ids=named)
def test_the_organiser_next_door_sends_nothing(cast: Cast, signed_in: SignedIn, route: Route) -> None:
    assert signed_in(cast.sam).post(route.address(values(cast))).status_code == 404


@pytest.mark.parametrize("route", NEEDS_A_GRANT, ids=named)
def test_a_member_without_rights_may_not(cast: Cast, signed_in: SignedIn, route: Route) -> None:
    without_rights(cast)
    client, url = signed_in(cast.tom), route.address(values(cast))

    assert client.get(url).status_code == 403
    assert client.post(url).status_code == 403


@pytest.mark.parametrize("route", MANY_IDS, ids=named)
def test_a_refusal_does_not_say_what_is_there(cast: Cast, signed_in: SignedIn, route: Route) -> None:
    without_rights(cast)
    client, known = signed_in(cast.tom), values(cast)
    there = route.address(known)
    absent = route.address({part: known[part] for part in ("seat", "unit")})

    assert body(client.get(there).content, there) == body(client.get(absent).content, absent)


def test_there_are_pages_of_each_kind() -> None:
    assert {Action(route.declaration.action) for route in PLACED if route.declaration} >= {
        Action.ACCESS_PEOPLE_LIST,
        Action.ACCESS_GRANT_GIVE,
    }
    assert MANY_IDS
