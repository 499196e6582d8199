"""A spreadsheet of members becomes people that a list finds and may telephone."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Installation, choose_person, take_picture
from tests.journeys.steps import figure

pytestmark = pytest.mark.journey

SEAT = "wendlebridge"
HEADINGS = "Elector number,Membership type,Mobile,Phone consented on"


def test_a_file_of_members_is_found_by_a_list(
    page: Page, demonstration: Installation, tmp_path: Path
) -> None:
    choose_person(page, demonstration, "Priya")
    home = f"{demonstration.url}/seats/{SEAT}"
    numbers = numbers_on_a_street(page, home)[:30]
    rows = [f"{number},Member,07700 9001{place:02},01/02/2025" for place, number in enumerate(numbers)]
    # The last has not said when they agreed, and there is one more, of nobody's number.
    rows[-1] = rows[-1].replace("01/02/2025", "yes")
    file = tmp_path / "members.csv"
    file.write_text("\n".join((HEADINGS, *rows, "ZZ9-1,Member,07700 900999,01/02/2025")), "utf-8")
    page.goto(f"{home}/lists/")
    page.get_by_role("button", name="New list").click()
    build, before = page.url, telephones(page)

    page.get_by_role("link", name="Supporters", exact=True).click()
    page.get_by_role("link", name="Bring in a file").click()
    page.get_by_label("The file", exact=True).set_input_files(file)
    take_picture(page, "supporters-sending")
    page.get_by_role("button", name="Go on to its columns").click()
    expect(page.get_by_label("Phone consented on")).to_have_value("call consent")
    take_picture(page, "supporters-columns")
    page.get_by_role("button", name="Look it over").click()
    page.get_by_role("link", name="Go on").click(timeout=60_000)
    expect(page.get_by_text(f"{len(rows)} electors become members.")).to_be_visible()
    expect(page.get_by_text("or they are on it without their name")).to_be_visible()
    take_picture(page, "supporters-difference")
    page.get_by_role("button", name="Apply it").click()
    page.get_by_role("link", name="Go on").click(timeout=60_000)
    expect(page.get_by_role("heading", name="What it changed")).to_be_visible()

    page.goto(f"{home}/supporters/")
    take_picture(page, "supporters")
    members = page.locator("main dl.facts dd").first.inner_text()
    page.goto(build)
    # Whoever was spoken to lately leaves the list by themselves.
    assert before < telephones(page) < before + len(rows)
    page.goto(f"{build}?add=supporter")
    page.get_by_label("member", exact=True).check()
    page.locator("form").filter(has=page.get_by_label("member", exact=True)).get_by_role(
        "button"
    ).first.click()
    step = page.locator("tbody tr").filter(has_text="member").first
    expect(step.get_by_text(members, exact=True)).to_be_visible()


def numbers_on_a_street(page: Page, home: str) -> list[str]:
    """The elector numbers that a street's page shows."""
    page.goto(f"{home}/streets/")
    page.locator("main table a").first.click()
    if not page.locator("main td .code").count():
        page.locator("main table a").first.click()
    return page.locator("main td .code").all_inner_texts()


def telephones(page: Page) -> int:
    return int(figure(page, "Telephones").replace(",", ""))
