"""Guessing is slow, and whoever guesses locks nobody out: neither the holder nor a seat nor the site."""

import re
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from hustings.accounts.devices import COOKIE
from hustings.accounts.models import Device
from hustings.accounts.sessions import hashed
from tests.cast import Cast, arranging

PASSWORD = "correct horse battery moorland"
TOKEN = "a device's random cookie, as long as they are"
STRANGER, HOME = "198.51.100.7", "203.0.113.9"
UNKNOWN = "nobody@moor.example"


@pytest.fixture
def holder(cast: Cast) -> str:
    with arranging():
        for person in (cast.priya, cast.tom):
            person.set_password(PASSWORD)
            person.save()
        cache.clear()
        today = timezone.now().date()
        Device.objects.create(
            person=cast.priya, token_hash=hashed(TOKEN), words="x", first_seen_on=today, last_seen_on=today
        )
    return cast.priya.email


def attempt(email: str, password: str, address: str, *, device: str = "") -> Any:
    client = Client()
    if device:
        client.cookies[COOKIE] = device
    return client.post("/account/login/", {"login": email, "password": password}, REMOTE_ADDR=address)


def is_in(answer: Any) -> bool:
    return bool(answer.status_code == 302)


def guess(email: str, times: int, address: str) -> None:
    for _number in range(times):
        attempt(email, "guessed, and wrongly at that", address)


def test_after_five_wrong_guesses_a_right_one_does_not_count_from_there(holder: str) -> None:
    guess(holder, 5, STRANGER)

    assert not is_in(attempt(holder, PASSWORD, STRANGER))


def test_a_stranger_locks_nobody_out_elsewhere(holder: str) -> None:
    guess(holder, 8, STRANGER)

    assert is_in(attempt(holder, PASSWORD, HOME))


def test_a_stranger_at_the_same_address_does_not_lock_out_a_known_device(holder: str) -> None:
    guess(holder, 8, HOME)

    assert is_in(attempt(holder, PASSWORD, HOME, device=TOKEN))


def test_many_strangers_shut_an_account_to_unknown_browsers_alone(holder: str, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"login_failed_by_strangers": "6/h/key"}
    for number in range(6):
        attempt(holder, "guessed, and wrongly at that", f"198.51.100.{number}")

    assert not is_in(attempt(holder, PASSWORD, HOME))
    assert is_in(attempt(holder, PASSWORD, HOME, device=TOKEN))


def test_guesses_at_one_account_leave_the_others_of_a_room_alone(cast: Cast, holder: str) -> None:
    guess(holder, 8, HOME)

    assert is_in(attempt(cast.tom.email, PASSWORD, HOME))


def test_a_device_of_one_account_is_no_known_device_of_another(cast: Cast, holder: str) -> None:
    for _number in range(5):
        attempt(cast.tom.email, "guessed, and wrongly at that", HOME, device=TOKEN)

    assert not is_in(attempt(cast.tom.email, PASSWORD, HOME, device="another"))


def test_signing_in_tells_nobody_who_has_an_account(holder: str) -> None:
    pages = [attempt(email, "wrong and much too wrong", HOME) for email in (holder, UNKNOWN)]

    known, unknown = (
        without_what_differs(page.content.decode(), email)
        for page, email in zip(pages, (holder, UNKNOWN), strict=True)
    )
    assert known == unknown


def test_asking_for_a_new_password_tells_nobody_who_has_an_account(holder: str) -> None:
    answers = [Client().post("/account/password/reset/", {"email": email}) for email in (holder, UNKNOWN)]

    assert {(one.status_code, one.headers["Location"]) for one in answers} == {
        (302, "/account/password/reset/done/")
    }


def test_strangers_cannot_fill_a_mailbox_nor_keep_its_holder_from_a_link(holder: str) -> None:
    for number in range(8):
        Client().post("/account/password/reset/", {"email": holder}, REMOTE_ADDR=f"198.51.100.{number}")
    sent = len(mail.outbox)
    own = Client()
    own.cookies[COOKIE] = TOKEN
    own.post("/account/password/reset/", {"email": holder})

    assert (sent, len(mail.outbox)) == (5, 6)


def without_what_differs(page: str, email: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", page).replace(email, "")
