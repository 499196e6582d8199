"""How well marked and photographed sheets are read: what was meant beside what was read, mark by mark."""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5

from hustings.paper.photographs.faults import UnreadablePicture
from hustings.paper.photographs.looking import look_at_sheet
from hustings.paper.photographs.opening import open_pictures
from hustings.paper.photographs.rules import read_line
from hustings.paper.photographs.squaring import find_codes
from hustings.paper.rules import INTENTION, REACH, Mark
from tests.photographs.cameras import Camera, developed, photograph
from tests.photographs.marked_sheets import Marked, Page, mark_page, print_pages

MEANINGS = {"NI": "not_in", "IN": "not_in", "LG": "spoke", "M": "moved"}
REACHED, TO_DO = tuple(MEANINGS), ("P", "V")


def scheme(page: Page) -> dict[str, Mark]:
    """The codes of the printed boxes, as a pack's script would hold them."""
    found = {}
    for letters, *_place in page.places["boxes"]:
        question = REACH if letters in MEANINGS else "action" if letters in TO_DO else INTENTION
        found[letters] = Mark(
            letters, uuid5(NAMESPACE_URL, letters), question, MEANINGS.get(letters, letters)
        )
    found.pop("Y", None)
    return found


@dataclass
class Score:
    """Counts of marks. `wrong` are marks read otherwise than meant without being asked about, on any line.

    `notes_of_nothing` are lines on which a note was seen and nobody wrote one.
    """

    sheets: int = 0
    refused: int = 0
    clear: int = 0
    right: int = 0
    wrong: int = 0
    asked: int = 0
    notes_missed: int = 0
    notes_of_nothing: int = 0

    @property
    def share_right(self) -> float:
        return self.right / max(self.clear, 1)

    @property
    def share_wrong(self) -> float:
        return self.wrong / max(self.clear, 1)


def take_pictures(
    count: int,
    camera: Camera,
    *,
    seed: int,
    consent: bool = False,
    pages: int = 12,
    boxes: frozenset[str] = frozenset(),
    large: bool = False,
) -> Iterator[tuple[Marked, bytes]]:
    """Mark and photograph so many sheets, each by a lot of its own."""
    printed = print_pages(pages, seed=7, consent=consent, boxes=boxes, large=large)
    for number in range(count):
        lot = random.Random(f"{seed} {number}")
        marked = mark_page(lot.choice(printed), lot)
        picture = photograph([marked.picture], camera, lot, turned=lot.randrange(4))
        yield marked, developed(picture, camera, lot)


def score(pictures: Iterable[tuple[Marked, bytes]]) -> Score:
    """Read pictures and count."""
    total = Score()
    for marked, data in pictures:
        _score_one(total, marked, data)
    return total


def _score_one(total: Score, marked: Marked, data: bytes) -> None:
    total.sheets += 1
    (picture,) = open_pictures(data)
    codes = find_codes(picture)
    try:
        seen = look_at_sheet(picture, codes[0], marked.page.places, marked.page.rows) if codes else None
    except UnreadablePicture:
        seen = None
    if seen is None:
        total.refused += 1
        return
    known = scheme(marked.page)
    for row in seen.rows:
        meant = marked.meant[row.line]
        read = read_line(row.line, row.boxes, known)
        total.notes_missed += row.line in marked.noted and not row.is_noted
        total.notes_of_nothing += row.is_noted and row.line not in marked.noted
        is_clear = row.line not in marked.unclear
        total.clear += len(meant) if is_clear else 0
        if read.doubts:
            total.asked += 1
            continue
        got = set(read.letters.split())
        total.right += len(meant & got) if is_clear else 0
        total.wrong += len(meant ^ got)
