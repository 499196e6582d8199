"""From a list to a walk to paper and back: chosen step by step, cut, a door dragged to the next walk, printed,
photographed, two doubts settled, and the numbers moved.
"""

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import psycopg
import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Installation, choose_person, take_picture
from tests.journeys.steps import figure
from tests.journeys.test_photographed_sheet import SCALE, boxes_of, photographed
from tests.photographs.cameras import Picture

pytestmark = pytest.mark.journey

SEAT, DISTRICT, LETTERS = "wendlebridge", "CB Dogger End", "CB"
# Written anew, and not by the program: who a list of one ward is, whom nobody has asked, at a door that opens.
BY_HAND = """
WITH here AS (
  SELECT e.* FROM register_elector e JOIN geography_place s ON s.id = e.constituency_id AND s.slug = %(seat)s
  WHERE e.on_register
), spoken AS (
  SELECT y.door_id FROM canvassing_doorsummary y WHERE y.last_reached_at >= %(since)s
  UNION
  SELECT e.door_id FROM here e JOIN canvassing_contactsummary c ON c.elector_id = e.id
  WHERE c.last_contacted_at >= %(since)s
), tried AS (
  SELECT c.door_id FROM canvassing_conversation c
  WHERE c.is_current AND c.outcome <> 'withdrawn' AND c.happened_at >= %(lately)s AND c.door_id IS NOT NULL
  GROUP BY c.door_id
  HAVING count(DISTINCT (c.channel, (c.happened_at AT TIME ZONE 'Europe/London')::date)) >= 3
    AND bool_and(c.outcome NOT IN ('deceased', 'household', 'moved', 'objected', 'refused', 'spoke'))
), gone AS (
  SELECT c.elector_id FROM canvassing_conversation c LEFT JOIN canvassing_contactsummary y USING (elector_id)
  WHERE c.is_current AND c.outcome IN ('moved', 'deceased') AND coalesce(y.last_contacted_at < c.happened_at, true)
)
SELECT count(*), count(DISTINCT e.door_id) FROM here e
JOIN geography_pollingdistrict p ON p.id = e.district_id AND p.letters = %(district)s
JOIN register_door d ON d.id = e.door_id AND NOT d.do_not_knock
WHERE NOT e.objects_at_door
  AND NOT EXISTS (SELECT FROM canvassing_latestintention i
                  WHERE i.elector_id = e.id AND i.election_kind = 'westminster')
  AND NOT EXISTS (SELECT FROM canvassing_heldout h WHERE h.elector_id = e.id)
  AND NOT EXISTS (SELECT FROM spoken WHERE spoken.door_id = e.door_id)
  AND NOT EXISTS (SELECT FROM tried WHERE tried.door_id = e.door_id)
  AND NOT EXISTS (SELECT FROM gone WHERE gone.elector_id = e.id)
"""


def number(text: str) -> int:
    return int(re.sub(r"\D", "", text))


def make_list(page: Page, installation: Installation, name: str, district: str) -> str:
    """Build a list of one polling district whom nobody has asked yet; its address."""
    page.goto(f"{installation.url}/seats/{SEAT}/lists/")
    page.get_by_role("button", name="New list").click()
    url = page.url
    page.get_by_role("link", name="Ward or polling district").click()
    page.get_by_label(district).check()
    page.get_by_role("button", name="Add the step").click()
    page.get_by_role("link", name="Voting intention").click()
    page.get_by_label("Nothing yet").check()
    page.get_by_role("button", name="Add the step").click()
    page.get_by_text("Name, use and sharing").click()
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_role("button", name="Keep it so").click()
    expect(page.get_by_role("heading", name=name, level=1)).to_be_visible()
    return url


def counts(page: Page) -> tuple[int, int]:
    return number(figure(page, "People")), number(figure(page, "Doors"))


def by_hand(installation: Installation, statement: str, **values: object) -> tuple[int, ...]:
    """What a statement says, by the login that copies everything and that no policy binds."""
    passwords = json.loads((installation.folder / "keys" / "passwords.json").read_text("utf-8"))
    port = json.loads((installation.folder / "connection.json").read_text("utf-8"))["port"]
    login = "hustings_backup"
    with psycopg.connect(
        host="127.0.0.1", port=port, user=login, password=passwords[login], dbname="hustings"
    ) as database:
        row: tuple[int, ...] = database.execute(statement, values).fetchone()  # type: ignore[assignment]
        return row


def cut(page: Page, minutes: int) -> str:
    """Cut the list that is open into walks; the plan's address."""
    page.get_by_role("link", name="Cut walks").click()
    page.get_by_label("Minutes").fill(str(minutes))
    page.get_by_role("button", name="Cut walks").click()
    page.get_by_role("link", name="Go on").click(timeout=120_000)
    expect(page.get_by_role("table", name="Walks")).to_be_visible()
    return page.url


def drag_a_door(page: Page) -> int:
    """Drag the dot of one walk that lies nearest to another walk onto it; how many doors that dot stands for."""
    page.get_by_label("Move doors on the map").check()
    found = page.evaluate(NEAREST_PAIR)
    page.mouse.move(*found["from"])
    page.mouse.down()
    page.mouse.move(*found["to"], steps=8)
    page.mouse.up()
    return int(found["doors"])


# The two dots of different walks that lie nearest to each other, scrolled to, and where they are on the screen.
NEAREST_PAIR = """() => {
  const dots = [...document.querySelectorAll("svg.walks [data-walk] circle[data-doors]")];
  const walk = (dot) => dot.closest("[data-walk]").dataset.walk;
  const at = (dot) => [Number(dot.getAttribute("cx")), Number(dot.getAttribute("cy"))];
  const far = (a, b) => Math.hypot(at(a)[0] - at(b)[0], at(a)[1] - at(b)[1]);
  let best = null;
  for (const a of dots) for (const b of dots)
    if (walk(a) !== walk(b) && far(a, b) > 8 && (!best || far(a, b) < far(...best))) best = [a, b];
  best[0].scrollIntoView({ block: "center", behavior: "instant" });
  const middle = (dot) => {
    const box = dot.getBoundingClientRect();
    return [box.x + box.width / 2, box.y + box.height / 2];
  };
  return { from: middle(best[0]), to: middle(best[1]), doors: best[0].dataset.doors.split(" ").length };
}"""


def print_walks(page: Page, folder: Path) -> Path:
    """Print every walk of the plan that is open, four boxes a line; the PDF."""
    page.get_by_role("link", name="Print walks").click()
    for box in page.locator('input[name="walk"]').all():
        box.check()
    page.get_by_text("Choose the boxes").click()
    for letters in ("NI", "1", "2", "3"):
        page.locator(f'input[name="boxes"][value="{letters}"]').check()
    page.get_by_label("Number to call").fill("01632 960 001")
    page.get_by_role("button", name="Print", exact=True).click()
    page.get_by_role("link", name="Go on").click(timeout=120_000)
    with page.expect_download() as download:
        page.get_by_role("link", name="Fetch the PDF").click()
    path = folder / "walks.pdf"
    download.value.save_as(path)
    return path


def text_of(pdf: Path) -> str:
    return "\n".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf))


def first_full_page(pdf: Path) -> Picture:
    """The first page with four lines or more to mark, as a clean picture."""
    for page in pypdfium2.PdfDocument(pdf):
        drawn = page.render(scale=SCALE * 25.4 / 72, grayscale=True).to_numpy()
        picture = np.array(drawn.reshape(drawn.shape[0], drawn.shape[1]), dtype=np.uint8)
        if len(boxes_of(picture)) >= 4:
            return picture
    raise AssertionError("no page has four lines to mark")


def test_a_list_goes_out_as_walks_and_comes_back_as_numbers(
    page: Page, demonstration: Installation, tmp_path: Path
) -> None:
    choose_person(page, demonstration, "Priya")
    page.goto(f"{demonstration.url}/seats/{SEAT}/")
    told = number(figure(page, "Told us"))
    url = make_list(page, demonstration, "Nobody has asked", DISTRICT)
    before = counts(page)
    take_picture(page, "list-built")

    assert before == by_hand(demonstration, BY_HAND, **facts())
    cut(page, minutes=45)
    take_picture(page, "walks-cut")
    doors = drag_a_door(page)
    expect(page.get_by_text(re.compile(rf"^{doors} doors? moved\.$"))).to_be_visible()
    pdf = print_walks(page, tmp_path)
    send_photograph(page, demonstration, photographed(first_full_page(pdf)), tmp_path)

    page.goto(f"{demonstration.url}/seats/{SEAT}/")
    assert number(figure(page, "Told us")) > told
    page.goto(url)
    after = counts(page)
    assert after[0] < before[0]
    assert after == by_hand(demonstration, BY_HAND, **facts())


def send_photograph(page: Page, installation: Installation, taken: bytes, folder: Path) -> None:
    """Send a picture of a marked sheet, settle its two doubts by keyboard, and record it."""
    (folder / "walk.jpg").write_bytes(taken)
    page.goto(f"{installation.url}/seats/{SEAT}/sheets/keying/")
    page.get_by_role("link", name="Or send photographs of marked sheets").click()
    page.get_by_label("Photographs or a PDF").set_input_files(folder / "walk.jpg")
    page.get_by_role("button", name="Read the marks").click()
    page.get_by_role("link", name="Go on").click(timeout=120_000)
    page.get_by_role("link", name="Settle the next page").click()
    expect(page.locator("fieldset.doubt")).to_have_count(2)
    page.keyboard.press("a")
    page.keyboard.press("a")
    expect(page.get_by_role("button", name="Record this page")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("4 lines recorded")).to_be_visible(timeout=30_000)


def facts() -> dict[str, object]:
    now = datetime.now(UTC)
    return {
        "seat": SEAT,
        "district": LETTERS,
        "since": now - timedelta(days=30),
        "lately": now - timedelta(days=14),
    }
