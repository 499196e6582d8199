"""Which sheet a square code on a photograph names, and where things stand on it; or why it is not read."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from hustings.lib.sheet_codes import NotASheetCode, Scan, read_scan
from hustings.paper.listing import lines_between
from hustings.paper.models import Sheet
from hustings.paper.places import FORM
from hustings.paper.reading_marks import doors_of

STRANGE, UNKNOWN, VERSION, PAGE, BEFORE, ELSEWHERE = (
    "strange", "unknown", "version", "page", "before", "elsewhere",
)  # fmt: skip


@dataclass(frozen=True)
class NamedPage:
    """The page that a code names. Without `asked` it is not read, and `fault` says why."""

    code: str
    sheet: Sheet | None = None
    page: int = 0
    asked: dict[str, Any] | None = None
    fault: str = ""


def named_page(constituency: int, text: str) -> NamedPage:
    """Find what a code names in this seat. A sheet of another seat is as unknown as one that was never printed."""
    try:
        scan = read_scan(text)
    except NotASheetCode:
        return NamedPage("", fault=STRANGE)
    sheet = Sheet.objects.select_related("pack").filter(constituency_id=constituency, code=scan.code).first()
    if sheet is None:
        return NamedPage(scan.code, fault=UNKNOWN)
    fault = _fault(sheet, scan)
    if fault:
        return NamedPage(scan.code, fault=fault)
    page = scan.page or 1
    rows = _rows(sheet, page)
    if not rows:
        return NamedPage(scan.code, sheet, page, fault=ELSEWHERE)
    return NamedPage(scan.code, sheet, page, {"places": sheet.pack.script["places"], "rows": rows})


def _fault(sheet: Sheet, scan: Scan) -> str:
    if scan.version is not None and scan.version != sheet.version:
        return VERSION
    places = sheet.pack.script.get("places") or {}
    if not sheet.row_places or places.get("form") != FORM:
        return BEFORE
    if not 1 <= (scan.page or 1) <= len(sheet.row_places):
        return PAGE
    return ""


def _rows(sheet: Sheet, page: int) -> list[Sequence[float]]:
    """The lines of a page that are keyed in this seat, each with the place of its row."""
    first, last = lines_between(sheet, page)
    here = doors_of(sheet)
    places = sheet.row_places[page - 1]
    return [(line, *row) for line, row in zip(range(first, last + 1), places, strict=False) if line in here]
