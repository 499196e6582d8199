"""The first campaign, from a council's register file to recorded conversations: in the demonstration, where the
neighbour finds none of it, and for an organisation that starts for real.
"""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Installation, choose_person, sign_out, take_picture

pytestmark = pytest.mark.journey

SEAT = "thornhythe"
TEN_DOORS = ("1", "1 PV", "2", "3", "4", "5", "NI", "W", "H", "1 PS")


@pytest.fixture(scope="module")
def council_files(demonstration: Installation, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The register and the monthly update that the council of the demonstration's third seat would send."""
    folder = tmp_path_factory.mktemp("council")
    written = json.loads(demonstration.command("demo", "files", str(folder), "--json"))
    return {file["holds"]: Path(file["path"]) for file in written if file["seat"] == SEAT}


def test_a_register_becomes_recorded_conversations(
    page: Page, demonstration: Installation, council_files: dict[str, Path], tmp_path: Path
) -> None:
    choose_person(page, demonstration, "Priya")

    send_file(page, demonstration, SEAT, council_files["full register"], edition="Register 2026")
    expect(page.get_by_text("electors are new")).to_be_visible()
    apply_file(page)
    electors = electors_of(page, demonstration, SEAT)

    send_file(page, demonstration, SEAT, council_files["monthly update"])
    apply_file(page)
    updated = electors_of(page, demonstration, SEAT)
    assert updated != electors

    undo_newest(page, demonstration, SEAT, council_files["monthly update"].name)
    assert electors_of(page, demonstration, SEAT) == electors

    send_file(page, demonstration, SEAT, council_files["monthly update"])
    apply_file(page)
    assert electors_of(page, demonstration, SEAT) == updated

    code = print_first_street(page, demonstration, SEAT, tmp_path)
    key_in_ten_doors(page, demonstration, SEAT, code)

    page.goto(f"{demonstration.url}/seats/{SEAT}/")
    assert figure(page, "Contacted") == "8"
    assert figure(page, "Promises") == "3"
    assert figure(page, "Told us") == "7"
    take_picture(page, "seat-after-ten-doors")

    sign_out(page)
    choose_person(page, demonstration, "Sam")
    assert SEAT not in page.content().lower()
    for path in ("", "register/", "streets/", f"sheets/{code}/"):
        refused = page.goto(f"{demonstration.url}/seats/{SEAT}/{path}")
        assert refused is not None
        assert refused.status == 404


def test_the_filled_seat_shows_its_figures(page: Page, demonstration: Installation) -> None:
    choose_person(page, demonstration, "Priya")

    page.goto(f"{demonstration.url}/seats/wendlebridge/")

    assert int(figure(page, "Electors").replace(",", "")) > 8000
    expect(page.get_by_role("heading", name="UK Parliament")).to_be_visible()
    take_picture(page, "seat")


def send_file(page: Page, installation: Installation, seat: str, file: Path, edition: str = "") -> None:
    """Send a council's file and wait until it has been looked over."""
    page.goto(f"{installation.url}/seats/{seat}/register/sending/")
    page.get_by_label("The council's file").set_input_files(file)
    if edition:
        page.get_by_label("Name of the new edition").fill(edition)
        page.get_by_label("Published on").fill("2025-12-01")
    page.get_by_role("button", name="Look it over").click()
    page.get_by_role("link", name="Go on").click(timeout=60_000)
    expect(page.get_by_text("Looked over, not applied.")).to_be_visible()


def apply_file(page: Page) -> None:
    page.get_by_role("button", name="Apply to the register").click()
    page.get_by_role("link", name="Go on").click(timeout=60_000)
    expect(page.get_by_role("heading", name="What it changed")).to_be_visible()


def undo_newest(page: Page, installation: Installation, seat: str, name: str) -> None:
    page.goto(f"{installation.url}/seats/{seat}/register/")
    page.get_by_role("link", name=name).first.click()
    page.get_by_role("button", name="Undo this import").click()
    page.get_by_role("link", name="Go on").click(timeout=60_000)
    expect(page.get_by_text("This import was undone.")).to_be_visible()


def electors_of(page: Page, installation: Installation, seat: str) -> int:
    page.goto(f"{installation.url}/seats/{seat}/")
    return int(figure(page, "Electors").replace(",", ""))


def figure(page: Page, label: str) -> str:
    """The first figure of the page with this label."""
    found = page.locator("dl.figure").filter(has=page.locator("dt", has_text=re.compile(f"^{label}$"))).first
    return found.locator("dd.figure-value").inner_text().split()[0]


def print_first_street(page: Page, installation: Installation, seat: str, folder: Path) -> str:
    """Print the first street of the first district, fetch the PDF, and give the sheet's code."""
    page.goto(f"{installation.url}/seats/{seat}/sheets/printing/")
    page.locator("table a").first.click()
    page.locator("tbody input[type=checkbox]").first.check()
    page.get_by_label("Number to call").fill("01632 960 001")
    page.get_by_role("button", name="Print", exact=True).click()
    page.get_by_role("link", name="Go on").click(timeout=90_000)
    with page.expect_download() as download:
        page.get_by_role("link", name="Fetch the PDF").click()
    download.value.save_as(folder / "sheets.pdf")
    assert (folder / "sheets.pdf").read_bytes().startswith(b"%PDF-")
    return page.locator(".code").first.inner_text()


def key_in_ten_doors(page: Page, installation: Installation, seat: str, code: str) -> None:
    """Type the sheet's code, then a line and its letters for ten doors, with the keyboard alone."""
    page.goto(f"{installation.url}/seats/{seat}/sheets/keying/")
    page.keyboard.type(code.lower())
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.wait_for_url(re.compile(r"/sheets/[0-9A-Z-]+/"))
    lines = first_lines_of_doors(page)
    page.get_by_role("link", name="Page 2").click()
    lines += first_lines_of_doors(page)
    for line, letters in zip(lines[:10], TEN_DOORS, strict=True):
        page.locator("#id_marks").focus()
        page.keyboard.type(f"{line} {letters}")
        page.keyboard.press("Enter")
        expect(page.locator(".notice.success, .message.success").first).to_be_visible()
    take_picture(page, "keying-in")


def first_lines_of_doors(page: Page) -> list[str]:
    """The number of the first line at each door, as printed."""
    rows = page.locator("tbody tr").filter(has=page.locator("td:first-child", has_text=re.compile(r"\S")))
    return [row.locator("td").nth(1).inner_text() for row in rows.all()]
