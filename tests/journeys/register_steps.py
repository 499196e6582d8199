"""The steps of a register's year, as an organiser takes them: files sent, doubts settled by the truth, figures read."""

from collections.abc import Callable, Collection, Mapping
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Installation, take_picture

PATIENCE = 120_000


def send_of(
    page: Page,
    installation: Installation,
    seat: str,
    file: Path,
    *,
    officer: str,
    edition: str,
    published_on: str = "",
) -> None:
    """Send a council's file of an edition, a new one where it has a date, and wait until it has been looked over."""
    page.goto(f"{installation.url}/seats/{seat}/register/sending/")
    page.get_by_label("The council's file").set_input_files(file)
    page.get_by_label("Whose register").select_option(label=officer)
    editions = page.locator("#id_edition")
    if published_on:
        editions.select_option(index=0)
        page.get_by_label("Name of the new edition").fill(edition)
        page.get_by_label("Published on").fill(published_on)
    else:
        editions.select_option(
            editions.locator("option", has_text=f"{officer}: {edition}").first.get_attribute("value")
        )
    page.get_by_role("button", name="Look it over").click()
    page.get_by_role("link", name="Go on").click(timeout=PATIENCE)
    expect(page.get_by_text("Looked over, not applied.")).to_be_visible()


def settle_doubts(page: Page, is_same: Callable[[str, str], bool]) -> int:
    """From the page of an import answer every question about it by one key, as the truth has it; returns how many."""
    here, settled = page.url, 0
    run = here.rstrip("/").rpartition("/")[2]
    seat = here.partition("/register/")[0]
    for moved in ("", "list=moved&"):
        page.goto(f"{seat}/register/doubts/?{moved}run={run}")
        while (question := page.locator("table.two-people")).count():
            numbers = question.locator("tr").filter(
                has=page.get_by_role("rowheader", name="Number", exact=True)
            )
            earlier, row = (numbers.locator("td").nth(at).inner_text().strip() for at in (0, 1))
            if not settled:
                take_picture(page, "who-is-who")
            with page.expect_navigation():
                page.keyboard.press("s" if is_same(row, earlier) else "d")
            settled += 1
    page.goto(here)
    return settled


def same_person(now: Mapping[str, int], before: Mapping[str, int]) -> Callable[[str, str], bool]:
    """Tell from the number in the file and the number known before whether the truth has one person for both."""
    return lambda row, earlier: row in now and now[row] == before.get(earlier)


def district_figures(page: Page, wanted: Collection[str]) -> dict[str, dict[str, int]]:
    """The table of an import by polling district: the wanted headings' figures, by the district's letters."""
    table = page.locator("table").filter(has=page.locator("caption", has_text="By polling district"))
    headings = [cell.inner_text() for cell in table.locator("thead th").all()][1:]
    found = {}
    for row in table.locator("tbody tr").all():
        figures = zip(headings, (cell.inner_text() for cell in row.locator("td").all()), strict=True)
        found[row.locator("th").inner_text()] = {
            heading: int(figure.replace(",", "")) for heading, figure in figures if heading in wanted
        }
    return found


def propose_boundary(page: Page, installation: Installation, file: Path, name: str, effect: str) -> None:
    """Send the list of a boundary change and keep it as a proposal."""
    page.goto(f"{installation.url}/boundaries/sending/")
    page.locator("input[type=file]").set_input_files(file)
    page.locator("[name=name]").fill(name)
    page.locator("[name=takes_effect_on]").fill(effect)
    page.get_by_role("button", name="Keep as a proposal").click()
    expect(page.get_by_role("heading", name=name)).to_be_visible()


def carry_out_boundary(page: Page) -> None:
    page.get_by_role("button", name="Carry it out").click()
    page.get_by_role("link", name="Go on").click(timeout=PATIENCE)
    expect(page.get_by_text("Carried out on")).to_be_visible()


def open_elector(page: Page, installation: Installation, seat: str, asked: str, name: str) -> None:
    """Find somebody by whatever is known of them and open their page."""
    page.goto(f"{installation.url}/seats/{seat}/electors/")
    page.locator("#q").fill(asked)
    page.get_by_role("button", name="Find", exact=True).click()
    page.locator("a[data-found]", has_text=name).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)


def record_objection_to_knocking(page: Page) -> None:
    page.get_by_text("Record an objection").click()
    page.get_by_label("How they do not want to be contacted").select_option(label="at the door")
    page.get_by_role("button", name="Record it").click()
    expect(page.get_by_text("Do not contact").first).to_be_visible()
