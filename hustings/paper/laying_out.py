"""Lays a sheet's doors out on pages: how high each row is, and which door stands on which page.

Done before typesetting, so that "page 2 of 5" and the square code of every page are known, and so that
keying can follow the pages. Lengths are millimetres on A4 landscape.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from hustings.paper.fitting import Fitted, Run, fit_or_grow
from hustings.paper.frame import Frame
from hustings.paper.sheet_text import DoorBlock, ElectorRow, SheetText

ROW = 7.5
BAND = 6.6
BUILDING = 5.6
INSIDE = 0.5

NAME_SIZES = (11.0, 10.0, 8.5)
NUMBER_SIZES = (9.5, 8.5, 7.5)
MARK_SIZES = (9.0, 8.0, 7.0)
LAST_SIZES = (10.0, 8.0, 7.0)
LAST_HEIGHT = 4.2
DOOR_SIZES = (15.0, 12.0, 10.0, 8.5)
NOWHERE = DoorBlock("", side="\0")


@dataclass(frozen=True, slots=True)
class BandRow:
    """A break across the page: a side of a street (strong) or a building."""

    text: str
    strong: bool
    height: float


@dataclass(frozen=True, slots=True)
class LaidElector:
    """One elector's row with its texts broken into lines."""

    elector: ElectorRow
    number: Fitted
    name: Fitted
    marks: Fitted
    last: Fitted
    height: float


@dataclass(frozen=True, slots=True)
class LaidDoor:
    """One door with its rows; without rows it is a door not to knock at."""

    label: Fitted
    rows: tuple[LaidElector, ...]
    height: float


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a sheet: number `number` of `of`, and what stands on it from top to bottom; its cover is page 0."""

    sheet: SheetText
    number: int
    of: int
    rows: tuple[BandRow | LaidDoor, ...]

    @property
    def is_cover(self) -> bool:
        return self.number == 0

    @property
    def lines(self) -> list[int]:
        """The lines to key on this page, in print order."""
        return [row.elector.line for door in self.rows if isinstance(door, LaidDoor) for row in door.rows]


def lay_out(sheet: SheetText, frame: Frame) -> tuple[Page, ...]:
    """Share a sheet's doors among pages in their order; a door is split only where it is longer than a page."""
    pages: list[list[BandRow | LaidDoor]] = []
    used, before = frame.rows_room, NOWHERE
    for door, laid in _laid_doors(sheet, frame):
        bands = _bands(door, before, frame, fresh=False)
        if used + _height(bands) + laid.height > frame.rows_room:
            bands = _bands(door, before, frame, fresh=True)
            pages.append([])
            used = 0.0
        pages[-1].extend([*bands, laid])
        used += _height(bands) + laid.height
        before = door
    return tuple(Page(sheet, number, len(pages), tuple(rows)) for number, rows in enumerate(pages, start=1))


def _height(bands: list[BandRow]) -> float:
    return sum(band.height for band in bands)


def _bands(door: DoorBlock, before: DoorBlock, frame: Frame, *, fresh: bool) -> list[BandRow]:
    """Name the side and the building where they change, and again at the top of a page."""
    more = f" {frame.words.continued}"
    same_side, same_building = door.side == before.side, door.building == before.building
    bands = []
    if door.side and (fresh or not same_side or (before.building and not door.building)):
        bands.append(BandRow(door.side + (more if same_side else ""), True, BAND))
    if door.building and (fresh or not same_side or not same_building):
        bands.append(BandRow(door.building + (more if same_side and same_building else ""), False, BUILDING))
    return bands


def _laid_doors(sheet: SheetText, frame: Frame) -> Iterator[tuple[DoorBlock, LaidDoor]]:
    for door in sheet.doors:
        rows = [_laid_elector(elector, frame) for elector in door.electors]
        parts = list(_page_fuls(rows, frame.rows_room - BAND - BUILDING))
        for place, part in enumerate(parts):
            label = door.label + (f" {frame.words.continued}" if place else "")
            yield door, _laid_door(label, part, frame)


def _page_fuls(rows: list[LaidElector], room: float) -> Iterator[list[LaidElector]]:
    part: list[LaidElector] = []
    for row in rows:
        if part and sum(other.height for other in part) + row.height > room:
            yield part
            part = []
        part.append(row)
    yield part


def _laid_door(label: str, rows: list[LaidElector], frame: Frame) -> LaidDoor:
    height = sum(row.height for row in rows) or ROW
    room = {"width": frame.inside("door"), "height": height - INSIDE}
    fitted = fit_or_grow([Run(label, bold=True)], sizes=DOOR_SIZES, **room)
    lacking = max(0.0, fitted.height + INSIDE - height)
    if rows and lacking:
        rows = [*rows[:-1], replace(rows[-1], height=rows[-1].height + lacking)]
    return LaidDoor(fitted, tuple(rows), height + lacking)


def _laid_elector(elector: ElectorRow, frame: Frame) -> LaidElector:
    texts = (
        _cell(elector.number, frame.inside("number"), NUMBER_SIZES),
        fit_or_grow(_named(elector), width=frame.inside("name"), height=ROW - INSIDE, sizes=NAME_SIZES),
        _cell(", ".join(elector.marks), frame.inside("marks"), MARK_SIZES, bold=True),
        _cell(elector.last, frame.inside("last"), LAST_SIZES, bold=True, height=LAST_HEIGHT),
    )
    height = max(ROW, *(text.height + INSIDE for text in texts))
    return LaidElector(elector, *texts, height)


def _named(elector: ElectorRow) -> list[Run]:
    return [Run(elector.forenames), Run(elector.surname, bold=True)]


def _cell(
    text: str, width: float, sizes: tuple[float, ...], *, bold: bool = False, height: float = ROW - INSIDE
) -> Fitted:
    if not text:
        return Fitted(sizes[0], ())
    return fit_or_grow([Run(text, bold)], width=width, height=height, sizes=sizes)
