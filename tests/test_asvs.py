"""The table of `docs/privacy/asvs.md` names every requirement once, and every test that it names is there."""

import re
from pathlib import Path

import pytest

from tests.reading import HOUSE, ROOT, imports, named, running, sources

PAGE = (ROOT / "docs" / "privacy" / "asvs.md").read_text("utf-8")
KEYS = (ROOT / "docs" / "privacy" / "keys.md").read_text("utf-8")
ROW = re.compile(r"^\| (\d+\.\d+\.\d+) \| ([123]) \| (.+?) \| (yes|no|n/a) \| (.+) \|$", re.MULTILINE)
TEST = re.compile(r"`((?:hustings|tests)/[\w/]+\.py)((?:::\w+)*)`")
# How many requirements each section of version 5.0.0 has.
SECTIONS = {
    "1": (2, 10, 12, 3, 3), "2": (3, 3, 5, 2), "3": (1, 3, 5, 8, 8, 1, 5), "4": (5, 5, 2, 4), "5": (1, 6, 3, 3),
    "6": (3, 12, 8, 6, 8, 4, 2, 4), "7": (3, 4, 2, 5, 3, 2), "8": (4, 4, 3, 2), "9": (3, 4),
    "10": (2, 3, 5, 16, 5, 2, 3), "11": (4, 5, 5, 4, 2, 2, 2), "12": (5, 2, 5), "13": (4, 6, 4, 7), "14": (2, 8, 3),
    "15": (5, 5, 7, 4), "16": (1, 5, 4, 3, 4), "17": (2, 8, 2),
}  # fmt: skip
IN_FULL = {"7", "8", "14", "16"}
"""Chapters of which level 3 is wanted too."""
USES_KEYS = {"cryptography", "hashlib", "hmac", "secrets"}
REMEMBERS = re.compile(r"localStorage|sessionStorage|indexedDB|document\.cookie|caches\.")


def rows() -> list[tuple[str, str, str, str, str]]:
    return ROW.findall(PAGE)


def test_every_requirement_stands_there_once() -> None:
    wanted = [
        f"{chapter}.{section}.{number}"
        for chapter, counts in SECTIONS.items()
        for section, count in enumerate(counts, start=1)
        for number in range(1, count + 1)
    ]

    assert len(wanted) == 345
    assert [row[0] for row in rows()] == wanted


def test_every_test_that_is_named_is_there() -> None:
    missing = [
        f"{path}{names}"
        for path, names in TEST.findall(PAGE)
        if not (ROOT / path).exists() or not _holds((ROOT / path).read_text("utf-8"), names)
    ]

    assert missing == []


def _holds(text: str, names: str) -> bool:
    return all(
        re.search(rf"^\s*(def|class) {name}\b", text, re.MULTILINE) for name in names.split("::") if name
    )


def test_nothing_is_left_to_do() -> None:
    assert not re.search(r"to do|todo|tbd|later\b(?! issue)", PAGE, re.IGNORECASE)
    assert all(len(why) >= 3 for *_rest, why in rows())


def test_what_is_not_met_at_level_two_says_what_there_is_instead() -> None:
    short = [
        number for number, level, _asked, met, why in rows() if met == "no" and level != "3" and len(why) < 60
    ]

    assert short == []


def test_a_met_requirement_of_the_chapters_wanted_in_full_names_a_test_or_a_place() -> None:
    bare = [
        number
        for number, _level, _asked, met, why in rows()
        if number.split(".")[0] in IN_FULL and met == "yes" and "`" not in why and len(why) < 30
    ]

    assert bare == []


def test_every_module_that_uses_cryptography_stands_in_the_inventory() -> None:
    using = [path for path in running() if USES_KEYS & {module.split(".")[0] for module in imports(path)}]
    rooms = {path.relative_to(HOUSE).parts[0] for path in using}

    assert {room for room in rooms if f"`{room}" not in KEYS} == set()


def test_the_inventory_names_only_what_is_there() -> None:
    paths = re.findall(r"`((?:[a-z_]+/)+\w+\.py)`", KEYS)

    assert [path for path in paths if not (HOUSE / path).exists()] == []


def test_no_script_stores_anything_in_the_browser() -> None:
    """But for whether somebody likes a box to stay ticked; and one empties what is there when a page is stopped."""
    stores = [path for path in sources("*.js") if REMEMBERS.search(path.read_text("utf-8"))]

    assert [named(path) for path in stores if path.name not in ("doubts.js", "standing.js")] == []


@pytest.mark.parametrize("heading", sorted(set(re.findall(r"`(docs/[\w/.-]+\.md)`, \"([^\"]+)\"", PAGE))))
def test_every_heading_that_is_named_is_there(heading: tuple[str, str]) -> None:
    page, words = heading

    assert re.search(rf"^## {re.escape(words)}$", Path(ROOT / page).read_text("utf-8"), re.MULTILINE)
