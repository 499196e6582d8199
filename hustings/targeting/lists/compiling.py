"""A list as one statement: conditions become SQL over the electors of one seat, steps become who is on after each."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from hustings.targeting.lists import of_contact, of_register
from hustings.targeting.lists.asking import Asked
from hustings.targeting.lists.conditions import (
    AbsentVote,
    Age,
    Answered,
    AnyOf,
    Contacted,
    Everybody,
    Franchise,
    Household,
    Intention,
    NoneOf,
    OnList,
    Part,
    Place,
    Reachable,
    Scored,
    Street,
    Supporting,
    Tagged,
    Turnout,
)
from hustings.targeting.lists.leaving import leavers
from hustings.targeting.lists.rules import Choice, ListForm, compose
from hustings.targeting.lists.statement import Writing, among

ON_REGISTER = "e.constituency_id = %(seat)s AND e.on_register"

PLAIN: dict[type[Part], Callable[[Any, Writing], str]] = {
    AbsentVote: of_register.absent_vote,
    Age: of_register.age,
    Answered: of_contact.answered,
    Contacted: of_contact.contacted,
    Franchise: of_register.franchise,
    Household: of_register.household,
    Intention: of_contact.intention,
    Place: of_register.place,
    Reachable: of_contact.reachable,
    Scored: of_contact.scored,
    Street: of_register.street,
    Supporting: of_contact.supporting,
    Tagged: of_contact.tagged,
    Turnout: of_register.turnout,
}


@dataclass(frozen=True)
class Compiled:
    """A question as SQL: a condition a step, who leaves by themselves and why, and the values they all bind."""

    form: ListForm
    conditions: tuple[str, ...]
    leaving: dict[str, str]
    values: dict[str, Any]

    @property
    def on_it(self) -> str:
        """True of who is on the list: after its last step, and not leaving by themselves."""
        stays = " AND ".join(f"NOT {one}" for one in self.leaving.values())
        return f"{_stages(self.form, self.conditions)[-1]} AND {stays}"

    @property
    def stages(self) -> list[str]:
        """Who is on the list after each step, then after each leaving."""
        stages = _stages(self.form, self.conditions)
        for one in self.leaving.values():
            stages.append(f"({stages[-1]} AND NOT {one})")
        return stages


def compile_list(asked: Asked) -> Compiled:
    """Write a question as SQL. No query; what it refers to was looked up by `ask`."""
    writing = Writing(asked)
    return _compile(asked.form, writing)


def _compile(form: ListForm, writing: Writing) -> Compiled:
    conditions = tuple(
        condition(step.who, writing) if isinstance(step, Choice) else "" for step in form.steps
    )
    return Compiled(form, conditions, leavers(form, writing), writing.values)


def condition(who: Any, writing: Writing) -> str:
    """One condition as SQL over `register_elector e`: true or false, and never null."""
    if isinstance(who, Everybody):
        return "true"
    if isinstance(who, AnyOf | NoneOf):
        within = " OR ".join(condition(one, writing) for one in who.of)
        return f"({within})" if isinstance(who, AnyOf) else f"(NOT ({within}))"
    if isinstance(who, OnList):
        return _on_list(who.list, writing)
    return PLAIN[type(who)](who, writing)


def _on_list(id: UUID, writing: Writing) -> str:
    """Of a live list its own question, asked again here; of a snapshot who stood on it, as the list that asks says who
    leaves.
    """
    kept = writing.asked.lists[id]
    if kept.is_live:
        return f"({_compile(kept.form, writing).on_it})"
    return among(
        "SELECT l.elector_id FROM targeting_listedelector l WHERE l.constituency_id = %(seat)s "
        f"AND l.list_id = {writing.put(id, 'uuid')}"
    )


def _stages(form: ListForm, conditions: tuple[str, ...]) -> list[str]:
    def lives_with(on: str) -> str:
        theirs = (
            f"SELECT e.door_id FROM register_elector e WHERE {ON_REGISTER} AND e.door_id IS NOT NULL AND {on}"
        )
        return among(theirs, "door_id")

    return compose(form.steps, lambda number: conditions[number], lives_with)
