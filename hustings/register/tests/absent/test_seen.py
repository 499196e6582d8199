"""Where it is seen how somebody votes and whether they voted: their own page and their street, and nowhere else."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from hustings.register.absent.looking_over import Said
from hustings.register.models import Elector, RegisterEdition, Street, Turnout
from hustings.register.tests.council import NORTHERN, full_file, take_in
from hustings.register.tests.lists import DETAILED, LYLE_POSTAL, take_in_list, take_in_marks
from tests.cast import Cast, arranging

SignIn = Callable[..., Client]


@pytest.fixture
def edition(council: Cast) -> RegisterEdition:
    return take_in(council, full_file(*NORTHERN)).edition


def page_of(client: Client, cast: Cast, forenames: str) -> str:
    with arranging():
        found = Elector.objects.get(forenames=forenames)
    return client.get(reverse("register:elector", args=[cast.northmoor.slug, found.id])).content.decode()


def street_page(client: Client, cast: Cast) -> str:
    with arranging():
        street = Street.objects.get(name="Mill Lane")
    return client.get(reverse("register:street", args=[cast.northmoor.slug, street.id])).content.decode()


def test_an_electors_page_says_how_they_vote(
    council: Cast, edition: RegisterEdition, signed_in: SignIn
) -> None:
    take_in_list(council, edition, LYLE_POSTAL)

    assert "Votes by post" in page_of(signed_in(council.priya), council, "Peter")


def test_a_marker_alone_says_that_no_list_says_how(
    council: Cast, edition: RegisterEdition, signed_in: SignIn
) -> None:
    assert "no list says how" in page_of(signed_in(council.priya), council, "Peter")


def test_kept_details_are_shown_with_the_day_they_end(
    council: Cast, edition: RegisterEdition, signed_in: SignIn
) -> None:
    row = f"{LYLE_POSTAL},9 Far Lane,EX9 9ZZ,Ivy Proxy"
    take_in_list(council, edition, row, headings=DETAILED, said=Said(details_until=date(2027, 6, 5)))
    page = page_of(signed_in(council.priya), council, "Peter")

    assert "9 Far Lane" in page
    assert "Forgotten on 5 June 2027" in page


def test_a_streets_list_marks_its_absent_voters(
    council: Cast, edition: RegisterEdition, signed_in: SignIn
) -> None:
    take_in_list(council, edition, "AA1,3,0,Lyle Owen,Proxy")
    page = street_page(signed_in(council.priya), council)

    assert "Votes by proxy" in page
    assert "Absent voter" in page


def test_an_electors_page_says_that_they_voted_by_which_list(
    council: Cast, edition: RegisterEdition, signed_in: SignIn
) -> None:
    take_in_marks(council, edition, "AA1,1,0,V", "AA1,3,0,")
    take_in_marks(council, edition, "AA1,3,0,R", method=Turnout.Method.POSTAL)
    client = signed_in(council.priya)

    assert "at the polling station" in page_of(client, council, "Grace Ada")
    assert "by post" in page_of(client, council, "Owen")


def test_who_is_on_no_list_is_said_nothing_about(
    council: Cast, edition: RegisterEdition, signed_in: SignIn
) -> None:
    take_in_marks(council, edition, "AA1,1,0,V")

    assert "Voted or not" not in page_of(signed_in(council.priya), council, "Ana")
