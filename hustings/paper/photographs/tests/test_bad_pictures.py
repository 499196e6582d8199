"""Pictures that are none of ours, or not whole: each has its sentence, and nothing of them is kept."""

import io
import random
import struct
import zlib
from dataclasses import replace

import cv2
import numpy as np
import pytest
from PIL import Image

from hustings.access.actor import Actor
from hustings.paper.models import PhotographedPage, PhotographState, Sheet
from hustings.paper.photographs.faults import Fault, UnreadablePicture
from hustings.paper.photographs.opening import open_pictures
from hustings.paper.photographs.telling import fault_sentences
from hustings.paper.photographs.tests.conftest import Brought, read_files
from hustings.work.models import SealedFile
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


def test_two_sheets_on_one_picture_and_a_scan_are_read(brought: Brought, helper: Actor) -> None:
    seat, lot = brought.sheet.constituency_id, random.Random(4)
    marked = brought.marked({1: {"1": "cross"}})
    # Two sheets share the picture's points between them: they want a hand that is held still.
    steady = replace(TELEPHONE, blur=0.7, shake=1.5)
    pair = developed(photograph([marked, marked], steady, lot), steady, lot)
    scan = io.BytesIO()
    Image.fromarray(marked).save(scan, "PDF", resolution=254.0)

    first, second = read_files(helper, seat, pair, scan.getvalue())

    assert PhotographedPage.objects.filter(photograph=first).count() == 2
    page = PhotographedPage.objects.get(photograph=second)
    assert page.read[0][1]["1"] == "marked"
