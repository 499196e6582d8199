"""One elector's page of membership and consent: what is recorded by hand, what is refused, and what ends."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hustings.audit.models import Entry
from hustings.lib.uuid7 import uuid7
from hustings.register.models import Elector
from hustings.register.tests.beside import numbers_of_the_seat, rows_beside
from hustings.supporters.models import ContactDetail, Supporter
from hustings.supporters.tests.membership import OKAFOR, belonging, brought_in, elector, reached
from tests.cast import Cast, arranging

SignIn = Callable[..., Client]
GRACE = "Grace Ada Okafor"
MEMBER = {"relation-relation": "member", "relation-since": "2025-02-01", "relation-source": "joining form"}
NUMBER = {
    "detail-way": "call",
    "detail-value": "01632 960001",
    "detail-consented_on": "2025-02-01",
    "detail-source": "card",
}


def url(name: str, cast: Cast, who: UUID, *more: UUID) -> str:
    return reverse(f"supporters:{name}", args=[cast.northmoor.slug, who, *more])


@pytest.fixture
def grace(register: Cast) -> Elector:
    return elector("Okafor", "Grace Ada")


@pytest.fixture
def priya(register: Cast, signed_in: SignIn) -> Client:
    return signed_in(register.priya)


def test_what_is_recorded_stands_on_the_page_with_where_it_is_written(
    register: Cast, grace: Elector, priya: Client
) -> None:
    priya.post(url("relate", register, grace.id), MEMBER)
    priya.post(url("agree", register, grace.id), NUMBER)

    shown = priya.get(url("of_elector", register, grace.id)).content.decode()

    assert (belonging(), reached()) == ([(GRACE, "member")], [(GRACE, "call", "01632960001")])
    assert "joining form" in shown
    assert "01632960001" in shown


def test_each_look_and_change_is_logged_with_whom_it_was(
    register: Cast, grace: Elector, priya: Client
) -> None:
    priya.get(url("of_elector", register, grace.id))
    priya.post(url("agree", register, grace.id), NUMBER)

    assert rows_beside("supporter ") == numbers_of_the_seat(register.northmoor.id, 1)
    assert rows_beside("elector ", "consent given") == numbers_of_the_seat(register.northmoor.id, 1)


def test_consent_taken_back_ends_and_its_number_is_shown_no_more(
    register: Cast, grace: Elector, priya: Client
) -> None:
    priya.post(url("agree", register, grace.id), NUMBER)
    with arranging():
        detail = ContactDetail.objects.get()

    priya.post(url("take_back", register, grace.id, detail.id))
    again = priya.post(url("take_back", register, grace.id, detail.id), follow=True).content.decode()

    assert reached() == []
    assert "had been taken back already" in again
    assert "01632960001" not in again


def test_who_agreed_anew_is_recorded_with_the_new_day_alone(
    register: Cast, grace: Elector, priya: Client
) -> None:
    today = timezone.localdate()
    priya.post(url("agree", register, grace.id), NUMBER)
    with arranging():
        ContactDetail.objects.update(withdrawn_on=today - timedelta(days=1))

    before = priya.post(url("agree", register, grace.id), NUMBER)
    after = priya.post(url("agree", register, grace.id), {**NUMBER, "detail-consented_on": today.isoformat()})

    assert before.status_code == 422
    assert "They took back their consent to this on" in before.content.decode()
    assert after.status_code == 302
    assert len(reached()) == 1


@pytest.mark.parametrize(
    ("page", "given", "said"),
    [
        ("relate", {**MEMBER, "relation-since": "2099-01-01"}, "has not come yet"),
        ("relate", {**MEMBER, "relation-source": ""}, "required"),
        ("agree", {**NUMBER, "detail-value": "call me"}, "is no telephone number"),
        ("agree", {**NUMBER, "detail-way": "email"}, "is no telephone number or e-mail address"),
        ("agree", {**NUMBER, "detail-consented_on": ""}, "required"),
        ("agree", {**NUMBER, "detail-consented_on": "2099-01-01"}, "has not come yet"),
        ("agree", {**NUMBER, "detail-way": "pigeon"}, "not one of the available choices"),
    ],
)
def test_what_cannot_be_meant_is_said_and_nothing_is_kept(
    register: Cast, grace: Elector, priya: Client, page: str, given: dict[str, str], said: str
) -> None:
    answer = priya.post(url(page, register, grace.id), given)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert (belonging(), reached()) == ([], [])


def test_nobody_is_a_member_twice(register: Cast, grace: Elector, priya: Client) -> None:
    priya.post(url("relate", register, grace.id), MEMBER)
    again = priya.post(url("relate", register, grace.id), MEMBER)

    assert "recorded of them already" in again.content.decode()
    assert belonging() == [(GRACE, "member")]


def test_a_membership_ends_today_and_begins_again_by_hand(
    register: Cast, grace: Elector, priya: Client
) -> None:
    brought_in(register, OKAFOR)
    with arranging():
        one = Supporter.objects.get()

    priya.post(url("end", register, grace.id, one.id))
    again = priya.post(url("end", register, grace.id, one.id), follow=True).content.decode()

    assert (belonging(), "had ended already" in again) == ([], True)
    priya.post(url("relate", register, grace.id), {**MEMBER, "relation-since": "2026-11-01"})
    assert belonging() == [(GRACE, "member")]


def test_of_an_anonymous_elector_nothing_is_recorded(register: Cast, priya: Client) -> None:
    with arranging():
        nobody = Elector.objects.get(is_anonymous=True)

    answer = priya.post(url("relate", register, nobody.id), MEMBER)

    assert "nothing is kept but the number" in answer.content.decode()
    assert belonging() == []


def test_who_may_not_is_refused_and_strangers_find_nothing(
    register: Cast, grace: Elector, signed_in: SignIn
) -> None:
    page = url("of_elector", register, grace.id)

    assert signed_in(register.nia).get(page).status_code == 403
    assert signed_in(register.sam).get(page).status_code == 404
    assert signed_in(register.priya).get(url("of_elector", register, uuid7())).status_code == 404
    assert signed_in(register.priya).get(page.replace(str(grace.id), "grace")).status_code == 404
    assert signed_in(register.priya).post(page).status_code == 405
    assert signed_in(register.priya).get(url("relate", register, grace.id)).status_code == 405
    assert Client().get(page).status_code == 302


def test_nothing_of_another_seat_or_elector_is_ended(
    register: Cast, grace: Elector, signed_in: SignIn
) -> None:
    brought_in(register, OKAFOR)
    lyle = elector("Lyle", "Peter")
    with arranging():
        one = Supporter.objects.get()

    refused = signed_in(register.priya).post(url("end", register, lyle.id, one.id), follow=True)
    signed_in(register.sam).post(url("end", register, grace.id, one.id))

    assert "had ended already" in refused.content.decode()
    assert belonging() == [(GRACE, "member")]
    with arranging():
        assert not Entry.objects.filter(rule="relation ended").exists()
        assert Supporter.objects.get().since == date(2024, 2, 1)
