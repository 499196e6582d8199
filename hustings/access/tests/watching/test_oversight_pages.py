"""The pages of unusual reading: for officers, and for whoever it is about."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hustings.access.models import Signal, Watch
from tests.cast import Cast, arranging

SignedIn = Callable[..., Client]
ABSENT = "00000000-0000-7000-8000-000000000000"


@pytest.fixture
def signal(cast: Cast) -> Signal:
    """Tom has read far more than usual."""
    now = timezone.now()
    with arranging():
        Watch.objects.create(
            person_id=cast.tom.pk, step="step-up", since=now, ends_at=now + timedelta(hours=12)
        )
        return Signal.objects.create(
            person_id=cast.tom.pk,
            unit=cast.northmoor_unit,
            kind="own volume",
            measured=640,
            usual=250,
            step="step-up",
            raised_at=now,
            ends_at=now + timedelta(hours=12),
        )


def settle_url(signal: Signal | None = None, name: str = "settle") -> str:
    return reverse(f"access:{name}", args=[signal.pk if signal else ABSENT])


@pytest.mark.parametrize("who", ["priya", "dai"])
def test_officers_see_who_why_and_what_followed(
    cast: Cast, signal: Signal, signed_in: SignedIn, who: str
) -> None:
    text = signed_in(getattr(cast, who)).get(reverse("access:unusual")).content.decode()

    assert "Tom Wick" in text
    assert "640 people were read today; from 250 on" in text
    assert "A second step is asked for again" in text


def test_officers_next_door_see_nothing_of_it(cast: Cast, signal: Signal, signed_in: SignedIn) -> None:
    text = signed_in(cast.sam).get(reverse("access:unusual")).content.decode()

    assert "Tom Wick" not in text
    assert "Nothing unusual was noticed" in text


def test_an_officer_settles_it_on_its_page(cast: Cast, signal: Signal, signed_in: SignedIn) -> None:
    client = signed_in(cast.priya)

    client.post(settle_url(signal), {"because": "He keyed in two packs", "expected_days": "0"})

    assert "He keyed in two packs" in client.get(reverse("access:unusual")).content.decode()


def test_without_a_reason_nothing_is_settled(cast: Cast, signal: Signal, signed_in: SignedIn) -> None:
    assert signed_in(cast.priya).post(settle_url(signal), {"expected_days": "0"}).status_code == 422


def test_an_officer_doubles_the_quota_from_there(cast: Cast, signal: Signal, signed_in: SignedIn) -> None:
    signed_in(cast.priya).post(settle_url(signal, "lift"))

    with arranging():
        assert Watch.objects.get(person_id=cast.tom.pk).lifted_until


def test_whoever_it_is_about_reads_the_reason(cast: Cast, signal: Signal, signed_in: SignedIn) -> None:
    text = signed_in(cast.tom).get(reverse("access:own_reading")).content.decode()

    assert "640 people were read today" in text


@pytest.mark.parametrize("name", ["settle", "lift"])
def test_next_door_and_what_is_not_there_are_not_found(
    cast: Cast, signal: Signal, signed_in: SignedIn, name: str
) -> None:
    assert signed_in(cast.sam).post(settle_url(signal, name)).status_code == 404
    assert signed_in(cast.priya).post(settle_url(None, name)).status_code == 404
    assert signed_in(cast.priya).get("/oversight/reading/not-a-signal/").status_code == 404


@pytest.mark.parametrize("who", ["tom", "nia"])
def test_other_roles_are_refused(cast: Cast, signal: Signal, signed_in: SignedIn, who: str) -> None:
    client = signed_in(getattr(cast, who))

    assert client.get(reverse("access:unusual")).status_code == 403
    assert client.get(settle_url(signal)).status_code == 403


def test_settling_wants_a_second_factor(cast: Cast, signal: Signal, signed_in: SignedIn) -> None:
    assert signed_in(cast.priya, strong=False).get(settle_url(signal)).status_code == 403


def test_the_wrong_method_is_refused(cast: Cast, signal: Signal, signed_in: SignedIn) -> None:
    client = signed_in(cast.priya)

    assert client.post(reverse("access:unusual")).status_code == 405
    assert client.get(settle_url(signal, "lift")).status_code == 405
    assert client.post(reverse("access:own_reading")).status_code == 405


@pytest.mark.parametrize("name", ["unusual", "own_reading"])
def test_whoever_is_not_signed_in_is_sent_to_sign_in(cast: Cast, client: Client, name: str) -> None:
    assert client.get(reverse(f"access:{name}")).headers["Location"].startswith("/account/login/")


def test_a_seat_out_of_reach_is_noticed_at_the_first_request(cast: Cast, signed_in: SignedIn) -> None:
    signed_in(cast.sam).get(reverse("register:find", args=["northmoor"]), {"q": "score of another campaign"})

    with arranging():
        found = Signal.objects.get()
    assert (found.kind, found.person_id, found.step) == ("outside", cast.sam.pk, "none")


def test_an_address_that_is_nowhere_is_no_signal(cast: Cast, signed_in: SignedIn) -> None:
    signed_in(cast.sam).get(reverse("register:find", args=["nowhere"]))

    with arranging():
        assert not Signal.objects.exists()


def test_in_the_demonstration_a_button_stands_for_the_second_step(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.priya)

    answer = client.post(reverse("access:confirm"), {"next": "/seats/northmoor/"})

    assert answer.headers["Location"] == "/seats/northmoor/"


def test_outside_the_demonstration_no_button_stands_for_it(cast: Cast, signed_in: SignedIn) -> None:
    assert signed_in(cast.priya, strong=False).post(reverse("access:confirm")).status_code == 404


def test_the_button_leads_nowhere_else(cast: Cast, signed_in: SignedIn) -> None:
    answer = signed_in(cast.priya).post(reverse("access:confirm"), {"next": "https://elsewhere.example/"})

    assert answer.headers["Location"] == reverse("access:own_reading")
