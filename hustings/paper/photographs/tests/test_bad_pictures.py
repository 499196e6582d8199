"""Pictures that are none of ours, or not whole: each has its sentence, and nothing of them is kept."""

import io
import random
import struct
import sys
import threading
import zlib
from collections.abc import Sequence
from datetime import timedelta

import cv2
import numpy as np
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from hustings.access.actor import Actor
from hustings.canvassing.tests.ground import AT, Ground
from hustings.paper.models import Photograph, PhotographedPage, PhotographState, Sheet
from hustings.paper.photographs import lanes
from hustings.paper.photographs.faults import Fault, UnreadablePicture
from hustings.paper.photographs.lanes import Asked, look_at_files
from hustings.paper.photographs.listing import batch_of
from hustings.paper.photographs.opening import open_pictures
from hustings.paper.photographs.sending import (
    MOST_BYTES,
    MOST_FILES,
    UnableToSendPhotographs,
    send_photographs,
)
from hustings.paper.photographs.telling import fault_sentences
from hustings.paper.photographs.tests.conftest import DAY, Brought, brought_from, read_files
from hustings.work.models import SealedFile
from tests.cast import Cast
from tests.photographs.cameras import SMALL_TELEPHONE, TELEPHONE, developed, photograph


def cat() -> bytes:
    """A cat on a carpet, drawn: two ears, two eyes, whiskers."""
    carpet = np.random.default_rng(9).normal(150, 25, (900, 1200))
    picture = np.clip(carpet, 0, 255).astype(np.uint8)
    cv2.ellipse(picture, (600, 500), (260, 220), 0, 0, 360, 60, -1)
    for side in (-1, 1):
        ear = np.array([[600 + side * 230, 400], [600 + side * 190, 160], [600 + side * 60, 300]])
        cv2.fillPoly(picture, [ear], 60)
        cv2.circle(picture, (600 + side * 90, 450), 34, 230, -1)
        for whisker in range(3):
            cv2.line(picture, (600 + side * 60, 570), (600 + side * 320, 520 + 45 * whisker), 240, 3)
    return cv2.imencode(".jpg", picture)[1].tobytes()


def bomb() -> bytes:
    """A PNG of a few kilobytes that would unpack into a picture of 30,000 by 30,000."""
    head = struct.pack(">IIBBBBB", 30000, 30000, 8, 0, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(bytes(100_000))), (b"IEND", b"")]
    body = b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + body


def told(by: Actor, seat: int, content: bytes) -> str:
    """Send and read one file of which nothing can be read; gives its sentences."""
    (photograph_,) = read_files(by, seat, content)
    assert photograph_.state == PhotographState.UNREADABLE
    assert photograph_.file_id is None
    assert not PhotographedPage.objects.exists()
    return " ".join(fault_sentences(seat, photograph_.faults))


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (bomb(), Fault.TOO_LARGE),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", Fault.HEIC),
        (b"%PDF-1.7\nbut not for long", Fault.DAMAGED),
        (b"GIF89a and so on", Fault.FORMAT),
        (b"\xff\xd8\xff\xe0 cut off", Fault.DAMAGED),
        (b"", Fault.FORMAT),
    ],
    ids=["bomb", "heic", "pdf", "gif", "jpeg", "empty"],
)
def test_what_cannot_be_opened_is_refused_before_it_is_unpacked(content: bytes, fault: Fault) -> None:
    with pytest.raises(UnreadablePicture) as refused:
        list(open_pictures(content))

    assert refused.value.fault == fault


def test_a_pdf_of_fifty_one_pages_is_refused() -> None:
    written = io.BytesIO()
    page = Image.new("L", (20, 20), 255)
    page.save(written, "PDF", save_all=True, append_images=[page] * 50)

    with pytest.raises(UnreadablePicture) as refused:
        list(open_pictures(written.getvalue()))

    assert refused.value.fault == Fault.TOO_MANY_PAGES


def test_each_picture_that_is_no_sheet_has_its_sentence(brought: Brought, helper: Actor) -> None:
    seat = brought.sheet.constituency_id

    assert "No sheet was found on 1 picture" in told(helper, seat, cat())
    assert "HEIC" in told(helper, seat, b"\x00\x00\x00\x18ftypheic" + bytes(40))
    assert "more points" in told(helper, seat, bomb())
    assert not SealedFile.objects.filter(name__startswith="sheet-").exists()


def test_half_a_sheet_and_another_seats_sheet_are_not_read(brought: Brought, helper: Actor) -> None:
    seat, lot = brought.sheet.constituency_id, random.Random(3)
    half = brought.clean[:, 1200:]
    taken = developed(photograph([half], SMALL_TELEPHONE, lot), SMALL_TELEPHONE, lot)

    assert "a corner mark is not on the picture" in told(helper, seat, taken)
    whole = brought.taken({})
    Sheet.objects.filter(pk=brought.sheet.pk).update(version=2)
    assert "another version" in told(helper, seat, whole)
    Sheet.objects.filter(pk=brought.sheet.pk).update(version=1, row_places=[])
    assert "before photographs could be read" in told(helper, seat, whole)
    Sheet.objects.filter(pk=brought.sheet.pk).update(code="7K2M-9QXC")
    assert f"No sheet of this seat has the code {brought.sheet.code}." in told(helper, seat, whole)


@pytest.fixture
def two_sheets(cast: Cast, north: Ground) -> list[Brought]:
    return brought_from(cast, north, north.streets[0].id, north.streets[1].id)


def test_two_sheets_on_one_picture_of_a_shaking_hand_and_a_scan_are_read(
    two_sheets: list[Brought], helper: Actor
) -> None:
    one, other = two_sheets
    seat, lot = one.sheet.constituency_id, random.Random(4)
    marked = one.marked({1: {"1": "cross"}}), other.marked({2: {"NI": "cross"}})
    pair = developed(photograph(list(marked), TELEPHONE, lot), TELEPHONE, lot)
    scan = io.BytesIO()
    Image.fromarray(marked[0]).save(scan, "PDF", resolution=254.0)

    first, second = read_files(helper, seat, pair, scan.getvalue())

    pages = {page.sheet_id: page for page in PhotographedPage.objects.filter(photograph=first)}
    assert set(pages) == {one.sheet.id, other.sheet.id}
    assert pages[one.sheet.id].read[0][1]["1"] == "marked"
    assert pages[other.sheet.id].read[1][1]["NI"] == "marked"
    assert PhotographedPage.objects.get(photograph=second).read[0][1]["1"] == "marked"
    assert [shown.found for shown in batch_of(seat, first.batch)] == [2, 1]


def test_what_broke_off_may_be_sent_again(
    brought: Brought, helper: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process that ends over a picture says so; what was sent while nothing was read counts as never sent."""
    seat, taken = brought.sheet.constituency_id, brought.taken({})
    monkeypatch.setattr(lanes, "COMMAND", (sys.executable, "-c", "import sys; sys.stdin.buffer.read(9)"))
    assert "took too long or broke off" in told(helper, seat, taken)
    monkeypatch.undo()

    send_photographs(
        constituency=seat, files=[SimpleUploadedFile("a.jpg", taken)], happened_on=DAY, by=helper, at=AT
    )
    (again,) = read_files(helper, seat, taken)

    assert again.state == PhotographState.READ


def test_lanes_end_their_processes_when_the_work_breaks_off(brought: Brought) -> None:
    threads = threading.active_count()

    def find(_codes: Sequence[str]) -> list[Asked | None]:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        look_at_files([(number, lambda: brought.taken({})) for number in range(3)], find=find, take=print)

    assert threading.active_count() == threads


def test_too_many_too_large_and_future_photographs_are_refused(brought: Brought, helper: Actor) -> None:
    seat = brought.sheet.constituency_id
    small = SimpleUploadedFile("a.jpg", b"x")
    large = SimpleUploadedFile("b.jpg", b"x")
    large.size = MOST_BYTES + 1
    for files, day, told_so in (
        ([small] * (MOST_FILES + 1), DAY, "more than 60 files"),
        ([small, large], DAY, "“b.jpg” is larger than 30 MB"),
        ([small], DAY + timedelta(days=1), "still to come"),
    ):
        with pytest.raises(UnableToSendPhotographs, match=told_so):
            send_photographs(constituency=seat, files=files, happened_on=day, by=helper, at=AT)

    assert not Photograph.objects.exists()
