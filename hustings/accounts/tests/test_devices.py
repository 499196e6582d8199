from collections.abc import Callable

from django.conf import settings
from django.test import Client

from hustings.accounts.devices import COOKIE
from hustings.accounts.models import Device, Session
from hustings.accounts.sessions import hashed
from tests.cast import Cast, arranging

SignIn = Callable[..., Client]
PASSWORD = "a long enough password for a test"


def sign_in_by_password(client: Client, cast: Cast) -> None:
    with arranging():
        cast.priya.set_password(PASSWORD)
        cast.priya.save()
    answer = client.post("/account/login/", {"login": cast.priya.email, "password": PASSWORD})
    assert answer.status_code == 302


def test_signing_in_leaves_a_cookie_and_a_hash_of_it(cast: Cast, client: Client) -> None:
    sign_in_by_password(client, cast)

    cookie = client.cookies[COOKIE]
    assert cookie["httponly"]
    with arranging():
        device, session = Device.objects.get(), Session.objects.get()
    assert device.token_hash == hashed(cookie.value)
    assert session.device_id == device.pk


def test_the_session_of_a_device_opens_what_it_should(cast: Cast, client: Client) -> None:
    sign_in_by_password(client, cast)

    assert client.get("/people/", follow=True).status_code == 200


def test_the_same_browser_is_the_same_device_again(cast: Cast, client: Client) -> None:
    sign_in_by_password(client, cast)
    del client.cookies[settings.SESSION_COOKIE_NAME]
    sign_in_by_password(client, cast)

    with arranging():
        assert Device.objects.count() == 1


def test_a_cookie_that_is_not_ours_is_replaced(cast: Cast, client: Client) -> None:
    client.cookies[COOKIE] = "short"
    sign_in_by_password(client, cast)

    assert len(client.cookies[COOKIE].value) > 40


def test_ones_own_devices_are_listed(cast: Cast, client: Client) -> None:
    sign_in_by_password(client, cast)

    page = client.get("/devices/").content.decode()

    assert "this one" in page
    assert "One sign-in is open." in page


def test_a_device_is_signed_out_by_its_owner(cast: Cast, client: Client) -> None:
    sign_in_by_password(client, cast)
    with arranging():
        device = Device.objects.get()

    client.post(f"/devices/{device.pk}/sign-out/")

    assert client.get("/people/").status_code == 302


def test_nobody_signs_anothers_device_out(cast: Cast, client: Client, signed_in: SignIn) -> None:
    sign_in_by_password(client, cast)
    with arranging():
        device = Device.objects.get()

    answer = signed_in(cast.sam).post(f"/devices/{device.pk}/sign-out/")

    assert answer.status_code == 404
    with arranging():
        assert Session.objects.filter(device_id=device.pk).exists()


def test_signing_out_a_device_is_a_thing_that_is_sent(cast: Cast, client: Client) -> None:
    sign_in_by_password(client, cast)
    with arranging():
        device = Device.objects.get()

    assert client.get(f"/devices/{device.pk}/sign-out/").status_code == 405
