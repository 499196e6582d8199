"""Numbers mean something within one officer's edition: where two are meant, the answer asks which."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from hustings.audit.words import Action, Purpose
from hustings.geography.models import Place, PollingDistrict
from hustings.register.finding.numbers import electors_by_number
from hustings.register.finding.searching import find_electors
from hustings.register.models import Elector, RegisterEdition, RegisterEntry
from hustings.register.tests.council import DECEMBER, NORTHERN, full_file, take_in
from tests.cast import Cast, acting, arranging

SignIn = Callable[..., Client]


@pytest.fixture
def two_officers(council: Cast) -> Place:
    """Moorland District's register, and one line of a neighbour's district that bears the same letters."""
    take_in(council, full_file(*NORTHERN))
    with arranging():
        other = Place.objects.create(
            kind="council", code="E07999002", name="Fenside Borough", nation="england"
        )
        district = PollingDistrict.objects.create(
            officer=other, letters="AA1", constituency=council.northmoor, starts_on=date(2020, 1, 1)
        )
        elector = Elector.objects.create(
            constituency=council.northmoor,
            seat_no=900,
            district=district,
            surname="Reed",
            surname_key="reed",
            forenames="Fay",
            given_key="fay",
            first_on=DECEMBER,
        )
        run = RegisterEntry.objects.all()[0].opened_by
        RegisterEntry.objects.create(
            constituency=council.northmoor,
            elector=elector,
            edition=RegisterEdition.objects.create(officer=other, name="2027", published_on=DECEMBER),
            district=district,
            letters="AA1",
            number=1,
            surname="Reed",
            opened_by=run,
        )
    return other


def test_a_number_of_one_register_is_one_persons(council: Cast) -> None:
    take_in(council, full_file(*NORTHERN))

    with acting(council.priya, Action.REGISTER_ELECTOR_FIND, Purpose.ORGANISE):
        (hit,) = electors_by_number(council.northmoor.id, "aa1", 1)

    with arranging():
        assert Elector.objects.get(id=hit.elector_id).surname == "Okafor"


def test_letters_that_two_officers_share_are_asked_about(council: Cast, two_officers: Place) -> None:
    with acting(council.priya, Action.REGISTER_ELECTOR_FIND, Purpose.ORGANISE):
        hits = electors_by_number(council.northmoor.id, "AA1", 1)
        (hit,) = electors_by_number(council.northmoor.id, "AA1", 1, officer=two_officers.id)

    assert [each.officer.name for each in hits] == ["Fenside Borough", "Moorland District"]
    assert hit.officer == two_officers


def test_a_number_that_nobody_bears_finds_nobody(council: Cast) -> None:
    take_in(council, full_file(*NORTHERN))

    with acting(council.priya, Action.REGISTER_ELECTOR_FIND, Purpose.ORGANISE):
        assert electors_by_number(council.northmoor.id, "AA1", 77, 2) == []


def test_the_search_shows_both_and_asks_which(council: Cast, two_officers: Place, signed_in: SignIn) -> None:
    url = reverse("register:find", args=["northmoor"])

    page = signed_in(council.priya).get(url, {"q": "AA1-1"}).content.decode()

    shown = ("Fay Reed", "Grace Ada Okafor", "Fenside Borough", "more than one register")
    assert all(words in page for words in shown)


def test_letters_with_hyphens_and_strokes_are_read_from_the_right(council: Cast) -> None:
    take_in(council, full_file(*(row.replace("AA1,1,0", "KD-2/2,289,1") for row in NORTHERN)))

    with acting(council.priya, Action.REGISTER_ELECTOR_FIND, Purpose.ORGANISE):
        found = find_electors(council.northmoor.id, "KD-2/2-289/1")
        alone = find_electors(council.northmoor.id, "289")

    assert [str(one.elector) for one in found.electors] == ["Grace Ada Okafor"]
    assert alone.ids == found.ids


def test_while_a_new_edition_comes_in_each_number_says_whose_edition_it_is(council: Cast) -> None:
    take_in(council, full_file(*NORTHERN))
    take_in(
        council, full_file(NORTHERN[0].replace("AA1,1", "AB1,1")), name="2028", published_on=date(2027, 12, 1)
    )
    with acting(council.priya, Action.REGISTER_ELECTOR_FIND, Purpose.ORGANISE):
        editions = {hit.edition.name for hit in electors_by_number(council.northmoor.id, "AA1", 2)}

    assert editions == {"2027"}
