"""The page of recurring files."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hustings.access.models import Approval
from hustings.canvassing.tests.ground import Ground
from hustings.copies.models import Programme, ProgrammeRun
from hustings.lib.uuid7 import uuid7
from hustings.work.models import Job
from tests.cast import Cast, arranging

SignIn = Callable[..., Client]
PAGE = "/programmes/"


def terms(**changed: Any) -> dict[str, Any]:
    today = timezone.localdate()
    return {
        "title": "Monthly letter",
        "supplier": "Lantern Mail Ltd",
        "purpose": "letters",
        "election_kind": "westminster",
        "starts_on": today.isoformat(),
        "ends_on": (today + timedelta(days=90)).isoformat(),
        "reason": "A letter each month.",
        **changed,
    }


@pytest.fixture
def proposed(cast: Cast, named: Ground, signed_in: SignIn) -> Programme:
    signed_in(cast.moira).post(PAGE, terms())
    with arranging():
        return Programme.objects.get()


def page_of(programme: Programme, name: str) -> str:
    return reverse(f"canvassing:programme_{name}", args=[programme.id])


def test_a_programme_is_proposed_with_its_counts(cast: Cast, proposed: Programme, signed_in: SignIn) -> None:
    page = signed_in(cast.moira).get(PAGE).content.decode()

    assert proposed.counts == {"northmoor": 24, "southmoor": 0}
    assert "Lantern Mail Ltd" in page
    assert "waits for a second person" in page


def test_before_somebody_agreed_it_is_not_brought_into_force(
    cast: Cast, proposed: Programme, signed_in: SignIn
) -> None:
    with arranging():
        Approval.objects.update(is_delay=False, usable_at=None)

    page = signed_in(cast.moira).post(page_of(proposed, "adoption"), follow=True).content.decode()

    assert "This was not approved" in page


def test_in_force_it_is_written_seat_by_seat(cast: Cast, proposed: Programme, signed_in: SignIn) -> None:
    with arranging():
        Approval.objects.update(is_delay=True, usable_at=timezone.now() - timedelta(minutes=5))
    client = signed_in(cast.moira)
    client.post(page_of(proposed, "adoption"))

    response = client.post(page_of(proposed, "run"), {"of": "northmoor"})

    with arranging():
        job, ran = Job.objects.get(), ProgrammeRun.objects.get()
    assert response.headers["Location"] == reverse("work:job", args=[job.id])
    assert (job.subject_id, ran.people) == (ran.export_id, 24)


@pytest.mark.parametrize("changed", [{"supplier": ""}, {"purpose": "x"}, {"ends_on": "2020-01-01"}])
def test_what_is_unfit_is_said(cast: Cast, named: Ground, signed_in: SignIn, changed: dict[str, Any]) -> None:
    assert signed_in(cast.moira).post(PAGE, terms(**changed)).status_code == 422


@pytest.mark.parametrize("who", ["priya", "sam", "nia", "dai"])
def test_it_is_for_national_staff(cast: Cast, proposed: Programme, signed_in: SignIn, who: str) -> None:
    client = signed_in(getattr(cast, who))
    answers = [
        client.get(PAGE),
        client.post(page_of(proposed, "adoption")),
        client.post(page_of(proposed, "run")),
    ]

    assert {answer.status_code for answer in answers} == {403}


def test_what_is_not_there_malformed_or_wrongly_asked(
    cast: Cast, proposed: Programme, signed_in: SignIn
) -> None:
    assert Client().get(PAGE).status_code == 302
    moira = signed_in(cast.moira)

    assert moira.post(f"{PAGE}{uuid7()}/runs/").status_code == 404
    assert moira.post(f"{PAGE}nonsense/runs/").status_code == 404
    assert moira.post(page_of(proposed, "run"), {"of": "nowhere"}).status_code == 404
    assert moira.get(page_of(proposed, "run")).status_code == 405
    assert signed_in(cast.moira, strong=False).get(PAGE).status_code == 403
