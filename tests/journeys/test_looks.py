"""Pages in a real browser: read out by machines, at any width, by day and by night, under our own policy."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.journeys.conftest import Installation

pytestmark = pytest.mark.journey

PAGES = ("/components/", "/account/login/", "/account/password/reset/", "/no-such-page/")
PHONE, LAPTOP = {"width": 390, "height": 780}, {"width": 1280, "height": 900}
NARROWEST = {"width": 320, "height": 640}


@pytest.fixture(params=[("light", PHONE), ("dark", LAPTOP)], ids=["telephone by day", "laptop by night"])
def window(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    scheme, size = request.param
    context = browser.new_context(color_scheme=scheme, viewport=size, locale="en-GB")
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_can_be_used_by_everybody(window: Page, demonstration: Installation, path: str) -> None:
    window.goto(demonstration.url + path)

    found = Axe().run(window)

    assert found.response["violations"] == [], found.generate_report()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_breaks_no_rule_of_its_own_policy(page: Page, demonstration: Installation, path: str) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))

    page.goto(demonstration.url + path)
    page.wait_for_load_state("networkidle")

    assert [line for line in said if "404" not in line] == []


@pytest.mark.parametrize("path", PAGES)
def test_no_page_is_wider_than_the_smallest_telephone(
    page: Page, demonstration: Installation, path: str
) -> None:
    page.set_viewport_size(NARROWEST)  # type: ignore[arg-type]
    page.goto(demonstration.url + path)

    assert page.evaluate("document.documentElement.scrollWidth") <= NARROWEST["width"]


def test_a_page_holds_at_twice_the_size_of_text(page: Page, demonstration: Installation) -> None:
    page.set_viewport_size({"width": 640, "height": 900})
    page.goto(demonstration.url + "/components/")

    page.evaluate("document.documentElement.style.fontSize = '200%'")

    assert page.evaluate("document.documentElement.scrollWidth") <= 640


def test_the_first_press_of_tab_offers_the_content(page: Page, demonstration: Installation) -> None:
    page.goto(demonstration.url + "/account/login/")

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "main"
