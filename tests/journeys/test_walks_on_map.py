"""Walks on the map: doors drawn round with a line that crosses itself, one dragged onto the next walk, a mere tap."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Installation, choose_person, take_picture

pytestmark = pytest.mark.journey

Spot = tuple[float, float]


def spots(page: Page, walk: int) -> list[Spot]:
    """Where the doors of a walk stand on the screen, by its place on the map."""
    dots = page.locator("svg.walks [data-walk]").nth(walk).locator("circle[data-doors]")
    boxes = [dots.nth(number).bounding_box() for number in range(dots.count())]
    return [(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2) for box in boxes if box]


def drag(page: Page, *way: Spot) -> None:
    page.mouse.move(*way[0])
    page.mouse.down()
    for spot in way[1:]:
        page.mouse.move(*spot, steps=4)
    page.mouse.up()


def doors_of(page: Page, walk: str) -> int:
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=walk, exact=True))
    return int(row.locator("td").first.inner_text())


def open_plan(page: Page, installation: Installation) -> None:
    choose_person(page, installation, "Priya")
    page.goto(f"{installation.url}/seats/wendlebridge/walks/")
    page.get_by_role("rowheader").get_by_role("link").first.click()
    page.get_by_label("Move doors on the map").check()
    page.locator("svg.walks").scroll_into_view_if_needed()


def is_in_bow_tie(spot: Spot, left: float, top: float, right: float, bottom: float) -> bool | None:
    """Whether a line that crosses itself in the middle goes round a place; None where it runs over it."""
    across = abs(spot[0] - (left + right) / 2) / (right - left)
    down = abs(spot[1] - (top + bottom) / 2) / (bottom - top)
    return None if abs(across - down) < 0.02 else across > down


def test_doors_are_drawn_round_and_moved(page: Page, demonstration: Installation) -> None:
    open_plan(page, demonstration)
    take_picture(page, "walks")
    page.locator("svg.walks").scroll_into_view_if_needed()
    box = page.locator("svg.walks").bounding_box()
    assert box is not None
    left, top = box["x"] + 3, box["y"] + 3
    right, bottom = left + box["width"] - 6, top + box["height"] - 6

    # Two triangles that meet where the line crosses itself.
    drag(page, (left, top), (right, bottom), (right, top), (left, bottom))

    dots = page.locator("circle[data-doors]")
    told = dots.evaluate_all(
        """all => all.map(one => { const box = one.getBoundingClientRect();
        return [box.x + box.width / 2, box.y + box.height / 2, one.classList.contains("chosen"),
                one.dataset.doors.split(" ").length]; })"""
    )
    for x, y, is_chosen, _doors in told:
        wanted = is_in_bow_tie((x, y), left, top, right, bottom)
        assert wanted is None or wanted == is_chosen
    counted = sum(doors for _x, _y, is_chosen, doors in told if is_chosen)
    assert 0 < counted < sum(doors for *_rest, doors in told)
    assert int(page.locator("[data-count]").inner_text()) == counted


def test_a_tap_and_a_broken_off_drag_move_nothing(page: Page, demonstration: Installation) -> None:
    open_plan(page, demonstration)
    here = page.url
    last = page.locator("svg.walks [data-walk]").count() - 1
    page.mouse.click(*spots(page, last)[0])
    assert page.locator("[data-count]").inner_text() != "0"

    page.mouse.move(*spots(page, last)[0])
    page.mouse.down()
    page.mouse.move(*spots(page, last - 1)[0], steps=4)
    page.locator("svg.walks").dispatch_event("pointercancel")
    page.mouse.up()

    assert page.locator(".lasso").count() == 0
    expect(page.get_by_text(re.compile("doors? moved"))).to_have_count(0)
    assert page.url == here


def test_a_door_is_dragged_onto_the_next_walk(page: Page, demonstration: Installation) -> None:
    open_plan(page, demonstration)
    walks = page.locator("svg.walks [data-walk] title").all_text_contents()
    # The first two are back and out: what is in somebody's hands is not changed.
    free, target = len(walks) - 1, len(walks) - 2
    before = doors_of(page, walks[target])

    drag(page, spots(page, free)[0], spots(page, target)[0])

    expect(page.get_by_text(re.compile("doors? moved"))).to_be_visible()
    assert doors_of(page, walks[target]) > before
