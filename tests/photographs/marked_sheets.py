"""Printed sheets of invented people, marked with a pen by lot, with what was meant."""

import random
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

import numpy as np
import pypdfium2
from numpy.typing import NDArray

from hustings.lib.sheet_codes import spell_code
from hustings.paper.frame import make_frame
from hustings.paper.laying_out import lay_out
from hustings.paper.places import Places, frame_places, row_places
from hustings.paper.rules import AGREED
from hustings.paper.sheet_text import DoorBlock, ElectorRow, SheetText
from hustings.paper.tests.samples import elector, pack, sheet
from hustings.paper.typesetting import typeset
from tests.photographs.pens import CLEAR, STROKES, UNCLEAR, any_pen, mark, write_note

AT = datetime(2026, 5, 3, 13, 5, tzinfo=UTC)
SCALE = 10.0
NAMES = ("Okafor", "Ŵyn-Ŷstwyth", "Lee", "Featherstonehaugh-Cholmondeley", "ap Gruffudd", "Ng", "Trevelyan")
GIVEN = ("Grace", "Siân Angharad", "Tom", "Bartholomew", "Ada", "Mary", "Jo")

Printed = NDArray[np.uint8]


@dataclass(frozen=True)
class Page:
    """One printed page: its picture at SCALE pixels a millimetre, and where everything stands on it."""

    code: str
    number: int
    places: Places
    rows: list[tuple[int, float, float]]
    picture: Printed


@dataclass
class Marked:
    """A page with marks: for each line what was meant, and the lines on which something is not clear."""

    page: Page
    picture: Printed
    meant: dict[int, set[str]] = field(default_factory=dict)
    unclear: set[int] = field(default_factory=set)
    noted: set[int] = field(default_factory=set)
    kinds: dict[tuple[int, str], str] = field(default_factory=dict)


@lru_cache(maxsize=8)
def print_pages(
    count: int,
    *,
    seed: int = 1,
    consent: bool = False,
    boxes: frozenset[str] = frozenset(),
    large: bool = False,
) -> tuple[Page, ...]:
    """Typeset sheets and draw their first `count` pages, with all boxes or some: the fewer, the wider the note."""
    lot = random.Random(seed)
    text = pack(consent="Do you agree that we note how you plan to vote?" if consent else "")
    if large:
        # As many boxes as a line of large print has room for beside the codes of electors.
        text = replace(text, is_large=True, has_line_codes=True, codes=text.codes[:11])
    if boxes:
        text = replace(text, codes=tuple(code for code in text.codes if code.letters in boxes))
    frame = make_frame(text)
    places = frame_places(frame, text.codes, agreed=AGREED)
    sheets = [_street(lot) for _sheet in range(count)]
    data = b"".join(typeset(text, sheets, at=AT))
    pages = [page for each in sheets for page in lay_out(each, frame)]
    document = pypdfium2.PdfDocument(data)
    drawn = []
    for place, page in enumerate(pages[:count]):
        rows = [(line, row[0], row[1]) for line, row in zip(page.lines, row_places(page), strict=True)]
        picture = document[place].render(scale=SCALE * 25.4 / 72, grayscale=True).to_numpy()
        picture = np.array(picture.reshape(picture.shape[0], picture.shape[1]), dtype=np.uint8)
        drawn.append(Page(page.sheet.code, page.number, places, rows, picture))
    document.close()
    return tuple(drawn)


def _street(lot: random.Random) -> SheetText:
    blocks, line = [], 1
    for place in range(lot.randint(9, 16)):
        if lot.random() < 0.08:
            blocks.append(DoorBlock(str(2 * place + 1), "Odd side", do_not_knock=True))
            continue
        electors: list[ElectorRow] = []
        for _person in range(lot.randint(1, 3)):
            electors.append(elector(line, lot.choice(GIVEN), lot.choice(NAMES)))
            line += 1
        blocks.append(DoorBlock(str(2 * place + 1), "Odd side", electors=tuple(electors)))
    return sheet(*blocks, code=spell_code(lot.randrange(32**7)))


def mark_page(page: Page, lot: random.Random, *, unclear: float = 0.04, notes: float = 0.04) -> Marked:
    """Mark most lines of a page as a canvasser does, in one pen and mostly in one manner."""
    paper = page.picture.astype(np.float32)
    marked = Marked(page, page.picture)
    pen = any_pen(lot)
    manner = lot.choice(CLEAR)
    boxes = [box for box in page.places["boxes"] if box[4]]
    agreed = [box for box in page.places["boxes"] if not box[4]]
    for line, below, height in page.rows:
        meant = marked.meant.setdefault(line, set())
        if lot.random() < 0.2:
            continue
        middle = page.places["rows"] + below + height / 2
        for box in _choose(boxes, agreed, lot):
            kind = manner if manner == "fill" or lot.random() < 0.85 else lot.choice(STROKES)
            if lot.random() < unclear:
                kind = lot.choice(UNCLEAR)
                kind = "struck_out" if (manner, kind) == ("fill", "crossed_out") else kind
                marked.unclear.add(line)
            if kind not in ("crossed_out", "struck_out", "speck"):
                meant.add(box[0])
            marked.kinds[line, box[0]] = kind
            mark(paper, SCALE, kind, (box[1] + box[2] / 2, middle), (box[2], box[3]), pen, lot)
        if lot.random() < notes:
            marked.noted.add(line)
            left, right = page.places["note"]
            write_note(paper, SCALE, left + 2, middle, (right - left) * lot.uniform(0.4, 0.8), lot)
    marked.picture = np.clip(paper, 0, 255).astype(np.uint8)
    return marked


def _choose(boxes: list[Any], agreed: list[Any], lot: random.Random) -> list[Any]:
    """Not in, or an intention with now and then something to do."""
    reach = [box for box in boxes if box[0] in ("NI", "IN", "LG", "M")]
    intentions = [box for box in boxes if box[0] in "123456W"]
    to_do = [box for box in boxes if box[0] in ("P", "V")]
    if lot.random() < 0.4:
        return [lot.choice(reach)]
    chosen = [lot.choice(intentions)]
    if lot.random() < 0.2 and to_do:
        chosen.append(lot.choice(to_do))
    return chosen + (agreed if lot.random() < 0.6 else [])
