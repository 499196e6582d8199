import re
from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from hustings.accounts.models import Person
from hustings.organisation.models import Membership
from tests.cast import Cast, arranging, sign_in

SignedIn = Callable[..., Client]
PASSWORD = "a long walk in the rain"


def invite(cast: Cast, email: str = "new@moor.example") -> str:
    """Let Priya invite somebody and give the path of the link that she is shown."""
    url = reverse("access:invite", args=[cast.northmoor_unit.key])
    client = sign_in(Client(), cast.priya)
    answer = client.post(url, {"name": "New Friend", "email": email, "role": "data-entry helper"})
    found = re.search(r"http://testserver(/invitations/[^/]+/)", answer.content.decode())
    assert found is not None, answer.content.decode()
    return found[1]


def test_the_link_is_mailed_and_shown_once(cast: Cast) -> None:
    link = invite(cast)

    assert mail.outbox[0].to == ["new@moor.example"]
    assert link in mail.outbox[0].body
    unit = sign_in(Client(), cast.priya).get(reverse("access:unit", args=[cast.northmoor_unit.key]))
    assert link not in unit.content.decode()


def test_a_letter_that_cannot_be_sent_leaves_the_link(cast: Cast, settings: object) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"  # type: ignore[attr-defined]
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1  # type: ignore[attr-defined]

    assert invite(cast).startswith("/invitations/")


def test_a_stranger_with_the_link_joins_and_is_signed_in(cast: Cast, client: Client) -> None:
    link = invite(cast)
    assert "data-entry helper" in client.get(link).content.decode().lower()

    answer = client.post(link, {"name": "Newa Friend", "password": PASSWORD})

    assert answer.headers["Location"] == "/"
    assert client.get("/help-me/").status_code == 200
    with arranging():
        assert Membership.objects.filter(name="Newa Friend", unit=cast.northmoor_unit).exists()


@pytest.mark.parametrize("password", ["short", "password1234", "new@moor.example"])
def test_a_weak_password_is_refused_and_the_link_still_works(
    cast: Cast, client: Client, password: str
) -> None:
    link = invite(cast)

    answer = client.post(link, {"name": "New", "password": password})

    assert "errors" in answer.content.decode() or "error" in answer.content.decode()
    assert client.get(link).status_code == 200
    with arranging():
        assert not Person.objects.filter(email="new@moor.example").exists()


def test_a_used_link_says_that_it_is_over(cast: Cast, client: Client) -> None:
    link = invite(cast)
    client.post(link, {"name": "New", "password": PASSWORD})

    answer = Client().get(link)

    assert answer.status_code == 410
    assert "is over" in answer.content.decode()


def test_an_unknown_link_looks_like_a_used_one(cast: Cast, client: Client) -> None:
    assert client.get("/invitations/nothing-of-the-kind/").status_code == 410


def test_whoever_has_an_account_signs_in_first(cast: Cast, client: Client) -> None:
    link = invite(cast, cast.dai.email)

    assert f"?next={link}" in client.get(link).content.decode()


def test_signed_in_with_that_address_one_click_is_enough(cast: Cast, signed_in: SignedIn) -> None:
    link = invite(cast, cast.dai.email)

    assert signed_in(cast.dai).post(link, {"name": "Dai Parchment"}).status_code == 302

    with arranging():
        assert Membership.objects.filter(person=cast.dai, unit=cast.northmoor_unit).exists()


def test_signed_in_as_somebody_else_the_link_is_refused_and_still_works(
    cast: Cast, signed_in: SignedIn
) -> None:
    link = invite(cast)

    assert signed_in(cast.sam).post(link, {"name": "Sam"}).status_code == 403
    assert Client().get(link).status_code == 200
