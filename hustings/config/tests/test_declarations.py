"""Whatever answers a request, a job or a command says which action it is, for which purpose, at what place."""

from importlib import import_module

import pytest
from django.core.management import get_commands
from procrastinate.contrib.django import app

from hustings.access.roles import PURPOSES
from hustings.audit.words import Action, Purpose
from hustings.config.tests.routes import Route, all_routes
from hustings.lib.declaring import Declaration, declaration_of, declare

ROUTES = all_routes()
TASKS = {name: task for name, task in app.tasks.items() if name.startswith("hustings.")}
COMMANDS = {name: room for name, room in get_commands().items() if str(room).startswith("hustings.")}
PLACES = {"seat": "seat", "unit": "unit"}
"""The part of an address, and the place that its view must declare."""


def is_sound(found: Declaration | None) -> bool:
    """Names an action and a purpose that the action has."""
    if found is None or found.action not in list(Action) or found.purpose not in list(Purpose):
        return False
    action, purpose = Action(found.action), Purpose(found.purpose)
    return found.signing_in or purpose in PURPOSES.get(action, frozenset())


def place_is_told(route: Route) -> bool:
    """A seat or unit in the address is the declared place, and a declared one stands in the address."""
    assert route.declaration is not None
    told = {place for part, place in PLACES.items() if part in route.wants}
    declared = {route.declaration.place} & set(PLACES.values())
    return told == declared


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.pattern)
def test_every_address_names_action_and_purpose(route: Route) -> None:
    assert is_sound(route.declaration), f"/{route.pattern} declares {route.declaration}"


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.pattern)
def test_every_address_of_a_seat_or_unit_names_it_as_its_place(route: Route) -> None:
    assert place_is_told(route), f"/{route.pattern} declares the place {route.declaration}"


@pytest.mark.parametrize("name", sorted(TASKS))
def test_every_task_names_action_and_purpose(name: str) -> None:
    assert is_sound(declaration_of(TASKS[name].func)), name


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_names_action_and_purpose(name: str) -> None:
    command = import_module(f"{COMMANDS[name]}.management.commands.{name}").Command

    found = declaration_of(command)

    assert found is not None
    assert found.action in list(Action)
    assert found.purpose in list(Purpose)


def test_a_view_that_says_nothing_is_found() -> None:
    def view() -> None: ...

    assert not is_sound(declaration_of(view))


def test_a_purpose_that_the_action_does_not_have_is_found() -> None:
    @declare(action=Action.REGISTER_ELECTOR_LIST, purpose=Purpose.POLLING_DAY)
    def view() -> None: ...

    assert not is_sound(declaration_of(view))


def test_a_seat_that_is_no_declared_place_is_found() -> None:
    said = Declaration(Action.REGISTER_ELECTOR_LIST, Purpose.ORGANISE)

    assert not place_is_told(Route("seats/<slug:seat>/x/", "", said, (("slug", "seat"),)))


def test_the_walk_finds_pages_of_every_kind() -> None:
    names = {route.name for route in ROUTES}

    assert {"account_login", "mfa_activate_totp", "people", "setup"} <= names
    assert COMMANDS.keys() >= {"migrate", "check_database"}
    assert all(task.func.__module__.startswith("hustings.") for task in TASKS.values())
