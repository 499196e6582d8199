"""Northmoor with addresses, a list of everybody there, and printing labels of it."""

from dataclasses import dataclass, replace
from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import UUID

import pikepdf
import pypdfium2
from django.utils import timezone

from hustings.audit.words import Action, Purpose
from hustings.canvassing.tests.ground import Ground
from hustings.copies.models import Copy
from hustings.paper.post.orders import PostOrder
from hustings.paper.post.printing import print_post
from hustings.register.models import RegisterEntry
from hustings.targeting.lists.keeping import make_list
from hustings.targeting.lists.rules import read_form
from hustings.targeting.models import SavedList
from hustings.work.models import SealedFile
from hustings.work.sealing import open_file
from tests.cast import Cast, acting, arranging

FORM: dict[str, Any] = {
    "hustings_list": 1,
    "use": "phone",
    "steps": [{"do": "add", "who": {"by": "everybody"}}],
}
PRINT = Action.PAPER_SHEET_PRINT


@dataclass
class Posted:
    """A ground whose electors can be written to, and a list of all of them that was made for the telephone."""

    ground: Ground
    kept: SavedList


def give_addresses(ground: Ground) -> None:
    """Give every elector the lines and the postcode of an address, streets in sectors of their own."""
    entries = RegisterEntry.objects.filter(constituency=ground.seat).select_related("elector__door__street")
    for entry in entries:
        door = entry.elector.door
        assert door is not None
        sector = 1 + [street.id for street in ground.streets].index(door.street_id)
        entry.address_lines = f"{door.number} {door.street.name}\nNORTHMOOR"
        entry.postcode = f"NM{9 - sector}{sector}AA"
        entry.save(update_fields=["address_lines", "postcode"])


def keep_list(cast: Cast, form: dict[str, Any] = FORM, name: str = "Everybody") -> SavedList:
    with acting(cast.priya, Action.TARGETING_LIST_BUILD, Purpose.CANVASS) as by:
        return make_list(seat=cast.northmoor, name=name, form=read_form(form), by=by, at=timezone.now())


def order(kept: SavedList, **changed: Any) -> PostOrder:
    usual = PostOrder(
        saved_list=kept.id,
        each="household",
        language="en",
        destroy_on=timezone.localdate() + timedelta(days=14),
        size="L7160",
    )
    return replace(usual, **changed)


def _quiet(done: int, total: int, sentence: str) -> None:
    """Nobody watches how far a test's printing is."""


def print_it(cast: Cast, wanted: PostOrder) -> tuple[Copy, int]:
    """Priya prints it, as the worker does in her name."""
    with acting(cast.priya, PRINT, Purpose.CANVASS) as by:
        return print_post(wanted, seat=cast.northmoor, by=by, at=timezone.now(), report=_quiet)


def bytes_of(file: UUID | None) -> bytes:
    with arranging():
        return b"".join(open_file(SealedFile.objects.get(id__in=[file])))


def pages_of(copy: Copy) -> list[str]:
    """The text of every page of a copy's PDF, which must be one that any reader opens."""
    pdf = bytes_of(copy.file_id)
    with pikepdf.open(BytesIO(pdf)) as checked:
        assert checked.check_pdf_syntax() == []
    return [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf)]
