"""The table of roles as a page to read: `docs/permissions.md` is written from it, never by hand."""

from collections.abc import Iterator
from itertools import groupby

from django.utils.translation import override

from hustings.access.approval_kinds import APPROVERS, ApprovalKind
from hustings.access.letting_in.offering import KINDS, KINDS_FROM_ABOVE, LIFETIMES, OFFERS, lets_in
from hustings.access.reach import TOUCHES
from hustings.access.roles import ALL_PURPOSES, DOORS_ONLY, EVERYONE, HOLDS, PURPOSES, STRONG, Role
from hustings.access.stops import nature_rows
from hustings.access.wording import ROLE_NAMES, ROLE_TASKS
from hustings.audit.words import Action

BEGINNING = """# Who may do what

Written by `bin/hustings permissions --write` from the one table of roles (`hustings/access/roles.py`), from which both
walls are drawn too: the decision in Python and the row policies of the database. A test fails when this page and that
table differ. Do not edit it by hand.

A grant gives somebody a role in a unit, for some of the role's purposes, until an end. It reaches that unit and
everything below it. What is not listed here nobody may do.
"""


SHORT: dict[Role, str] = {
    Role.AGENT: "Ag",
    Role.CAMPAIGN_CO_ORDINATOR: "Co",
    Role.CANDIDATE: "Ca",
    Role.CANVASSER: "Cv",
    Role.CHAIR: "Ch",
    Role.COUNCILLOR: "Cl",
    Role.DATA_ENTRY_HELPER: "DE",
    Role.DATA_PROTECTION_OFFICER: "DP",
    Role.DUTY_OFFICER: "Du",
    Role.MEMBER: "Me",
    Role.MEMBERSHIP_SECRETARY: "MS",
    Role.NATIONAL_STAFF: "NS",
    Role.ORGANISER: "Or",
    Role.OVERSIGHT_BODY: "OB",
    Role.PROCEDURES_SECRETARY: "PS",
    Role.REGIONAL_STAFF: "RS",
    Role.SECRETARY: "Se",
    Role.SUPPORT_OFFICER: "SO",
    Role.SUPPORT_SESSION: "SS",
    Role.TELLER: "Te",
}
"""What stands over a role's column in the grid."""


def permission_page() -> str:
    """Write the whole page, in English, with a line an action and a section a role."""
    with override("en-gb"):
        parts = [_roles(), _grid(), _actions(), _everyone(), _stops(), _second_people()]
        return "\n".join([BEGINNING, *(line for part in parts for line in (*part, ""))]).rstrip() + "\n"


def _roles() -> Iterator[str]:
    yield "## Roles"
    yield ""
    yield "| role | held in | days | lets in | what it is for |"
    yield "|---|---|---|---|---|"
    for role in Role:
        kinds = ", ".join(kind for kind in KINDS_FROM_ABOVE if kind in KINDS[role])
        yield f"| {ROLE_NAMES[role]} | {kinds} | {LIFETIMES[role]} | {_lets_in(role)} | {ROLE_TASKS[role]} |"
    yield ""
    yield "Days are the longest that a grant is given or renewed for. A canvasser reaches the doors handed out alone."


def _lets_in(role: Role) -> str:
    if lets_in(role):
        return "anybody"
    return "volunteers" if OFFERS.get(role) else ""


def _grid() -> Iterator[str]:
    """Roles across, actions down, an area a table: the whole of it on one page."""
    yield "## Who does what"
    yield ""
    yield "● may · ◆ may, with a second factor · ◐ may, at the doors handed out · an empty cell: may not."
    yield ""
    yield ", ".join(f"**{SHORT[role]}** {ROLE_NAMES[role]}" for role in Role) + "."
    for area, actions in groupby(sorted(PURPOSES.keys() - EVERYONE), key=lambda action: action.split(":")[0]):
        yield ""
        yield f"| {area.replace('_', ' ')} | {' | '.join(SHORT[role] for role in Role)} |"
        yield "|---" + "|:-:" * len(Role) + "|"
        for action in actions:
            yield f"| `{action.partition(':')[2]}` | {' | '.join(_cell(role, action) for role in Role)} |"


def _cell(role: Role, action: Action) -> str:
    if action not in HOLDS[role]:
        return ""
    if role in DOORS_ONLY:
        return "◐"
    return "◆" if action in STRONG else "●"


def _actions() -> Iterator[str]:
    yield "## Actions"
    yield ""
    yield "| action | purposes | second factor | reads | writes | roles |"
    yield "|---|---|---|---|---|---|"
    for action in sorted(PURPOSES.keys() - EVERYONE):
        touched = TOUCHES.get(action)
        reads = ", ".join(sorted(touched.reads - touched.writes)) if touched else ""
        writes = ", ".join(sorted(touched.writes)) if touched else ""
        strong = "yes" if action in STRONG else ""
        purposes = ", ".join(sorted(PURPOSES[action]))
        yield f"| `{action}` | {purposes} | {strong} | {reads} | {writes} | {_holders(action)} |"


def _holders(action: Action) -> str:
    """The roles that hold an action."""
    names = [
        f"{role} (doors handed out)" if role in DOORS_ONLY else str(role)
        for role in Role
        if action in HOLDS[role]
    ]
    return ", ".join(names)


def _everyone() -> Iterator[str]:
    yield "## What whoever is signed in may do with what is their own"
    yield ""
    for action in sorted(EVERYONE):
        yield f"- `{action}`"
    yield ""
    yield "## Purposes of each role"
    yield ""
    for role in Role:
        yield f"- {ROLE_NAMES[role]}: {', '.join(sorted(ALL_PURPOSES[role]))}"


def _stops() -> Iterator[str]:
    yield "## What a stop withholds"
    yield ""
    yield "A stop of *all* withholds every action from whom it names, a stop of *reads* or *copies* those marked so."
    yield "One of a seat, a tool or the whole organisation leaves the floor to a unit's own officers, and never"
    yield "withholds what is needed to look into a stop and to end it."
    yield ""
    yield "| stopped action | tool | reads | copies | floor | never |"
    yield "|---|---|:-:|:-:|:-:|:-:|"
    for action, tool, *marks in sorted(nature_rows()):
        yield f"| `{action}` | {tool} | {' | '.join('●' if mark else '' for mark in marks)} |"


def _second_people() -> Iterator[str]:
    yield "## Who can be the second person"
    yield ""
    for kind in ApprovalKind:
        yield f"- {kind}: {', '.join(sorted(APPROVERS[kind]))}"
