"""The pages of exports: choosing, being held, being written."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hustings.canvassing.tests.ground import Ground
from hustings.copies.models import Export
from hustings.lib.uuid7 import uuid7
from hustings.work.models import Job
from tests.cast import Cast, arranging

SignIn = Callable[..., Client]
PAGE = "/seats/northmoor/exports/"


def asked(**changed: Any) -> dict[str, Any]:
    return {
        "purpose": "letters",
        "election_kind": "westminster",
        "file_format": "csv",
        "destroy_on": (timezone.localdate() + timedelta(days=7)).isoformat(),
        "reason": "For the mail-house on Monday.",
        **changed,
    }


def page_of(export: Export, name: str = "export", seat: str = "northmoor") -> str:
    return reverse(f"canvassing:{name}", args=[seat, export.id])


@pytest.fixture
def export(cast: Cast, named: Ground, signed_in: SignIn) -> Export:
    """A list for letters, asked for by Priya."""
    signed_in(cast.priya).post(PAGE, asked())
    with arranging():
        return Export.objects.get()


@pytest.fixture
def held(export: Export) -> Export:
    with arranging():
        Export.objects.update(state="held", approval_id=uuid7(), job_id=None)
    return export


def test_the_page_says_what_each_purpose_brings(cast: Cast, signed_in: SignIn) -> None:
    page = signed_in(cast.priya).get(PAGE).content.decode()

    assert "Letters from a mail-house" in page
    assert "forenames, surname, address, postcode" in page


def test_what_is_asked_is_left_to_the_worker(cast: Cast, named: Ground, signed_in: SignIn) -> None:
    response = signed_in(cast.priya).post(PAGE, asked())

    with arranging():
        export, job = Export.objects.get(), Job.objects.get()
    assert response.headers["Location"] == page_of(export)
    assert (job.subject_id, export.job_id, export.state, export.people) == (export.id, job.id, "writing", 24)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"purpose": "party"}, "valid choice"),
        ({"reason": ""}, "required"),
        ({"destroy_on": "2020-01-01"}, "within four weeks"),
        ({"districts": [str(uuid7())]}, "valid choice"),
    ],
)
def test_what_is_wrong_is_said(
    cast: Cast, named: Ground, signed_in: SignIn, changed: dict[str, Any], said: str
) -> None:
    response = signed_in(cast.priya).post(PAGE, asked(**changed))

    assert response.status_code == 422
    assert said in response.content.decode()


def test_an_export_shows_how_far_it_is(cast: Cast, export: Export, signed_in: SignIn) -> None:
    page = signed_in(cast.priya).get(page_of(export)).content.decode()

    assert "Waiting for its turn" in page
    assert "For the mail-house on Monday." in page


def test_a_held_one_says_that_it_waits(cast: Cast, held: Export, signed_in: SignIn) -> None:
    assert "waits for a second person" in signed_in(cast.priya).get(page_of(held)).content.decode()


def test_a_held_one_is_not_written_before_somebody_agreed(
    cast: Cast, held: Export, signed_in: SignIn
) -> None:
    response = signed_in(cast.priya).post(page_of(held, "release"), follow=True)

    assert "This was not approved" in response.content.decode()
    with arranging():
        assert Export.objects.get().state == "held"


class TestWhoIsRefused:
    def test_nia_who_keys_in_may_write_no_list(self, cast: Cast, export: Export, signed_in: SignIn) -> None:
        client = signed_in(cast.nia)
        answers = [client.get(PAGE), client.post(PAGE, asked()), client.get(page_of(export))]

        assert {answer.status_code for answer in answers} == {403}

    def test_sam_next_door_finds_none_of_it(self, cast: Cast, export: Export, signed_in: SignIn) -> None:
        client = signed_in(cast.sam)
        answers = [
            client.get(PAGE),
            client.post(PAGE, asked()),
            client.get(page_of(export)),
            client.get(page_of(export, seat="southmoor")),
            client.post(page_of(export, "release", "southmoor")),
        ]

        assert {answer.status_code for answer in answers} == {404}

    def test_what_is_not_there_is_not_found(self, cast: Cast, signed_in: SignIn) -> None:
        client = signed_in(cast.priya)
        gone = reverse("canvassing:export", args=["northmoor", uuid7()])

        assert client.get(gone).status_code == 404
        assert client.post(f"{gone}release/").status_code == 404
        assert client.get(f"{PAGE}nonsense/").status_code == 404

    def test_what_another_asked_for_is_not_released(
        self, cast: Cast, held: Export, signed_in: SignIn
    ) -> None:
        with arranging():
            Export.objects.update(asked_by=cast.tom.id)

        assert signed_in(cast.priya).post(page_of(held, "release")).status_code == 404

    def test_wrong_methods_are_refused(self, cast: Cast, export: Export, signed_in: SignIn) -> None:
        client = signed_in(cast.priya)

        assert client.post(page_of(export)).status_code == 405
        assert client.get(page_of(export, "release")).status_code == 405

    def test_it_wants_a_second_factor(self, cast: Cast, signed_in: SignIn) -> None:
        assert signed_in(cast.priya, strong=False).get(PAGE).status_code == 403

    def test_whoever_is_signed_out_is_sent_to_sign_in(self, client: Client, cast: Cast) -> None:
        assert client.get(PAGE).status_code == 302
