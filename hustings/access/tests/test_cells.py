"""Every cell of the matrix, asked of both walls: the Python one beside what people reviewed, the database beside it."""

import secrets
from collections.abc import Iterator
from difflib import unified_diff
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from conftest import clone, drop, superuser
from hustings.access.cells import RELATIONS, STRENGTHS, Cell, ask, golden_matrix, home_of
from hustings.access.deciding import Answer
from hustings.access.roles import DOORS_ONLY, EVERYONE, TABLE, Role
from hustings.access.stopped_cells import all_taken, golden_stops
from hustings.access.tests.filling import fill
from hustings.audit.words import Action, Purpose
from tests.bench.databases import UNWALLED, connect_as, speaking_by

GOLDEN = Path(__file__).parent / "golden" / "matrix.txt"
STOPS = GOLDEN.with_name("stops.txt")
Reached = tuple[frozenset[int], frozenset[int]]

ASK_ALL = """
CREATE FUNCTION public.ask_all(token text, actions text[], purposes text[])
RETURNS TABLE (what text, why text, units int[], seats int[]) LANGUAGE plpgsql AS $$
DECLARE
    opened uuid;
BEGIN
    FOR what, why IN SELECT * FROM unnest(actions, purposes) LOOP
        SELECT b.nonce INTO opened FROM access.begin(token, why, what) b;
        SELECT s.units, s.seats INTO units, seats FROM access._scope() s;
        PERFORM access.finish(opened);
        RETURN NEXT;
    END LOOP;
END $$
"""


def test_every_answer_is_as_it_was_reviewed() -> None:
    reviewed, now = GOLDEN.read_text("utf-8").splitlines(), golden_matrix().splitlines()

    changed = "\n".join(unified_diff(reviewed, now, "reviewed", "as the table says now", lineterm="", n=0))

    assert not changed, (
        f"{changed}\nIf this is meant: bin/hustings permissions --write, and have it reviewed."
    )


def test_what_every_stop_takes_is_as_it_was_reviewed() -> None:
    reviewed, now = STOPS.read_text("utf-8").splitlines(), golden_stops().splitlines()

    changed = "\n".join(unified_diff(reviewed, now, "reviewed", "as the stops are now", lineterm="", n=0))

    assert not changed, (
        f"{changed}\nIf this is meant: bin/hustings permissions --write, and have it reviewed."
    )


def test_a_stop_takes_the_same_whatever_the_role_and_the_purpose() -> None:
    assert {cell: told for cell, told in all_taken().items() if len(told) != 1} == {}


def cells_of(role: Role, time: str) -> list[tuple[Action, Purpose]]:
    """Everything, where the grant is in force; where it is not, what it opened once or will, and what it never does."""
    if time == "live":
        return list(product(Action, Purpose))
    own = [(action, purpose) for holder, action, purpose in sorted(TABLE) if holder == role]
    return [*own, (Action.ORGANISATION_DEMO_FILL, Purpose.ADMINISTRATION)]


@pytest.fixture(scope="module")
def reached(
    template_database: str, django_db_setup: None, django_db_blocker: Any
) -> Iterator[dict[tuple[Role, str, bool, str, str], Reached]]:
    """What the database opens for each role, time, strength, action and purpose."""
    name = f"hustings_test_{secrets.token_hex(4)}"
    clone(template_database, name)
    with django_db_blocker.unblock():
        connection = connect_as(UNWALLED, name)
        with speaking_by(connection), transaction.atomic():
            tokens = fill()
        connection.close()
    with superuser(name) as asking:
        asking.execute(ASK_ALL)
        found = {}
        # A transaction a session: the scope's row would leave its dead versions for all of one to walk over.
        for token, whose in tokens.items():
            actions, purposes = zip(*cells_of(whose[0], whose[1]), strict=True)
            answers = asking.execute(
                "SELECT * FROM public.ask_all(%s, %s, %s)", (token, list(actions), list(purposes))
            ).fetchall()
            for what, why, units, seats in answers:
                found[(*whose, what, why)] = (frozenset(units), frozenset(seats))
    yield found
    drop(name)


def expected(role: Role, time: str, action: Action, purpose: Purpose, *, is_strong: bool) -> Reached:
    """What the first wall allows, as the places that the second must open; everybody's own needs no place."""
    if action in EVERYONE:
        return frozenset(), frozenset()
    units, seats = set(), set()
    for relation, place in RELATIONS[home_of(role)].items():
        at_unit, at_seat = ask(Cell(role, action, purpose, relation, time, is_strong))
        units |= {place} if at_unit is Answer.ALLOWED else set()
        seats |= {place} if at_seat is Answer.ALLOWED and role not in DOORS_ONLY else set()
    return frozenset(units), frozenset(seats)


def test_the_database_opens_what_the_matrix_allows_and_nothing_else(
    reached: dict[tuple[Role, str, bool, str, str], Reached],
) -> None:
    differ = []
    for (role, time, strong, action, purpose), (units, seats) in reached.items():
        places = frozenset(RELATIONS[home_of(role)].values())
        found = (units & places, seats & places)
        if found != expected(role, time, Action(action), Purpose(purpose), is_strong=strong):
            differ.append((role, time, strong, action, purpose, found))

    assert differ == []
    assert len(reached) > len(Role) * len(STRENGTHS) * len(Action) * len(Purpose)
