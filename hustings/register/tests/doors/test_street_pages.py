"""The streets of a seat, and one street's doors with who lives behind them."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from hustings.audit.models import Entry
from hustings.lib.uuid7 import uuid7
from hustings.register.models import Street
from hustings.register.tests.council import FLAT, LYLE, LYLE_SON, NORTHERN, OKAFOR, full_file, take_in
from tests.cast import Cast, arranging

SignIn = Callable[..., Client]


@pytest.fixture
def register(council: Cast) -> Cast:
    take_in(council, full_file(*NORTHERN))
    return council


def street_url(cast: Cast) -> str:
    with arranging():
        return reverse("register:street", args=[cast.northmoor.slug, Street.objects.get().id])


def streets_url(cast: Cast) -> str:
    return reverse("register:streets", args=[cast.northmoor.slug])


def test_streets_are_listed_with_their_doors_and_electors(register: Cast, signed_in: SignIn) -> None:
    page = signed_in(register.priya).get(streets_url(register)).content.decode()

    assert all(word in page for word in ("Mill Lane", "AA1"))
    assert street_url(register) in page


def test_a_seat_without_streets_says_what_to_do_first(cast: Cast, signed_in: SignIn) -> None:
    page = signed_in(cast.priya).get(streets_url(cast)).content.decode()

    assert reverse("register:send", args=[cast.northmoor.slug]) in page


def test_a_street_shows_every_resident_of_every_door_in_walking_order(
    register: Cast, signed_in: SignIn
) -> None:
    page = signed_in(register.priya).get(street_url(register)).content.decode()

    shown = [page.index(name) for name in ("Grace Ada Okafor", "Ana Quince", "Owen Lyle")]
    assert shown == sorted(shown)
    assert all(word in page for word in ("Peter Lyle", "AA1-2"))


def test_opening_a_street_is_one_entry_in_the_log(register: Cast, signed_in: SignIn) -> None:
    signed_in(register.priya).get(street_url(register))

    with arranging():
        entry = Entry.objects.get(action="register:elector:list")
        assert (entry.count, entry.person_id, entry.constituency_id) == (
            4,
            register.priya.id,
            register.northmoor.id,
        )


def test_a_street_costs_the_same_queries_whoever_lives_there(
    council: Cast, signed_in: SignIn, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    rows = [OKAFOR.replace("AA1,1,", f"AA1,{n},").replace("1 Mill", f"{n} Mill") for n in range(1, 60)]
    take_in(
        council,
        full_file(
            *rows,
            LYLE.replace("AA1,2", "AA1,90"),
            LYLE_SON.replace("AA1,3", "AA1,91"),
            FLAT.replace("AA1,4", "AA1,92"),
        ),
    )
    client, url = signed_in(council.priya), street_url(council)

    with django_assert_max_num_queries(30):  # type: ignore[attr-defined]
        assert client.get(url).status_code == 200


@pytest.mark.parametrize(
    ("who", "status"), [("priya", 200), ("moira", 200), ("nia", 403), ("tom", 403), ("sam", 404)]
)
def test_the_list_of_streets_is_for_who_may_read_it(
    register: Cast, signed_in: SignIn, who: str, status: int
) -> None:
    assert signed_in(getattr(register, who)).get(streets_url(register)).status_code == status


@pytest.mark.parametrize(
    ("who", "status"), [("priya", 200), ("dai", 200), ("moira", 403), ("tom", 403), ("sam", 404)]
)
def test_a_streets_electors_are_for_who_may_list_them(
    register: Cast, signed_in: SignIn, who: str, status: int
) -> None:
    assert signed_in(getattr(register, who)).get(street_url(register)).status_code == status


def test_a_street_of_the_seat_next_door_is_404_like_one_that_is_not_there(
    register: Cast, signed_in: SignIn
) -> None:
    client = signed_in(register.sam)

    theirs = client.get(street_url(register).replace("northmoor", "southmoor"))
    none = client.get(reverse("register:street", args=["southmoor", uuid7()]))

    assert theirs.status_code == none.status_code == 404


def test_streets_are_read_and_never_posted(register: Cast, signed_in: SignIn, client: Client) -> None:
    assert client.get(street_url(register)).status_code == 302
    assert signed_in(register.priya).post(street_url(register)).status_code == 405
    assert client.get(f"{streets_url(register)}nonsense/").status_code == 404


def test_listing_a_street_wants_a_second_factor(register: Cast, signed_in: SignIn) -> None:
    assert signed_in(register.priya, strong=False).get(street_url(register)).status_code != 200
