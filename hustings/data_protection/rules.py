"""How the plain text of a paper is laid out: headings, lists, tables and paragraphs. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

HEADING = re.compile(r"(#{1,3}) +(.*)")
ITEM = re.compile(r"[-*] +(.*)")
RULE = re.compile(r"\|[-:| ]+\|")
OWN_LINE = re.compile(r"(#|\||[-*] )")


@dataclass(frozen=True)
class Block:
    """One block of a paper: a heading, list, table or text. A table's first row is its head."""

    kind: str
    lines: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


def unwrap(text: str) -> str:
    """Join lines that a paragraph or list entry was broken into, so that a box of any width shows it well."""
    joined: list[str] = []
    for line in (line.rstrip() for line in text.splitlines()):
        before = joined[-1] if joined else ""
        if line and before and not OWN_LINE.match(line) and not before.startswith(("#", "|")):
            joined[-1] = f"{before} {line.lstrip()}"
        elif line or before:
            joined.append(line)
    return "\n".join(joined).strip() + "\n"


def blocks_of(text: str) -> list[Block]:
    """Lay a text out. What it does not understand stays a paragraph; nothing is left out."""
    return [
        block for part in re.split(r"\n\s*\n", unwrap(text).strip()) for block in _blocks(part.splitlines())
    ]


def _blocks(lines: list[str]) -> Iterator[Block]:
    while lines:
        kind = _kind(lines[0])
        count = next((at for at, line in enumerate(lines) if _kind(line) != kind), len(lines))
        taken, lines = lines[:count], lines[count:]
        if kind == "heading":
            yield from (Block(kind, (_bare(line.lstrip("#").strip()),)) for line in taken)
        elif kind == "list":
            yield Block(kind, tuple(_bare(line[1:].strip()) for line in taken))
        elif kind == "table":
            yield Block(kind, rows=tuple(_cells(line) for line in taken if not RULE.fullmatch(line)))
        else:
            yield Block(kind, tuple(_bare(line) for line in taken))


def _kind(line: str) -> str:
    if HEADING.match(line):
        return "heading"
    if ITEM.match(line):
        return "list"
    return "table" if line.startswith("|") else "text"


def _cells(line: str) -> tuple[str, ...]:
    return tuple(_bare(cell.strip()) for cell in line.strip("|").split("|"))


def _bare(text: str) -> str:
    return text.replace("**", "")
