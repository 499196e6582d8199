"""Every cell of the first wall: role x action x purpose x place x time x second factor, asked one by one.

`golden_matrix` writes all answers down without losing one: a grid for each purpose, whose letters name patterns, and
each pattern in full. The file is reviewed like code; a test asks every cell again.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import product

from hustings.access.deciding import Answer, Held, decide, decide_at_unit
from hustings.access.letting_in.offering import BRANCH, KINDS, NATIONAL, REGION, SEAT
from hustings.access.matrix import SHORT
from hustings.access.roles import Role
from hustings.audit.words import Action, Purpose

TOP, WEST, EAST, NORTH = 1, 2, 3, 4
MINE, NEXT_DOOR, TWIN, STRANGE, ABROAD, MY_BRANCH = 5, 6, 7, 8, 9, 10
BELOW: dict[int, tuple[int, ...]] = {
    TOP: (TOP, WEST, EAST, NORTH, MINE, NEXT_DOOR, TWIN, STRANGE, ABROAD, MY_BRANCH),
    WEST: (WEST, MINE, NEXT_DOOR, MY_BRANCH),
    MINE: (MINE, MY_BRANCH),
    MY_BRANCH: (MY_BRANCH,),
}
"""Units at or below a unit. West holds the seat mine, with a branch, and its neighbour; East the seat mine is twinned
with and a strange one; North is another nation, with one seat.
"""
SEATS = {
    TOP: (MINE, NEXT_DOOR, TWIN, STRANGE, ABROAD),
    WEST: (MINE, NEXT_DOOR),
    MINE: (MINE,),
    MY_BRANCH: (MINE,),
}
"""Constituencies at or below a unit, numbered as the unit of the seat."""

HOMES = {NATIONAL: TOP, REGION: WEST, SEAT: MINE, BRANCH: MY_BRANCH}
RELATIONS: dict[str, dict[str, int]] = {
    NATIONAL: {"self": TOP, "descendant": MINE},
    REGION: {"self": WEST, "ancestor": TOP, "descendant": MINE, "sibling": EAST, "unrelated": STRANGE,
             "other nation": ABROAD},
    SEAT: {"self": MINE, "ancestor": WEST, "descendant": MY_BRANCH, "sibling": NEXT_DOOR, "twin": TWIN,
           "unrelated": STRANGE, "other nation": ABROAD},
}  # fmt: skip
"""What a place is to the unit in which a role is held."""

NOW = datetime(2026, 1, 5, 12, tzinfo=UTC)
DAY = timedelta(days=1)
TIMES = {
    "before": (NOW + DAY, NOW + 9 * DAY),
    "live": (NOW - DAY, NOW + 9 * DAY),
    "ended": None,
    "over": (NOW - 9 * DAY, NOW - DAY),
}
"""A grant's span in each state; one that somebody ended is not loaded at all."""
STRENGTHS = {"weak": False, "strong": True}
MARKS = {Answer.ALLOWED: "ok", Answer.SECOND_FACTOR: "2nd", Answer.FORBIDDEN: "403", Answer.OUTSIDE: "404"}

Pattern = tuple[Answer, ...]


@dataclass(frozen=True)
class Cell:
    """One question to the wall, and the place it is asked at."""

    role: Role
    action: Action
    purpose: Purpose
    relation: str
    time: str
    is_strong: bool


@cache
def home_of(role: Role) -> str:
    """The kind of unit a role is held in here: a seat if it can be, since most relations start from there."""
    return next(kind for kind in (SEAT, REGION, NATIONAL) if kind in KINDS[role])


@cache
def held(role: Role, time: str) -> tuple[Held, ...]:
    """The grants of somebody with this role and no other, for every purpose there is: the table alone narrows."""
    span, unit = TIMES[time], HOMES[home_of(role)]
    if span is None:
        return ()
    return (Held(role, frozenset(Purpose), frozenset(SEATS[unit]), frozenset(BELOW[unit]), *span),)


def ask(cell: Cell) -> tuple[Answer, Answer]:
    """The answers at the unit, and at the seat of that number; a place that is no seat is outside."""
    grants, place = held(cell.role, cell.time), RELATIONS[home_of(cell.role)][cell.relation]
    return (
        decide_at_unit(grants, cell.action, place, cell.purpose, NOW, is_strong=cell.is_strong),
        decide(grants, cell.action, place, cell.purpose, NOW, is_strong=cell.is_strong),
    )


def pattern_of(role: Role, action: Action, purpose: Purpose) -> Pattern:
    """Every answer that a role gets for an action and a purpose: relation by relation, time by time."""
    return tuple(
        answer
        for relation, time, strong in product(RELATIONS[home_of(role)], TIMES, STRENGTHS.values())
        for answer in ask(Cell(role, action, purpose, relation, time, strong))
    )


def all_patterns() -> dict[tuple[Role, Action, Purpose], Pattern]:
    """The whole matrix, by the cell of the table it stands in."""
    return {cell: pattern_of(*cell) for cell in product(Role, sorted(Action), Purpose)}


def golden_matrix() -> str:
    """All answers as a text that a person can review and a difference shows line by line."""
    patterns = all_patterns()
    letters = _letters(patterns)
    lines = [*_beginning(patterns), *_patterns(letters)]
    for purpose in Purpose:
        lines += ["", f"== for {purpose} ==", f"{'':34}{' '.join(SHORT[role] for role in Role)}"]
        for action in sorted(Action):
            row = [letters[home_of(role), patterns[role, action, purpose]] for role in Role]
            if set(row) != {"."}:
                lines.append(f"{action:34}{'  '.join(row)}".rstrip())
    return "\n".join(lines) + "\n"


def _letters(patterns: dict[tuple[Role, Action, Purpose], Pattern]) -> dict[tuple[str, Pattern], str]:
    """A letter for each pattern; the commonest of each kind of unit is a full stop and left out where a line has no
    other.
    """
    seen: dict[str, dict[Pattern, int]] = {}
    for (role, _action, _purpose), pattern in patterns.items():
        counted = seen.setdefault(home_of(role), {})
        counted[pattern] = counted.get(pattern, 0) + 1
    given: dict[tuple[str, Pattern], str] = {}
    for kind, counted in seen.items():
        ordered = sorted(counted, key=lambda pattern: (-counted[pattern], [MARKS[one] for one in pattern]))
        for number, pattern in enumerate(ordered):
            given[kind, pattern] = ".abcdefghijklmnopqrstuvwxyz"[number]
    return given


def _beginning(patterns: dict[tuple[Role, Action, Purpose], Pattern]) -> Iterator[str]:
    yield "Who gets which answer: written by `bin/hustings permissions --write`, reviewed by people."
    yield f"{sum(len(pattern) for pattern in patterns.values())} answers. A column is a role, held in one unit."
    yield "A letter names a pattern below, by the kind of unit the role is held in; a line of full stops is left out."
    yield "ok: allowed. 2nd: after a second factor. 403: in reach, not permitted. 404: out of reach."
    for kind in (SEAT, REGION, NATIONAL):
        yield f"Held in a unit that is a {kind}:" if kind != NATIONAL else "Held at the top:"
        yield from (f"  {SHORT[role]} {role}" for role in Role if home_of(role) == kind)


def _patterns(letters: dict[tuple[str, Pattern], str]) -> Iterator[str]:
    for (kind, pattern), letter in sorted(letters.items(), key=lambda item: (item[0][0], item[1])):
        yield ""
        yield f"-- {kind} {letter} -- each time without and with a second factor, at the unit/at the seat"
        yield f"{'':14}" + "".join(f"{time:18}" for time in TIMES).rstrip()
        asked = iter(pattern)
        for relation in RELATIONS[kind]:
            answers = [f"{MARKS[next(asked)]}/{MARKS[next(asked)]}" for _ in product(TIMES, STRENGTHS)]
            yield f"{relation:14}" + "".join(f"{answer:9}" for answer in answers).rstrip()
