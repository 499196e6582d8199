"""The picture of a page without whom the reader may not see: who objected since the print, or is keyed elsewhere."""

import io

from PIL import Image, ImageDraw

from hustings.paper.listing import lines_of_page
from hustings.paper.models import PhotographedPage
from hustings.paper.photographs.settling import Cutting, cuttings_of

VEIL, QUALITY = 128, 70
STRAY = 4
"""Pixels by which a name on creased paper may stand beside its row."""


def veiled(content: bytes, page: PhotographedPage) -> bytes:
    """Give a page's JPEG with the names that are withheld, and lines of other seats as a whole, painted over."""
    hidden = _hidden(page)
    if not hidden:
        return content
    # Our own JPEG, written by the process that looks: its size is that of a page.
    with Image.open(io.BytesIO(content), formats=("JPEG",)) as opened:
        picture = opened.convert("L")
    brush = ImageDraw.Draw(picture)
    for part in hidden:
        edges = (part.left, part.top - STRAY, part.left + part.width, part.top + part.height + STRAY)
        brush.rectangle(edges, fill=VEIL)
    written = io.BytesIO()
    picture.save(written, "JPEG", quality=QUALITY)
    return written.getvalue()


def _hidden(page: PhotographedPage) -> list[Cutting]:
    shown = {line.line: line for line in lines_of_page(page.sheet, page.number)}
    hidden: list[Cutting] = []
    for line, cuttings in cuttings_of(page).items():
        if line not in shown:
            hidden += (cuttings.whom, cuttings.marks, cuttings.note)
        elif shown[line].is_withheld:
            hidden.append(cuttings.whom)
    return hidden
