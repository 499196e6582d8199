"""How many are on a list, and what each step took away: one statement each."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from hustings.targeting.lists.asking import Asked
from hustings.targeting.lists.compiling import ON_REGISTER, Compiled, compile_list
from hustings.targeting.lists.of_contact import consenting
from hustings.targeting.lists.rules import compose
from hustings.targeting.lists.statement import among

# Fenced by OFFSET: every elector of the seat is looked at. Misled by how many seem to be left after a few conditions,
# the planner would fetch them one by one in the order of their doors, which takes half as long again.
COUNT = """
SELECT count(*), count(DISTINCT e.door_id), count(*) FILTER (WHERE e.id IN ({consenting}))
FROM (SELECT * FROM register_elector e WHERE {on_register} OFFSET 0) e WHERE {on_it}
"""
FUNNEL = """
WITH told AS MATERIALIZED (
  SELECT e.id, e.door_id, {answers} FROM register_elector e WHERE {on_register}
)
SELECT {counts} FROM told e
"""


@dataclass(frozen=True)
class Counted:
    """People on a list, the doors they live behind, and whom we may telephone."""

    people: int
    doors: int
    telephones: int


@dataclass(frozen=True)
class Stage:
    """How many are on a list after a step, and how many that step took away or, below nought, added."""

    left: int
    taken: int


@dataclass(frozen=True)
class Funnel:
    """A list step by step; `leaving` is by reason what left by itself after the last step, in its order."""

    register: int
    steps: tuple[Stage, ...]
    leaving: dict[str, Stage]


def count_list(asked: Asked) -> Counted:
    """Count who is on a list. One statement over the seat's electors."""
    return count_compiled(compile_list(asked))


def count_compiled(compiled: Compiled) -> Counted:
    """As `count_list`, of a question that is SQL already."""
    statement = COUNT.format(
        consenting=consenting("ARRAY['call']"), on_register=ON_REGISTER, on_it=compiled.on_it
    )
    return Counted(*_row(statement, compiled.values))


def funnel_of(asked: Asked) -> Funnel:
    """Count a list after each of its steps. One statement, in which each condition is answered once an elector."""
    compiled = compile_list(asked)
    answers = [f"{text} AS c{number}" for number, text in enumerate(compiled.conditions) if text]
    answers += [f"{text} AS l{number}" for number, text in enumerate(compiled.leaving.values())]
    counts = ["count(*)", *(f"count(*) FILTER (WHERE {stage})" for stage in stages_told(compiled))]
    statement = FUNNEL.format(answers=", ".join(answers), on_register=ON_REGISTER, counts=", ".join(counts))
    register, *left = _row(statement, compiled.values)
    steps = len(compiled.conditions)
    taken = [before - after for before, after in zip([0, *left[:-1]], left, strict=True)]
    stages = [Stage(*pair) for pair in zip(left, taken, strict=True)]
    return Funnel(register, tuple(stages[:steps]), dict(zip(compiled.leaving, stages[steps:], strict=True)))


def stages_told(compiled: Compiled) -> list[str]:
    """Who is on after each step and each leaving, over answers that were given already (`told e`)."""

    def lives_with(on: str) -> str:
        theirs = f"SELECT e.door_id FROM told e WHERE e.door_id IS NOT NULL AND {on}"
        return among(theirs, "door_id")

    stages = compose(compiled.form.steps, lambda number: f"e.c{number}", lives_with)
    for number in range(len(compiled.leaving)):
        stages.append(f"({stages[-1]} AND NOT e.l{number})")
    return stages


def people_on(asked: Asked) -> list[UUID]:
    """The ids of everybody on a list, in the order of their seat numbers. One statement."""
    compiled = compile_list(asked)
    statement = (
        f"SELECT e.id FROM register_elector e WHERE {ON_REGISTER} AND {compiled.on_it} ORDER BY e.seat_no"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, compiled.values)
        return [id for (id,) in cursor.fetchall()]


def _row(statement: str, values: dict[str, Any]) -> tuple[Any, ...]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        row: tuple[Any, ...] = cursor.fetchone()
        return row
