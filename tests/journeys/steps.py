"""The steps of a campaign's first days, as somebody takes them on the screen."""

import base64
import hmac
import re
import struct
import time
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Installation, take_picture

TEN_DOORS = ("1", "1 PV", "2", "3", "4", "5", "NI", "W", "H", "1 PS")
SECRET = re.compile(r"\b([A-Z2-7]{16,})\b")


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


def print_longest_street(page: Page, installation: Installation, seat: str, folder: Path) -> str:
    """Print the longest street of the first district, fetch the PDF, and give the sheet's code."""
    page.goto(f"{installation.url}/seats/{seat}/sheets/printing/")
    page.locator("table a").first.click()
    longest = max(
        page.locator("tbody tr").all(), key=lambda row: int(row.locator("td.number").first.inner_text())
    )
    longest.locator("input[type=checkbox]").check()
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
    page.get_by_role("link", name="Page 2", exact=True).click()
    page.wait_for_url(re.compile("page=2"))
    lines += first_lines_of_doors(page)
    doors = iter(lines)
    for letters in TEN_DOORS:
        # Nothing is recorded of what somebody under 18 says: then the next door is keyed.
        next(line for line in doors if is_taken(page, f"{line} {letters}"))
    take_picture(page, "keying-in")


def is_taken(page: Page, marks: str) -> bool:
    """Type marks and Enter; what was recorded leaves the field, what was refused stays in it with the reason."""
    page.locator("#id_marks").fill("")
    page.keyboard.type(marks)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    refused = page.get_by_text("not yet 18").count()
    assert bool(refused) == bool(page.locator("#id_marks").input_value())
    return not refused


def first_lines_of_doors(page: Page) -> list[str]:
    """The number of the first line at each door, as printed."""
    rows = page.locator("tbody tr").filter(has=page.locator("td:first-child", has_text=re.compile(r"\S")))
    return [row.locator("td").nth(1).inner_text() for row in rows.all()]


def found_organisation(page: Page, installation: Installation, name: str, folder: Path, *seats: str) -> None:
    """Set a new installation up: a registered party, the published files of a folder, its seats, two key-holders."""
    page.goto(installation.url)
    page.get_by_label("Registered party", exact=True).check()
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("Telephone").fill("01632 960 002")
    page.get_by_role("button", name="Go on to the seats").click()
    page.get_by_label("Folder on this server").fill(str(folder))
    page.get_by_role("button", name="Load the files").click(timeout=120_000)
    for seat in seats:
        page.get_by_label("Name of the constituency").first.fill(seat)
        page.get_by_role("button", name="Search").click()
        page.get_by_role("button", name=f"Choose {seat}", exact=True).click()
    page.get_by_role("button", name="Go on to the key-holders").click()
    page.get_by_label("Your name").fill("Rosa Heronby")
    page.get_by_label("Your e-mail address").fill("rosa@heron.example")
    page.locator("input[type=password]").first.fill("a heron stands in the river")
    page.get_by_label("Name of the second key-holder").fill("Idris Heronby")
    page.get_by_label("E-mail address of the second key-holder").fill("idris@heron.example")
    page.get_by_role("button", name="Set up and sign in").click()
    expect(page.get_by_role("heading", name="Hustings is yours")).to_be_visible(timeout=60_000)


def add_second_step(page: Page) -> None:
    """Set up an app with codes, as the page after the set-up leads to it."""
    page.get_by_role("link", name="add a second step").click()
    page.get_by_text("I cannot read the square").click()
    shown = SECRET.search(page.inner_text("main"))
    assert shown
    page.locator("input[name=code]").fill(one_time_code(shown[1]))
    page.get_by_role("button", name="Use this app").click()
    expect(page.get_by_role("heading", name="Recovery codes").first).to_be_visible()


def one_time_code(secret: str) -> str:
    """What an app shows now (RFC 6238)."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.digest(key, struct.pack(">Q", int(time.time()) // 30), "sha1")
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at : at + 4])[0] & 0x7FFFFFFF) % 10**6:06d}"


def file_papers(page: Page, installation: Installation) -> None:
    """Fill in and file every paper that is offered, then open the recording of opinions."""
    for _paper in range(3):
        page.goto(f"{installation.url}/data-protection/")
        page.get_by_role("link", name="Read the draft and file it").first.click()
        draft = page.get_by_label("Text").input_value()
        page.get_by_label("Text").fill(re.sub(r"\[[^]]*\]", "as decided on the first day", draft))
        page.get_by_role("button", name="File this paper").click()
        page.wait_for_load_state()
    page.goto(f"{installation.url}/data-protection/switches/")
    page.get_by_label("Why").fill("The papers are filed.")
    page.get_by_role("button", name="Turn it on").click()
    expect(page.get_by_text("on", exact=True).first).to_be_visible()
