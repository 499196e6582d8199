"""Elections on the list, who of the seat may vote in them, and the same on a street's and an elector's page."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from hustings.audit.models import Entry
from hustings.elections.models import Election
from hustings.lib.uuid7 import uuid7
from hustings.register.models import Elector, Street
from hustings.register.tests.council import NORTHERN, full_file, take_in
from tests.cast import Cast, arranging

SignIn = Callable[..., Client]
NEW = {"kind": "local", "name": "Moorland District Council", "polling_day": "2027-05-06"}


@pytest.fixture
def register(council: Cast) -> Cast:
    young = "AA1,9,0,,07/05/2009,Lyle,Ivy,EX1 1AA,2 Mill Lane,Moorton,Moorshire,EX1 1AA,,"
    take_in(council, full_file(*NORTHERN, young, NORTHERN[0].replace("AA1,1,0,,", "AA1,10,0,GU,")))
    return council


@pytest.fixture
def election(cast: Cast) -> Election:
    with arranging():
        return Election.objects.create(kind="westminster", name="The next one", polling_day=date(2027, 5, 6))


def url(name: str, *more: object) -> str:
    return reverse(f"register:{name}", args=["northmoor", *more])


def test_an_election_is_added_and_its_franchise_shown(register: Cast, signed_in: SignIn) -> None:
    page = signed_in(register.priya).post(url("add_election"), NEW, follow=True).content.decode()

    assert all(words in page for words in ("Moorland District Council", "6 May 2027", "overseas elector"))
    with arranging():
        assert Entry.objects.filter(action="elections:election:add").count() == 1


def test_an_election_without_a_day_is_answered_and_none_is_added(register: Cast, signed_in: SignIn) -> None:
    answer = signed_in(register.priya).post(url("add_election"), NEW | {"polling_day": "soon"})

    assert answer.status_code == 422
    with arranging():
        assert not Election.objects.exists()


def test_a_seat_without_elections_says_what_they_are_for(cast: Cast, signed_in: SignIn) -> None:
    assert "Add the next one" in signed_in(cast.priya).get(url("elections")).content.decode()


def test_the_franchise_counts_who_may_vote_and_says_which_letters_decide(
    register: Cast, election: Election, signed_in: SignIn
) -> None:
    page = signed_in(register.priya).get(url("franchise", election.id)).content.decode()

    assert all(words in page for words in ("Whoever is 18", "unknown marker", "Too young", "12 working days"))
    with arranging():
        assert not Entry.objects.filter(place=f"franchise {election.id}").exists()


def test_an_election_that_is_not_there_is_404(register: Cast, signed_in: SignIn) -> None:
    assert signed_in(register.priya).get(url("franchise", uuid7())).status_code == 404


@pytest.mark.parametrize(("who", "status"), [("priya", 200), ("moira", 200), ("tom", 403), ("sam", 404)])
def test_elections_are_for_who_may_read_the_streets(
    register: Cast, signed_in: SignIn, who: str, status: int
) -> None:
    assert signed_in(getattr(register, who)).get(url("elections")).status_code == status


def test_a_street_can_be_narrowed_to_who_may_vote(
    register: Cast, election: Election, signed_in: SignIn
) -> None:
    with arranging():
        street = Street.objects.get()
    client = signed_in(register.priya)

    everybody = client.get(url("street", street.id)).content.decode()
    voters = client.get(url("street", street.id), {"election": str(election.id)}).content.decode()

    assert ("Ivy Lyle" in everybody, "Ivy Lyle" in voters) == (True, False)
    assert "Owen Lyle" in voters


def test_the_streets_count_only_who_may_vote_in_the_chosen_election(
    register: Cast, election: Election, signed_in: SignIn
) -> None:
    client = signed_in(register.priya)

    everybody = client.get(url("streets")).content.decode()
    voters = client.get(url("streets"), {"election": str(election.id)}).content.decode()

    assert ('class="number">6<' in everybody, 'class="number">4<' in voters) == (True, True)


def test_an_election_that_nobody_added_narrows_nothing(register: Cast, signed_in: SignIn) -> None:
    answer = signed_in(register.priya).get(url("streets"), {"election": "' OR 1=1"})

    assert 'class="number">6<' in answer.content.decode()


@pytest.mark.parametrize(
    ("who", "words"),
    [
        ("Ivy", ("Under 18", "Too young: 18 on 7 May 2027")),
        ("Abel", ("F: overseas elector", "On the register and of age")),
        ("Grace Ada", ("G: citizen of the European Union, not reviewed", "U: unknown marker")),
    ],
)
def test_an_electors_page_says_which_elections_they_may_vote_in_and_why(
    register: Cast, election: Election, signed_in: SignIn, who: str, words: tuple[str, ...]
) -> None:
    with arranging():
        elector = Elector.objects.filter(forenames=who).order_by("-markers")[0]

    page = signed_in(register.priya).get(url("elector", elector.id)).content.decode()

    assert all(each in page for each in ("The next one, 6 May 2027", *words))


def test_without_an_election_each_kind_is_judged_as_of_today(register: Cast, signed_in: SignIn) -> None:
    with arranging():
        overseas = Elector.objects.get(surname="Farr")

    page = signed_in(register.priya).get(url("elector", overseas.id)).content.decode()

    assert "as if the poll were today" in page
    assert "No vote in this kind of election: overseas elector" in page
