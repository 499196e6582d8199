"""Recovery codes are shown once, kept as hashes, and used once."""

import re
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import encrypt
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as some

from hustings.accounts.models import Person
from hustings.accounts.recovery_codes import drawn, hashed
from hustings.accounts.tests.test_second_factors import PASSWORD, activate_codes, inside, is_strong, priya
from tests.cast import arranging

__all__ = ["inside", "priya"]

CODE = re.compile(r"\b(?:[A-Z2-7]{4}-){5}[A-Z2-7]{4}\b")


def kept(person: Person) -> dict[str, Any]:
    with arranging():
        data: dict[str, Any] = Authenticator.objects.get(
            user=person, type=Authenticator.Type.RECOVERY_CODES
        ).data
    return data


def shown(client: Client) -> list[str]:
    return CODE.findall(client.get(reverse("mfa_view_recovery_codes")).content.decode())


def set_up(client: Client, capture: Any) -> list[str]:
    activate_codes(client, capture)
    return shown(client)


def come_back(client: Client, person: Person, code: str) -> bool:
    """Sign out and in again with a recovery code; whether it opened."""
    client.post(reverse("account_logout"))
    client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    return client.post(reverse("mfa_authenticate"), {"code": code}).status_code == 302


def test_ten_codes_are_shown_once_and_only_hashes_are_kept(
    inside: Client, priya: Person, django_capture_on_commit_callbacks: Any
) -> None:
    codes = set_up(inside, django_capture_on_commit_callbacks)

    assert len(set(codes)) == 10
    assert kept(priya)["hashes"] == [hashed(code) for code in codes]
    assert not {"seed", "unseen", "migrated_codes"} & set(kept(priya))
    assert shown(inside) == []
    assert "10 of 10 codes are left" in inside.get(reverse("mfa_view_recovery_codes")).content.decode()


def test_a_code_opens_once_however_it_is_typed(
    inside: Client, priya: Person, django_capture_on_commit_callbacks: Any
) -> None:
    first, second, *_others = set_up(inside, django_capture_on_commit_callbacks)

    assert come_back(inside, priya, first.lower().replace("-", " "))
    assert is_strong(inside)
    assert not come_back(inside, priya, first)
    assert come_back(inside, priya, second)
    assert len(kept(priya)["hashes"]) == 8


def test_what_is_no_code_opens_nothing(
    inside: Client, priya: Person, django_capture_on_commit_callbacks: Any
) -> None:
    set_up(inside, django_capture_on_commit_callbacks)

    assert not come_back(inside, priya, "-")
    assert not come_back(inside, priya, drawn())


def test_new_codes_end_the_old_ones(
    inside: Client, priya: Person, django_capture_on_commit_callbacks: Any
) -> None:
    old = set_up(inside, django_capture_on_commit_callbacks)

    inside.post(reverse("mfa_generate_recovery_codes"))
    new = shown(inside)

    assert len(new) == 10
    assert not set(old) & set(new)
    assert not come_back(inside, priya, old[0])
    assert come_back(inside, priya, new[0])


def test_codes_made_from_a_seed_before_still_open(
    inside: Client, priya: Person, django_capture_on_commit_callbacks: Any
) -> None:
    set_up(inside, django_capture_on_commit_callbacks)
    with arranging():
        row = Authenticator.objects.get(user=priya, type=Authenticator.Type.RECOVERY_CODES)
        row.data = {"seed": encrypt("a seed of before"), "used_mask": 0}
        row.save()
        code = row.wrap().get_unused_codes()[0]

    assert re.fullmatch(r"\d{8}", code)
    assert come_back(inside, priya, code)
    assert not come_back(inside, priya, code)


def test_every_code_has_a_hundred_and_twenty_random_bits() -> None:
    code = drawn()

    assert CODE.fullmatch(code)
    assert len(code.replace("-", "")) * 5 == 120


@given(some.text())
def test_only_the_letters_of_a_code_count(typed: str) -> None:
    assert hashed(typed) == hashed(
        "".join(one for one in typed.upper() if one in "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
    )
