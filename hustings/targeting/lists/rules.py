"""What a list is: ordered steps that add, keep or leave out, in a JSON form of version 1. Pure.

The classes are the form, its check and its published schema (`docs/list.schema.json`) in one. What a mistake is called
in words says `wording.py`.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field, ValidationError

from hustings.targeting.lists.conditions import (
    MOST_STEPS,
    Age,
    AnyOf,
    Condition,
    Household,
    Intention,
    NoneOf,
    OnList,
    Part,
    Place,
    Scored,
    Turnout,
)

VERSION = 1
DEEPEST = 3


class Use(StrEnum):
    """By which channel a list will be used: it decides whose objections count, and who can be reached."""

    DOOR = "door"
    PHONE = "phone"
    POST = "post"
    MESSAGE = "message"


class Leave(Part):
    """Who leaves by default. Each can be switched off, and the list says so.

    `spoken_days`: a household that somebody spoke to, by whatever channel, in the last so many days. `tries`: one
    that was tried three times in fourteen days.
    """

    moved: bool = True
    spoken_days: Annotated[int, Field(ge=1, le=730)] | None = 30
    tries: bool = True


class Choice(Part):
    """A step that adds, keeps or leaves out whoever fits a condition."""

    do: Literal["add", "keep", "leave_out"]
    who: Condition


class FillHouseholds(Part):
    """A step that adds everybody who lives behind a door of somebody on the list so far."""

    do: Literal["fill_households"]


Step = Annotated[Choice | FillHouseholds, Field(discriminator="do")]


class ListForm(Part):
    """A list in its stable form: what it is for, its steps in their order, and who leaves by default.

    `polling` is the election it is made for: who is too young on its day leaves.
    """

    hustings_list: Literal[1] = 1
    use: Use = Use.DOOR
    polling: UUID | None = None
    steps: tuple[Step, ...] = Field(min_length=1, max_length=MOST_STEPS)
    leave: Leave = Leave()

    def as_json(self) -> dict[str, Any]:
        """The form as it is kept and sent: without whatever stands at its usual value."""
        kept: dict[str, Any] = self.model_dump(mode="json", exclude_defaults=True)
        return {"hustings_list": VERSION, "use": str(self.use), **kept}


@dataclass(frozen=True)
class Fault:
    """One mistake: in which step (from 1; 0 where in none), at which field, and what kind it is."""

    step: int
    field: str
    kind: str


class Misunderstood(Exception):
    """A form that cannot be read as a list; it says every mistake."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("; ".join(f"{one.step}.{one.field}: {one.kind}" for one in faults))
        self.faults = faults


def read_form(given: str | bytes | dict[str, Any]) -> ListForm:
    """Read a list from its JSON form. Raises Misunderstood, with every mistake that the form itself shows."""
    text = json.dumps(given, default=str) if isinstance(given, dict) else given
    try:
        form = ListForm.model_validate_json(text)
    except ValidationError as error:
        raise Misunderstood(tuple(dict.fromkeys(_fault(one) for one in error.errors()[:20]))) from error
    if faults := tuple(_senseless(form)):
        raise Misunderstood(faults)
    return form


TAKEN_APART = frozenset({"add", "keep", "leave_out", "fill_households"})


def _fault(error: Any) -> Fault:
    where = list(error["loc"])
    step = where[1] + 1 if len(where) > 1 and where[0] == "steps" and isinstance(where[1], int) else 0
    rest = where[2:] if step else where
    names = [part for part in rest if not isinstance(part, int) and part not in TAKEN_APART]
    return Fault(step, str(names[-1]) if names else "", str(error["type"]))


def _senseless(form: ListForm) -> Iterator[Fault]:
    """What is well-formed and means nothing."""
    if form.steps[0].do != "add":
        yield Fault(1, "do", "begins_with_nobody")
    for number, step in enumerate(form.steps, start=1):
        if isinstance(step, Choice):
            yield from (Fault(number, *fault) for fault in _faults_of(step.who, 1))


def _faults_of(who: Any, depth: int) -> Iterator[tuple[str, str]]:
    yield from SENSELESS[type(who)](who) if type(who) in SENSELESS else ()
    if isinstance(who, AnyOf | NoneOf):
        if depth >= DEEPEST:
            yield "of", "too_deep"
            return
        for one in who.of:
            yield from _faults_of(one, depth + 1)


def _place_faults(who: Place) -> Iterator[tuple[str, str]]:
    if not (who.wards or who.districts):
        yield "wards", "nowhere"
    if not all(code.isascii() and code.isalnum() for code in who.wards):
        yield "wards", "no_code"


def _intention_faults(who: Intention) -> Iterator[tuple[str, str]]:
    if 0 < (who.within_days or 0) <= (who.older_than_days or 0):
        yield "older_than_days", "no_such_days"
    if "nothing" in who.said and (who.within_days or who.older_than_days):
        yield "said", "nothing_has_no_age"


def _bounds_faults(who: Household | Scored) -> Iterator[tuple[str, str]]:
    if who.at_least is not None and who.at_most is not None and who.at_most < who.at_least:
        yield "at_most", "no_such_number"


def _age_faults(who: Age) -> Iterator[tuple[str, str]]:
    if who.since and who.until and who.until < who.since:
        yield "until", "no_such_days"


def _turnout_faults(who: Turnout) -> Iterator[tuple[str, str]]:
    if who.at_least > len(set(who.elections)):
        yield "at_least", "more_than_there_are"


SENSELESS: dict[type[Part], Callable[[Any], Iterator[tuple[str, str]]]] = {
    Place: _place_faults,
    Intention: _intention_faults,
    Household: _bounds_faults,
    Scored: _bounds_faults,
    Age: _age_faults,
    Turnout: _turnout_faults,
}


def lists_in(form: ListForm) -> set[UUID]:
    """The other lists that a list asks for."""
    return {one.list for one in conditions_of(form) if isinstance(one, OnList)}


def conditions_of(form: ListForm) -> Iterator[Any]:
    """Every condition of a form, those within others after the one that holds them."""
    for step in form.steps:
        if isinstance(step, Choice):
            yield from conditions_within(step.who)


def conditions_within(who: Any) -> Iterator[Any]:
    """A condition, and those within it after it."""
    yield who
    if isinstance(who, AnyOf | NoneOf):
        for one in who.of:
            yield from conditions_within(one)


def compose(
    steps: Sequence[Choice | FillHouseholds],
    fits: Callable[[int], str],
    lives_with: Callable[[str], str],
) -> list[str]:
    """Say for each step, as SQL, who is on the list after it.

    `fits(k)` is the condition of step k, `lives_with(s)` that of living behind one door with somebody of whom s
    holds.
    """
    stages: list[str] = []
    on = "false"
    for number, step in enumerate(steps):
        if isinstance(step, FillHouseholds):
            on = f"({on} OR {lives_with(on)})"
        elif step.do == "add":
            on = fits(number) if on == "false" else f"({on} OR {fits(number)})"
        else:
            on = f"({on} AND {'NOT ' if step.do == 'leave_out' else ''}{fits(number)})"
        stages.append(on)
    return stages


def schema() -> dict[str, Any]:
    """The JSON schema of the form (2020-12), as it is published and served."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **ListForm.model_json_schema()}
