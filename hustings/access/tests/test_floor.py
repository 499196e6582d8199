from hustings.access.floor import FLOOR, PROMISES, Promise
from hustings.access.roles import EVERYONE, HOLDS, Role
from hustings.access.tools import BEGINNINGS, TOOLS, Tool, tool_of
from hustings.audit.words import Action

FROM_THE_DESIGN = {
    "access:help:ask",
    "access:people:list",
    "accounts:self:edit",
    "canvassing:area:count",
    "canvassing:conversation:list",
    "canvassing:conversation:record",
    "data_protection:holdings:read",
    "headquarters:home:open",
    "paper:sheet:key",
    "paper:sheet:list",
    "paper:sheet:print",
    "register:elector:find",
    "register:elector:list",
    "register:elector:open",
    "register:objection:list",
    "register:objection:record",
    "register:objection:withdraw",
    "register:road-group:edit",
    "register:street:list",
    "register:turnout:key",
    "register:turnout:read",
    "supporters:supporter:open",
    "supporters:supporter:record",
    "targeting:list:build",
    "targeting:list:open",
    "targeting:walk:cut",
    "targeting:walk:hand-out",
    "targeting:walk:open",
    "work:file:fetch",
    "work:job:read",
}
"""The floor of the design, written out a second time: it may grow, and nothing here may go."""


def test_nothing_is_ever_taken_from_the_floor() -> None:
    assert set(FLOOR) >= FROM_THE_DESIGN


def test_every_promise_of_the_floor_is_kept_by_some_action() -> None:
    assert set(PROMISES) == set(Promise)
    assert all(PROMISES.values())


def test_a_units_own_officers_hold_the_whole_floor_between_them() -> None:
    own = HOLDS[Role.ORGANISER] | HOLDS[Role.AGENT] | HOLDS[Role.DATA_PROTECTION_OFFICER] | EVERYONE

    assert own >= FLOOR


def test_letting_people_in_and_comparing_seats_are_not_of_the_floor() -> None:
    assert not FLOOR & {Action.ACCESS_GRANT_GIVE, Action.HEADQUARTERS_SEATS_COMPARE}


def test_every_action_belongs_to_exactly_one_tool() -> None:
    found = [action for actions in TOOLS.values() for action in actions]

    assert sorted(found) == sorted(Action)


def test_every_tool_has_actions_and_every_beginning_is_that_of_one() -> None:
    assert [tool for tool in Tool if not TOOLS[tool]] == []
    assert set(BEGINNINGS.values()) == set(Tool)


def test_the_longest_beginning_decides() -> None:
    assert tool_of(Action.REGISTER_TURNOUT_KEY) is Tool.POLLING_DAY
    assert tool_of(Action.REGISTER_TURNOUT_IMPORT) is Tool.IMPORTS
