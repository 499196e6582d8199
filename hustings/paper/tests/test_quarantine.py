"""Marks that a stopped person still keys in: kept, taken in by an officer; an objection among them waits for nobody."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hustings.access.models import Quarantined
from hustings.access.stopping.quarantining import take_objections
from hustings.access.stops import Kind
from hustings.access.tests.duty import Watch, stop, watch
from hustings.audit.words import Action, Purpose
from hustings.canvassing.models import Conversation
from hustings.canvassing.tests.ground import Ground
from hustings.paper.tests.conftest import Printed, fixed
from hustings.register.models import Objection
from tests.cast import Cast, acting, arranging, role

__all__ = ["watch"]
SignIn = Callable[..., Client]
PAGE = "/seats/northmoor/quarantine/"


@pytest.fixture
def printed(cast: Cast, north: Ground) -> Printed:
    with acting(cast.priya, Action.PAPER_SHEET_PRINT, Purpose.CANVASS) as by:
        return fixed(by, north, north.streets[0].id, at=timezone.now() - timedelta(days=1))


def key_while_stopped(cast: Cast, watch: Watch, client: Client, printed: Printed, marks: str) -> str:
    """Key marks in as Nia, whom Asha has just stopped; gives the page she sees."""
    stop(watch.asha, Kind.PERSON, cast.nia.pk)
    address = reverse("paper:keyed", args=["northmoor", printed.sheet.code])
    day = timezone.localdate(timezone.now()).isoformat()
    return client.post(address, {"marks": marks, "happened_on": day}).content.decode()


def kept() -> Quarantined:
    with arranging():
        return Quarantined.objects.get()


def recorded() -> int:
    with arranging():
        return Conversation.objects.count()


def test_marks_are_kept_and_their_sender_is_told(
    cast: Cast, watch: Watch, printed: Printed, signed_in: SignIn
) -> None:
    page = key_while_stopped(cast, watch, signed_in(cast.nia), printed, "1 NI")

    assert "What you have just sent is kept." in page
    assert recorded() == 0


def test_an_officer_reads_and_takes_them_in(
    cast: Cast, watch: Watch, printed: Printed, signed_in: SignIn
) -> None:
    key_while_stopped(cast, watch, signed_in(cast.nia), printed, "1 NI")
    officer = signed_in(cast.priya)

    assert f"Sheet {printed.sheet.code}: 1 NI" in officer.get(PAGE).content.decode()
    officer.post(f"{PAGE}{kept().pk}/", {"admit": "yes"})

    assert recorded() == 1


def test_whoever_objected_at_the_door_has_objected_at_once(
    cast: Cast, watch: Watch, printed: Printed, signed_in: SignIn
) -> None:
    key_while_stopped(cast, watch, signed_in(cast.nia), printed, "1 DNC")

    with role("hustings_worker"):
        take_objections(kept().pk, at=timezone.now())

    with arranging():
        assert Objection.objects.count() == 1


def test_what_cannot_be_read_stays_and_says_why(
    cast: Cast, watch: Watch, printed: Printed, signed_in: SignIn
) -> None:
    key_while_stopped(cast, watch, signed_in(cast.nia), printed, "1 ZZZ")

    signed_in(cast.priya).post(f"{PAGE}{kept().pk}/", {"admit": "yes"}, follow=True)

    assert kept().outcome == ""
    assert recorded() == 0


def test_asking_what_marks_would_mean_is_not_kept(
    cast: Cast, watch: Watch, printed: Printed, signed_in: SignIn
) -> None:
    client = signed_in(cast.nia)
    stop(watch.asha, Kind.PERSON, cast.nia.pk)

    client.post(reverse("paper:check", args=["northmoor", printed.sheet.code]), {"marks": "1 NI"})

    with arranging():
        assert not Quarantined.objects.exists()
