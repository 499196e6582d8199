from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hustings.access.letting_in.supporting import suspend_unreviewed
from hustings.access.models import Grant, SupportSession
from hustings.access.roles import HOLDS, Role
from hustings.audit.words import Action
from tests.cast import Cast, arranging, role

SignedIn = Callable[..., Client]


@pytest.fixture
def staff(cast: Cast) -> Cast:
    """Moira is of support, and Dai oversees."""
    with arranging():
        Grant.objects.filter(person=cast.moira).update(role="support officer", purposes=["administration"])
        Grant.objects.filter(person=cast.dai).update(
            role="oversight body", purposes=["oversight", "administration"]
        )
    return cast


def open_session(client: Client, cast: Cast, **more: Any) -> Any:
    said = {
        "unit": cast.northmoor_unit.pk,
        "code": "fault",
        "words": "the figures stand still",
        "minutes": 30,
        **more,
    }
    return client.post("/support/", said)


def sessions() -> list[SupportSession]:
    with arranging():
        return list(SupportSession.objects.order_by("opened_at"))


def seat_page(cast: Cast) -> str:
    return reverse("canvassing:seat", args=[cast.northmoor.slug])


def test_support_reads_in_one_unit_for_minutes(staff: Cast, signed_in: SignedIn) -> None:
    client = signed_in(staff.moira)
    before = client.get(seat_page(staff)).status_code

    open_session(client, staff)

    assert (before, client.get(seat_page(staff)).status_code) == (403, 200)
    assert client.get(reverse("canvassing:seat", args=[staff.southmoor.slug])).status_code in (403, 404)


def test_when_its_time_is_over_it_opens_nothing(staff: Cast, signed_in: SignedIn) -> None:
    client = signed_in(staff.moira)
    open_session(client, staff)
    with arranging():
        Grant.objects.filter(role="support session").update(
            starts_at=timezone.now() - timedelta(hours=2), ends_at=timezone.now() - timedelta(hours=1)
        )

    assert client.get(seat_page(staff)).status_code == 403


def test_it_is_closed_before_its_time(staff: Cast, signed_in: SignedIn) -> None:
    client = signed_in(staff.moira)
    open_session(client, staff)

    client.post(reverse("access:close_support", args=[sessions()[0].pk]))

    assert client.get(seat_page(staff)).status_code == 403


def test_oversight_is_told_at_once(staff: Cast, signed_in: SignedIn) -> None:
    open_session(signed_in(staff.moira), staff)

    assert [letter.to for letter in mail.outbox] == [["dai@moor.example"]]
    assert "the figures stand still" in mail.outbox[0].body


def test_what_was_read_is_listed_and_reviewed(staff: Cast, signed_in: SignedIn) -> None:
    client = signed_in(staff.moira)
    open_session(client, staff)
    client.get(reverse("register:imports", args=[staff.northmoor.slug]))
    client.get(reverse("paper:packs", args=[staff.northmoor.slug]))
    url = reverse("access:support_session", args=[sessions()[0].pk])
    overseer = signed_in(staff.dai)

    text = overseer.get(url).content.decode()
    overseer.post(url, {"words": "As was said."})

    assert "access:support:open" in text
    assert sessions()[0].review == "As was said."


@pytest.mark.parametrize(
    "more", [{"minutes": 241}, {"minutes": 4}, {"words": "short"}, {"code": "curiosity"}, {"unit": 1}]
)
def test_no_session_without_a_reason_a_unit_and_an_end(
    staff: Cast, signed_in: SignedIn, more: dict[str, Any]
) -> None:
    open_session(signed_in(staff.moira), staff, **more)

    assert sessions() == []


def test_one_session_at_a_time(staff: Cast, signed_in: SignedIn) -> None:
    client = signed_in(staff.moira)
    open_session(client, staff)
    open_session(client, staff, unit=staff.southmoor_unit.pk)

    assert len(sessions()) == 1


def test_a_session_lends_nothing_that_leaves_changes_or_decides() -> None:
    verbs = {str(action).rpartition(":")[2] for action in HOLDS[Role.SUPPORT_SESSION]}

    assert verbs <= {"list", "read", "find", "open", "count"}
    assert not HOLDS[Role.SUPPORT_SESSION] & {
        Action.PAPER_SHEET_PRINT,
        Action.ACCESS_APPROVAL_DECIDE,
        Action.REGISTER_ELECTOR_LIST,
    }


def test_whoever_is_not_reviewed_for_three_days_opens_no_more(staff: Cast, signed_in: SignedIn) -> None:
    open_session(signed_in(staff.moira), staff)
    with arranging():
        long_ago = timezone.now() - timedelta(hours=73)
        Grant.objects.filter(role="support officer").update(starts_at=long_ago - timedelta(days=9))
        SupportSession.objects.update(opened_at=long_ago)

    with role("hustings_worker"):
        assert suspend_unreviewed(at=timezone.now()) == 1
    assert signed_in(staff.moira).get("/support/").status_code == 403


def test_nobody_reviews_their_own_session(staff: Cast, signed_in: SignedIn) -> None:
    open_session(signed_in(staff.moira), staff)
    with arranging():
        Grant.objects.filter(person=staff.moira, role="support officer").update(
            role="oversight body", purposes=["oversight"]
        )

    signed_in(staff.moira).post(
        reverse("access:support_session", args=[sessions()[0].pk]), {"words": "All well."}
    )

    assert sessions()[0].reviewed_at is None


@pytest.mark.parametrize("person", ["priya", "tom", "sam"])
@pytest.mark.parametrize("url", ["/support/", "/oversight/support/"])
def test_nobody_else_opens_or_reviews(staff: Cast, signed_in: SignedIn, person: str, url: str) -> None:
    assert signed_in(getattr(staff, person)).get(url).status_code == 403


@pytest.mark.parametrize("url", ["/support/", "/oversight/support/"])
def test_support_and_review_want_a_second_step(staff: Cast, signed_in: SignedIn, url: str) -> None:
    person = staff.moira if url == "/support/" else staff.dai

    assert signed_in(person, strong=False).get(url).status_code == 403


def test_a_session_that_is_not_there_is_not_found(staff: Cast, signed_in: SignedIn) -> None:
    absent = "00000000-0000-7000-8000-000000000000"

    assert signed_in(staff.dai).get(f"/oversight/support/{absent}/").status_code == 404
    assert signed_in(staff.moira).post(f"/support/{absent}/end/").status_code == 404
    assert signed_in(staff.moira).get(f"/support/{absent}/end/").status_code == 405
    assert signed_in(staff.dai).post("/oversight/support/").status_code == 405


def test_whoever_is_not_signed_in_is_sent_to_sign_in(cast: Cast, client: Client) -> None:
    assert client.get("/support/").headers["Location"].startswith("/account/login/")
