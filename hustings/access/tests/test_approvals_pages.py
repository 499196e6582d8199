from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from hustings.access.models import Approval
from hustings.access.tests.test_approving import ask
from tests.cast import Cast, arranging

SignedIn = Callable[..., Client]
ABSENT = "00000000-0000-7000-8000-000000000000"
ANSWERS = ("agree", "disagree")


def address(name: str, approval: UUID | str) -> str:
    return reverse(f"access:{name}", args=[approval])


def test_what_waits_for_an_answer_stands_on_the_page(cast: Cast, signed_in: SignedIn) -> None:
    ask(cast)

    text = signed_in(cast.moira).get("/approvals/").content.decode()

    assert "An export" in text
    assert "Priya Larkhall: for the printer" in text


def test_the_asker_sees_what_they_asked_and_who_can_agree(cast: Cast, signed_in: SignedIn) -> None:
    text = signed_in(cast.priya).get(address("approval", ask(cast))).content.decode()

    assert "Moira Kettle" in text
    assert "Agree</button>" not in text


def test_the_second_person_sees_exactly_what_is_asked(cast: Cast, signed_in: SignedIn) -> None:
    text = signed_in(cast.moira).get(address("approval", ask(cast))).content.decode()

    assert "name, address" in text
    assert "Agree</button>" in text


def test_a_yes_is_one_press(cast: Cast, signed_in: SignedIn) -> None:
    approval = ask(cast)

    signed_in(cast.moira).post(address("agree", approval))

    with arranging():
        assert Approval.objects.get(pk=approval).is_approved


def test_a_yes_wants_a_second_step_that_was_shown_lately(
    cast: Cast, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hustings.accounts.sessions.FRESH", timedelta(seconds=-1))
    approval, client = ask(cast), signed_in(cast.moira)

    text = client.post(address("agree", approval), follow=True).content.decode()

    assert "Nothing was agreed yet" in text
    assert "It is me</button>" in text
    assert "Agree</button>" not in text
    with arranging():
        assert Approval.objects.get(pk=approval).is_approved is None


def test_a_no_wants_a_reason(cast: Cast, signed_in: SignedIn) -> None:
    approval, client = ask(cast), signed_in(cast.moira)

    first = client.post(address("disagree", approval), {"reason": ""})
    client.post(address("disagree", approval), {"reason": "Too many fields."})

    assert first.status_code == 200
    with arranging():
        assert Approval.objects.get(pk=approval).answer == "Too many fields."


def test_a_second_answer_is_explained(cast: Cast, signed_in: SignedIn) -> None:
    approval, client = ask(cast), signed_in(cast.moira)
    client.post(address("agree", approval))

    text = client.post(address("disagree", approval), {"reason": "No."}, follow=True).content.decode()

    assert "decided already" in text


def test_an_empty_page_says_so(cast: Cast, signed_in: SignedIn) -> None:
    assert "Nothing waits for your answer" in signed_in(cast.tom).get("/approvals/").content.decode()


@pytest.mark.parametrize("person", ["tom", "sam"])
def test_an_approval_of_others_is_not_found(cast: Cast, signed_in: SignedIn, person: str) -> None:
    assert signed_in(getattr(cast, person)).get(address("approval", ask(cast))).status_code == 404


@pytest.mark.parametrize("name", ANSWERS)
def test_a_volunteer_answers_nothing(cast: Cast, signed_in: SignedIn, name: str) -> None:
    assert signed_in(cast.tom).post(address(name, ask(cast))).status_code == 403


@pytest.mark.parametrize("name", ANSWERS)
def test_next_door_finds_nothing_to_answer(cast: Cast, signed_in: SignedIn, name: str) -> None:
    assert signed_in(cast.sam).post(address(name, ask(cast)), {"reason": "No."}).status_code == 404


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_wants_a_second_step(cast: Cast, signed_in: SignedIn, name: str) -> None:
    assert signed_in(cast.moira, strong=False).post(address(name, ask(cast))).status_code == 403


@pytest.mark.parametrize("name", ["approval", *ANSWERS])
def test_a_missing_approval_is_not_found(cast: Cast, signed_in: SignedIn, name: str) -> None:
    client, url = signed_in(cast.moira), address(name, ABSENT)
    answer = client.get(url) if name == "approval" else client.post(url, {"reason": "No."})

    assert answer.status_code == 404


def test_a_malformed_address_is_not_found(cast: Cast, signed_in: SignedIn) -> None:
    assert signed_in(cast.moira).get("/approvals/first/").status_code == 404


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_is_not_given_by_looking(cast: Cast, signed_in: SignedIn, name: str) -> None:
    assert signed_in(cast.moira).get(address(name, ask(cast))).status_code == 405


def test_the_list_takes_no_post(cast: Cast, signed_in: SignedIn) -> None:
    assert signed_in(cast.moira).post("/approvals/").status_code == 405


@pytest.mark.parametrize("url", ["/approvals/", f"/approvals/{ABSENT}/"])
def test_whoever_is_not_signed_in_is_sent_to_sign_in(cast: Cast, client: Client, url: str) -> None:
    assert client.get(url).headers["Location"].startswith("/account/login/")
