"""The pages of incidents: reporting a loss, the officer's list, an incident with its people and drafts."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from hustings.canvassing.tests.ground import Ground
from hustings.copies.models import Copy
from hustings.data_protection.models import Decision, Incident
from hustings.data_protection.tests.conftest import LEFT, lose
from hustings.lib.uuid7 import uuid7
from tests.cast import Cast, arranging

SignIn = Callable[..., Client]
LIST = "/data-protection/incidents/"


@pytest.fixture
def incident(cast: Cast, copy: Copy) -> Incident:
    return lose(cast, copy)


def page(name: str, incident: Incident, *more: str) -> str:
    return reverse(f"data_protection:{name}", args=[incident.id, *more])


def loss_page(copy: Copy, seat: str = "northmoor") -> str:
    return reverse("data_protection:loss", args=[seat, copy.id])


def test_one_button_reports_a_loss(cast: Cast, copy: Copy, signed_in: SignIn) -> None:
    client = signed_in(cast.priya)
    client.get(loss_page(copy))
    response = client.post(loss_page(copy), {"what_happened": LEFT}, follow=True)

    assert "The data-protection officer sees it" in response.content.decode()
    with arranging():
        assert Incident.objects.get().copy_id == copy.id


def test_a_loss_without_a_word_is_asked_again(cast: Cast, copy: Copy, signed_in: SignIn) -> None:
    assert signed_in(cast.priya).post(loss_page(copy), {"what_happened": ""}).status_code == 422


def test_the_officer_sees_the_clock(cast: Cast, incident: Incident, signed_in: SignIn) -> None:
    client = signed_in(cast.dai)

    assert "71 hours left" in client.get(LIST).content.decode()
    assert (
        "The Information Commissioner is to be told by"
        in client.get(page("incident", incident)).content.decode()
    )


def test_the_people_are_listed_by_name(
    cast: Cast,
    incident: Incident,
    north: Ground,
    signed_in: SignIn,
) -> None:
    said = signed_in(cast.dai).get(page("affected", incident)).content.decode()

    assert [f"Elector {number} Okafor" in said for number in (1, 4, 5)] == [True, True, False]


def test_a_decision_is_written_down(cast: Cast, incident: Incident, signed_in: SignIn) -> None:
    told = {"what": "no regulator", "reason": "It was found an hour later in our own office."}
    response = signed_in(cast.dai).post(page("decisions", incident), told, follow=True)

    assert told["reason"] in response.content.decode()
    with arranging():
        assert Decision.objects.get().by == cast.dai.id


def test_closing_too_soon_is_refused_in_words(cast: Cast, incident: Incident, signed_in: SignIn) -> None:
    response = signed_in(cast.dai).post(page("decisions", incident), {"what": "closed", "reason": "Done."})

    assert response.status_code == 422
    assert "Decide first" in response.content.decode()


@pytest.mark.parametrize("kind", ["report", "notice"])
def test_drafts_are_plain_text(cast: Cast, incident: Incident, signed_in: SignIn, kind: str) -> None:
    response = signed_in(cast.dai).get(page("draft", incident, kind))

    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert "[to fill in" in response.content.decode()


class TestWhoIsRefused:
    def test_whoever_reports_does_not_decide(self, cast: Cast, incident: Incident, signed_in: SignIn) -> None:
        client = signed_in(cast.priya)
        asked = [
            client.get(LIST),
            client.get(page("incident", incident)),
            client.get(page("affected", incident)),
            client.get(page("draft", incident, "report")),
            client.post(page("decisions", incident), {"what": "note", "reason": "x"}),
        ]

        assert {response.status_code for response in asked} == {403}

    def test_sam_next_door_finds_no_copy_to_lose(
        self,
        cast: Cast,
        copy: Copy,
        signed_in: SignIn,
    ) -> None:
        client = signed_in(cast.sam)

        assert client.get(loss_page(copy)).status_code == 404
        assert client.get(loss_page(copy, "southmoor")).status_code == 404

    def test_nia_who_keys_in_may_not(self, cast: Cast, copy: Copy, signed_in: SignIn) -> None:
        assert signed_in(cast.nia).post(loss_page(copy), {"what_happened": LEFT}).status_code == 403

    def test_what_is_not_there_is_not_found(self, cast: Cast, incident: Incident, signed_in: SignIn) -> None:
        client = signed_in(cast.dai)
        gone = reverse("data_protection:incident", args=[uuid7()])

        assert client.get(gone).status_code == 404
        assert client.get(f"{LIST}nonsense/").status_code == 404
        assert client.get(page("draft", incident, "poem")).status_code == 404

    def test_wrong_methods_are_refused(self, cast: Cast, incident: Incident, signed_in: SignIn) -> None:
        client = signed_in(cast.dai)
        asked = [
            client.post(LIST),
            client.post(page("incident", incident)),
            client.get(page("decisions", incident)),
        ]

        assert {response.status_code for response in asked} == {405}

    def test_whoever_is_signed_out_is_sent_to_sign_in(self, incident: Incident, client: Client) -> None:
        assert client.get(page("affected", incident)).status_code == 302

    def test_an_incident_wants_a_second_factor(
        self, cast: Cast, incident: Incident, signed_in: SignIn
    ) -> None:
        assert signed_in(cast.dai, strong=False).get(page("affected", incident)).status_code == 403
