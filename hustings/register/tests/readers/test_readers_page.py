from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hustings.access.models import Grant
from hustings.audit.models import Entry
from hustings.audit.recording import record
from hustings.audit.words import Action, Purpose
from hustings.register.models import Elector
from hustings.register.tests.council import NORTHERN, full_file, take_in
from tests.cast import Cast, acting, arranging

ABSENT = "00000000-0000-7000-8000-00000000dead"
SignIn = Callable[..., Client]


@pytest.fixture
def grace(council: Cast) -> Elector:
    take_in(council, full_file(*NORTHERN))
    with arranging():
        return Elector.objects.get(surname="Okafor")


def url_of(elector: Elector | str, seat: str = "northmoor") -> str:
    return reverse("register:readers", args=[seat, getattr(elector, "id", elector)])


def search(client: Client, cast: Cast, text: str) -> None:
    client.get(reverse("register:find", args=[cast.northmoor.slug]), {"q": text})


def text(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def test_every_look_says_who_in_which_role_what_for_and_where(
    council: Cast, grace: Elector, signed_in: SignIn
) -> None:
    search(signed_in(council.priya), council, "okafor")
    signed_in(council.priya).get(reverse("register:elector", args=["northmoor", grace.id]))

    page = text(signed_in(council.dai), url_of(grace))

    assert page.count("Priya Larkhall") == 2
    assert all(
        said in page for said in ("organiser", "organise", "register:elector:find", "register:elector:open")
    )


def test_a_look_at_somebody_else_is_none_at_them(council: Cast, grace: Elector, signed_in: SignIn) -> None:
    search(signed_in(council.priya), council, "lyle")

    assert "Nobody looked within a year" in text(signed_in(council.dai), url_of(grace))


def test_a_role_that_ended_since_is_still_told(council: Cast, grace: Elector, signed_in: SignIn) -> None:
    search(signed_in(council.priya), council, "okafor")
    with arranging():
        Grant.objects.filter(person_id=council.priya.pk).update(
            ended_at=timezone.now() + timedelta(seconds=1)
        )

    assert "organiser" in text(signed_in(council.dai), url_of(grace))


def test_what_is_longer_ago_than_a_year_is_not_told(council: Cast, grace: Elector, signed_in: SignIn) -> None:
    action, purpose = Action.REGISTER_ELECTOR_OPEN, Purpose.ORGANISE
    with acting(council.priya, action, purpose) as by:
        record(
            action=action,
            purpose=purpose,
            by=by.person_id,
            at=timezone.now() - timedelta(days=367),
            constituency=grace.constituency_id,
            electors=[grace],
        )

    assert "Nobody looked within a year" in text(signed_in(council.dai), url_of(grace))


def test_asking_is_a_look_too(council: Cast, grace: Elector, signed_in: SignIn) -> None:
    text(signed_in(council.dai), url_of(grace))

    with arranging():
        entry = Entry.objects.get(action=Action.AUDIT_READER_LIST)
    assert (entry.person_id, entry.purpose, entry.count) == (council.dai.pk, Purpose.SUBJECT_REQUEST, 1)
    assert "Dai Parchment" in text(signed_in(council.dai), url_of(grace))


def test_the_elector_s_page_leads_there_for_who_may(council: Cast, grace: Elector, signed_in: SignIn) -> None:
    page = reverse("register:elector", args=["northmoor", grace.id])

    assert url_of(grace) in text(signed_in(council.dai), page)
    assert url_of(grace) not in text(signed_in(council.priya), page)


class TestWhoIsRefused:
    @pytest.mark.parametrize("name", ["priya", "nia", "moira"])
    def test_whoever_does_not_answer_requests_may_not(
        self, council: Cast, grace: Elector, signed_in: SignIn, name: str
    ) -> None:
        assert signed_in(getattr(council, name)).get(url_of(grace)).status_code == 403

    def test_for_a_stranger_the_seat_is_not_there(
        self, council: Cast, grace: Elector, signed_in: SignIn
    ) -> None:
        assert signed_in(council.sam).get(url_of(grace)).status_code == 404

    @pytest.mark.parametrize("elector", [ABSENT])
    def test_nobody_is_not_there(self, council: Cast, signed_in: SignIn, elector: str) -> None:
        assert signed_in(council.dai).get(url_of(elector)).status_code == 404
        assert signed_in(council.dai).get("/seats/northmoor/electors/x/readers/").status_code == 404

    def test_nothing_is_sent_there(self, council: Cast, grace: Elector, signed_in: SignIn) -> None:
        assert signed_in(council.dai).post(url_of(grace)).status_code == 405

    def test_who_is_not_signed_in_is_asked_to(self, council: Cast, grace: Elector, client: Client) -> None:
        assert client.get(url_of(grace)).status_code == 302
