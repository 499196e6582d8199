"""Roles run out by themselves, never between the notice of an election and a week after its poll."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from hustings.access.members.tests.feeds import call_election
from hustings.access.models import Grant
from hustings.elections.models import Calling
from hustings.elections.rules import called_between
from tests.cast import Cast, arranging

SignedIn = Callable[..., Client]


def ends(cast: Cast, name: str, *, in_days: float) -> None:
    with arranging():
        Grant.objects.filter(pk=cast.grants[name].pk).update(
            starts_at=timezone.now() - timedelta(days=90), ends_at=timezone.now() + timedelta(days=in_days)
        )


def carried(unit: int, until: datetime) -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT access.carried(%s, %s)", [unit, until])
        found: datetime = cursor.fetchone()[0]
        return found


def test_a_role_that_ran_out_opens_nothing(cast: Cast, signed_in: SignedIn) -> None:
    ends(cast, "priya", in_days=-1)

    assert (
        signed_in(cast.priya).get(reverse("access:unit", args=[cast.northmoor_unit.key])).status_code == 404
    )


def test_a_role_that_would_run_out_in_an_election_is_kept_on(cast: Cast, signed_in: SignedIn) -> None:
    call_election(cast.northmoor)
    ends(cast, "priya", in_days=-1)

    text = signed_in(cast.priya).get(reverse("access:unit", args=[cast.northmoor_unit.key])).content.decode()

    assert "kept on until a week after the poll" in text


def test_next_door_it_is_not_kept_on(cast: Cast, signed_in: SignedIn) -> None:
    call_election(cast.northmoor)
    ends(cast, "sam", in_days=-1)

    assert signed_in(cast.sam).get(reverse("access:unit", args=[cast.southmoor_unit.key])).status_code == 404


def test_an_election_in_half_of_the_seats_keeps_nothing_on_at_headquarters(cast: Cast) -> None:
    call_election(cast.northmoor)
    end = timezone.now() - timedelta(days=1)

    assert carried(cast.headquarters.pk, end) == end


def test_an_election_in_every_seat_does(cast: Cast) -> None:
    call_election(cast.northmoor)
    call_election_next_door(cast)

    assert carried(cast.headquarters.pk, timezone.now()) > timezone.now() + timedelta(days=10)


def call_election_next_door(cast: Cast) -> None:
    with arranging():
        called = Calling.objects.values().get()
        Calling.objects.create(
            **{**called, "id": cast.southmoor_unit.key, "constituency_id": cast.southmoor.pk}
        )


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    deadline=None,
    max_examples=60,
)
@given(days=some.integers(-120, 120), poll=some.integers(-60, 60))
def test_no_end_is_between_notice_and_a_week_after_the_poll(cast: Cast, days: int, poll: int) -> None:
    polling_day = timezone.localdate() + timedelta(days=poll)
    notice_on, ends_on = called_between("westminster", "england", polling_day)
    with arranging():
        is_first = not Calling.objects.exists()
    if is_first:
        call_election(cast.northmoor)
    with arranging():
        Calling.objects.update(notice_on=notice_on, ends_on=ends_on)

    end = timezone.now() + timedelta(days=days)
    until = carried(cast.northmoor_unit.pk, end)

    assert until >= end
    assert not notice_on <= timezone.localdate(until) < ends_on
    assert until == end or notice_on <= timezone.localdate(end) < ends_on


def test_what_runs_out_within_a_month_is_renewed_with_one_press(cast: Cast, signed_in: SignedIn) -> None:
    ends(cast, "tom", in_days=9)
    client, unit = signed_in(cast.priya), cast.northmoor_unit.key

    text = client.get(reverse("access:ending_soon", args=[unit])).content.decode()
    client.post(reverse("access:renew_at_once", args=[unit, cast.grants["tom"].pk]))

    assert "Tom Wick" in text
    assert "Nia Sandpiper" not in text
    with arranging():
        renewed = Grant.objects.get(pk=cast.grants["tom"].pk).ends_at
    assert renewed > timezone.now() + timedelta(days=80)


def test_nobody_renews_their_own_with_one_press(cast: Cast, signed_in: SignedIn) -> None:
    with arranging():
        Grant.objects.filter(pk=cast.grants["nia"].pk).update(role="chair", purposes=["administration"])
    ends(cast, "priya", in_days=9)
    url = reverse("access:renew_at_once", args=[cast.northmoor_unit.key, cast.grants["priya"].pk])

    text = signed_in(cast.priya).post(url, follow=True).content.decode()

    assert "This is your own grant" in text
    assert "Another key-holder renews yours" in text


def addresses(cast: Cast, grant: str) -> dict[str, Any]:
    unit = cast.northmoor_unit.key
    return {
        "list": reverse("access:ending_soon", args=[unit]),
        "press": reverse("access:renew_at_once", args=[unit, grant]),
    }


@pytest.mark.parametrize(("person", "status"), [("sam", 404), ("tom", 403)])
def test_others_renew_nothing_here(cast: Cast, signed_in: SignedIn, person: str, status: int) -> None:
    urls, client = addresses(cast, str(cast.grants["tom"].pk)), signed_in(getattr(cast, person))

    assert client.get(urls["list"]).status_code == status
    assert client.post(urls["press"]).status_code == status


def test_a_role_that_is_not_here_is_not_renewed(cast: Cast, signed_in: SignedIn) -> None:
    urls, client = addresses(cast, str(cast.grants["sam"].pk)), signed_in(cast.priya)

    assert client.post(urls["press"]).status_code == 404
    assert client.get(urls["press"]).status_code == 405
    assert client.post(urls["list"]).status_code == 405


def test_whoever_is_not_signed_in_is_sent_to_sign_in(cast: Cast, client: Client) -> None:
    for url in addresses(cast, str(cast.grants["tom"].pk)).values():
        assert client.get(url).headers["Location"].startswith("/account/login/")
