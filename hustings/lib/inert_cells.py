"""Cells that a spreadsheet shows and never runs, as CSV and as XLSX.

A cell that begins with = + - or @ is a formula to a spreadsheet, also behind spaces, invisible characters or in
full-width form, and one after a tab or a line break may become one when the file is taken apart again. OWASP, CSV
injection; ASVS 5.0, 1.2.10.
"""

import csv
import io
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from xml.sax.saxutils import escape

RUNS = frozenset("=+-@")
MARK = "'"
ROWS_AT_ONCE = 1_000

Row = Sequence[object]

CONTENT_TYPES = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/xl/workbook.xml"
 ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
<Override PartName="/xl/worksheets/sheet1.xml"
 ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>
</Types>"""
RELATIONS = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"
 Target="{target}"/>
</Relationships>"""
WORKBOOK = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
<sheets><sheet name="{name}" sheetId="1" r:id="rId1"/></sheets>
</workbook>"""
SHEET_BEGINS = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>"""
SHEET_ENDS = "</sheetData></worksheet>"


def inert(value: object) -> str:
    """Write a value as text that no spreadsheet runs. Control characters become spaces; what would run is marked.

    Doing it twice changes nothing more.
    """
    text = "".join(" " if unicodedata.category(letter) in ("Cc", "Cs") else letter for letter in str(value))
    return MARK + text if _would_run(text) else text


def write_csv(rows: Iterable[Row]) -> Iterator[bytes]:
    """Write rows as CSV, every cell quoted, so that no other separator takes one apart; with the mark of UTF-8."""
    yield b"\xef\xbb\xbf"
    waiting: list[Row] = []
    for row in rows:
        waiting.append(row)
        if len(waiting) == ROWS_AT_ONCE:
            yield _lines(waiting)
            waiting = []
    yield _lines(waiting)


def write_xlsx(rows: Iterable[Row], *, name: str) -> bytes:
    """Write rows as one sheet whose every cell is text. In memory: unsealed, it must lie on no disk."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("[Content_Types].xml", CONTENT_TYPES)
        book.writestr("_rels/.rels", RELATIONS.format(kind="officeDocument", target="xl/workbook.xml"))
        book.writestr("xl/workbook.xml", WORKBOOK.format(name=_sheet_name(name)))
        book.writestr(
            "xl/_rels/workbook.xml.rels",
            RELATIONS.format(kind="worksheet", target="worksheets/sheet1.xml"),
        )
        with book.open("xl/worksheets/sheet1.xml", "w") as sheet:
            sheet.write(SHEET_BEGINS.encode())
            for row in rows:
                sheet.write(_xml_row(row).encode())
            sheet.write(SHEET_ENDS.encode())
    return written.getvalue()


def _would_run(text: str) -> bool:
    """Whether the first character that can be seen begins a formula, in whichever of its forms."""
    for letter in unicodedata.normalize("NFKC", text):
        if letter.isspace() or unicodedata.category(letter) in ("Cf", "Cc", "Zs", "Zl", "Zp", "Mn"):
            continue
        return letter in RUNS or letter in "−–—"
    return False


def _lines(rows: Iterable[Row]) -> bytes:
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows([inert(cell) for cell in row] for row in rows)
    return text.getvalue().encode()


def _xml_row(row: Row) -> str:
    cells = (
        f'<c t="inlineStr"><is><t xml:space="preserve">{escape(_allowed(inert(cell)))}</t></is></c>'
        for cell in row
    )
    return f"<row>{''.join(cells)}</row>"


def _allowed(text: str) -> str:
    """Leave out the few characters that XML cannot hold."""
    return "".join(letter for letter in text if letter not in "\ufffe\uffff")


def _sheet_name(name: str) -> str:
    """A sheet's name has 31 characters and none of those that address cells."""
    return escape(
        "".join(" " if letter in "[]:*?/\\'" else letter for letter in name)[:31].strip() or "1",
        {'"': "&quot;"},
    )
