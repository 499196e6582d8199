"""Writes laid-out pages as the plain values that the typesetting process reads."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from hustings.lib.sheet_codes import write_scan
from hustings.paper import frame as frames
from hustings.paper.fitting import Fitted, Run, displayed, fit_or_grow
from hustings.paper.frame import Frame
from hustings.paper.laying_out import BandRow, LaidDoor, LaidElector, Page
from hustings.paper.line_codes import write_line
from hustings.paper.measures import Measures
from hustings.paper.places import corners
from hustings.paper.sheet_text import PackText, SheetText
from hustings.paper.square_codes import SquareCodes

SQUARES = SquareCodes()


def write_quire(pack: PackText, frame: Frame, pages: Iterable[Page], *, at: datetime) -> str:
    """Write pages, their pack and its frame as JSON; `at` becomes the file's date of making."""
    quire = {
        "timestamp": int(at.timestamp()),
        "pack": _pack(pack),
        "frame": _frame(frame),
        "pages": [
            _cover(page, frame.measures) if page.is_cover else _page(page, pack, frame.measures)
            for page in pages
        ],
    }
    return displayed(json.dumps(quire, ensure_ascii=False))


def _pack(pack: PackText) -> dict[str, Any]:
    words = pack.words
    return {
        "title": pack.title,
        "language": pack.language,
        "organisation": pack.organisation,
        "election": pack.election,
        "printed": pack.printed,
        "codes": [[code.letters, code.label] for code in (*pack.codes, *pack.legend)],
        "words": {name: getattr(words, name) for name in words.__slots__},
    }


def _frame(frame: Frame) -> dict[str, Any]:
    measures = frame.measures
    return {
        "left": frames.LEFT,
        "top": frames.TOP,
        "bottom": frames.BOTTOM,
        "corner": measures.corner,
        "corner_room": measures.corner_room,
        "corners": corners(measures.corner),
        "square": measures.square,
        "head": measures.head,
        "table_head": measures.table_head,
        "tally": measures.tally,
        "gap": frames.GAP,
        "padding": frames.PADDING,
        "least": measures.least,
        "large": measures.is_large,
        "legend_size": measures.legend,
        "legend_height": frame.legend_height,
        "names": list(frame.columns),
        "columns": list(frame.columns.values()),
        "strip": frame.strip.svg,
        "strip_width": frame.strip.width,
        "groups": [[_fitted(name), width] for name, width in frame.groups],
        "heads": [None if head is None else _fitted(head) for head in frame.heads],
        "tick": frame.tick if frame.consent else None,
        "returning": _fitted(frame.returning),
        "consent": _fitted(frame.consent) if frame.consent else None,
        "say": _fitted(frame.say) if frame.say else None,
    }


def _page(page: Page, pack: PackText, measures: Measures) -> dict[str, Any]:
    sheet = page.sheet
    scan = write_scan(pack.address, sheet.code, version=sheet.version, page=page.number)
    version = pack.words.version.format(version=sheet.version)
    return {
        "first": page.number == 1,
        "code": sheet.code,
        "square": SQUARES.drawn(scan),
        "number": f"{pack.words.page.format(page=page.number, pages=page.of)} · {version}",
        "place": sheet.place,
        "title": _fitted(_title(sheet, measures)),
        "polling": _fitted(_head(sheet.polling, measures, measures.polling_height, measures.polling)),
        "rows": [
            _band(row) if isinstance(row, BandRow) else _door(row, sheet.code if pack.has_line_codes else "")
            for row in page.rows
        ],
    }


def _cover(page: Page, measures: Measures) -> dict[str, Any]:
    sheet, cover = page.sheet, page.sheet.cover
    assert cover is not None
    return {
        "cover": True,
        "code": sheet.code,
        "place": sheet.place,
        "title": _fitted(_title(sheet, measures)),
        "drawing": cover.drawing,
        "drawing_says": cover.drawing_says,
        "facts": [list(fact) for fact in cover.facts],
        "saying": list(cover.saying),
        "square": SQUARES.drawn(cover.address) if cover.address else "",
        "address_says": cover.address_says,
    }


def _title(sheet: SheetText, measures: Measures) -> Fitted:
    """A heading must say something to be a heading: a nameless street goes by its sheet's code."""
    text = sheet.title if any(letter.isalnum() for letter in sheet.title) else sheet.code
    return _head(text, measures, measures.title_height, measures.title, bold=True)


def _head(
    text: str, measures: Measures, height: float, sizes: tuple[float, ...], *, bold: bool = False
) -> Fitted:
    return fit_or_grow([Run(text, bold)], width=measures.head_width, height=height, sizes=sizes)


def _band(band: BandRow) -> dict[str, Any]:
    return {"text": band.text, "strong": band.strong, "height": band.height}


def _door(door: LaidDoor, code: str) -> dict[str, Any]:
    return {
        "label": _fitted(door.label),
        "height": door.height,
        "rows": [_elector(row, code) for row in door.rows],
    }


def _elector(row: LaidElector, code: str) -> list[Any]:
    """One line; with the `code` of its sheet also the square code that a scanner reads for it."""
    elector = row.elector
    scan = [SQUARES.drawn(write_line(code, elector.line))] if code else []
    texts = [_fitted(row.number), _fitted(row.name), _fitted(row.marks)]
    return [elector.line, *texts, _fitted(row.last), elector.last_on, row.height, *scan]


def _fitted(fitted: Fitted) -> list[Any]:
    return [fitted.size, [[[run.text, run.bold] for run in line] for line in fitted.lines]]
