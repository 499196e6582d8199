"""Each predicate of the walls broken by hand, one at a time: some proof must notice. A mutant that lives fails here.

The Python wall is proved by the reviewed matrix; the database's by an oracle, over people whose grants are each wrong
in one way.
"""

import inspect
import re
import secrets
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction

from conftest import superuser
from hustings.access import cells, deciding, policies
from tests.cast import arranging
from tests.walls import world as written
from tests.walls.ground import DOORS, NOON, PARENTS, PEOPLE, PROVED, SEATS, filled_ground
from tests.walls.oracle import Belongs, Given, World, read_page

GOLDEN = Path(settings.ROOT) / "hustings/access/tests/golden/matrix.txt"
DAY = timedelta(days=1)
ALL = {"administration", "canvass", "organise", "oversight", "subject request"}

OF_PYTHON = {
    "anybody may": ("(grant.role, action, purpose) in TABLE", "True"),
    "a role's other action": (
        "(grant.role, action, purpose) in TABLE",
        "any(grant.role == cell[0] for cell in TABLE)",
    ),
    "before it starts": ("grant.starts_at <= at < grant.ends_at", "at < grant.ends_at"),
    "after it ends": ("grant.starts_at <= at < grant.ends_at", "grant.starts_at <= at"),
    "a factor taken for granted": ("else Answer.SECOND_FACTOR", "else Answer.ALLOWED"),
    "no second factor": ("if is_strong or action not in STRONG", "if True"),
    "a factor for everything": ("if is_strong or action not in STRONG", "if is_strong"),
    "in any seat": ("if seat in grant.seats", "if True"),
    "in any unit": ("if unit in grant.units", "if True"),
    "everything is everybody's": ("if action in EVERYONE:", "if action in PURPOSES:"),
    "everybody's for any purpose": (
        "if purpose in PURPOSES[action] else Answer.FORBIDDEN",
        "if True else Answer.OUTSIDE",
    ),
    "outside looks forbidden": ("answer = Answer.OUTSIDE\n", "answer = Answer.FORBIDDEN\n"),
    "forbidden looks outside": ("answer = Answer.FORBIDDEN\n", "answer = Answer.OUTSIDE\n"),
}
"""What stands in `deciding.py`, and what a mistake would make of it."""

OF_SQL = {
    "a grant before it starts": ("_live", "g.starts_at <= access.clock() AND", ""),
    "a grant after its end": ("_live", "AND access._lasts(g.ends_at, g.unit_id)", ""),
    "a grant that was ended": ("_live", "AND g.ended_at IS NULL", ""),
    "a purpose it was not given for": ("_live", "why = ANY (g.purposes)", "true"),
    "another action": ("_live", "AND p.action = what", ""),
    "another role": ("_live", "p.role = g.role", "true"),
    "another person": ("_live", "g.person_id = who", "true"),
    "before the membership": (
        "_live",
        "m.starts_on <= (access.clock() AT TIME ZONE 'Europe/London')::date",
        "true",
    ),
    "after the membership": ("_live", "AND (m.ends_on IS NULL OR m.ends_on >", "AND (true OR m.ends_on >"),
    "a deputy for ever": ("_live", "(g.deputises_id IS NULL OR access._stands(g.deputises_id))", "true"),
    "a deputy of an ended grant": ("_stands", "g.ended_at IS NULL AND", ""),
    "a deputy of one that is over": ("_stands", "AND access._lasts(g.ends_at, g.unit_id)", ""),
    "a deputy of somebody who left": ("_stands", "(m.ends_on IS NULL OR", "(true OR"),
    "no second factor": ("_open_for", "strong OR NOT EXISTS", "true OR NOT EXISTS"),
    "the whole seat for doors": ("_open_for", "NOT live.doors_only AND", ""),
    "doors for the whole seat": ("_open_for", "WHERE live.doors_only AND", "WHERE"),
    "a door after its time": ("_open_for", "given.ends_at > access.clock()", "true"),
    "any shelf by seat": ("seats", "WHEN shelf = ANY", "WHEN true OR shelf = ANY"),
    "any shelf by unit": ("units", "WHEN shelf = ANY", "WHEN true OR shelf = ANY"),
    "any shelf by door": ("doors", "WHEN shelf = ANY", "WHEN true OR shelf = ANY"),
}
"""A function, what stands in it, and what a mistake would make of it."""

OF_POLICIES = {
    "rows of any seat": ('f"{wall.constituency} = ANY ((SELECT access.seats({asked}))::int[])"', '"true"'),
    "rows of any door": ('f"{wall.door} = ANY ((SELECT access.doors({asked}))::uuid[])"', '"true"'),
    "rows of any unit": ('f"{wall.unit} = ANY ((SELECT access.units({asked}))::int[])"', '"true"'),
    "anybody's own rows": ('f"{wall.own} = (SELECT access.person())"', '"true"'),
    "accounts after signing in": ('"(SELECT access.signing_in())"', '"true"'),
    "no rows of no seat": ("IS NULL AND (SELECT", "IS NOT NULL AND (SELECT"),
    "nobody's units": ('"(SELECT access.purpose()) IS NOT NULL" if', '"false" if'),
    "those who objected": ('f"({read}) AND ({wall.extra})" if wall.extra else read', "read"),
}
"""What stands in `policies.py`, and what a mistake would make of it."""

ASKED = (
    ("register:elector:list", "organise", True),
    ("register:elector:list", "organise", False),
    ("canvassing:conversation:record", "canvass", False),
    ("access:people:list", "administration", True),
    ("canvassing:scheme:edit", "organise", True),
    ("paper:sheet:print", "canvass", True),
    ("work:job:read", "administration", True),
)


def mutated(module: ModuleType, old: str, new: str) -> ModuleType:
    """The module with one predicate broken, under a name of its own."""
    source = inspect.getsource(module)
    assert old in source, f"{old!r} does not stand there any more"
    made = ModuleType(module.__name__)
    exec(compile(source.replace(old, new), f"<mutant of {module.__name__}>", "exec"), made.__dict__)  # noqa: S102
    return made


@pytest.fixture(scope="module")
def reviewed() -> dict[Any, cells.Pattern]:
    """Every answer, as the reviewed text has it."""
    patterns = cells.all_patterns()
    assert cells.golden_matrix() == GOLDEN.read_text("utf-8")
    return patterns


@pytest.mark.parametrize("mutant", OF_PYTHON)
def test_the_matrix_notices(
    mutant: str, reviewed: dict[Any, cells.Pattern], monkeypatch: pytest.MonkeyPatch
) -> None:
    _decide_by(mutated(deciding, *OF_PYTHON[mutant]), monkeypatch)

    assert any(cells.pattern_of(*cell) != pattern for cell, pattern in reviewed.items())


def test_the_matrix_notices_nothing_while_nothing_is_broken(
    reviewed: dict[Any, cells.Pattern], monkeypatch: pytest.MonkeyPatch
) -> None:
    _decide_by(mutated(deciding, "", ""), monkeypatch)

    assert all(cells.pattern_of(*cell) == reviewed[cell] for cell in list(reviewed)[::20])


def _decide_by(module: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the matrix ask this module, and hear its answers as ours."""
    answers = {answer.name: answer for answer in deciding.Answer}

    def back(decide: Any) -> Any:
        return lambda *asked, **how: answers[decide(*asked, **how).name]

    monkeypatch.setattr(cells, "decide", back(module.decide))
    monkeypatch.setattr(cells, "decide_at_unit", back(module.decide_at_unit))


def people() -> World:
    """Four people; in each seat one of them holds something that is wrong in one way, or right."""
    world, today = World(read_page(), NOON, parents=dict(PARENTS), seats=set(SEATS)), NOON.date()
    first, second, third, fourth = PEOPLE
    top = {person: Belongs(person, 1, today - 9 * DAY) for person in PEOPLE}
    late, gone = Belongs(third, 2, today + DAY), Belongs(third, 3, today - 9 * DAY, today)

    def give(belongs: Belongs, unit: int, role: str = "organiser", **how: Any) -> Given:
        told = {"purposes": set(ALL), "begins": NOON - DAY, "ends": NOON + 9 * DAY, **how}
        given = Given(belongs, unit, role, **told)
        world.given.append(given)
        return given

    give(top[first], SEATS[0])
    give(top[first], SEATS[1], begins=NOON + DAY)
    give(top[first], SEATS[2], was_ended=True)
    give(top[first], SEATS[3], ends=NOON - timedelta(hours=1))
    for unit, how in (
        (SEATS[0], {"was_ended": True}),
        (SEATS[1], {"ends": NOON - timedelta(hours=1)}),
        (SEATS[2], {}),
    ):
        give(top[second], unit, copies=give(gone if unit == SEATS[2] else top[fourth], unit, **how))
    give(top[second], SEATS[3], purposes={"canvass"})
    give(late, SEATS[0])
    give(gone, SEATS[1])
    canvasser = give(top[third], SEATS[2], "canvasser")
    organiser = give(top[third], SEATS[3], "data-entry helper")
    world.doors = [
        (canvasser, DOORS[SEATS[2]][0], SEATS[2], NOON + DAY),
        (canvasser, DOORS[SEATS[2]][1], SEATS[2], NOON - DAY),
        (organiser, DOORS[SEATS[0]][0], SEATS[0], NOON + DAY),
    ]
    return world


@pytest.fixture(scope="module")
def ground(
    template_database: str, django_db_setup: None, django_db_blocker: Any
) -> Iterator[tuple[str, World]]:
    name = f"hustings_test_{secrets.token_hex(4)}"
    with django_db_blocker.unblock(), filled_ground(template_database, name):
        world = people()
        with transaction.atomic():
            written.lay(world)
            _write(world)
        yield name, world


def _write(world: World) -> None:
    keys: dict[int, Any] = {}
    with arranging():
        for given in world.given:
            written.write_membership(given.belongs)
            copied = keys[id(given.copies)] if given.copies else None
            keys[id(given)] = written.write_grant(given, world, copied)
        for to, door, seat, until in world.doors:
            written.write_handout(keys[id(to)], door, seat, until)


def noticed(world: World) -> str:
    """Who is shown more or less than the oracle knows of, or meets an error; empty where all is well."""
    for person in PEOPLE:
        for action, purpose, strong in ASKED:
            with transaction.atomic():
                try:
                    with transaction.atomic():
                        opened = written.open_as(person, action, purpose, world, strong=strong)
                        shown = written.shown_rows() if opened else set()
                except Exception as error:  # noqa: BLE001 - whatever it is, it has been noticed
                    return f"{person} {action}: {error}"
                rows = written.all_rows()
                transaction.set_rollback(True)
            told = {at for at, row in rows.items() if world.sees(person, row, action, purpose, strong=strong)}
            if shown != told:
                return f"{person} {action} {purpose}: more {sorted(shown - told)[:3]}, less {sorted(told - shown)[:3]}"
    return ""


def test_nothing_is_noticed_while_nothing_is_broken(ground: tuple[str, World]) -> None:
    assert noticed(ground[1]) == ""


@pytest.mark.parametrize("mutant", OF_SQL)
def test_the_oracle_notices_a_broken_function(ground: tuple[str, World], mutant: str) -> None:
    name, world = ground
    function, old, new = OF_SQL[mutant]
    found = re.search(
        rf"CREATE OR REPLACE FUNCTION access\.{function}\(.*?^(END )?\$\$;", _sql(), re.DOTALL | re.MULTILINE
    )
    assert found
    assert old in found[0], f"{old!r} does not stand in access.{function} any more"
    with superuser(name) as breaking:
        breaking.execute(found[0].replace(old, new, 1).encode())
        try:
            assert noticed(world)
        finally:
            breaking.execute(found[0].encode())


def _sql() -> str:
    return (Path(settings.ROOT) / "hustings/access/sql/scope.sql").read_text("utf-8")


@pytest.mark.parametrize("mutant", OF_POLICIES)
def test_the_oracle_notices_a_broken_policy(ground: tuple[str, World], mutant: str) -> None:
    name, world = ground
    broken = mutated(policies, *OF_POLICIES[mutant])
    with superuser(name) as breaking:
        _draw(breaking, broken)
        try:
            assert noticed(world)
        finally:
            _draw(breaking, policies)


def _draw(connection: Any, module: ModuleType) -> None:
    with connection.transaction():
        for wall in PROVED:
            for statement in module.policies(wall):
                connection.execute(statement.encode())
