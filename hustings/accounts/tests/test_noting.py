"""Every sign-in and every failed one stands in both logs, and in neither what was typed."""

import logging
from typing import Any

import pytest
from django.test import Client

from hustings.audit.models import Entry
from hustings.audit.words import Action, Outcome
from tests.cast import Cast, arranging

PASSWORD = "correct horse battery moorland"


def entries() -> list[Entry]:
    with arranging():
        return list(Entry.objects.filter(action=Action.ACCOUNTS_PERSON_SIGN_IN).order_by("id"))


def sign_in(client: Client, email: str, password: str) -> Any:
    return client.post("/account/login/", {"login": email, "password": password})


@pytest.fixture
def known(cast: Cast) -> Cast:
    with arranging():
        cast.priya.set_password(PASSWORD)
        cast.priya.save()
    return cast


def test_a_sign_in_says_who_and_how(known: Cast, client: Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, "hustings.security"):
        assert sign_in(client, known.priya.email, PASSWORD).status_code == 302

    (entry,) = entries()
    assert (entry.outcome, entry.person_id, entry.rule) == (Outcome.DONE, known.priya.pk, "signed in")
    assert entry.detail == {"way": "password"}
    assert "moor.example" not in caplog.text


@pytest.mark.parametrize("email", ["priya@moor.example", "nobody@moor.example"])
def test_a_failure_is_written_whether_or_not_there_is_such_an_account(
    known: Cast, client: Client, email: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, "hustings.security"):
        sign_in(client, email, "wrong and much too wrong")

    (entry,) = entries()
    assert (entry.outcome, entry.person_id, entry.rule) == (Outcome.REFUSED, None, "sign-in failed")
    assert "wrong and" not in caplog.text


def test_signing_out_is_written(known: Cast, client: Client) -> None:
    sign_in(client, known.priya.email, PASSWORD)

    client.post("/account/logout/")

    assert entries()[-1].rule == "signed out"
