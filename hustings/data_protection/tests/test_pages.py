from collections.abc import Callable

import pytest
from django.test import Client

from hustings.access.models import Grant
from hustings.organisation.models import Paper, Switch
from tests.cast import Cast, arranging

SignedIn = Callable[..., Client]
TEXT = "We hold political opinions as a registered party, for our political activities alone. " * 4
READING = ("/data-protection/", "/data-protection/held/")
CHANGING = ("/data-protection/switches/", "/data-protection/papers/policy/")


def shut(cast: Cast) -> None:
    with arranging():
        Switch.objects.update(is_on=False)


def file_all(client: Client) -> None:
    for kind in ("policy", "assessment", "notice"):
        answer = client.post(f"/data-protection/papers/{kind}/", {"text": TEXT})
        assert answer.status_code == 302, answer.content.decode()


def test_the_papers_page_says_that_opinions_are_shut(cast: Cast, signed_in: SignedIn) -> None:
    shut(cast)

    text = signed_in(cast.dai).get("/data-protection/").content.decode()

    assert "Opinions are shut" in text
    assert text.count("not filed") == 3


def test_papers_are_filed_and_then_opinions_open(cast: Cast, signed_in: SignedIn) -> None:
    shut(cast)
    client = signed_in(cast.dai)
    file_all(client)

    client.post("/data-protection/switches/", {"reason": "The papers are filed."})

    assert "Opinions are open" in client.get("/data-protection/").content.decode()


def test_the_switch_is_not_offered_before_the_papers(cast: Cast, signed_in: SignedIn) -> None:
    shut(cast)
    client = signed_in(cast.dai)

    assert "The papers come first" in client.get("/data-protection/switches/").content.decode()
    client.post("/data-protection/switches/", {"reason": "Never mind."})

    with arranging():
        assert not Switch.objects.get().is_on


def test_a_draft_is_offered_in_the_box(cast: Cast, signed_in: SignedIn) -> None:
    text = signed_in(cast.dai).get("/data-protection/papers/notice/").content.decode()

    assert "Privacy notice of The Moor Alliance" in text
    assert "Hysbysiad preifatrwydd" in text


def test_an_unfinished_draft_keeps_what_was_typed(cast: Cast, signed_in: SignedIn) -> None:
    text = TEXT + "[to fill in: name] and my own words"

    answer = signed_in(cast.dai).post("/data-protection/papers/policy/", {"text": text}).content.decode()

    assert "still to be filled in" in answer
    assert "and my own words" in answer


def test_a_filed_version_can_be_read_for_good(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.dai)
    file_all(client)

    assert (
        "our political activities alone" in client.get("/data-protection/papers/policy/1/").content.decode()
    )
    assert client.get("/data-protection/papers/policy/2/").status_code == 404
    assert client.get("/data-protection/papers/diary/1/").status_code == 404


def test_what_is_held_names_ground_and_term(cast: Cast, signed_in: SignedIn) -> None:
    text = signed_in(cast.dai).get("/data-protection/held/").content.decode()

    assert "schedule 1, paragraph 22" in text
    assert "audit_entry" in text


@pytest.mark.parametrize("url", READING)
def test_an_organiser_reads_and_a_canvasser_does_not(cast: Cast, signed_in: SignedIn, url: str) -> None:
    assert signed_in(cast.priya).get(url).status_code == 200
    assert signed_in(cast.tom).get(url).status_code == 403


@pytest.mark.parametrize("url", CHANGING)
def test_an_organiser_changes_nothing(cast: Cast, signed_in: SignedIn, url: str) -> None:
    assert signed_in(cast.priya).get(url).status_code == 403


@pytest.mark.parametrize("url", CHANGING)
def test_a_seats_secretary_does_not_speak_for_the_whole_organisation(
    cast: Cast, signed_in: SignedIn, url: str
) -> None:
    with arranging():
        Grant.objects.filter(person=cast.priya).update(role="secretary")

    assert signed_in(cast.priya).get(url).status_code == 403


@pytest.mark.parametrize("url", CHANGING)
def test_filing_and_turning_want_a_second_factor(cast: Cast, signed_in: SignedIn, url: str) -> None:
    answer = signed_in(cast.dai, strong=False).post(url, {"text": TEXT, "reason": "x"})

    assert answer.status_code == 403
    with arranging():
        assert not Paper.objects.exists()


@pytest.mark.parametrize("url", [*READING, *CHANGING])
def test_whoever_is_not_signed_in_is_sent_to_sign_in(cast: Cast, client: Client, url: str) -> None:
    assert client.get(url).headers["Location"].startswith("/account/login/")
