"""The walls, the log and the stop, held together: what the controls do is seen on the screen, and the log is checked
by both verifiers, which find whatever was changed behind its back.
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from hustings.audit.tests.logs import flip
from tests.journeys.conftest import ROOT, Installation, choose_person, take_picture

pytestmark = pytest.mark.journey

SEAT = "wendlebridge"
PAGES = ("", "electors/", "streets/", "sheets/", "copies/", "register/")
AT_MOST = 5_000
"""Milliseconds from the stop until the last open page has nothing on it any more."""


def come_in(browser: Browser, installation: Installation, name: str) -> Page:
    page = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB").new_page()
    page.set_default_timeout(20_000)
    choose_person(page, installation, name)
    return page


def open_pages(context: BrowserContext, installation: Installation) -> list[Page]:
    """The seat's pages, each in a tab of its own, as somebody at work has them."""
    opened = []
    for path in PAGES:
        page = context.new_page()
        answer = page.goto(f"{installation.url}/seats/{SEAT}/{path}")
        assert answer is not None
        assert answer.status == 200, path
        opened.append(page)
    return opened


def stop_newest_sign_in(page: Page, installation: Installation, name: str) -> None:
    """Stop a sign-in as the officer on duty does, from what was seen to the button."""
    page.goto(f"{installation.url}/oversight/stops/placing/")
    page.get_by_label("Beginning of a name").fill(name)
    page.get_by_role("button", name="Find somebody").click()
    page.get_by_role("link", name=name).first.click()
    page.get_by_role("link", name="One sign-in").first.click()
    page.get_by_label("A stolen sign-in").check()
    page.get_by_label("What was seen").fill("Somebody else was seen using this name at two desks at once.")
    page.get_by_role("button", name="Stop it now").click()
    expect(page.get_by_text("Stopped. A second person can confirm it below.")).to_be_visible()


def test_a_leaver_is_gone_and_everybody_else_is_there(page: Page, demonstration: Installation) -> None:
    choose_person(page, demonstration, "Harold")

    page.get_by_role("link", name="People", exact=True).click()

    page.get_by_text("Roles that are over").click()
    expect(page.get_by_text("Idris Cwmbrennal: Organiser, ended on")).to_be_visible()
    take_picture(page, "leaver")
    page.goto(f"{demonstration.url}/demonstration/")
    expect(page.get_by_role("button", name="Sign in as Tom")).to_be_visible()
    expect(page.get_by_role("button", name="Sign in as Idris")).to_have_count(0)


def test_a_lost_sheet_is_an_incident_with_everybody_on_it(page: Page, demonstration: Installation) -> None:
    choose_person(page, demonstration, "Dai")

    page.goto(f"{demonstration.url}/data-protection/incidents/")
    page.locator("main table a").first.click()
    expect(page.get_by_text("Left on the bus")).to_be_visible()
    take_picture(page, "incident")
    page.get_by_role("link", name=re.compile(r"^The \d+ people affected")).click()

    assert page.locator("main tbody tr").count() > 5


def test_an_export_waits_for_a_second_person(
    browser: Browser, demonstration: Installation, tmp_path: Path
) -> None:
    kofi = come_in(browser, demonstration, "Kofi")
    kofi.goto(f"{demonstration.url}/approvals/")
    kofi.locator("main table a").first.click()
    expect(kofi.get_by_role("heading", name="Exactly this, and nothing else")).to_be_visible()
    take_picture(kofi, "approval")
    kofi.get_by_role("button", name="Agree").click()
    expect(kofi.get_by_text("Agreed. Whoever asked can now do exactly this")).to_be_visible()

    priya = come_in(browser, demonstration, "Priya")
    priya.goto(f"{demonstration.url}/seats/{SEAT}/exports/")
    priya.get_by_role("link", name="A copy of the records").first.click()
    priya.get_by_role("button", name="They agreed: write the file").click()
    priya.get_by_role("link", name="Go on").click(timeout=90_000)
    priya.get_by_role("link", name=re.compile("^To copy C-")).click()
    take_picture(priya, "copy")
    with priya.expect_download() as download:
        priya.get_by_role("button", name="Fetch the file").click()
    download.value.save_as(tmp_path / "records.xlsx")
    rows = load_workbook(tmp_path / "records.xlsx", read_only=True).worksheets[0].values
    assert "Priya Davinaliani" in str(next(rows)[0])


@pytest.fixture
def log(demonstration: Installation, tmp_path: Path) -> Path:
    """A copy of the log's folder, as anybody can take one."""
    return Path(shutil.copytree(demonstration.folder / "log", tmp_path / "log"))


def verify(log: Path, *options: str) -> subprocess.CompletedProcess[str]:
    verifier = ROOT / "hustings" / "audit" / "verify_log.py"
    command = [sys.executable, "-I", str(verifier), str(log), *options]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


def test_anybody_can_verify_the_log(page: Page, demonstration: Installation, log: Path) -> None:
    found = verify(log)
    assert found.returncode == 0, found.stdout + found.stderr

    page.goto(f"{demonstration.url}/log/")
    page.get_by_role("button", name="Check the whole log").click()
    expect(page.locator("#check-told.good")).to_be_visible(timeout=60_000)
    take_picture(page, "log")


def spoil_tile(log: Path) -> None:
    flip(max((log / "tile" / "0").rglob("*"), key=lambda path: path.is_file() and path.stat().st_size), 40)


def spoil_entries(log: Path) -> None:
    files = (log / "tile" / "entries").rglob("*")
    flip(max(files, key=lambda path: path.is_file() and path.stat().st_size), 60)


def spoil_checkpoint(log: Path) -> None:
    flip(log / "checkpoint", 60)


@pytest.mark.parametrize("spoil", [spoil_tile, spoil_entries, spoil_checkpoint])
def test_what_was_tampered_with_is_found_by_both(
    spoil: Callable[[Path], None], context: BrowserContext, demonstration: Installation, log: Path
) -> None:
    spoil(log)
    assert verify(log).returncode != 0

    def answer(route: Route) -> None:
        file = log / route.request.url.partition("/log/")[2]
        if file.is_file():
            route.fulfill(body=file.read_bytes())
        else:
            route.fulfill(status=404)

    page = context.new_page()
    page.goto(f"{demonstration.url}/log/")
    page.route("**/log/checkpoint", answer)
    page.route("**/log/tile/**", answer)
    page.get_by_role("button", name="Check the whole log").click()
    expect(page.locator("#check-told.bad")).to_be_visible(timeout=60_000)


def test_a_stop_signs_an_organiser_out_of_every_page_while_the_neighbour_works_on(
    browser: Browser, demonstration: Installation
) -> None:
    priya = come_in(browser, demonstration, "Priya")
    opened = open_pages(priya.context, demonstration)
    sam = come_in(browser, demonstration, "Sam")
    asha = come_in(browser, demonstration, "Asha")

    stop_newest_sign_in(asha, demonstration, "Priya")

    for page in opened:
        expect(page.get_by_role("heading", name="This is stopped for now")).to_be_visible(timeout=AT_MOST)
        assert page.locator("table, dl.figure").count() == 0
    for path in PAGES:
        refused = priya.goto(f"{demonstration.url}/seats/{SEAT}/{path}")
        assert refused is not None
        assert refused.status == 403, path
    take_picture(priya, "stopped")
    sam.get_by_role("link", name="Streets").first.click()
    expect(sam.get_by_role("heading", level=1)).to_be_visible()
    sam.locator("main table a").first.click()
    expect(sam.locator("main table").first).to_be_visible()
