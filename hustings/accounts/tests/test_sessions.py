from datetime import timedelta

from django.conf import settings
from django.test import Client
from django.utils import timezone

from hustings.accounts.models import Session
from hustings.accounts.sessions import SessionStore, hashed, seal
from tests.cast import Cast, arranging, sign_in


def cookie_of(client: Client) -> str:
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def test_the_table_holds_a_hash_and_never_the_cookie(cast: Cast, client: Client) -> None:
    cookie = cookie_of(sign_in(client, cast.priya))

    with arranging():
        keys = list(Session.objects.values_list("session_key", flat=True))
    assert keys == [hashed(cookie)]


def test_a_session_is_found_by_its_cookie_and_not_by_its_row(cast: Cast, client: Client) -> None:
    cookie = cookie_of(sign_in(client, cast.priya))

    with arranging():
        assert SessionStore(cookie).load()
        assert not SessionStore(hashed(cookie)).load()


def test_a_session_past_its_time_is_none(cast: Cast, client: Client) -> None:
    cookie = cookie_of(sign_in(client, cast.priya))
    with arranging():
        Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))

    with arranging():
        assert not SessionStore(cookie).load()


def test_signing_out_leaves_no_row(cast: Cast, client: Client) -> None:
    cookie = cookie_of(sign_in(client, cast.priya))

    with arranging():
        SessionStore(cookie).delete()

    with arranging():
        assert not Session.objects.exists()


def test_a_seal_holds_for_one_cookie_one_person_and_one_strength() -> None:
    seals = [
        seal(key, person, is_strong=strong)
        for key in ("one", "two")
        for person in ("priya", "sam")
        for strong in (True, False)
    ]

    assert len(set(seals)) == len(seals)
