from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hustings.audit.models import Entry
from hustings.audit.words import Action
from hustings.canvassing.models import SeatSummary
from hustings.elections.models import Election, PartyVotes, Result, SeatTier
from tests.cast import Cast, arranging

SignIn = Callable[..., Client]


@pytest.fixture
def url(cast: Cast) -> str:
    """The page, with Northmoor counted two days ago and Southmoor not yet."""
    with arranging():
        SeatTier.objects.create(constituency=cast.northmoor, tier="battleground", since=date(2026, 1, 1))
        SeatSummary.objects.create(
            constituency=cast.northmoor,
            counted_at=timezone.now() - timedelta(days=2),
            electors=8000,
            doors=4000,
            contacted=1000,
            known=900,
            promises=450,
            age_in_days=31,
        )
        election = Election.objects.create(kind="westminster", name="General", polling_day=date(2024, 7, 4))
        result = Result.objects.create(election=election, constituency=cast.northmoor)
        PartyVotes.objects.create(result=result, party="Purple", votes=1799)
        PartyVotes.objects.create(result=result, party="Others", votes=2500, is_sum=True)
    return reverse("headquarters:seats_compared")


def text_of(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def test_seats_stand_side_by_side_with_their_figures(cast: Cast, url: str, signed_in: SignIn) -> None:
    page = text_of(signed_in(cast.moira), url)

    figures = ("battleground", "8,000", "12.5%", "450", "1,800", "25.0%", "33")
    assert [figure for figure in figures if f">{figure}<" not in page] == []
    assert "not yet" in page


def test_a_tier_can_be_chosen(cast: Cast, url: str, signed_in: SignIn) -> None:
    client = signed_in(cast.moira)

    assert "Southmoor" not in text_of(client, url + "?tier=battleground")
    assert "Northmoor" not in text_of(client, url + "?tier=none")
    assert "No seat here" in text_of(client, url + "?tier=defend")


def test_a_seats_name_leads_to_its_page_for_those_who_may_open_it(
    cast: Cast, url: str, signed_in: SignIn
) -> None:
    seat = reverse("canvassing:seat", args=["northmoor"])

    assert f'href="{seat}"' in text_of(signed_in(cast.moira), url)


def test_the_data_protection_officer_compares_and_opens_no_seat(
    cast: Cast, url: str, signed_in: SignIn
) -> None:
    page = text_of(signed_in(cast.dai), url)

    assert "Northmoor" in page
    assert reverse("canvassing:seat", args=["northmoor"]) not in page


def test_comparing_shows_nobody_and_leaves_no_entry(cast: Cast, url: str, signed_in: SignIn) -> None:
    text_of(signed_in(cast.moira), url)

    with arranging():
        assert not Entry.objects.filter(action=Action.HEADQUARTERS_SEATS_COMPARE).exists()


class TestWhoIsRefused:
    @pytest.mark.parametrize("name", ["priya", "sam", "tom", "nia"])
    def test_whoever_works_in_one_seat_may_not(
        self, cast: Cast, url: str, signed_in: SignIn, name: str
    ) -> None:
        assert signed_in(getattr(cast, name)).get(url).status_code == 403

    def test_whoever_is_signed_out_is_sent_to_sign_in(self, url: str, client: Client) -> None:
        assert client.get(url).status_code == 302

    def test_nothing_can_be_posted(self, cast: Cast, url: str, signed_in: SignIn) -> None:
        assert signed_in(cast.moira).post(url).status_code == 405
