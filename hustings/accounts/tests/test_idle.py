"""A sign-in ends an hour after the last page and twelve hours after it began; a page alone keeps nothing awake."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client, RequestFactory
from django.utils import timezone

from hustings.accounts.idle import IDLE, is_somebody_there
from hustings.accounts.models import Session
from hustings.accounts.sessions import hashed
from tests.cast import Cast, arranging

SignedIn = Callable[..., Client]
SECOND = timedelta(seconds=20)


def row(client: Client) -> Session:
    with arranging():
        return Session.objects.get(pk=hashed(client.cookies[settings.SESSION_COOKIE_NAME].value))


def left_alone(client: Client, for_so_long: timedelta) -> None:
    with arranging():
        Session.objects.filter(pk=row(client).pk).update(expire_date=row(client).expire_date - for_so_long)


def test_it_is_over_an_hour_after_the_last_page(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.priya)
    left_alone(client, IDLE + SECOND)

    assert client.get("/").headers["Location"].startswith("/account/login/")


def test_using_it_keeps_it_awake(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.priya)
    left_alone(client, timedelta(minutes=50))

    client.get("/")

    assert abs(row(client).expire_date - (timezone.now() + IDLE)) < SECOND


def test_a_page_that_asks_by_itself_keeps_nothing_awake(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.priya)
    left_alone(client, timedelta(minutes=50))
    before = row(client).expire_date

    client.get("/", headers={"HX-Request": "true"})

    assert row(client).expire_date == before


def test_nothing_keeps_it_awake_past_twelve_hours(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.priya)
    left_alone(client, timedelta(minutes=50))
    with arranging():
        session = client.session
        session["ends_at"] = (timezone.now() + timedelta(minutes=12)).isoformat()
        session.save()
        Session.objects.update(expire_date=timezone.now() + timedelta(minutes=10))

    client.get("/")

    assert row(client).expire_date < timezone.now() + timedelta(minutes=13)


@pytest.mark.parametrize(
    ("method", "headers", "there"),
    [
        ("GET", {}, True),
        ("GET", {"HX-Request": "true"}, False),
        ("GET", {"Sec-Fetch-Mode": "cors"}, False),
        ("POST", {"HX-Request": "true"}, True),
    ],
)
def test_a_person_asks_by_a_link_or_a_form(method: str, headers: dict[str, str], there: bool) -> None:
    request = RequestFactory().generic(method, "/", headers=headers)

    assert is_somebody_there(request) is there
