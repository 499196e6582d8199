"""The pages of photographs: sending, the list, settling, and who finds none of it."""

import io
from collections.abc import Callable

import numpy as np
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from hustings.audit.words import Action, Purpose
from hustings.paper.models import KeyedLine, Photograph, PhotographedPage, SheetLine
from hustings.paper.photographs.settling import Cutting, cuttings_of
from hustings.paper.photographs.tests.conftest import DAY, Brought, page_of, read_files
from hustings.register.models import Elector
from tests.cast import Cast, acting, arranging

SignIn = Callable[..., Client]
MARKS = {1: {"1": "cross"}, 2: {"2": "cross", "3": "cross"}}


@pytest.fixture
def waiting(cast: Cast, brought: Brought) -> PhotographedPage:
    with acting(cast.priya, Action.PAPER_SHEET_KEY, Purpose.CANVASS) as by:
        (photograph,) = read_files(by, brought.sheet.constituency_id, brought.taken(MARKS), at=timezone.now())
        return page_of(photograph)


def test_a_page_is_settled_on_the_screen(signed_in: SignIn, cast: Cast, waiting: PhotographedPage) -> None:
    client = signed_in(cast.priya)
    address = reverse("paper:photographed", args=["northmoor", waiting.id])

    shown = client.get(address)
    assert shown.status_code == 200
    assert "These marks cannot all be so." in shown.content.decode()
    picture = client.get(reverse("paper:picture", args=["northmoor", waiting.id]))
    assert (picture.status_code, picture["Content-Type"]) == (200, "image/jpeg")
    assert "no-store" in picture["Cache-Control"]

    undecided = client.post(address, {"happened_on": DAY.isoformat()})
    assert undecided.status_code == 422
    assert "Decide about 2 first" in undecided.content.decode()

    far = {"happened_on": "2001-01-01", "line-2": "?", "other-2": "2 ps"}
    mistyped = client.post(address, far)
    assert mistyped.status_code == 422
    assert 'name="other-2" value="2 ps"' in mistyped.content.decode()

    done = client.post(
        address, {"happened_on": DAY.isoformat(), "line-2": "?", "other-2": "2 ps"}, follow=True
    )
    assert "2 lines recorded" in done.content.decode()
    with arranging():
        letters = dict(KeyedLine.objects.filter(stands=True).values_list("line", "letters"))
    assert letters == {1: "1", 2: "2 PS"}
    settled = client.get(address)
    assert "This page is settled" in settled.content.decode()
    assert client.get(reverse("paper:picture", args=["northmoor", waiting.id])).status_code == 404


def test_sending_leaves_the_reading_to_the_worker(signed_in: SignIn, cast: Cast, brought: Brought) -> None:
    client = signed_in(cast.priya)
    address = reverse("paper:photographs", args=["northmoor"])

    assert client.post(address, {"happened_on": DAY.isoformat()}).status_code == 422
    files = [SimpleUploadedFile("one.jpg", b"one"), SimpleUploadedFile("two.jpg", b"two")]
    sent = client.post(address, {"happened_on": DAY.isoformat(), "photographs": files}, follow=True)

    assert sent.status_code == 200
    assert "waiting to be read" in sent.content.decode()
    with arranging():
        assert Photograph.objects.count() == 2


def test_more_files_than_are_taken_get_a_sentence(signed_in: SignIn, cast: Cast, brought: Brought) -> None:
    files = [SimpleUploadedFile(f"{number}.jpg", b"x") for number in range(101)]
    address = reverse("paper:photographs", args=["northmoor"])

    refused = signed_in(cast.priya).post(address, {"happened_on": DAY.isoformat(), "photographs": files})

    assert refused.status_code == 422
    assert "These are more than 60 files." in refused.content.decode()


def test_the_picture_hides_who_objected_since(
    signed_in: SignIn, cast: Cast, waiting: PhotographedPage
) -> None:
    client, address = signed_in(cast.priya), reverse("paper:picture", args=["northmoor", waiting.id])
    first = SheetLine.objects.filter(sheet=waiting.sheet_id, line=1)
    with arranging():
        Elector.objects.filter(id__in=first.values("elector")).update(objects_at_door=True)
        shown = cuttings_of(waiting)

    picture = Image.open(io.BytesIO(client.get(address).content)).convert("L")

    def darkest(part: Cutting) -> int:
        box = (part.left + 8, part.top + 8, part.left + part.width - 8, part.top + part.height - 8)
        return int(np.asarray(picture.crop(box)).min())

    assert darkest(shown[1].whom) > 100
    assert darkest(shown[1].marks) < 100
    assert darkest(shown[2].whom) < 100


def test_a_page_is_left_out_on_the_screen_once(
    signed_in: SignIn, cast: Cast, waiting: PhotographedPage
) -> None:
    client, address = signed_in(cast.priya), reverse("paper:dropping", args=["northmoor", waiting.id])

    assert client.get(address).status_code == 405
    assert "The page was left out" in client.post(address, follow=True).content.decode()
    assert "settled already" in client.post(address, follow=True).content.decode()
    with arranging():
        assert not KeyedLine.objects.exists()


def test_who_may_not_key_is_refused(signed_in: SignIn, cast: Cast, waiting: PhotographedPage) -> None:
    client = signed_in(cast.tom)
    assert client.get(reverse("paper:photographs", args=["northmoor"])).status_code == 403
    assert client.get(reverse("paper:photographed", args=["northmoor", waiting.id])).status_code == 403
    assert client.post(reverse("paper:dropping", args=["northmoor", waiting.id])).status_code == 403


def test_another_seat_finds_none_of_it(signed_in: SignIn, cast: Cast, waiting: PhotographedPage) -> None:
    client = signed_in(cast.sam)
    for name in ("photographed", "picture"):
        for seat in ("northmoor", "southmoor"):
            assert client.get(reverse(f"paper:{name}", args=[seat, waiting.id])).status_code == 404
