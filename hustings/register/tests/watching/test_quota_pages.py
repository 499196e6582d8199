"""What somebody sees whose quota is used up, and what stays open to them all the same."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from hustings.audit.models import Entry
from hustings.register.models import Elector, Objection, Street
from tests.cast import Cast, arranging

SignIn = Callable[..., Client]
Allowing = Callable[[str, int], None]
DAY, FOUND, OPENS = "people a day", "people found a day", "records an hour"


def street_url(cast: Cast) -> str:
    with arranging():
        return reverse("register:street", args=[cast.northmoor.slug, Street.objects.get().id])


def elector_url(cast: Cast, name: str = "register:elector") -> str:
    with arranging():
        elector = Elector.objects.order_by("seat_no").first()
    assert elector
    return reverse(name, args=[cast.northmoor.slug, elector.id])


@pytest.fixture
def used_up(register: Cast, signed_in: SignIn, allowing: Allowing) -> Client:
    """Priya's browser, after the one page of a street that her quota had room for."""
    allowing(DAY, 3)
    client = signed_in(register.priya)
    assert client.get(street_url(register)).status_code == 200
    return client


def test_a_scraping_bot_gets_the_quota_and_one_page(
    register: Cast, signed_in: SignIn, allowing: Allowing
) -> None:
    allowing(DAY, 10)
    client, url = signed_in(register.priya), street_url(register)

    pages = [client.get(url) for _page in range(9)]

    shown = [page for page in pages if page.status_code == 200]
    people = 4 * len(shown)
    assert 10 <= people < 10 + 4
    assert {page.status_code for page in pages} == {200, 429}


def test_a_bot_that_searches_gets_the_quota_and_one_page(
    register: Cast, signed_in: SignIn, allowing: Allowing
) -> None:
    allowing(FOUND, 5)
    client, url = signed_in(register.nia), reverse("register:find", args=[register.northmoor.slug])

    pages = [client.get(url, {"q": "lyle"}, headers={"HX-Request": "true"}) for _page in range(9)]

    assert [page.status_code for page in pages].count(200) == 3


def test_the_page_says_what_was_reached_when_it_fills_and_who_can_help(
    used_up: Client, register: Cast
) -> None:
    answer = used_up.get(street_url(register))

    text = answer.content.decode()
    assert "allows 3 people listed in a day" in text
    assert "There is room for the next page from" in text
    assert "Moira Kettle" in text
    assert int(answer.headers["Retry-After"]) > 60 * 60
    assert "Okafor" not in text


def test_a_refused_page_is_in_the_log_as_refused_and_takes_nothing(used_up: Client, register: Cast) -> None:
    used_up.get(street_url(register))

    with arranging():
        entries = Entry.objects.filter(action="register:elector:list").order_by("id")
        outcomes = list(entries.values_list("outcome", "rule"))
    assert outcomes == [("done", ""), ("refused", "429")]


def test_as_somebody_types_the_whole_page_says_it(
    register: Cast, signed_in: SignIn, allowing: Allowing
) -> None:
    allowing(FOUND, 1)
    client, url = signed_in(register.nia), reverse("register:find", args=[register.northmoor.slug])
    client.get(url, {"q": "lyle"}, headers={"HX-Request": "true"})

    answer = client.get(url, {"q": "lyl"}, headers={"HX-Request": "true"})

    assert answer.headers["HX-Redirect"] == f"{url}?q=lyl"


def test_an_objection_is_recorded_whatever_was_read(used_up: Client, register: Cast) -> None:
    used_up.post(elector_url(register, "register:object"), {"channel": "all", "source": "said so"})

    with arranging():
        assert Objection.objects.count() == 1


def test_figures_name_nobody_and_stay_open(used_up: Client, register: Cast) -> None:
    assert used_up.get(reverse("register:streets", args=[register.northmoor.slug])).status_code == 200
    assert used_up.get(reverse("canvassing:seat", args=[register.northmoor.slug])).status_code == 200


def test_printing_and_keying_in_stay_open(used_up: Client, register: Cast) -> None:
    for name in ("paper:printing", "paper:packs", "paper:keying_in"):
        assert used_up.get(reverse(name, args=[register.northmoor.slug])).status_code == 200


def test_ones_own_page_shows_how_full_each_quota_is(used_up: Client, register: Cast) -> None:
    text = used_up.get(reverse("access:own_reading")).content.decode()

    assert "People listed in a day" in text
    assert "Organiser, organising" in text


def test_a_neighbour_reads_on(used_up: Client, register: Cast) -> None:
    assert used_up.get(street_url(register)).status_code == 429
    assert used_up.get(elector_url(register)).status_code == 429


def test_records_are_bounded_by_the_hour(register: Cast, signed_in: SignIn, allowing: Allowing) -> None:
    allowing(OPENS, 2)
    client, url = signed_in(register.priya), elector_url(register)

    assert [client.get(url).status_code for _record in range(3)] == [200, 200, 429]
