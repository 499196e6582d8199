"""The tables of roles, purposes and shelves know every action, and the alphabet holds no action that nobody has."""

from hustings.access.building import DUTIES
from hustings.access.declared import SIGNING_IN
from hustings.access.reach import TOUCHES
from hustings.access.roles import EVERYONE, HOLDS, PURPOSES, STRONG
from hustings.audit.words import Action
from hustings.config.migrating import all_walls

OF_THE_INSTALLATION = frozenset(
    {
        Action.ORGANISATION_COLOUR_READ,
        Action.ORGANISATION_CONTACT_READ,
        Action.ORGANISATION_DEMO_FILL,
        Action.ORGANISATION_INSTALLATION_KEEP,
        Action.ORGANISATION_SETUP_MAKE,
        Action.ORGANISATION_VIOLATION_REPORT,
    }
)
"""What is asked for before there is anybody, or by whoever runs the machine."""


def test_actions_stand_in_the_order_of_the_alphabet_and_are_named_alike() -> None:
    actions = [str(action) for action in Action]

    assert actions == sorted(actions)
    assert [action.name.replace("_", "-").lower() for action in Action] == [
        action.replace(":", "-").replace("_", "-") for action in actions
    ]


def test_somebody_holds_every_action() -> None:
    held = frozenset[Action]().union(*HOLDS.values())
    by_duty = {Action(action) for actions in DUTIES.values() for action in actions}
    before = {Action(SIGNING_IN.action), Action.ACCESS_INVITATION_ACCEPT, Action.AUDIT_TREE_READ}

    assert set(Action) - held - EVERYONE - by_duty - before - OF_THE_INSTALLATION == set()


def test_every_action_that_somebody_holds_has_a_purpose() -> None:
    held = frozenset[Action]().union(*HOLDS.values())

    assert [action for action in held | EVERYONE | STRONG if not PURPOSES.get(action)] == []


def test_every_shelf_with_a_wall_is_opened_by_some_action() -> None:
    opened = {shelf for touched in TOUCHES.values() for shelf in touched.reads}
    unopened = {wall.shelf for wall in all_walls() if wall.constituency or wall.unit} - opened

    assert unopened == set()
