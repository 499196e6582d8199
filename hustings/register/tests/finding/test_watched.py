"""The watch-list: oneself, one's own household, whoever stands for election. Noted by real requests."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from hustings.access.models import Grant, ReadingDay, Signal
from hustings.organisation.models import Membership
from hustings.register.finding.rules import bears_name, is_named_in_full
from hustings.register.models import Elector
from hustings.register.tests.council import NORTHERN, full_file, take_in
from tests.cast import Cast, arranging

SignIn = Callable[..., Client]


@pytest.fixture
def register(council: Cast) -> Cast:
    take_in(council, full_file(*NORTHERN))
    return council


def call(cast: Cast, who: str, name: str) -> None:
    """Let a colleague be called like somebody on the register."""
    with arranging():
        Membership.objects.filter(person=getattr(cast, who)).update(name=name)


def find(client: Client, text: str) -> None:
    assert client.get(reverse("register:find", args=["northmoor"]), {"q": text}).status_code == 200


def open_page(client: Client, **who: str) -> int:
    with arranging():
        elector = Elector.objects.get(**who)
    return client.get(reverse("register:elector", args=["northmoor", elector.id])).status_code


def noted(cast: Cast, who: str = "priya") -> int:
    with arranging():
        day = ReadingDay.objects.filter(person_id=getattr(cast, who).pk).first()
    return day.watched if day else 0


def test_opening_oneself_is_noted_and_nothing_else_follows(register: Cast, signed_in: SignIn) -> None:
    call(register, "priya", "Grace Okafor")

    assert open_page(signed_in(register.priya), surname="Okafor") == 200

    with arranging():
        signal = Signal.objects.get()
    assert (signal.kind, signal.step, signal.person_id) == ("watched", "none", register.priya.pk)


def test_opening_ones_own_household_is_noted(register: Cast, signed_in: SignIn) -> None:
    with arranging():
        first, second = Elector.objects.filter(surname="Lyle")
        Elector.objects.filter(pk=second.pk).update(door=first.door, surname="Fenwick", surname_key="fenwick")
    call(register, "priya", str(first))

    open_page(signed_in(register.priya), surname="Fenwick")

    assert noted(register) == 1


def test_opening_a_candidate_is_noted(register: Cast, signed_in: SignIn) -> None:
    call(register, "tom", "Grace Okafor")
    with arranging():
        Grant.objects.filter(person=register.tom).update(role="candidate")

    open_page(signed_in(register.priya), surname="Okafor")

    assert noted(register) == 1


def test_a_candidate_asked_for_by_the_whole_name_is_noted(register: Cast, signed_in: SignIn) -> None:
    call(register, "sam", "Grace Okafor")
    with arranging():
        Grant.objects.filter(person=register.sam).update(role="candidate")

    find(signed_in(register.nia), "okafor grace")

    assert noted(register, "nia") == 1


def test_what_is_found_by_the_way_is_not_noted(register: Cast, signed_in: SignIn) -> None:
    call(register, "priya", "Grace Okafor")
    client = signed_in(register.priya)

    for text in ("mill lane", "EX1 1AA", "oka", "AA1-1"):
        find(client, text)

    assert noted(register) == 0


def test_whoever_is_on_no_list_is_opened_without_a_note(register: Cast, signed_in: SignIn) -> None:
    open_page(signed_in(register.priya), surname="Okafor")
    find(signed_in(register.priya), "grace okafor")

    assert noted(register) == 0


def test_the_third_time_the_second_step_is_asked_for(register: Cast, signed_in: SignIn) -> None:
    call(register, "priya", "Grace Okafor")
    client = signed_in(register.priya)

    answers = [open_page(client, surname="Okafor") for _time in range(4)]

    assert answers == [200, 200, 200, 403]


@pytest.mark.parametrize(
    ("name", "given", "surname", "is_borne"),
    [
        ("grace okafor", "grace ada", "okafor", True),
        ("sian llyr pritchard", "sian llyr", "pritchard", True),
        ("ann jones smyth", "ann", "jones smyth", True),
        ("ann smyth", "ann", "jones smyth", False),
        ("okafor", "grace", "okafor", False),
        ("grace okafor", "ada", "okafor", False),
        ("grace okafor", "", "", False),
        ("", "grace", "okafor", False),
    ],
)
def test_a_name_is_borne_by_first_forename_and_surname(
    name: str, given: str, surname: str, is_borne: bool
) -> None:
    assert bears_name(tuple(name.split()), given, surname) is is_borne


@pytest.mark.parametrize(
    ("typed", "is_named"), [("okafor grace", True), ("grace okafor 1", True), ("okafor", False), ("", False)]
)
def test_a_name_is_asked_for_in_full_by_forename_and_surname(typed: str, is_named: bool) -> None:
    assert is_named_in_full(frozenset(typed.split()), "grace ada", "okafor") is is_named


def test_an_anonymous_elector_is_named_by_nothing() -> None:
    assert not is_named_in_full(frozenset({"grace"}), "", "")
