from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from hustings.canvassing.models import Code
from hustings.lib.uuid7 import uuid7
from tests.cast import Cast, arranging

SignIn = Callable[..., Client]
ADDED = {"letters": "bus", "label": "Wants the 47 back", "label_cy": "", "master": "local_matter"}


@pytest.fixture
def url(cast: Cast) -> str:
    return reverse("canvassing:scheme", args=[cast.northmoor.slug])


def own_codes(cast: Cast) -> list[str]:
    with arranging():
        found = Code.objects.filter(constituency=cast.northmoor, retired_on=None)
        return list(found.values_list("letters", flat=True))


def test_the_page_shows_the_national_core(cast: Cast, url: str, signed_in: SignIn) -> None:
    page = signed_in(cast.priya).get(url).content.decode()

    assert "Definitely for us" in page
    assert "Not in, no answer" in page


def test_a_code_of_ones_own_is_added_and_taken_out_of_use(cast: Cast, url: str, signed_in: SignIn) -> None:
    client = signed_in(cast.priya)
    added = client.post(url, ADDED, follow=True).content.decode()
    with arranging():
        code = Code.objects.get(constituency=cast.northmoor)

    retired = client.post(reverse("canvassing:retirement", args=[cast.northmoor.slug, code.id]), follow=True)

    assert "BUS is part of the scheme now" in added
    assert "out of use" in retired.content.decode()
    assert own_codes(cast) == []


@pytest.mark.parametrize(
    ("letters", "said"), [("NI", "national core"), ("?", "Letters are two to four"), ("", "required")]
)
def test_wrong_letters_are_told_beside_the_field(
    cast: Cast, url: str, signed_in: SignIn, letters: str, said: str
) -> None:
    response = signed_in(cast.priya).post(url, ADDED | {"letters": letters})

    assert response.status_code == 422
    assert said in response.content.decode()
    assert own_codes(cast) == []


def test_a_code_of_nowhere_cannot_be_taken_out_of_use(cast: Cast, url: str, signed_in: SignIn) -> None:
    gone = reverse("canvassing:retirement", args=[cast.northmoor.slug, uuid7()])

    assert "out of use already" in signed_in(cast.priya).post(gone, follow=True).content.decode()


class TestWhoIsRefused:
    def test_sam_next_door_finds_nothing(self, cast: Cast, url: str, signed_in: SignIn) -> None:
        client = signed_in(cast.sam)

        assert (client.get(url).status_code, client.post(url, ADDED).status_code) == (404, 404)

    def test_tom_the_canvasser_may_not(self, cast: Cast, url: str, signed_in: SignIn) -> None:
        assert signed_in(cast.tom).post(url, ADDED).status_code == 403
        assert own_codes(cast) == []

    def test_whoever_is_signed_out_is_sent_to_sign_in(self, url: str, client: Client) -> None:
        assert client.get(url).status_code == 302

    def test_retiring_wants_a_post(self, cast: Cast, signed_in: SignIn) -> None:
        gone = reverse("canvassing:retirement", args=[cast.northmoor.slug, uuid7()])

        assert signed_in(cast.priya).get(gone).status_code == 405

    def test_a_malformed_code_is_not_found(self, cast: Cast, url: str, signed_in: SignIn) -> None:
        assert signed_in(cast.priya).post(f"{url}nonsense/retirement/").status_code == 404
