"""What the pages in docs/ say is there must be there, and what the code cites they must say."""

import re
from pathlib import Path

import pytest

from tests.reading import HOUSE, ROOT, named, rooms, running, sources

DOCS = ROOT / "docs"
ROOTS = (ROOT, HOUSE, HOUSE / "config" / "templates")
PAGES = sorted([*DOCS.rglob("*.md"), ROOT / "README.md", ROOT / "CHANGELOG.md"])
STATUTE = re.compile(r"(?:[A-Z][\w()]*,? |\([A-Z]\w*\) |[A-Z]\w*\) )+(?:Act|Regulations) (?:19|20)\d\d")
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")
PATH = re.compile(r"`((?:[a-z_]+/)+[\w.]+\.(?:py|sql|md|css|html))`")


def law() -> str:
    return (DOCS / "law.md").read_text("utf-8")


def cited(path: Path) -> set[str]:
    text = " ".join(path.read_text("utf-8").replace("#", " ").replace('"', " ").split())
    return {found[0] for found in STATUTE.finditer(text)}


def test_every_statute_that_the_code_names_stands_on_the_page_of_law() -> None:
    files = [*running(), *sources("*.html"), *sources("*.md"), *sources("*.sql")]
    statutes = {statute for path in files for statute in cited(path)}

    assert statutes
    assert sorted(statute for statute in statutes if statute not in law()) == []


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_file_that_a_page_names_is_there(page: Path) -> None:
    text = page.read_text("utf-8")
    linked = {page.parent / link for link in LINK.findall(text)}
    told = {path for path in PATH.findall(text) if not any((root / path).exists() for root in ROOTS)}

    assert [named(path) for path in linked if not path.exists()] == []
    assert told == set()


def test_every_room_is_named_on_the_page_of_architecture() -> None:
    page = (DOCS / "architecture.md").read_text("utf-8")

    assert [room.name for room in rooms() if f"| `{room.name}` |" not in page] == []


def test_every_setting_is_named_on_the_page_of_deploying() -> None:
    page = (DOCS / "deploying.md").read_text("utf-8")
    read = re.findall(
        r"\"((?:HUSTINGS|DATABASE|EMAIL)_[A-Z_]+|PORT)\"",
        (HOUSE / "config" / "settings.py").read_text("utf-8"),
    )

    assert sorted({name for name in read if f"`{name}`" not in page} - OF_OUR_OWN) == []


OF_OUR_OWN = {"HUSTINGS_DATABASE_ROLE"}
"""Set by the commands themselves, and by nobody else."""


def test_every_decision_has_a_number_of_its_own_and_none_is_left_out() -> None:
    numbers = sorted(int(path.name[:4]) for path in (ROOT / "docs" / "decisions").glob("[0-9]*.md"))

    assert numbers == list(range(1, len(numbers) + 1))


def test_every_decision_bears_its_number() -> None:
    paths = (ROOT / "docs" / "decisions").glob("[0-9]*.md")

    assert [
        path.name for path in paths if not path.read_text("utf-8").startswith(f"# {int(path.name[:4])}. ")
    ] == []
