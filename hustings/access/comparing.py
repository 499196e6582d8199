"""Two tables of roles side by side: who could do what before and can now. Pure.

The one before is read from its snapshot, `docs/permissions.json`, which is written with the page and kept in git.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypedDict

from hustings.access.reach import TOUCHES
from hustings.access.roles import DOORS_ONLY, EVERYONE, STRONG, TABLE


class Snapshot(TypedDict):
    """A table of roles in plain words: what git keeps of it."""

    cells: list[str]
    doors_only: list[str]
    everyone: list[str]
    shelves: list[str]
    strong: list[str]


@dataclass(frozen=True)
class Change:
    """One thing that is otherwise than before. `role` is empty where it concerns all who hold the action."""

    is_gain: bool
    role: str
    action: str
    sentence: str


def snapshot() -> Snapshot:
    """The table as it is now, a line each, in an order that makes small differences."""
    return {
        "cells": sorted(" | ".join(cell) for cell in TABLE),
        "doors_only": sorted(DOORS_ONLY),
        "everyone": sorted(EVERYONE),
        "shelves": sorted(
            f"{action} | {shelf} | {'writes' if shelf in touch.writes else 'reads'}"
            for action, touch in TOUCHES.items()
            for shelf in touch.reads
        ),
        "strong": sorted(STRONG),
    }


def changes(before: Snapshot, now: Snapshot) -> list[Change]:
    """What somebody gains or loses from one table to the other; gains first."""
    found = [*_cells(before, now), *_conditions(before, now)]
    return sorted(found, key=lambda change: (not change.is_gain, change.role, change.action))


def _cells(before: Snapshot, now: Snapshot) -> Iterator[Change]:
    for cell in set(before["cells"]) ^ set(now["cells"]):
        role, action, purpose = cell.split(" | ")
        is_gain = cell in now["cells"]
        yield Change(
            is_gain, role, action, f"{'may now' if is_gain else 'may no more'} {action} for {purpose}"
        )


def _conditions(before: Snapshot, now: Snapshot) -> Iterator[Change]:
    for action in set(before["strong"]) ^ set(now["strong"]):
        is_gain = action in before["strong"]
        yield Change(
            is_gain, "", action, f"{action} wants {'no second factor any more' if is_gain else 'one now'}"
        )
    for action in set(before["everyone"]) ^ set(now["everyone"]):
        is_gain = action in now["everyone"]
        yield Change(
            is_gain, "", action, f"{action} is {'everybody’s now' if is_gain else 'not everybody’s any more'}"
        )
    for role in set(before["doors_only"]) ^ set(now["doors_only"]):
        is_gain = role in before["doors_only"]
        yield Change(
            is_gain, role, "", f"reaches {'the whole seat' if is_gain else 'doors handed out alone'}"
        )
    for line in set(before["shelves"]) ^ set(now["shelves"]):
        action, shelf, mode = line.split(" | ")
        is_gain = line in now["shelves"]
        yield Change(is_gain, "", action, f"{action} {mode} {shelf} {'now' if is_gain else 'no more'}")
