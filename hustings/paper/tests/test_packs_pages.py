"""The pages of printing: choosing streets, the list of packs, a pack with its progress and its file."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hustings.audit.words import Action, Purpose
from hustings.canvassing.tests.ground import Ground
from hustings.lib.uuid7 import uuid7
from hustings.paper.models import Pack
from hustings.paper.packing import order_pack
from hustings.paper.printing import print_pack
from hustings.paper.tests.conftest import CHOICE, Printed
from hustings.work.models import Job, JobState, SealedFile
from tests.cast import Cast, acting, arranging

SignIn = Callable[..., Client]


@pytest.fixture
def url(cast: Cast) -> str:
    return reverse("paper:printing", args=[cast.northmoor.slug])


def chosen(ground: Ground, **changed: Any) -> dict[str, Any]:
    evening = timezone.localtime(timezone.now() + timedelta(hours=6))
    return {
        "street": [str(ground.streets[0].id)],
        "what": "all",
        "election_kind": "westminster",
        "return_to": "Priya Larkhall",
        "return_by": evening.strftime("%Y-%m-%dT%H:%M"),
        "call_number": "01632 960 001",
        "language": "en",
        "together": "on",
        **changed,
    }


def pack_url(cast: Cast, pack: Pack, name: str = "paper:pack") -> str:
    return reverse(name, args=[cast.northmoor.slug, pack.id])


def test_districts_are_offered_with_their_doors(
    cast: Cast, north: Ground, url: str, signed_in: SignIn
) -> None:
    page = signed_in(cast.priya).get(url).content.decode()

    assert north.districts[0].letters in page
    assert f"?district={north.districts[0].id}" in page


def test_an_open_district_offers_its_streets(cast: Cast, north: Ground, url: str, signed_in: SignIn) -> None:
    page = signed_in(cast.priya).get(url, {"district": str(north.districts[0].id)}).content.decode()

    assert "Mill Lane" in page
    assert str(north.streets[2].id) not in page


def test_a_seat_without_a_register_says_what_to_do_first(cast: Cast, url: str, signed_in: SignIn) -> None:
    assert "Import the register" in signed_in(cast.priya).get(url).content.decode()


def test_what_is_ordered_is_left_to_the_worker(
    cast: Cast, north: Ground, url: str, signed_in: SignIn
) -> None:
    response = signed_in(cast.priya).post(url, chosen(north))

    with arranging():
        pack, job = Pack.objects.get(), Job.objects.get()
    assert response.url == pack_url(cast, pack)  # type: ignore[attr-defined]
    assert (job.subject_id, job.state, pack.job_id) == (pack.id, JobState.WAITING, job.id)
    assert pack.script["address"] == "http://testserver/seats/northmoor/sheets/"


def test_a_whole_district_is_its_streets(cast: Cast, north: Ground, url: str, signed_in: SignIn) -> None:
    signed_in(cast.priya).post(url, chosen(north, street=[], district=[str(north.districts[1].id)]))

    with arranging():
        assert set(Pack.objects.get().streets) == {street.id for street in north.streets[2:]}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"street": []}, "at least one street"),
        ({"return_by": "2020-01-01T10:00"}, "return is past"),
        ({"call_number": ""}, "required"),
        ({"election_kind": "parish"}, "valid choice"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_printed(
    cast: Cast, north: Ground, url: str, signed_in: SignIn, changed: dict[str, Any], said: str
) -> None:
    response = signed_in(cast.priya).post(url, chosen(north, **changed))

    assert response.status_code == 422
    assert said in response.content.decode()
    with arranging():
        assert not Pack.objects.exists()


def test_a_pack_being_printed_shows_how_far_it_is(
    cast: Cast, north: Ground, url: str, signed_in: SignIn
) -> None:
    client = signed_in(cast.priya)
    client.post(url, chosen(north))
    with arranging():
        pack = Pack.objects.get()

    whole = client.get(pack_url(cast, pack)).content.decode()
    fragment = client.get(pack_url(cast, pack), headers={"HX-Request": "true"}).content.decode()

    assert "Waiting for its turn" in whole
    assert fragment.lstrip().startswith("<section")


def test_a_colleague_sees_a_pack_that_is_not_printed(
    cast: Cast, north: Ground, url: str, signed_in: SignIn, client: Client
) -> None:
    signed_in(cast.priya).post(url, chosen(north))
    with arranging():
        pack = Pack.objects.get()

    assert "Somebody else ordered it" in signed_in(cast.nia).get(pack_url(cast, pack)).content.decode()


def test_packs_are_listed_with_their_sheets(cast: Cast, printed: Printed, signed_in: SignIn) -> None:
    page = signed_in(cast.nia).get(reverse("paper:packs", args=[cast.northmoor.slug])).content.decode()

    assert "Mill Lane" in page
    assert "not printed" in page


def test_an_empty_list_says_what_to_do_first(cast: Cast, signed_in: SignIn) -> None:
    page = signed_in(cast.priya).get(reverse("paper:packs", args=[cast.northmoor.slug])).content.decode()

    assert "No sheets have been printed" in page


class TestWhoIsRefused:
    def test_sam_next_door_finds_none_of_it(
        self, cast: Cast, north: Ground, printed: Printed, url: str, signed_in: SignIn
    ) -> None:
        client = signed_in(cast.sam)
        addresses = [url, reverse("paper:packs", args=["northmoor"]), pack_url(cast, printed.pack)]

        assert [client.get(address).status_code for address in addresses] == [404] * 3
        assert client.post(url, chosen(north)).status_code == 404

    def test_nia_who_keys_in_may_not_print(
        self, cast: Cast, north: Ground, url: str, signed_in: SignIn
    ) -> None:
        client = signed_in(cast.nia)

        assert (client.get(url).status_code, client.post(url, chosen(north)).status_code) == (403, 403)

    def test_printing_wants_a_second_factor(self, cast: Cast, url: str, signed_in: SignIn) -> None:
        assert signed_in(cast.priya, strong=False).get(url).status_code != 200

    def test_whoever_is_signed_out_is_sent_to_sign_in(self, url: str, client: Client) -> None:
        assert client.get(url).status_code == 302

    def test_a_pack_of_nowhere_and_a_malformed_one_are_not_found(self, cast: Cast, signed_in: SignIn) -> None:
        client = signed_in(cast.priya)
        gone = reverse("paper:pack", args=["northmoor", uuid7()])

        assert client.get(gone).status_code == 404
        assert client.get("/seats/northmoor/sheets/packs/nonsense/").status_code == 404
        assert client.get(f"{reverse('paper:printing', args=['northmoor'])}?district=x").status_code == 404

    def test_the_pack_of_another_seat_is_not_found_in_ones_own(
        self, cast: Cast, printed: Printed, signed_in: SignIn
    ) -> None:
        mine = reverse("paper:pack", args=["southmoor", printed.pack.id])

        assert signed_in(cast.sam).get(mine).status_code == 404

    def test_a_pack_is_not_posted_to(self, cast: Cast, printed: Printed, signed_in: SignIn) -> None:
        assert signed_in(cast.priya).post(pack_url(cast, printed.pack)).status_code == 405


@pytest.fixture
def finished(cast: Cast, north: Ground) -> Pack:
    """A pack that Priya has printed, with its file."""
    at = timezone.now()
    with acting(cast.priya, Action.PAPER_SHEET_PRINT, Purpose.CANVASS) as by:
        choice = replace(CHOICE, streets=[north.streets[0].id], return_by=at + timedelta(hours=2))
        pack = order_pack(constituency=north.seat.id, choice=choice, by=by, at=at)
        return print_pack(
            pack_id=pack.id, constituency=north.seat.id, by=by, at=at, report=lambda *_progress: None
        )


class TestTheFile:
    def test_is_fetched_by_whoever_may_print_here(
        self, cast: Cast, finished: Pack, signed_in: SignIn
    ) -> None:
        response = signed_in(cast.priya).get(pack_url(cast, finished, "paper:pack_file"))

        assert b"".join(response).startswith(b"%PDF-1.7")
        assert response.headers["Content-Type"] == "application/pdf"
        assert response.headers["Content-Disposition"].startswith('attachment; filename="sheets-northmoor-')

    def test_is_offered_to_them_alone(self, cast: Cast, finished: Pack, signed_in: SignIn) -> None:
        page = pack_url(cast, finished)

        assert "Fetch the PDF" in signed_in(cast.priya).get(page).content.decode()
        assert "Fetch the PDF" not in signed_in(cast.nia).get(page).content.decode()

    def test_is_refused_to_everybody_else(self, cast: Cast, finished: Pack, signed_in: SignIn) -> None:
        file = pack_url(cast, finished, "paper:pack_file")

        assert signed_in(cast.nia).get(file).status_code == 403
        assert signed_in(cast.sam).get(file).status_code == 404

    def test_is_gone_after_its_time(self, cast: Cast, finished: Pack, signed_in: SignIn) -> None:
        with arranging():
            SealedFile.objects.update(expires_at=timezone.now())

        client = signed_in(cast.priya)

        assert client.get(pack_url(cast, finished, "paper:pack_file")).status_code == 404
        assert "The PDF is gone" in client.get(pack_url(cast, finished)).content.decode()
