"""A pack that is really printed, and photographs of its sheets as a canvasser brings them back."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from uuid import UUID

import numpy as np
import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from hustings.access.actor import Actor
from hustings.audit.words import Action, Purpose
from hustings.canvassing.tests.ground import AT, Ground
from hustings.paper.models import Pack, Photograph, PhotographedPage, Sheet
from hustings.paper.packing import order_pack
from hustings.paper.photographs.reading import read_photographs
from hustings.paper.photographs.sending import send_photographs
from hustings.paper.printing import print_pack
from hustings.paper.tests.conftest import CHOICE, EARLIER, north
from hustings.work.models import SealedFile
from hustings.work.reporting import silent
from hustings.work.sealing import open_file
from tests.cast import Cast, acting
from tests.photographs.cameras import SMALL_TELEPHONE, Camera, Picture, developed, photograph
from tests.photographs.pens import Pen, mark, write_note

SCALE = 10.0
PEN = Pen(0.6, 40)
DAY = AT.date()
__all__ = ["north"]

Marks = dict[int, dict[str, str]]
"""For each line its boxes' letters with the kind of mark; "note" writes in the note."""


@dataclass
class Brought:
    """The first sheet of a printed pack, to be marked and photographed."""

    pack: Pack
    sheet: Sheet
    pdf: bytes
    lot: random.Random = field(default_factory=lambda: random.Random(5))
    number: int = 0

    @cached_property
    def clean(self) -> Picture:
        page = pypdfium2.PdfDocument(self.pdf)[self.number]
        drawn = page.render(scale=SCALE * 25.4 / 72, grayscale=True).to_numpy()
        return np.array(drawn.reshape(drawn.shape[0], drawn.shape[1]), dtype=np.uint8)

    def marked(self, marks: Marks) -> Picture:
        """The page with marks on it."""
        paper = self.clean.astype(np.float32)
        places = self.pack.script["places"]
        boxes = {box[0]: box for box in places["boxes"]}
        for line, kinds in marks.items():
            below, height = self.sheet.row_places[0][line - 1]
            middle = places["rows"] + below + height / 2
            for letters, kind in kinds.items():
                if letters == "note":
                    left, right = places["note"]
                    write_note(paper, SCALE, left + 2, middle, (right - left) * 0.6, self.lot)
                    continue
                _letters, left, width, high, _lettered = boxes[letters]
                mark(paper, SCALE, kind, (left + width / 2, middle), (width, high), PEN, self.lot)
        return np.clip(paper, 0, 255).astype(np.uint8)

    def taken(self, marks: Marks, *, turned: int = 0, camera: Camera = SMALL_TELEPHONE) -> bytes:
        """A telephone's picture of the marked page."""
        return developed(photograph([self.marked(marks)], camera, self.lot, turned=turned), camera, self.lot)


@pytest.fixture
def brought(cast: Cast, north: Ground) -> Brought:
    """Mill Lane with its three doors, two electors each, printed yesterday."""
    return brought_from(cast, north, north.streets[0].id)[0]


def brought_from(cast: Cast, north: Ground, *streets: UUID) -> list[Brought]:
    """Print streets, each on a sheet of its own."""
    with acting(cast.priya, Action.PAPER_SHEET_PRINT, Purpose.CANVASS) as by:
        choice = replace(CHOICE, streets=streets, together=False)
        pack = order_pack(constituency=north.seat.id, choice=choice, by=by, at=EARLIER)
        print_pack(pack_id=pack.id, constituency=north.seat.id, by=by, at=EARLIER, report=silent)
        sheets = list(Sheet.objects.select_related("pack").filter(pack=pack).order_by("number"))
        pdf = b"".join(open_file(SealedFile.objects.get(id__in=[sheets[0].pack.file_id])))
    return [Brought(sheet.pack, sheet, pdf, number=place) for place, sheet in enumerate(sheets)]


@pytest.fixture
def helper(cast: Cast) -> Iterator[Actor]:
    """Priya, keying in."""
    with acting(cast.priya, Action.PAPER_SHEET_KEY, Purpose.CANVASS) as by:
        yield by


def read_files(
    by: Actor, seat: int, *contents: bytes, day: date = DAY, at: datetime = AT
) -> list[Photograph]:
    """Send files and read them, as the page and the worker do."""
    files = [SimpleUploadedFile(f"sheet-{place}.jpg", content) for place, content in enumerate(contents)]
    batch = send_photographs(constituency=seat, files=files, happened_on=day, by=by, at=at)
    read_photographs(batch=batch, constituency=seat, by=by, at=at, report=silent)
    return list(Photograph.objects.filter(constituency_id=seat, batch=batch).order_by("id"))


def page_of(photograph: Photograph) -> PhotographedPage:
    return PhotographedPage.objects.select_related("sheet__pack", "photograph").get(photograph=photograph)
