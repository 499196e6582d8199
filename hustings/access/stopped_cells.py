"""Every cell that the table of roles allows, once more under each stop: role x action x purpose x place x stop x verb.

`golden_stops` writes down what a stop of each kind and verb takes away, an action a line; a test asks every cell again.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from uuid import UUID

from hustings.access.cells import MINE, NEXT_DOOR, NOW, RELATIONS, SEATS, held, home_of
from hustings.access.deciding import Answer, Held, decide, decide_at_unit
from hustings.access.letting_in.offering import BRANCH, NATIONAL, REGION, SEAT
from hustings.access.roles import EVERYONE, TABLE, Role
from hustings.access.stops import Ground, InForce, Kind, Verb
from hustings.access.tools import Tool, tool_of
from hustings.audit.words import Action, Purpose

LETTERS = {Verb.ALL: "a", Verb.COPIES: "c", Verb.READS: "r"}
STATES: dict[str, tuple[Kind, str]] = {
    "person": (Kind.PERSON, ""),
    "seat": (Kind.SEAT, str(MINE)),
    "neighbour": (Kind.SEAT, str(NEXT_DOOR)),
    "tool": (Kind.TOOL, "own"),
    "other tool": (Kind.TOOL, "other"),
    "nation": (Kind.NATION, ""),
}
"""Which thing is stopped; of a session or a device the first wall hears as it does of a person."""
OWN = (SEAT, BRANCH)

Taken = tuple[str, ...]


def stop_of(state: str, verb: Verb, action: Action) -> InForce:
    """A stop as the first wall hears of it; a tool is the action's own, or one that it does not belong to."""
    kind, thing = STATES[state]
    if kind is Kind.TOOL:
        mine = tool_of(action)
        thing = mine if thing == "own" else next(tool for tool in Tool if tool is not mine)
    return InForce(UUID(int=1), kind, verb, str(thing), Ground.LEAK, Role.DUTY_OFFICER, NOW)


@cache
def held_here(role: Role) -> tuple[Held, ...]:
    """The live grant of the matrix; in a seat or a branch it lies in the seat's own unit."""
    return tuple(replace(one, is_own_unit=home_of(role) in OWN) for one in held(role, "live"))


def answers(
    role: Role, action: Action, purpose: Purpose, relation: str, *stops: InForce
) -> tuple[Answer, Answer]:
    """What is answered at the unit, and at the seat of that number, after a second factor."""
    grants, place = held_here(role), RELATIONS[home_of(role)][relation]
    seats = frozenset(SEATS.get(place, (place,)))
    return (
        decide_at_unit(grants, action, place, purpose, NOW, is_strong=True, stops=stops, seats=seats),
        decide(grants, action, place, purpose, NOW, is_strong=True, stops=stops),
    )


def taken_from(role: Role, action: Action, purpose: Purpose) -> Taken:
    """For each place in reach, the verbs by which each stop withholds an action there: at the unit and at the seat."""
    found = []
    for relation in RELATIONS[home_of(role)]:
        calm = answers(role, action, purpose, relation)
        for number, where in enumerate(("unit", "seat")):
            if calm[number] is Answer.ALLOWED:
                found += [f"{relation} {where}", *_under_each_stop(role, action, purpose, relation, number)]
    return tuple(found)


def _under_each_stop(
    role: Role, action: Action, purpose: Purpose, relation: str, number: int
) -> Iterator[str]:
    for state in STATES:
        met = ""
        for verb, letter in LETTERS.items():
            answer = answers(role, action, purpose, relation, stop_of(state, verb, action))[number]
            assert answer in (Answer.ALLOWED, Answer.STOPPED)
            met += letter if answer is Answer.STOPPED else ""
        yield met or "-"


def all_taken() -> dict[tuple[str, Action], set[Taken]]:
    """What each stop takes, by kind of unit and action: one answer, whatever the role and the purpose."""
    found: dict[tuple[str, Action], set[Taken]] = defaultdict(set)
    for role, action, purpose in TABLE:
        if action not in EVERYONE:
            found[home_of(role), Action(action)].add(taken_from(role, Action(action), purpose))
    return found


def golden_stops() -> str:
    """All of it as a text that a person can review, and a difference shows line by line."""
    found = all_taken()
    shared: dict[tuple[str, Taken], list[Action]] = defaultdict(list)
    for (home, action), told in sorted(found.items()):
        for taken in sorted(told):
            shared[home, taken].append(action)
    lines = [
        "What a stop takes away: written by `bin/hustings permissions --write`, reviewed by people.",
        "Of what the table of roles allows, to somebody with a second factor. A letter is a verb of the stop that",
        "withholds it: a all, c copies, r reads; - none does. The seat stopped is the one where the role is held, or",
        "the descendant of a region and of the nation; the neighbour is another; a tool is the action's own or not.",
    ]
    for home in (SEAT, REGION, NATIONAL):
        for (where, taken), actions in sorted(shared.items(), key=lambda item: item[1]):
            if where == home:
                lines += ["", f"== held in a {home} unit =="]
                lines += [f"{'':20}{''.join(f'{state:12}' for state in STATES)}".rstrip(), *_table(taken)]
                lines += [f"    {action}" for action in actions]
    return "\n".join(lines) + "\n"


def _table(taken: Taken) -> Iterator[str]:
    width = len(STATES) + 1
    for start in range(0, len(taken), width):
        place, *met = taken[start : start + width]
        yield f"{place:20}{''.join(f'{letters:12}' for letters in met)}".rstrip()
