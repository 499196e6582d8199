"""A saved list as it is asked for a use of its own, whatever it was made for: who is wanted, and who leaves."""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from hustings.geography.models import Place
from hustings.targeting.lists.asking import ask
from hustings.targeting.lists.compiling import ON_REGISTER, compile_list
from hustings.targeting.lists.rules import ListForm, Use, read_form
from hustings.targeting.lists.snapshots import ALWAYS, STOOD
from hustings.targeting.models import SavedList


@dataclass(frozen=True)
class Wanted:
    """Who is wanted, as SQL over `register_elector e`, who of them leaves and why, and the values both bind."""

    form: ListForm
    base: str
    leaving: dict[str, str]
    values: dict[str, Any]

    @property
    def on_it(self) -> str:
        """True of whoever is on the register, wanted, and not leaving."""
        stays = (f"NOT {one}" for one in self.leaving.values())
        return " AND ".join([ON_REGISTER, self.base, *stays])

    def binding(self, **values: Any) -> "Wanted":
        """The same with values that a condition beside it binds."""
        return Wanted(self.form, self.base, self.leaving, self.values | values)

    def without(self, reason: str, condition: str, *, instead_of: str = "") -> "Wanted":
        """The same with one more reason to leave, which takes the place of another where that is named."""
        leaving = {name: one for name, one in self.leaving.items() if name != instead_of}
        return Wanted(self.form, self.base, leaving | {reason: condition}, self.values)


def everybody_for(seat: Place, form: ListForm, *, at: datetime) -> Wanted:
    """Whom a form finds that is no saved list."""
    compiled = compile_list(ask(seat, form, at=at))
    return Wanted(
        form, compiled.stages[len(compiled.conditions) - 1], dict(compiled.leaving), compiled.values
    )


def wanted_for(kept: SavedList, use: Use, *, at: datetime) -> Wanted:
    """A list with the objections of this use. Of a snapshot, those who stood on it; an objection wins over it, and so
    does a hold-out. Raises UnableToAsk where the list names what is gone.
    """
    form = read_form(kept.form).model_copy(update={"use": use})
    compiled = compile_list(ask(kept.constituency, form, at=at, itself=kept.id))
    if kept.is_live:
        base = compiled.stages[len(compiled.conditions) - 1]
        return Wanted(form, base, dict(compiled.leaving), compiled.values)
    leaving = {reason: compiled.leaving[reason] for reason in ALWAYS}
    return Wanted(form, STOOD, leaving, compiled.values | {"list": kept.id})


@dataclass(frozen=True)
class UseCount:
    """How many people are left, behind how many doors, and how many left for each reason that took anybody."""

    people: int
    doors: int
    left_out: Mapping[str, int]


def count_wanted(wanted: Wanted, within: str = "true") -> UseCount:
    """Count who is wanted and who leaves, reason by reason in their order: of all, or of those electors `e` within a
    condition whose values are among those of `wanted`. One statement.
    """
    stages = [wanted.base]
    for one in wanted.leaving.values():
        stages.append(f"{stages[-1]} AND NOT {one}")
    counts = ", ".join(f"count(*) FILTER (WHERE {stage})" for stage in stages)
    doors = f"count(DISTINCT e.door_id) FILTER (WHERE {stages[-1]})"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {doors}, {counts} FROM register_elector e WHERE {ON_REGISTER} AND {within}",
            wanted.values,
        )
        behind, *left = cursor.fetchone()
    taken = (before - after for before, after in itertools.pairwise(left))
    reasons = zip(wanted.leaving, taken, strict=True)
    return UseCount(left[-1], behind, {reason: count for reason, count in reasons if count})
