"""What a person sees of a photographed page: each line with what was read, what was keyed before, and what is asked."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from hustings.paper.listing import LineShown, keyed_letters, letters_by_sheet, lines_by_sheet, lines_of_page
from hustings.paper.models import PhotographedPage, Sheet
from hustings.paper.photographs.rules import Doubt, ReadLine, read_line
from hustings.paper.photographs.weights import KEPT_SCALE
from hustings.paper.reading_marks import doors_of, scheme_of
from hustings.paper.rules import AGREED

ABOVE, BESIDE = 0.8, 2.5
"""Millimetres that a cut-out shows of the rows above and below, and of what is beside the boxes."""


@dataclass(frozen=True)
class Choice:
    """What one may choose for a line: its letters as they are sent, the same in words, and the key that chooses it."""

    letters: str
    words: str
    key: str
    is_chosen: bool = False


@dataclass(frozen=True)
class Cutting:
    """A part of the page's picture, in its pixels."""

    left: int
    top: int
    width: int
    height: int

    @property
    def box(self) -> str:
        return f"{self.left} {self.top} {self.width} {self.height}"


@dataclass(frozen=True)
class Cuttings:
    """What one line looks like: whom it stands for, its boxes, and its note, each to be shown by itself."""

    whom: Cutting
    marks: Cutting
    note: Cutting


@dataclass(frozen=True)
class LineToSettle:
    """One line of the page, as it is settled; `typed` are letters that somebody wrote instead of a choice."""

    shown: LineShown
    read: ReadLine
    cuttings: Cuttings
    why: tuple[str, ...]
    choices: tuple[Choice, ...]
    keyed: str
    refusal: str = ""
    words: str = ""
    typed: str = ""

    @property
    def is_noted(self) -> bool:
        return Doubt.NOTE in self.read.doubts

    @property
    def is_same(self) -> bool:
        return bool(self.keyed) and self.read.letters == self.keyed

    @property
    def is_new(self) -> bool:
        return bool(self.read.letters) and not self.is_same


def read_lines(page: PhotographedPage) -> dict[int, ReadLine]:
    """What was read of a page's lines, beside what stands for them by now.

    Lines whose people came to lie in another seat since the page was read are not among them: they are keyed there.
    """
    return _beside(page, keyed_letters(page.sheet), doors_of(page.sheet))


def read_lines_of(constituency: int, pages: Sequence[PhotographedPage]) -> dict[UUID, dict[int, ReadLine]]:
    """The same of many pages at once, by the page's id. Two queries."""
    sheets = {page.sheet_id for page in pages}
    keyed, here = letters_by_sheet(constituency, sheets), lines_by_sheet(constituency, sheets)
    return {page.id: _beside(page, keyed[page.sheet_id], here[page.sheet_id]) for page in pages}


def _beside(page: PhotographedPage, keyed: Mapping[int, str], here: Container[int]) -> dict[int, ReadLine]:
    scheme = scheme_of(page.sheet)
    return {
        line: read_line(
            line,
            boxes,
            scheme,
            is_noted=is_noted,
            keyed=keyed.get(line, ""),
            is_refused=str(line) in page.refused,
        )
        for line, boxes, is_noted in page.read
        if line in here
    }


def lines_to_settle(page: PhotographedPage, chosen: dict[int, str] | None = None) -> list[LineToSettle]:
    """The lines of a page in print order, with whom they stand for as far as the reader may know."""
    read, keyed, chosen = read_lines(page), keyed_letters(page.sheet), chosen or {}
    labels = _labels(page.sheet)
    shown = [line for line in lines_of_page(page.sheet, page.number) if line.line in read]
    cuttings = cuttings_of(page)
    return [
        LineToSettle(
            line,
            read[line.line],
            cuttings[line.line],
            tuple(dict.fromkeys(_why(doubt) for doubt in read[line.line].doubts)),
            _choices(read[line.line], labels, keyed.get(line.line, ""), chosen.get(line.line)),
            keyed.get(line.line, ""),
            page.refused.get(str(line.line), ""),
            _in_words(read[line.line].letters, labels),
            _typed(read[line.line], chosen.get(line.line, "")),
        )
        for line in shown
    ]


def usual_day(page: PhotographedPage) -> date:
    """The day asked once for a sheet, or the one that was said with the photograph."""
    return page.sheet.session_on or page.photograph.happened_on


def _labels(sheet: Sheet) -> dict[str, str]:
    return {code["letters"]: code["label"] for code in sheet.pack.script["codes"]} | {
        AGREED: _("agreed to be asked")
    }


def _in_words(letters: str, labels: dict[str, str]) -> str:
    return ", ".join(labels.get(each, each) for each in letters.split())


def _choices(read: ReadLine, labels: dict[str, str], keyed: str, chosen: str | None) -> tuple[Choice, ...]:
    if not read.doubts:
        return ()
    offered = [
        (
            letters,
            _("%s, as keyed") % _in_words(letters, labels)
            if letters == keyed
            else _in_words(letters, labels),
        )
        for letters in read.choices
    ]
    if not keyed:
        offered.append(("-", _("Nothing is marked here")))
    return tuple(
        Choice(letters, words, "abcdefgh"[place], is_chosen=letters == chosen)
        for place, (letters, words) in enumerate(offered)
    )


def _typed(read: ReadLine, chosen: str) -> str:
    """What was decided for a line and is none of its choices."""
    return chosen if read.doubts and chosen not in (*read.choices, "-") else ""


def cuttings_of(page: PhotographedPage) -> dict[int, Cuttings]:
    """Where each line's row lies on the picture that is kept."""
    places = page.sheet.pack.script["places"]
    boxes, (note, right), paper = places["boxes"], places["note"], places["paper"][0]
    begins = boxes[0][1] - BESIDE if boxes else note
    ends = boxes[-1][1] + boxes[-1][2] + BESIDE if boxes else note
    spans = ((0.0, begins), (begins, ends), (note, min(right + BESIDE, paper)))
    first = page.sheet.page_starts[page.number - 1]
    found = {}
    for place, (below, height) in enumerate(page.sheet.row_places[page.number - 1]):
        top, high = places["rows"] + below - ABOVE, height + 2 * ABOVE
        found[first + place] = Cuttings(*(_cutting(left, top, end - left, high) for left, end in spans))
    return found


def _cutting(left: float, top: float, width: float, height: float) -> Cutting:
    return Cutting(*(round(length * KEPT_SCALE) for length in (left, top, width, height)))


def _why(doubt: Doubt) -> str:
    return {
        Doubt.FAINT: _("Something faint stands in a box."),
        Doubt.BETWEEN: _("A mark lies in more than one box."),
        Doubt.SCRIBBLED: _("A box is scribbled over: a mark, or one taken back?"),
        Doubt.NOTE: _("Something is written in the note."),
        Doubt.CONTRADICTION: _("These marks cannot all be so."),
        Doubt.ALONE: _("Consent alone is marked, and nothing that was said."),
        Doubt.DIFFERS: _("It was keyed otherwise."),
        Doubt.REFUSED: _("It could not be recorded."),
    }[doubt]
