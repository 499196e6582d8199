"""The pages of keying in: which district, numbers typed and ticked, the second person, settling."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from hustings.elections.models import Election
from hustings.geography.models import Place, Postcode
from hustings.register.models import KeyedMark, MarkedBatch, RegisterEdition, Turnout
from hustings.register.tests.beside import numbers_of_the_seat, rows_beside
from hustings.register.tests.council import NORTHERN, full_file, take_in
from hustings.register.tests.lists import poll
from tests.cast import Cast, arranging

SignIn = Callable[..., Client]


@pytest.fixture
def edition(council: Cast) -> RegisterEdition:
    return take_in(council, full_file(*NORTHERN)).edition


@pytest.fixture
def election() -> Election:
    return poll("UK Parliament, July", "2024-07-04")


def url(name: str, cast: Cast, *more: object) -> str:
    return reverse(f"register:{name}", args=[cast.northmoor.slug, *more])


def begin(client: Client, cast: Cast, election: Election, **changed: str) -> MarkedBatch:
    client.post(url("marking", cast, election.id), {"letters": "aa1", "method": "station", **changed})
    with arranging():
        return MarkedBatch.objects.get()


def test_the_letters_alone_find_the_edition(
    council: Cast, edition: RegisterEdition, election: Election, signed_in: SignIn
) -> None:
    batch = begin(signed_in(council.nia), council, election)

    assert (batch.edition_id, batch.letters, batch.first_by) == (edition.id, "AA1", council.nia.id)


def test_letters_that_nobody_has_are_said(
    council: Cast, edition: RegisterEdition, election: Election, signed_in: SignIn
) -> None:
    address = url("marking", council, election.id)
    response = signed_in(council.nia).post(address, {"letters": "ZZ", "method": "station"})

    assert response.status_code == 422
    assert "has a polling district ZZ" in response.content.decode()


def test_two_councils_with_the_same_letters_are_asked_about(
    council: Cast, edition: RegisterEdition, election: Election, signed_in: SignIn
) -> None:
    lay_second_officer(council)
    address = url("marking", council, election.id)
    page = signed_in(council.nia).post(address, {"letters": "AA1", "method": "station"}).content.decode()

    assert "AA1 is a polling district of Fenland District and of Moorland District" in page


def test_typed_numbers_are_saved_and_the_wrong_ones_stay_in_the_field(
    council: Cast, edition: RegisterEdition, election: Election, signed_in: SignIn
) -> None:
    client = signed_in(council.nia)
    batch = begin(client, council, election)
    page = client.post(url("batch_type", council, batch.id), {"numbers": "1-3 77 zz"}).content.decode()

    assert "3 numbers saved" in page
    assert "Nobody in this district has 77" in page
    assert 'value="77 zz"' in page


def test_the_grid_shows_numbers_and_no_names(
    council: Cast, edition: RegisterEdition, election: Election, signed_in: SignIn
) -> None:
    client = signed_in(council.nia)
    batch = begin(client, council, election)
    page = client.get(url("batch", council, batch.id)).content.decode()

    assert 'value="6"' in page
    assert "Okafor" not in page


def test_whose_numbers_the_page_shows_stands_beside_its_entry(
    council: Cast, edition: RegisterEdition, election: Election, signed_in: SignIn
) -> None:
    client = signed_in(council.nia)
    batch = begin(client, council, election)
    client.get(url("batch", council, batch.id))

    assert rows_beside("marked register", "shown") == numbers_of_the_seat(council.northmoor.id)


def test_a_tick_is_saved_at_once(
    council: Cast, edition: RegisterEdition, election: Election, signed_in: SignIn
) -> None:
    client = signed_in(council.nia)
    batch = begin(client, council, election)
    ticked = {"shown": "1 2 3", "marked": ["2"]}
    answer = client.post(url("batch_tick", council, batch.id), ticked, headers={"HX-Request": "true"})

    assert "Saved" in answer.content.decode()
    with arranging():
        assert [mark.number for mark in KeyedMark.objects.all()] == [2]


def test_the_second_person_does_not_see_what_the_first_keyed(
    council: Cast, edition: RegisterEdition, election: Election, signed_in: SignIn
) -> None:
    client = signed_in(council.nia)
    batch = begin(client, council, election, twice="on")
    client.post(url("batch_type", council, batch.id), {"numbers": "1 2"})
    client.post(url("batch_finish", council, batch.id))
    page = signed_in(council.priya).get(url("batch", council, batch.id)).content.decode()

    assert "You key this in as the second person" in page
    assert "checked" not in page


def test_what_the_two_keyed_differently_is_settled_on_the_page(
    council: Cast, edition: RegisterEdition, election: Election, signed_in: SignIn
) -> None:
    client = signed_in(council.nia)
    batch = begin(client, council, election, twice="on")
    client.post(url("batch_type", council, batch.id), {"numbers": "1 2"})
    client.post(url("batch_finish", council, batch.id))
    client = signed_in(council.priya)
    client.post(url("batch_type", council, batch.id), {"numbers": "1"})
    page = client.post(url("batch_finish", council, batch.id), follow=True).content.decode()
    assert "1 number was keyed differently" in page

    client.post(url("batch_settle", council, batch.id), {"n-2": "none"})
    with arranging():
        assert Turnout.objects.filter(voted=True).count() == 1


def test_the_figures_are_counts_of_districts_and_name_nobody(
    council: Cast, edition: RegisterEdition, election: Election, signed_in: SignIn
) -> None:
    client = signed_in(council.nia)
    batch = begin(client, council, election)
    client.post(url("batch_type", council, batch.id), {"numbers": "1 2"})
    client.post(url("batch_finish", council, batch.id))
    page = client.get(url("turnout_election", council, election.id)).content.decode()

    assert "by one person, once" in page
    assert "Okafor" not in page


def test_nobody_next_door_finds_the_batch(
    council: Cast, edition: RegisterEdition, election: Election, signed_in: SignIn
) -> None:
    batch = begin(signed_in(council.nia), council, election)
    theirs = reverse("register:batch", args=[council.southmoor.slug, batch.id])

    assert signed_in(council.sam).get(theirs).status_code == 404


def lay_second_officer(council: Cast) -> None:
    """Give Northmoor a second council that also calls a district AA1."""
    with arranging():
        fenland = Place.objects.create(
            kind=Place.Kind.COUNCIL, code="E07999002", name="Fenland District", nation=Place.Nation.ENGLAND
        )
        Postcode.objects.create(
            compact="EX31AA",
            constituency=council.northmoor,
            council=fenland,
            latitude=50.8,
            longitude=-3.4,
            nation="england",
        )
    row = "AA1,1,0,,,Fenn,Odo,EX3 1AA,1 Dyke Road,Fenton,Moorshire,EX3 1AA,,"
    moorland, council.council = council.council, fenland
    take_in(council, full_file(row), name="Fenland 2027")
    council.council = moorland
