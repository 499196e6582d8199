import re
from collections.abc import Callable

import pytest
from django.db import ProgrammingError
from django.test import Client

from hustings.audit.models import Entry
from hustings.organisation.models import Membership
from tests.cast import Cast, arranging

pytestmark = pytest.mark.urls("hustings.access.tests.pages")

SEAT_PAGE = "/seats/northmoor/electors-of-a-test/"
SignIn = Callable[..., Client]


def refusals() -> list[tuple[str, str]]:
    with arranging():
        return list(Entry.objects.filter(outcome="refused").values_list("action", "rule"))


def same_words(page: str) -> str:
    """A page without what the asker already knows: the address asked for, and the form's token."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page).replace("eastmoor", "northmoor")


def test_the_page_of_her_own_seat_opens(cast: Cast, signed_in: SignIn) -> None:
    assert signed_in(cast.priya).get(SEAT_PAGE).content == b"Northmoor"


def test_the_organiser_next_door_finds_nothing(cast: Cast, signed_in: SignIn) -> None:
    answer = signed_in(cast.sam).get(SEAT_PAGE)

    assert answer.status_code == 404
    assert refusals() == [("register:elector:list", "404")]


def test_a_seat_outside_reach_and_one_that_is_not_look_alike(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in(cast.sam)

    outside, absent = client.get(SEAT_PAGE), client.get(SEAT_PAGE.replace("northmoor", "eastmoor"))

    assert outside.status_code == absent.status_code == 404
    assert same_words(outside.content.decode()) == same_words(absent.content.decode())


def test_inside_reach_but_not_permitted_is_forbidden(cast: Cast, signed_in: SignIn) -> None:
    answer = signed_in(cast.nia).get(SEAT_PAGE)

    assert answer.status_code == 403
    assert refusals() == [("register:elector:list", "403")]


def test_a_refusal_says_who_can_help(cast: Cast, signed_in: SignIn) -> None:
    assert "Priya Larkhall" in signed_in(cast.nia).get(SEAT_PAGE).content.decode()


def test_a_list_wants_a_second_factor(cast: Cast, signed_in: SignIn) -> None:
    answer = signed_in(cast.priya, strong=False).get(SEAT_PAGE)

    assert answer.status_code == 403
    assert "second step" in answer.content.decode()


def test_somebody_unknown_is_sent_to_sign_in(cast: Cast, client: Client) -> None:
    answer = client.get(SEAT_PAGE)

    assert answer.status_code == 302
    assert answer["Location"] == f"/account/login/?next={SEAT_PAGE}"
    assert refusals() == [("register:elector:list", "401")]


def test_what_declares_nothing_is_refused(cast: Cast, signed_in: SignIn) -> None:
    assert signed_in(cast.moira).get("/undeclared/").status_code == 403


def test_two_people_on_one_connection_see_each_their_own(cast: Cast, signed_in: SignIn) -> None:
    first = signed_in(cast.priya).get("/people-of-a-test/").content.decode()
    second = signed_in(cast.sam).get("/people-of-a-test/").content.decode()

    assert "Sam Quill" not in first
    assert second == "Sam Quill"


def test_a_template_rendered_after_the_view_is_still_inside(cast: Cast, signed_in: SignIn) -> None:
    assert signed_in(cast.sam).get("/lazily/").content == b"Sam Quill"


def test_nothing_can_be_read_after_the_answer(cast: Cast, signed_in: SignIn) -> None:
    signed_in(cast.priya).get("/people-of-a-test/")

    with pytest.raises(ProgrammingError, match="no scope"):
        Membership.objects.count()


@pytest.mark.parametrize(("path", "status"), [("/missing/", 404), ("/denied/", 403)])
def test_what_a_refusing_view_wrote_is_taken_back_and_the_refusal_stays(
    cast: Cast, signed_in: SignIn, path: str, status: int
) -> None:
    assert signed_in(cast.priya).get(path).status_code == status

    with arranging():
        assert not Entry.objects.filter(place="half written").exists()
    assert refusals() == [("access:people:list", str(status))]


def test_a_crash_takes_everything_back(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in(cast.priya)
    client.raise_request_exception = False

    assert client.get("/crash/").status_code == 500
    with arranging():
        assert not Entry.objects.exists()


def test_a_page_that_is_stopped_midway_shows_nothing_and_writes_nothing(
    cast: Cast, signed_in: SignIn
) -> None:
    answer = signed_in(cast.priya).get("/stopped-midway/")

    assert answer.status_code == 403
    assert "stopped for now" in answer.content.decode()
    with arranging():
        assert not Entry.objects.filter(place="half written").exists()


@pytest.mark.parametrize(
    ("referer", "target"),
    [
        ("http://testserver/seats/northmoor/sheets/keying/", "/seats/northmoor/sheets/keying/"),
        ("https://evil.example/elsewhere/", "/"),
        ("http://testserver", "/"),
        ("//[", "/"),
    ],
)
def test_whoever_sent_a_form_too_late_goes_on_where_it_stood(
    cast: Cast, client: Client, referer: str, target: str
) -> None:
    answer = client.post("/people/", headers={"Referer": referer})

    assert answer.headers["Location"] == f"/account/login/?next={target}"
