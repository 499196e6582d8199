"""A stop in real browsers: an open page empties itself within five seconds, and the neighbour works on."""

import time

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import Installation, choose_person, take_picture

pytestmark = pytest.mark.journey

SECONDS = 5
SEEN = "Left signed in at the library, said Omar on the telephone"


def signed_in(browser: Browser, demonstration: Installation, name: str) -> Page:
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    choose_person(page, demonstration, name)
    return page


def test_an_open_page_empties_itself_and_the_neighbour_works_on(
    browser: Browser, demonstration: Installation
) -> None:
    omar = signed_in(browser, demonstration, "Omar")
    omar.goto(f"{demonstration.url}/seats/wendlebridge/electors/")
    sam = signed_in(browser, demonstration, "Sam")
    asha = signed_in(browser, demonstration, "Asha")

    asha.goto(f"{demonstration.url}/oversight/stops/")
    take_picture(asha, "stop-1-list-empty")
    asha.get_by_role("link", name="Stop something").click()
    asha.get_by_label("Beginning of a name").fill("Omar")
    asha.get_by_role("button", name="Find somebody").click()
    asha.get_by_role("link", name="Omar").click()
    take_picture(asha, "stop-2-choosing")
    asha.get_by_role("link", name="One sign-in").first.click()
    asha.get_by_label("A stolen sign-in").check()
    asha.get_by_label("What was seen").fill(SEEN)
    take_picture(asha, "stop-3-placing")
    asha.get_by_role("button", name="Stop it now").click()
    began = time.monotonic()
    expect(omar.get_by_role("heading", name="This is stopped for now")).to_be_visible(timeout=SECONDS * 1000)
    print(f"blank after {time.monotonic() - began:.1f} s")
    take_picture(omar, "stop-4-blank")
    take_picture(asha, "stop-5-stop")

    omar.get_by_role("link", name="Why, and until when").click()
    expect(omar.get_by_text("Somebody fears that this sign-in is in other hands.")).to_be_visible()
    take_picture(omar, "stop-6-stopped")
    sam.reload()
    expect(sam.get_by_role("heading", level=1)).to_be_visible()
    again = signed_in(browser, demonstration, "Omar")
    expect(again.get_by_role("heading", name="This is stopped for now")).to_have_count(0)
    asha.goto(f"{demonstration.url}/oversight/stops/")
    take_picture(asha, "stop-7-list")
    again.goto(f"{demonstration.url}/devices/")
    take_picture(again, "stop-8-devices")
