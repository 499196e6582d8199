"""The table of roles as a page to read: `docs/permissions.md` is written from it, never by hand."""

from collections.abc import Iterator

from django.utils.translation import override

from hustings.access.offering import KINDS, KINDS_FROM_ABOVE, LIFETIMES, OFFERS, lets_in
from hustings.access.reach import TOUCHES
from hustings.access.roles import ALL_PURPOSES, DOORS_ONLY, EVERYONE, HOLDS, PURPOSES, STRONG, Role
from hustings.access.wording import ROLE_NAMES, ROLE_TASKS
from hustings.audit.words import Action

BEGINNING = """# Who may do what

Written by `bin/hustings permissions --write` from the one table of roles (`hustings/access/roles.py`), from which both
walls are drawn too: the decision in Python and the row policies of the database. A test fails when this page and that
table differ. Do not edit it by hand.

A grant gives somebody a role in a unit, for some of the role's purposes, until an end. It reaches that unit and
everything below it. What is not listed here nobody may do.
"""


def permission_page() -> str:
    """Write the whole page, in English, with a line an action and a section a role."""
    with override("en-gb"):
        return "\n".join([BEGINNING, *_roles(), "", *_actions(), "", *_everyone()]) + "\n"


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
