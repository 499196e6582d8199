from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hustings.audit.models import Entry
from hustings.audit.words import Action, Purpose
from hustings.canvassing.recording import record_conversations
from hustings.canvassing.rules import Meaning, core_code_id
from hustings.canvassing.tests.ground import Ground, heard
from hustings.lib.uuid7 import uuid7
from hustings.register.models import Door
from tests.cast import Cast, acting, arranging

SignIn = Callable[..., Client]
FIGURES = ("electors", "contacted", "attempted", "told", "moved", "doors", "doors-left")


@pytest.fixture
def canvassed(cast: Cast, north: Ground) -> Ground:
    """Two visits to the first two electors, one of whom changed their mind; nobody in at the third's."""
    now = timezone.now()
    first, second, third = north.electors[:3]
    rows = [
        heard(first, said=Meaning.UNDECIDED, happened_at=now - timedelta(days=40)),
        heard(first, said=Meaning.DEFINITE, happened_at=now - timedelta(days=2)),
        heard(second, said=Meaning.DEFINITE, happened_at=now - timedelta(days=40)),
        heard(third, outcome=Meaning.NOT_IN, happened_at=now - timedelta(days=2)),
    ]
    with acting(cast.priya, Action.CANVASSING_CONVERSATION_RECORD, Purpose.CANVASS) as by:
        assert record_conversations(constituency=north.seat.id, rows=rows, by=by, at=now).is_whole
    return north


def url_of(ground: Ground, figure: str, query: str = "") -> str:
    return reverse("canvassing:rows", args=[ground.seat.slug, figure]) + query


def names_on(client: Client, url: str, ground: Ground) -> list[int]:
    """The places in the list of electors of those whom a page names."""
    page = client.get(url).content.decode()
    return [place for place, elector in enumerate(ground.electors) if f">{elector}</a>" in page]


def test_the_rows_are_those_that_the_figure_counts(canvassed: Ground, cast: Cast, signed_in: SignIn) -> None:
    client = signed_in(cast.priya)
    definite = core_code_id(Meaning.DEFINITE)

    assert names_on(client, url_of(canvassed, "contacted", "?days=7"), canvassed) == [0]
    assert names_on(client, url_of(canvassed, "contacted", "?days=90"), canvassed) == [0, 1]
    assert names_on(client, url_of(canvassed, "attempted", "?days=7"), canvassed) == [0, 2]
    assert names_on(client, url_of(canvassed, "told", f"?kind=westminster&code={definite}"), canvassed) == [
        0,
        1,
    ]
    assert names_on(client, url_of(canvassed, "told", "?kind=local"), canvassed) == []


def test_movement_opens_on_those_who_moved(canvassed: Ground, cast: Cast, signed_in: SignIn) -> None:
    client = signed_in(cast.priya)
    moved = url_of(canvassed, "moved", "?kind=westminster&before=undecided&now=definite")
    stayed = url_of(canvassed, "moved", "?kind=westminster&before=definite&now=definite")

    assert names_on(client, moved, canvassed) == [0]
    assert names_on(client, stayed, canvassed) == []


def test_rows_keep_to_the_area(canvassed: Ground, cast: Cast, signed_in: SignIn) -> None:
    client = signed_in(cast.priya)

    assert names_on(client, url_of(canvassed, "electors"), canvassed) == list(range(24))
    assert names_on(
        client, url_of(canvassed, "electors", f"?ward={canvassed.wards[1].code}"), canvassed
    ) == list(range(12, 24))
    assert names_on(
        client, url_of(canvassed, "electors", f"?district={canvassed.districts[0].id}"), canvassed
    ) == list(range(12))
    assert names_on(
        client, url_of(canvassed, "electors", f"?street={canvassed.streets[1].id}"), canvassed
    ) == list(range(6, 12))


def test_doors_left_are_those_where_nobody_answered(canvassed: Ground, cast: Cast, signed_in: SignIn) -> None:
    with arranging():
        Door.objects.filter(pk=canvassed.doors[2].pk).update(do_not_knock=True)
    client = signed_in(cast.priya)

    doors = client.get(url_of(canvassed, "doors")).context["doors"]
    left = client.get(url_of(canvassed, "doors-left")).context["doors"]

    assert len(doors) == 12
    assert {door.id for door in doors} - {door.id for door in left} == {
        canvassed.doors[0].id,
        canvassed.doors[2].id,
    }


@pytest.mark.parametrize("figure", FIGURES)
def test_opening_rows_is_one_line_of_the_log(
    canvassed: Ground, cast: Cast, signed_in: SignIn, figure: str
) -> None:
    assert signed_in(cast.priya).get(url_of(canvassed, figure)).status_code == 200

    with arranging():
        entry = Entry.objects.get(action=Action.CANVASSING_CONVERSATION_LIST)
    assert (entry.rule, entry.person_id, entry.constituency_id) == (figure, cast.priya.id, canvassed.seat.id)


def test_a_figure_of_nobody_says_what_to_do(canvassed: Ground, cast: Cast, signed_in: SignIn) -> None:
    page = signed_in(cast.priya).get(url_of(canvassed, "told", "?kind=mayor")).content.decode()

    assert "Choose a larger area or a longer period" in page


def test_an_electors_conversations_are_told_in_words(
    canvassed: Ground, cast: Cast, signed_in: SignIn
) -> None:
    url = reverse("canvassing:conversations", args=[canvassed.seat.slug, canvassed.electors[0].id])

    page = signed_in(cast.priya).get(url).content.decode()

    assert "UK Parliament: Definitely for us" in page
    assert "UK Parliament: Undecided" in page
    assert "Priya Larkhall" in page


class TestWhoIsRefused:
    @pytest.mark.parametrize("figure", FIGURES)
    def test_sam_next_door_finds_nothing(
        self, canvassed: Ground, cast: Cast, signed_in: SignIn, figure: str
    ) -> None:
        assert signed_in(cast.sam).get(url_of(canvassed, figure)).status_code == 404

    def test_moira_may_see_figures_and_not_rows(
        self, canvassed: Ground, cast: Cast, signed_in: SignIn
    ) -> None:
        assert signed_in(cast.moira).get(url_of(canvassed, "electors")).status_code == 403

    def test_priya_without_her_second_factor_is_asked_for_it(
        self, canvassed: Ground, cast: Cast, signed_in: SignIn
    ) -> None:
        assert signed_in(cast.priya, strong=False).get(url_of(canvassed, "electors")).status_code == 403

    def test_whoever_is_signed_out_is_sent_to_sign_in(self, canvassed: Ground, client: Client) -> None:
        assert client.get(url_of(canvassed, "electors")).status_code == 302

    @pytest.mark.parametrize(
        "query", ["?street=x", "?kind=parish", "?code=1", "?ward=E05000000", "?before=-"]
    )
    def test_a_malformed_question_is_not_found(
        self, canvassed: Ground, cast: Cast, signed_in: SignIn, query: str
    ) -> None:
        assert signed_in(cast.priya).get(url_of(canvassed, "told", query)).status_code == 404

    def test_a_figure_that_is_none_is_not_found(
        self, canvassed: Ground, cast: Cast, signed_in: SignIn
    ) -> None:
        assert signed_in(cast.priya).get(url_of(canvassed, "wealth")).status_code == 404

    def test_nothing_can_be_posted(self, canvassed: Ground, cast: Cast, signed_in: SignIn) -> None:
        assert signed_in(cast.priya).post(url_of(canvassed, "electors")).status_code == 405

    def test_an_elector_next_door_or_of_nowhere_is_not_found(
        self, canvassed: Ground, south: Ground, cast: Cast, signed_in: SignIn
    ) -> None:
        client, slug = signed_in(cast.priya), canvassed.seat.slug
        wanted = (south.electors[0].id, uuid7())

        found = [
            client.get(reverse("canvassing:conversations", args=[slug, id])).status_code for id in wanted
        ]

        assert found == [404, 404]
