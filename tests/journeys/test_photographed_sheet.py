"""A sheet comes back as a photograph: marked, photographed askew, two doubts settled by keyboard, the figures moved."""

import random
from pathlib import Path

import cv2
import numpy as np
import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Installation, choose_person, take_picture
from tests.journeys.steps import figure
from tests.photographs.cameras import SMALL_TELEPHONE, Picture, developed, photograph
from tests.photographs.pens import Pen, mark

pytestmark = pytest.mark.journey

SEAT = "wendlebridge"
SCALE = 10.0
PEN = Pen(0.6, 40)
NI, ONE, TWO, THREE = range(4)
BOXES = ("NI", "1", "2", "3")


def test_a_photograph_becomes_conversations(page: Page, demonstration: Installation, tmp_path: Path) -> None:
    choose_person(page, demonstration, "Priya")
    page.goto(f"{demonstration.url}/seats/{SEAT}/")
    before = int(figure(page, "Told us").replace(",", ""))
    taken = tmp_path / "sheet.jpg"
    taken.write_bytes(photographed(print_sheet(page, demonstration, tmp_path)))

    page.goto(f"{demonstration.url}/seats/{SEAT}/sheets/keying/")
    page.get_by_role("link", name="Or send photographs of marked sheets").click()
    page.get_by_label("Photographs or a PDF").set_input_files(taken)
    take_picture(page, "photographs-sending")
    page.get_by_role("button", name="Read the marks").click()
    page.get_by_role("link", name="Go on").click(timeout=120_000)
    expect(page.get_by_text("1 page was read.")).to_be_visible()
    take_picture(page, "photographs-read")
    page.get_by_role("link", name="Settle the next page").click()
    expect(page.locator("fieldset.doubt")).to_have_count(2)
    take_picture(page, "photographs-settling")

    page.keyboard.press("a")
    page.keyboard.press("a")
    expect(page.get_by_role("button", name="Record this page")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.get_by_text("4 lines recorded")).to_be_visible(timeout=30_000)
    expect(page.get_by_text("settled", exact=True)).to_be_visible()
    page.goto(f"{demonstration.url}/seats/{SEAT}/")
    assert int(figure(page, "Told us").replace(",", "")) > before


def print_sheet(page: Page, installation: Installation, folder: Path) -> Picture:
    """Print a street with four boxes a line, fetch the PDF, and draw its first page."""
    page.goto(f"{installation.url}/seats/{SEAT}/sheets/printing/")
    page.locator("table a").first.click()
    page.locator("tbody tr").first.locator("input[type=checkbox]").check()
    page.get_by_text("Choose the boxes").click()
    for letters in BOXES:
        page.locator(f'input[name="boxes"][value="{letters}"]').check()
    page.get_by_label("Number to call").fill("01632 960 001")
    page.get_by_role("button", name="Print", exact=True).click()
    page.get_by_role("link", name="Go on").click(timeout=90_000)
    with page.expect_download() as download:
        page.get_by_role("link", name="Fetch the PDF").click()
    download.value.save_as(folder / "sheets.pdf")
    drawn = pypdfium2.PdfDocument(folder / "sheets.pdf")[0].render(scale=SCALE * 25.4 / 72, grayscale=True)
    array = drawn.to_numpy()
    return np.array(array.reshape(array.shape[0], array.shape[1]), dtype=np.uint8)


def photographed(sheet: Picture) -> bytes:
    """Mark four lines, two of them doubtfully, and take the page's picture."""
    lot = random.Random(8)
    paper = sheet.astype(np.float32)
    rows = boxes_of(sheet)
    for line, box, shift in ((0, ONE, 0.0), (1, NI, 0.0), (2, ONE, 0.0), (2, THREE, 0.0), (3, ONE, 0.5)):
        left, top, wide, high = (value / SCALE for value in rows[line][box])
        middle = left + wide / 2 + shift * (wide + 0.4), top + high / 2
        mark(paper, SCALE, "cross", middle, (wide, high), PEN, lot)
    marked = np.clip(paper, 0, 255).astype(np.uint8)
    return developed(photograph([marked], SMALL_TELEPHONE, lot, turned=1), SMALL_TELEPHONE, lot)


def boxes_of(sheet: Picture) -> list[list[tuple[int, int, int, int]]]:
    """Each line's boxes from left to right, found by their outlines on the clean page, in its pixels."""
    dark = (sheet < 128).astype(np.uint8)
    outlines, _tree = cv2.findContours(dark, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    found = {cv2.boundingRect(outline) for outline in outlines}
    boxes = sorted((y, x, w, h) for x, y, w, h in found if abs(w - 62) < 6 and abs(h - 60) < 4)
    rows: list[list[tuple[int, int, int, int]]] = []
    for y, x, w, h in boxes:
        if not rows or y - rows[-1][0][1] > 30:
            rows.append([])
        if all(abs(x - other[0]) > 20 for other in rows[-1]):
            rows[-1].append((x, y, w, h))
    return [sorted(row) for row in rows if len(row) == len(BOXES)]
