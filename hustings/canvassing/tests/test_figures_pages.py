from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hustings.audit.models import Entry
from hustings.audit.words import Action, Purpose
from hustings.canvassing.recording import record_conversations
from hustings.canvassing.rules import Meaning
from hustings.canvassing.tests.ground import Ground, heard
from hustings.elections.models import Election, PartyVotes, Result
from hustings.lib.uuid7 import uuid7
from hustings.register.models import Elector
from tests.cast import Cast, acting, arranging

SignIn = Callable[..., Client]


@pytest.fixture
def canvassed(cast: Cast, north: Ground) -> Ground:
    """Northmoor after a Saturday: six electors spoken to, two of them promises; 100 votes won it last time."""
    now = timezone.now()
    rows = [
        heard(elector, said=said, happened_at=now - timedelta(days=3))
        for elector, said in zip(
            north.electors, [Meaning.DEFINITE] * 2 + [Meaning.UNDECIDED] * 4, strict=False
        )
    ]
    with acting(cast.priya, Action.CANVASSING_CONVERSATION_RECORD, Purpose.CANVASS) as by:
        record_conversations(constituency=north.seat.id, rows=rows, by=by, at=now)
    with arranging():
        election = Election.objects.create(kind="westminster", name="General", polling_day=date(2024, 7, 4))
        result = Result.objects.create(election=election, constituency=north.seat)
        PartyVotes.objects.create(result=result, party="Purple", votes=100)
    return north


def pages_of(ground: Ground) -> list[str]:
    slug = ground.seat.slug
    return [
        reverse("canvassing:seat", args=[slug]),
        reverse("canvassing:ward", args=[slug, ground.wards[0].code]),
        reverse("canvassing:district", args=[slug, ground.districts[0].id]),
        reverse("canvassing:street", args=[slug, ground.streets[0].id]),
    ]


def text_of(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, url
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize("place", [0, 1, 2, 3])
def test_every_area_has_its_figures(canvassed: Ground, cast: Cast, signed_in: SignIn, place: int) -> None:
    page = text_of(signed_in(cast.priya), pages_of(canvassed)[place])

    assert "Contact rate" in page
    assert "What counts as a contact" in page
    assert "Doors left" in page
    assert 'class="chart"' in page


def test_the_seats_page_shows_promises_against_votes_needed(
    canvassed: Ground, cast: Cast, signed_in: SignIn
) -> None:
    page = text_of(signed_in(cast.priya), pages_of(canvassed)[0])

    assert '<dt>Promises</dt> <dd class="figure-value">2</dd>' in page
    assert '<dt>Votes needed</dt> <dd class="figure-value">101</dd>' in page
    assert '<dt>Contacted</dt> <dd class="figure-value">6</dd>' in page
    assert "25.0%" in page


def test_the_seats_table_leads_to_wards_districts_and_streets(
    canvassed: Ground, cast: Cast, signed_in: SignIn
) -> None:
    client, urls = signed_in(cast.priya), pages_of(canvassed)

    for above, below in pairwise(urls):
        assert f'href="{below}"' in text_of(client, above)


def test_a_period_can_be_chosen(canvassed: Ground, cast: Cast, signed_in: SignIn) -> None:
    with acting(cast.priya, Action.CANVASSING_CONVERSATION_RECORD, Purpose.CANVASS) as by:
        old = heard(canvassed.electors[10], happened_at=timezone.now() - timedelta(days=200))
        record_conversations(constituency=canvassed.seat.id, rows=[old], by=by, at=timezone.now())
    client, url = signed_in(cast.priya), pages_of(canvassed)[0]

    assert '<dd class="figure-value">7</dd>' in text_of(client, url + "?days=365")
    assert '<dd class="figure-value">7</dd>' not in text_of(client, url + "?days=nonsense")


def test_figures_hold_nobody_and_leave_no_entry(canvassed: Ground, cast: Cast, signed_in: SignIn) -> None:
    text_of(signed_in(cast.priya), pages_of(canvassed)[1])

    with arranging():
        assert not Entry.objects.filter(action=Action.CANVASSING_AREA_COUNT).exists()


def test_a_seat_without_a_register_says_what_to_do_first(cast: Cast, signed_in: SignIn) -> None:
    page = text_of(signed_in(cast.priya), reverse("canvassing:seat", args=[cast.northmoor.slug]))

    assert "First import the register" in page


def test_a_seat_that_nobody_canvassed_says_what_to_do_first(
    cast: Cast, north: Ground, signed_in: SignIn
) -> None:
    assert "Nobody has told us a voting intention here yet" in text_of(
        signed_in(cast.priya), pages_of(north)[0]
    )


def test_a_small_street_is_not_opened_to_whoever_may_not_open_the_rows(
    canvassed: Ground, cast: Cast, signed_in: SignIn
) -> None:
    client = signed_in(cast.moira)
    street = text_of(client, pages_of(canvassed)[3])
    district = text_of(client, pages_of(canvassed)[2])

    assert "Fewer than ten electors live here" in street
    assert "Definitely for us" not in street
    assert "Areas of fewer than ten electors" in district
    assert "See the rows" not in district


class TestWhoIsRefused:
    @pytest.mark.parametrize("place", [0, 1, 2, 3])
    def test_sam_next_door_finds_nothing(
        self, canvassed: Ground, cast: Cast, signed_in: SignIn, place: int
    ) -> None:
        response = signed_in(cast.sam).get(pages_of(canvassed)[place])

        assert response.status_code == 404
        assert "Northmoor" not in response.content.decode()

    @pytest.mark.parametrize("place", [0, 1, 2, 3])
    def test_tom_the_canvasser_may_not(
        self, canvassed: Ground, cast: Cast, signed_in: SignIn, place: int
    ) -> None:
        assert signed_in(cast.tom).get(pages_of(canvassed)[place]).status_code == 403

    @pytest.mark.parametrize("place", [0, 1, 2, 3])
    def test_whoever_is_signed_out_is_sent_to_sign_in(
        self, canvassed: Ground, client: Client, place: int
    ) -> None:
        response = client.get(pages_of(canvassed)[place])

        assert (response.status_code, "login" in response.headers["Location"]) == (302, True)

    @pytest.mark.parametrize("place", [0, 1, 2, 3])
    def test_nothing_can_be_posted(
        self, canvassed: Ground, cast: Cast, signed_in: SignIn, place: int
    ) -> None:
        assert signed_in(cast.priya).post(pages_of(canvassed)[place]).status_code == 405

    def test_what_does_not_exist_is_not_found(self, canvassed: Ground, cast: Cast, signed_in: SignIn) -> None:
        client, slug = signed_in(cast.priya), canvassed.seat.slug
        missing = [
            reverse("canvassing:ward", args=[slug, "E05000000"]),
            reverse("canvassing:district", args=[slug, uuid7()]),
            reverse("canvassing:street", args=[slug, uuid7()]),
            f"/seats/{slug}/districts/not-a-number/",
            "/seats/nowhere/",
        ]

        assert [client.get(url).status_code for url in missing] == [404] * 5

    def test_a_part_of_the_seat_next_door_is_not_found_here(
        self, canvassed: Ground, south: Ground, cast: Cast, signed_in: SignIn
    ) -> None:
        client, slug = signed_in(cast.priya), canvassed.seat.slug
        foreign = [
            reverse("canvassing:ward", args=[slug, south.wards[0].code]),
            reverse("canvassing:district", args=[slug, south.districts[0].id]),
            reverse("canvassing:street", args=[slug, south.streets[0].id]),
        ]

        assert [client.get(url).status_code for url in foreign] == [404] * 3


def test_somebody_off_the_register_is_no_longer_counted(
    canvassed: Ground, cast: Cast, signed_in: SignIn
) -> None:
    with arranging():
        Elector.objects.filter(pk=canvassed.electors[0].pk).update(on_register=False)

    page = text_of(signed_in(cast.priya), pages_of(canvassed)[0])

    assert '<dt>Promises</dt> <dd class="figure-value">1</dd>' in page


def test_the_definitions_have_an_anchor_for_every_figure(cast: Cast, signed_in: SignIn) -> None:
    page = text_of(signed_in(cast.tom), reverse("canvassing:definitions"))

    anchors = (
        "electors doors contact contact-rate intention promise votes-needed age movement doors-left".split()
    )
    assert [anchor for anchor in anchors if f'id="{anchor}"' not in page] == []
