from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from hustings.access.models import Grant
from hustings.organisation.models import Switch
from tests.cast import Cast, arranging

SignIn = Callable[..., Client]
HOME = "/"


def text_of(client: Client) -> str:
    response = client.get(HOME)
    assert response.status_code == 200
    return response.content.decode()


def test_priya_finds_her_seat_her_role_and_what_to_do(cast: Cast, signed_in: SignIn) -> None:
    page = text_of(signed_in(cast.priya))

    assert "Good day, Priya Larkhall" in page
    assert "Northmoor" in page
    assert "Organiser" in page
    assert reverse("canvassing:seat", args=["northmoor"]) in page


def test_nobody_finds_the_seat_next_door(cast: Cast, signed_in: SignIn) -> None:
    assert "Southmoor" not in text_of(signed_in(cast.priya))


def test_tom_finds_where_he_joins_a_walk(cast: Cast, signed_in: SignIn) -> None:
    page = text_of(signed_in(cast.tom))

    assert f'href="{reverse("targeting:join", args=["northmoor"])}"' in page
    assert f'href="{reverse("canvassing:seat", args=["northmoor"])}"' not in page


def test_whoever_has_no_task_is_told_so(cast: Cast, signed_in: SignIn) -> None:
    with arranging():
        Grant.objects.filter(pk=cast.grants["tom"].pk).update(role="teller")

    assert "Your organiser gives you what you need" in text_of(signed_in(cast.tom))


def test_everybody_sees_who_can_help(cast: Cast, signed_in: SignIn) -> None:
    assert "<dt>Priya Larkhall</dt><dd>Organiser, Northmoor</dd>" in text_of(signed_in(cast.tom))


def test_moira_is_led_to_the_comparison(cast: Cast, signed_in: SignIn) -> None:
    assert reverse("headquarters:seats_compared") in text_of(signed_in(cast.moira))


def test_a_role_that_has_ended_leaves_nothing(cast: Cast, signed_in: SignIn) -> None:
    with arranging():
        grant = Grant.objects.get(pk=cast.grants["tom"].pk)
        Grant.objects.filter(pk=grant.pk).update(ended_at=grant.starts_at)

    page = text_of(signed_in(cast.tom))

    assert "You have no seat yet" in page
    assert "Nobody has given you a role yet, or yours has ended." in page


@pytest.mark.parametrize("is_on", [True, False])
def test_it_says_when_opinions_are_not_open(cast: Cast, signed_in: SignIn, is_on: bool) -> None:
    with arranging():
        Switch.objects.update(is_on=is_on)

    assert ("Voting intentions cannot be recorded yet" in text_of(signed_in(cast.priya))) is not is_on


def test_whoever_is_signed_out_is_sent_to_sign_in(cast: Cast, client: Client) -> None:
    assert client.get(HOME).status_code == 302


def test_nothing_can_be_posted(cast: Cast, signed_in: SignIn) -> None:
    assert signed_in(cast.priya).post(HOME).status_code == 405
