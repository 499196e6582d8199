"""One wall taken away, whichever it is, and nothing leaks: the other stands alone."""

from collections.abc import Callable, Iterator

import pytest
from django.db import transaction
from django.test import Client

from hustings.access import middleware
from hustings.access.actor import Actor
from hustings.access.deciding import Answer
from hustings.config.tests.routes import Route, all_routes
from hustings.geography.models import Place
from hustings.register.models import Elector
from tests.cast import role
from tests.walls.stage import FIRST, Stage, address, come_in, told

CLOSED = [route for route in all_routes() if route.declaration is not None and not route.is_open]
METHODS = ("get", "post")
PAST_ALL_POLICIES = "hustings_arranger"


@pytest.fixture(scope="module")
def sam(stage: Stage) -> Client:
    return come_in(stage.people["sam"])


@pytest.fixture
def no_python_wall(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything is allowed to everybody everywhere, as far as Python is concerned."""
    seats = frozenset(Place.objects.filter(kind="constituency").values_list("id", flat=True))
    units = frozenset(range(1, 1000))
    allowed: Callable[..., Answer] = lambda *_asked, **_how: Answer.ALLOWED  # noqa: E731 - one answer to all
    monkeypatch.setattr(Actor, "answer", allowed)
    monkeypatch.setattr(Actor, "answer_at_unit", allowed)
    monkeypatch.setattr(Actor, "seats_for", lambda *_asked: seats)
    monkeypatch.setattr(Actor, "units_for", lambda *_asked: units)
    monkeypatch.setattr(middleware, "_answer_everywhere", allowed)


@pytest.fixture
def no_policies() -> Iterator[None]:
    """The requests run as a role that sees past every policy, as if each were USING (true)."""
    with role(PAST_ALL_POLICIES):
        yield


def ask(client: Client, method: str, url: str, stage: Stage) -> tuple[int, str]:
    with transaction.atomic():
        answer = told(getattr(client, method)(url), url, stage.things)
        transaction.set_rollback(True)
    return answer


def leaks(stage: Stage, body: str) -> list[str]:
    return sorted(mark for mark in stage.marks | stage.colleagues if mark in body)


@pytest.mark.usefixtures("no_python_wall")
@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("route", CLOSED, ids=lambda route: route.pattern)
def test_with_the_database_alone_nobody_of_another_seat_is_shown(
    stage: Stage, sam: Client, route: Route, method: str
) -> None:
    _status, body = ask(sam, method, address(route, FIRST, stage.things), stage)

    assert leaks(stage, body) == []


@pytest.mark.usefixtures("no_policies")
@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("route", CLOSED, ids=lambda route: route.pattern)
def test_with_python_alone_nobody_of_another_seat_is_shown(
    stage: Stage, sam: Client, route: Route, method: str
) -> None:
    for seat in (FIRST, stage.second):
        status, body = ask(sam, method, address(route, seat, stage.things), stage)

        assert leaks(stage, body) == []
        assert status == 404 or seat != FIRST or "seat" not in route.wants


@pytest.mark.usefixtures("no_policies")
def test_it_is_the_policies_that_are_away(stage: Stage) -> None:
    assert Elector.objects.filter(constituency__slug=FIRST).exists()


@pytest.mark.usefixtures("no_python_wall")
def test_it_is_the_python_wall_that_is_away(stage: Stage, sam: Client) -> None:
    assert ask(sam, "get", f"/seats/{FIRST}/electors/", stage)[0] == 200
