"""The page that people review, read: who may do what, what a stop withholds, who agrees to what."""

from dataclasses import dataclass, field
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "permissions.md"


@dataclass(frozen=True)
class Nature:
    """What a stop has to know of an action."""

    tool: str
    reads: bool
    copies: bool
    floor: bool
    never: bool


@dataclass
class Page:
    """Purposes, second factor and shelves of an action, the roles that hold it, its nature; and second people."""

    purposes: dict[str, set[str]] = field(default_factory=dict)
    strong: set[str] = field(default_factory=set)
    reads: dict[str, set[str]] = field(default_factory=dict)
    writes: dict[str, set[str]] = field(default_factory=dict)
    roles: dict[str, set[str]] = field(default_factory=dict)
    at_doors: set[tuple[str, str]] = field(default_factory=set)
    everyones: set[str] = field(default_factory=set)
    natures: dict[str, Nature] = field(default_factory=dict)
    second: dict[str, set[str]] = field(default_factory=dict)


def read_page() -> Page:
    page, text = Page(), PAGE.read_text("utf-8")
    for action, *cells in _rows(text, "## Actions", "## What whoever"):
        purposes, strong, reads, writes, roles = ({one for one in cell.split(", ") if one} for cell in cells)
        page.purposes[action], page.reads[action], page.writes[action] = purposes, reads | writes, writes
        page.roles[action] = {role.removesuffix(" (doors handed out)") for role in roles}
        page.at_doors |= {(role.split(" (")[0], action) for role in roles if "(doors" in role}
        page.strong |= {action} if strong else set()
    page.everyones = set(_between(text, "## What whoever", "## Purposes").split("`")[1::2])
    for action, tool, *marks in _rows(text, "## What a stop", "## Who can be"):
        page.natures[action] = Nature(tool, *map(bool, marks))
    for line in _between(text, "## Who can be", "## ").splitlines():
        if line.startswith("- "):
            kind, _colon, holders = line[2:].partition(": ")
            page.second[kind] = set(holders.split(", "))
    return page


def _between(text: str, begin: str, end: str) -> str:
    return text.split(begin, 1)[1].split(end, 1)[0]


def _rows(text: str, begin: str, end: str) -> list[list[str]]:
    lines = [line for line in _between(text, begin, end).splitlines() if line.startswith("| `")]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [[row[0].strip("`"), *row[1:]] for row in rows]
