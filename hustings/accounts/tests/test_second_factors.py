import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.conf import settings
from django.core import mail
from django.test import Client
from django.urls import reverse

from hustings.accounts.models import Person, Session
from hustings.accounts.sessions import hashed
from tests.cast import Cast, arranging, sign_in

PASSWORD = "a long walk in the rain"


@pytest.fixture
def priya(cast: Cast) -> Person:
    with arranging():
        cast.priya.set_password(PASSWORD)
        cast.priya.save()
    return cast.priya


@pytest.fixture
def inside(client: Client, priya: Person) -> Client:
    """A browser in which Priya has just signed in with her password."""
    answer = client.post(reverse("account_login"), {"login": priya.email, "password": PASSWORD})
    assert answer.status_code == 302, answer.content.decode()
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def is_strong(client: Client) -> bool:
    key = hashed(client.cookies[settings.SESSION_COOKIE_NAME].value)
    with arranging():
        return Session.objects.get(session_key=key).is_strong


def secret_of(page: Any) -> str:
    found = re.search(r"[A-Z2-7]{32}", page.content.decode())
    assert found is not None
    return found[0]


def activate_codes(client: Client, capture: Any) -> None:
    """Set up one-time codes, with what happens after the commit, as a real server does it."""
    secret = secret_of(client.get(reverse("mfa_activate_totp")))
    code = format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
    with capture(execute=True):
        answer = client.post(reverse("mfa_activate_totp"), {"code": code})
    assert answer.status_code == 302, answer.content.decode()


def test_a_password_alone_is_weak(inside: Client) -> None:
    assert not is_strong(inside)


def test_setting_up_codes_makes_the_running_session_strong(
    inside: Client, django_capture_on_commit_callbacks: Any
) -> None:
    activate_codes(inside, django_capture_on_commit_callbacks)

    assert is_strong(inside)


def test_somebody_is_told_by_mail_that_codes_were_set_up(
    inside: Client, priya: Person, django_capture_on_commit_callbacks: Any
) -> None:
    activate_codes(inside, django_capture_on_commit_callbacks)

    assert mail.outbox[-1].to == [priya.email]


def test_taking_codes_away_weakens_the_session_again(
    inside: Client, django_capture_on_commit_callbacks: Any
) -> None:
    activate_codes(inside, django_capture_on_commit_callbacks)

    inside.post(reverse("mfa_deactivate_totp"))

    with arranging():
        assert not Authenticator.objects.exists()
    assert not is_strong(inside)


def test_losing_a_factor_ends_every_other_session(
    inside: Client, priya: Person, django_capture_on_commit_callbacks: Any
) -> None:
    activate_codes(inside, django_capture_on_commit_callbacks)
    elsewhere = sign_in(Client(), priya)

    inside.post(reverse("mfa_deactivate_totp"))

    assert elsewhere.get(reverse("mfa_index")).status_code == 302
    assert inside.get(reverse("mfa_index")).status_code == 200


def test_a_new_password_ends_every_other_session(inside: Client, priya: Person) -> None:
    elsewhere = sign_in(Client(), priya)
    new = "another walk, with an umbrella"

    inside.post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new}
    )

    assert elsewhere.get(reverse("mfa_index")).status_code == 302
    assert inside.get(reverse("mfa_index")).status_code == 200


def test_the_factor_of_somebody_else_strengthens_nobody(inside: Client, cast: Cast) -> None:
    with arranging():
        Authenticator.objects.create(user=cast.sam, type=Authenticator.Type.TOTP, data={})

    inside.get(reverse("mfa_index"))

    assert not is_strong(inside)
