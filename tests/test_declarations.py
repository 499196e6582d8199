"""Whatever answers says which action it is, for which purpose, at what place; and the tables know every action."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import get_commands, load_command_class
from django.urls import URLPattern, URLResolver, get_resolver
from procrastinate.contrib.django import app

from hustings.access.building import DUTIES
from hustings.access.declared import BEFORE_SIGNING_IN, OWN_ACCOUNT, SIGNING_IN
from hustings.access.reach import TOUCHES
from hustings.access.roles import EVERYONE, HOLDS, PURPOSES, STRONG
from hustings.audit.words import Action, Purpose
from hustings.config.migrating import all_walls
from hustings.lib.declaring import Declaration, declaration_of

ALLAUTHS = ("account_", "mfa_")
OF_THE_INSTALLATION = frozenset(
    {
        Action.ORGANISATION_COLOUR_READ,
        Action.ORGANISATION_DEMO_FILL,
        Action.ORGANISATION_INSTALLATION_KEEP,
        Action.ORGANISATION_SETUP_MAKE,
    }
)
"""What is asked for before there is anybody, or by whoever runs the machine."""


def addresses(patterns: list[Any], above: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        address = f"{above}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, address)
        else:
            yield address, pattern


ADDRESSES = dict(addresses(get_resolver().url_patterns))
COMMANDS = {
    name: room
    for name, room in get_commands().items()
    if str(getattr(room, "name", room)).startswith("hustings.")
}
TASKS = {name: task for name, task in app.tasks.items() if name.startswith("hustings.")}


def declared(pattern: URLPattern) -> Declaration | None:
    found = declaration_of(pattern.callback)
    name = pattern.name or ""
    if found is None and name in BEFORE_SIGNING_IN:
        return SIGNING_IN
    return found or (OWN_ACCOUNT if name.startswith(ALLAUTHS) else None)


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_address_declares_action_purpose_and_place(address: str) -> None:
    found = declared(ADDRESSES[address])

    assert found is not None
    assert found.action in list(Action)
    assert found.purpose in list(Purpose)
    assert found.place in (None, "organisation") or f":{found.place}>" in address
    assert address.startswith("seats/<slug:seat>/") == (found.place == "seat")


@pytest.mark.parametrize("name", TASKS)
def test_every_task_declares_what_it_does_and_why(name: str) -> None:
    found = declaration_of(TASKS[name].func)

    assert found is not None
    assert found.purpose in PURPOSES[Action(found.action)]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_declares_what_it_does_and_why(name: str) -> None:
    room = COMMANDS[name]
    command = load_command_class(room, name) if isinstance(room, str) else room
    found = declaration_of(type(command))

    assert found is not None
    assert found.action in list(Action)
    assert found.purpose in list(Purpose)


def test_actions_stand_in_the_order_of_the_alphabet_and_are_named_alike() -> None:
    actions = [str(action) for action in Action]

    assert actions == sorted(actions)
    assert [action.name.replace("_", "-").lower() for action in Action] == [
        action.replace(":", "-").replace("_", "-") for action in actions
    ]


def test_somebody_holds_every_action() -> None:
    held = frozenset[Action]().union(*HOLDS.values())
    by_duty = {Action(action) for actions in DUTIES.values() for action in actions}
    before = {Action(SIGNING_IN.action), Action.ACCESS_INVITATION_ACCEPT, Action.AUDIT_ENTRY_READ}

    assert set(Action) - held - EVERYONE - by_duty - before - OF_THE_INSTALLATION == set()


def test_every_action_that_somebody_holds_has_a_purpose() -> None:
    held = frozenset[Action]().union(*HOLDS.values())

    assert [action for action in held | EVERYONE | STRONG if not PURPOSES.get(action)] == []


def test_every_shelf_with_a_wall_is_opened_by_some_action() -> None:
    opened = {shelf for touched in TOUCHES.values() for shelf in touched.reads}
    unopened = {wall.shelf for wall in all_walls() if wall.constituency or wall.unit} - opened

    assert unopened == set()
