"""Lays a sheet's doors out on pages: how high each row is, and which door stands on which page.

Done before typesetting, so that "page 2 of 5" and the square code of every page are known, and so that
keying can follow the pages. Lengths are millimetres on A4 landscape.
"""

from dataclasses import dataclass, replace
from functools import lru_cache

from hustings.paper.fitting import Fitted, Run, fit_or_grow
from hustings.paper.frame import Frame
from hustings.paper.sheet_text import DoorBlock, ElectorRow, SheetText

INSIDE = 0.5
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
    used, before = float("inf"), NOWHERE
    for door in sheet.doors:
        label, rest = door.label, [_laid_elector(elector, frame) for elector in door.electors]
        while rest or before is not door:
            bands, laid = _bands(door, before, frame, fresh=False), _laid_door(label, rest, frame)
            left: list[LaidElector] = []
            if used + _height(bands) + laid.height > frame.room_on(len(pages)):
                bands = _bands(door, before, frame, fresh=True)
                pages.append([])
                used = 0.0
                laid, left = _as_much_as_fits(label, rest, frame, frame.room_on(len(pages)) - _height(bands))
            pages[-1].extend([*bands, laid])
            used += _height(bands) + laid.height
            label, rest, before = f"{door.label} {frame.words.continued}", left, door
    return tuple(Page(sheet, number, len(pages), tuple(rows)) for number, rows in enumerate(pages, start=1))


def _height(bands: list[BandRow]) -> float:
    return sum(band.height for band in bands)


def _bands(door: DoorBlock, before: DoorBlock, frame: Frame, *, fresh: bool) -> list[BandRow]:
    """Name the side and the building where they change, and again at the top of a page."""
    more = f" {frame.words.continued}"
    same_side, same_building = door.side == before.side, door.building == before.building
    bands = []
    if door.side and (fresh or not same_side or (before.building and not door.building)):
        bands.append(BandRow(door.side + (more if same_side else ""), True, frame.measures.band))
    if door.building and (fresh or not same_side or not same_building):
        again = more if same_side and same_building else ""
        bands.append(BandRow(door.building + again, False, frame.measures.building))
    return bands


def _as_much_as_fits(
    label: str, rows: list[LaidElector], frame: Frame, room: float
) -> tuple[LaidDoor, list[LaidElector]]:
    """A door with as many of its rows as a fresh page has room for, one at least; and the rows that are left."""
    for count in range(len(rows), 1, -1):
        laid = _laid_door(label, rows[:count], frame)
        if laid.height <= room:
            return laid, rows[count:]
    return _laid_door(label, rows[:1], frame), rows[1:]


def _laid_door(label: str, rows: list[LaidElector], frame: Frame) -> LaidDoor:
    height = sum(row.height for row in rows) or frame.measures.row
    room = {"width": frame.inside("door"), "height": height - INSIDE}
    fitted = fit_or_grow([Run(label, bold=True)], sizes=frame.measures.door, **room)
    lacking = max(0.0, fitted.height + INSIDE - height)
    if rows and lacking:
        rows = [*rows[:-1], replace(rows[-1], height=rows[-1].height + lacking)]
    return LaidDoor(fitted, tuple(rows), height + lacking)


def _laid_elector(elector: ElectorRow, frame: Frame) -> LaidElector:
    if frame.measures.is_large:
        return _laid_large(elector, frame)
    measures, high = frame.measures, frame.measures.row - INSIDE
    texts = (
        _cell(elector.number, frame.inside("number"), measures.number, height=high),
        fit_or_grow(_named(elector), width=frame.inside("name"), height=high, sizes=measures.name),
        _repeated(", ".join(elector.marks), frame.inside("marks"), measures.marks, height=high),
        _repeated(elector.last, frame.inside("last"), measures.last, height=measures.last_height),
    )
    height = max(measures.row, *(text.height + INSIDE for text in texts))
    return LaidElector(elector, *texts, height)


def _laid_large(elector: ElectorRow, frame: Frame) -> LaidElector:
    """Large print has no room for columns: what else is known of somebody stands behind the name."""
    last = f"{elector.last} ({elector.last_on})" if elector.last and elector.last_on else elector.last
    more = ", ".join(filter(None, (*elector.marks, last)))
    runs = [*_named(elector), *([Run(f"· {more}")] if more else [])]
    measures, none = frame.measures, Fitted(frame.measures.least, ())
    name = fit_or_grow(runs, width=frame.inside("name"), height=measures.row - INSIDE, sizes=measures.name)
    return LaidElector(elector, none, name, none, none, max(measures.row, name.height + INSIDE))


def _named(elector: ElectorRow) -> list[Run]:
    return [Run(elector.forenames), Run(elector.surname, bold=True)]


@lru_cache(maxsize=2048)
def _repeated(text: str, width: float, sizes: tuple[float, ...], *, height: float) -> Fitted:
    """A cell in bold that says what many lines say."""
    return _cell(text, width, sizes, bold=True, height=height)


def _cell(text: str, width: float, sizes: tuple[float, ...], *, height: float, bold: bool = False) -> Fitted:
    if not text:
        return Fitted(sizes[0], ())
    return fit_or_grow([Run(text, bold)], width=width, height=height, sizes=sizes)
