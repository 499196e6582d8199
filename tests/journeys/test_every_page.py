"""Every page that somebody can come to by links alone, as its readers meet it: at a desk, on a telephone in Welsh,
and where scripts are off.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

from tests.journeys.conftest import Installation

pytestmark = pytest.mark.journey

DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
PEOPLE = ("Priya", "Nia", "Dai", "Moira", "Harold", "Beatrice", "Alice", "Tom", "Leroy")
MOST_PAGES_OF_ONE = 34
EMPTY_SEAT = "thornhythe"
"""The seat into which nothing has been imported: what its pages say to do first is looked at, too."""

WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
NAMES_OF_ONE = (
    (r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "one"),
    (r"(?<=/seats/)(?!thornhythe)[a-z-]+(?=/)", "seat"),
    (r"(?<=/wards/)[^/]+", "ward"),
    (r"(?<=/rows/)(?!doors)[^/]+", "electors"),
    (r"(?<=/rows/)doors[^/]*", "doors"),
    (r"(?<=/roles/one/)[a-z]+", "change"),
    (r"(?<=/sheets/)[0-9A-Z]{4}-?[0-9A-Z]{4}", "code"),
    (r"(?<=/papers/)[a-z]+/\d+", "paper"),
    (r"(?<=/papers/)[a-z]+(?=/$)", "draft"),
)
NOT_A_PAGE = ("/account/logout/", "/files/", "/file/", "/static/")
MAIN_PAGES = ("", "people/", "data-protection/", "seats/wendlebridge/", "seats/wendlebridge/register/")


@dataclass
class Found:
    """What stood on a page, and what was wrong with it."""

    title: str
    wrong: list[str]


class Walk:
    """One person's way through the links of an installation, each kind of page once."""

    def __init__(self, page: Page, installation: Installation, kinds: set[str]) -> None:
        self.page, self.url, self.kinds = page, installation.url, kinds
        self.said: list[str] = []
        page.on(
            "console", lambda message: self.said.append(message.text) if message.type == "error" else None
        )
        page.on("pageerror", lambda error: self.said.append(str(error)))

    def pages(self) -> Iterator[tuple[str, Found]]:
        """Go from the first page, everybody's own, along every link that leads to a kind of page not yet seen."""
        self.kinds.discard("/")
        ahead, met = ["/"], 0
        while ahead and met < MOST_PAGES_OF_ONE:
            path = ahead.pop(0)
            if kind_of(path) in self.kinds:
                continue
            self.kinds.add(kind_of(path))
            met += 1
            yield path, self.look_at(path)
            ahead += [link for link in self.links() if kind_of(link) not in self.kinds]
            ahead.sort(key=lambda link: EMPTY_SEAT in link)

    def look_at(self, path: str) -> Found:
        self.said.clear()
        answer = self.page.goto(self.url + path)
        assert answer is not None
        wrong = [f"answered {answer.status}"] if answer.status != 200 else []
        wrong += [f"said: {line}" for line in self.said]
        return Found(self.page.title(), wrong + faults(self.page))

    def links(self) -> list[str]:
        """The addresses on the page that lead to pages of this installation."""
        found = self.page.eval_on_selector_all("a[href]", "all => all.map(each => each.getAttribute('href'))")
        whole = [urlsplit(urljoin(self.page.url, link)) for link in found]
        ours = [one for one in whole if f"{one.scheme}://{one.netloc}" == self.url]
        paths = [f"{one.path}?{one.query}" if one.query else one.path for one in ours]
        return [path for path in paths if not any(part in path for part in NOT_A_PAGE)]


def kind_of(path: str) -> str:
    """A page's address without whom, where or which page of a list it is about."""
    kind = path.partition("?")[0]
    for pattern, name in NAMES_OF_ONE:
        kind = re.sub(pattern, name, kind)
    return kind


def faults(page: Page) -> list[str]:
    """What a page owes everybody and this one lacks."""
    wrong = [] if page.title().partition(" · ")[0].strip() else ["has no title"]
    if (headings := page.locator("h1").count()) != 1:
        wrong.append(f"has {headings} first headings")
    width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if width > 0:
        wrong.append(f"is {width} pixels too wide")
    violations = Axe().run(page, options=WCAG).response["violations"]
    return wrong + [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in violations]


def sign_in(page: Page, installation: Installation, name: str) -> None:
    """Sign in as one of the demonstration's people, in whatever language the browser asks for."""
    page.goto(f"{installation.url}/demonstration/")
    page.locator("button[name=person]").filter(has_text=name).first.click()
    page.wait_for_url(f"{installation.url}/")


@contextmanager
def window(browser: Browser, size: dict[str, int], **options: object) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport=size, timezone_id="Europe/London", **options)  # type: ignore[arg-type]
    context.set_default_timeout(20_000)
    yield context
    context.close()


def test_every_page_serves_everybody_at_a_desk(browser: Browser, demonstration: Installation) -> None:
    kinds: set[str] = set()
    wrong: dict[str, list[str]] = {}
    for person in PEOPLE:
        with window(browser, DESK, locale="en-GB") as context:
            page = context.new_page()
            sign_in(page, demonstration, person)
            for path, found in Walk(page, demonstration, kinds).pages():
                if found.wrong:
                    wrong[f"{person} at {path}"] = found.wrong

    assert wrong == {}
    assert len(kinds) > 30, kinds


def test_every_page_serves_a_welsh_telephone(browser: Browser, demonstration: Installation) -> None:
    wrong: dict[str, list[str]] = {}
    with window(browser, PHONE, locale="cy-GB", has_touch=True) as context:
        page = context.new_page()
        sign_in(page, demonstration, "Priya")
        for path, found in Walk(page, demonstration, set()).pages():
            if found.wrong:
                wrong[path] = found.wrong
            assert page.locator("html").get_attribute("lang") == "cy"

    assert wrong == {}


def test_the_main_pages_answer_without_scripts(browser: Browser, demonstration: Installation) -> None:
    with window(browser, PHONE, locale="en-GB", java_script_enabled=False) as context:
        page = context.new_page()
        sign_in(page, demonstration, "Priya")
        for path in MAIN_PAGES:
            answer = page.goto(f"{demonstration.url}/{path}")
            assert answer is not None
            assert answer.status == 200, path
            assert page.get_by_role("link", name="Home").is_visible()
