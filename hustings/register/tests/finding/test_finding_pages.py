"""The search box: who may use it, what it shows, and what the log keeps of it."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from hustings.audit.models import Entry
from hustings.register.models import Elector
from hustings.register.tests.council import NORTHERN, full_file, take_in
from tests.cast import Cast, arranging

SignIn = Callable[..., Client]


@pytest.fixture
def register(council: Cast) -> Cast:
    take_in(council, full_file(*NORTHERN))
    return council


def ask(client: Client, cast: Cast, text: str, **headers: str) -> str:
    url = reverse("register:find", args=[cast.northmoor.slug])
    return client.get(url, {"q": text}, headers=headers).content.decode()


def test_whoever_is_found_is_shown_with_address_number_and_district(
    register: Cast, signed_in: SignIn
) -> None:
    page = ask(signed_in(register.priya), register, "okafor")

    assert all(words in page for words in ("Grace Ada Okafor", "1 Mill Lane, EX1 1AA", "AA1-1", "1 person"))


def test_as_somebody_types_only_what_was_found_is_sent(register: Cast, signed_in: SignIn) -> None:
    page = ask(signed_in(register.priya), register, "oka", **{"HX-Request": "true"})

    assert "Grace Ada Okafor" in page
    assert "<html" not in page


def test_each_search_is_a_read_in_the_log_without_the_words(register: Cast, signed_in: SignIn) -> None:
    ask(signed_in(register.priya), register, "lyle")

    with arranging():
        entry = Entry.objects.get(action="register:elector:find")
    assert (entry.count, entry.person_id, entry.constituency_id) == (
        2,
        register.priya.id,
        register.northmoor.id,
    )
    assert "lyle" not in str(vars(entry)).lower()


def test_the_empty_box_says_how_to_begin_and_reads_nobody(register: Cast, signed_in: SignIn) -> None:
    page = ask(signed_in(register.priya), register, "  ")

    assert "12 mill la" in page
    with arranging():
        assert not Entry.objects.filter(action="register:elector:find").exists()


def test_nobody_found_says_what_to_try(register: Cast, signed_in: SignIn) -> None:
    assert "Try fewer letters" in ask(signed_in(register.priya), register, "zzyzx")


def test_an_objector_is_flagged(register: Cast, signed_in: SignIn) -> None:
    with arranging():
        Elector.objects.filter(forenames="Peter").update(objects_at_door=True)

    page = ask(signed_in(register.priya), register, "lyle peter")

    assert "Do not knock" in page


def test_a_data_entry_helper_finds_and_is_given_no_link_to_what_is_shut(
    register: Cast, signed_in: SignIn
) -> None:
    page = ask(signed_in(register.nia), register, "okafor")

    assert "Grace Ada Okafor" in page
    with arranging():
        elector = Elector.objects.get(surname="Okafor")
    assert reverse("register:elector", args=["northmoor", elector.id]) not in page


@pytest.mark.parametrize(
    ("who", "status"), [("priya", 200), ("nia", 200), ("tom", 403), ("dai", 403), ("sam", 404)]
)
def test_finding_is_for_who_may_find(register: Cast, signed_in: SignIn, who: str, status: int) -> None:
    url = reverse("register:find", args=[register.northmoor.slug])

    assert signed_in(getattr(register, who)).get(url, {"q": "okafor"}).status_code == status


def test_the_box_stands_on_the_seats_page(register: Cast, signed_in: SignIn) -> None:
    page = signed_in(register.priya).get(reverse("canvassing:seat", args=["northmoor"])).content.decode()

    assert f'action="{reverse("register:find", args=["northmoor"])}"' in page


def test_a_seat_without_a_register_says_what_to_do_first(cast: Cast, signed_in: SignIn) -> None:
    assert reverse("register:send", args=["northmoor"]) in ask(signed_in(cast.priya), cast, "")


def test_an_anonymous_elector_is_found_by_number_and_has_no_name(register: Cast, signed_in: SignIn) -> None:
    page = ask(signed_in(register.priya), register, "AA1-6")

    assert all(words in page for words in ("Anonymous elector", "AA1-6", "None on the register"))


def test_a_screen_reader_is_told_how_many_as_somebody_types(register: Cast, signed_in: SignIn) -> None:
    page = ask(signed_in(register.priya), register, "lyle", **{"HX-Request": "true"})

    assert 'role="status" hx-swap-oob="true">2 people' in page


@pytest.mark.parametrize("text", ["o", "ok", "x y", "é"])
def test_one_letter_or_two_look_for_nobody_and_the_page_says_so(
    register: Cast, signed_in: SignIn, text: str
) -> None:
    page = ask(signed_in(register.priya), register, text)

    assert "Type three letters at least" in page
    assert "beginning of a postcode may be shorter" in page
    with arranging():
        assert not Entry.objects.filter(action="register:elector:find").exists()


@pytest.mark.parametrize("text", ["1", "e1", "AA1 1", "oka"])
def test_a_whole_number_or_a_part_of_a_postcode_may_be_shorter(
    register: Cast, signed_in: SignIn, text: str
) -> None:
    assert "Type three letters" not in ask(signed_in(register.priya), register, text)
