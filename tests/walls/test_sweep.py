"""Every address of the installation with other people's things in it, asked for by everybody who must not have them.

A new route is swept by itself; one whose parts nobody has given a meaning fails here by its name.
"""

from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from hustings.config.tests.routes import Route, all_routes
from tests.walls.stage import FIRST, THINGS, Stage, address, all_parts, come_in, told

NOTHING: dict[tuple[str | None, str], Any] = {}
CLOSED = [route for route in all_routes() if route.declaration is not None and not route.is_open]
OF_A_PLACE = [route for route in CLOSED if route.wants & {"seat", "unit"}]
WITH_THINGS = [route for route in CLOSED if any(part in THINGS for part in route.parts)]
OF_A_SEAT = [route for route in WITH_THINGS if "seat" in route.wants]
ELSEWHERE = ("sam", "stranger")
"""Next door, and of nowhere: neither reaches anything of the first seat."""
WITHIN = ("tom", "calum", "ruth")
"""Below, above in the region, above at the top: they reach the seat, and not all that is there."""

Ways = tuple[str, dict[str, Any]]
WAYS: dict[str, Ways] = {
    "a page": ("get", {}),
    "a fragment": ("get", {"headers": {"HX-Request": "true"}}),
    "a form": ("post", {"data": {"reason": "x", "decision": "same"}}),
    "what is typed": ("get", {"query_params": {"q": "okafor", "page": "1"}}),
}


@pytest.fixture(scope="module")
def browsers(stage: Stage) -> dict[str, Client]:
    return {name: come_in(person) for name, person in stage.people.items()}


def ask(client: Client, way: str, url: str, things: dict[Any, Any]) -> tuple[int, str]:
    """Ask in one of the ways, and take back whatever it did."""
    method, how = WAYS[way]
    with transaction.atomic():
        answer = told(getattr(client, method)(url, **how), url, things)
        transaction.set_rollback(True)
    return answer


def leaks(stage: Stage, body: str, name: str = "sam") -> list[str]:
    """Electors of the first seat in an answer; and its colleagues, who may be named to whoever belongs with them."""
    marks = stage.marks if name in WITHIN else stage.marks | stage.colleagues
    return sorted(mark for mark in marks if mark in body)


def test_every_part_of_an_address_has_a_meaning_here() -> None:
    assert all_parts() - set(THINGS) == set()


def test_the_stage_holds_everything_that_addresses_name(stage: Stage) -> None:
    assert [part for part, thing in stage.things.items() if thing is None] == []
    assert len(stage.marks) > 100


@pytest.mark.parametrize("way", ["a page", "a form"])
@pytest.mark.parametrize("name", ELSEWHERE)
@pytest.mark.parametrize("route", OF_A_PLACE, ids=lambda route: route.pattern)
def test_from_elsewhere_what_is_there_and_what_is_not_look_alike(
    stage: Stage, browsers: dict[str, Client], route: Route, name: str, way: str
) -> None:
    there, nowhere = address(route, FIRST, stage.things), address(route, "atlantis", NOTHING)

    found = ask(browsers[name], way, there, stage.things)

    assert found[0] == 404
    assert found == ask(browsers[name], way, nowhere, stage.things)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("route", OF_A_SEAT, ids=lambda route: route.pattern)
def test_in_ones_own_seat_another_seats_things_are_not_there(
    stage: Stage, browsers: dict[str, Client], route: Route, way: str
) -> None:
    theirs, absent = address(route, stage.second, stage.things), address(route, stage.second, NOTHING)

    found = ask(browsers["sam"], way, theirs, stage.things)

    assert leaks(stage, found[1]) == []
    assert found == ask(browsers["sam"], way, absent, stage.things)


@pytest.mark.parametrize("way", ["a page", "a form"])
@pytest.mark.parametrize("name", [*ELSEWHERE, "tom"])
@pytest.mark.parametrize(
    "route", [route for route in WITH_THINGS if "seat" not in route.wants], ids=lambda route: route.pattern
)
def test_other_peoples_jobs_files_and_approvals_are_not_there(
    stage: Stage, browsers: dict[str, Client], route: Route, name: str, way: str
) -> None:
    if "unit" in route.wants and name in WITHIN:
        pytest.skip("he belongs to the unit; the ladder of that page says what he may")
    theirs, absent = address(route, FIRST, stage.things), address(route, FIRST, NOTHING)

    found = ask(browsers[name], way, theirs, stage.things)

    assert leaks(stage, found[1], name) == []
    assert found == ask(browsers[name], way, absent, stage.things)


@pytest.mark.parametrize("way", ["a page", "a form"])
@pytest.mark.parametrize("name", WITHIN)
@pytest.mark.parametrize("route", OF_A_SEAT, ids=lambda route: route.pattern)
def test_who_may_not_is_told_the_same_whether_it_is_there_or_not(
    stage: Stage, browsers: dict[str, Client], route: Route, name: str, way: str
) -> None:
    there, absent = address(route, FIRST, stage.things), address(route, FIRST, NOTHING)

    refused = ask(browsers[name], way, absent, stage.things)
    found = ask(browsers[name], way, there, stage.things)

    if refused[0] == 403:
        assert found == refused
        assert leaks(stage, found[1], name) == []


@pytest.mark.parametrize("way", ["a page", "what is typed"])
@pytest.mark.parametrize("name", ELSEWHERE)
@pytest.mark.parametrize("route", CLOSED, ids=lambda route: route.pattern)
def test_no_page_of_ones_own_shows_anybody_of_another_seat(
    stage: Stage, browsers: dict[str, Client], route: Route, name: str, way: str
) -> None:
    _status, body = ask(browsers[name], way, address(route, stage.second, NOTHING), NOTHING)

    assert leaks(stage, body) == []
