"""An import that waits, counted again after a person decided what one of its rows does."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from hustings.access.actor import Actor
from hustings.register.identity.deciding import row_decided
from hustings.register.identity.raising import count_unsure_rows
from hustings.register.importing.comparing import compare
from hustings.register.importing.planning import extent_of, parameters_of
from hustings.register.models import Import
from hustings.register.querying import joining_whole_tables
from hustings.register.staging.placing import districts_elsewhere, place_districts

KEPT = ("read", "cancelled", "dropped_outside", "refused")
"""What does not depend on whom the rows are taken for."""


@receiver(row_decided)
def recount(*, run: Import, does_the_same: bool, by: Actor, at: datetime, **_sent: Any) -> None:
    """Compare an import's staged rows, as they are judged now, with the register, and keep the difference.

    Where every row `does_the_same` as before, only the rows that wait are counted: a whole seat takes a second.
    """
    parameters = parameters_of(run, None, by, at)
    if does_the_same:
        _count_waiting(run, parameters)
    else:
        _compare(run, parameters)
    run.save(update_fields=["counts", "warnings", "by_district"])


def _count_waiting(run: Import, parameters: dict[str, Any]) -> None:
    unsure = count_unsure_rows({**parameters, "seats": run.seats})
    run.counts = {**run.counts, "unsure": unsure}
    other = [warning for warning in run.warnings if warning["kind"] != "unsure"]
    run.warnings = [*other, *([{"kind": "unsure", "count": unsure}] if unsure else [])]


def _compare(run: Import, parameters: dict[str, Any]) -> None:
    with joining_whole_tables():
        placed = [one for one in place_districts(run, parameters) if one.seat in run.seats]
        parameters = parameters | extent_of(run, placed, run.seats)
        kept = {key: run.counts[key] for key in KEPT if key in run.counts}
        compare(run, placed, parameters, kept)
        if not parameters["is_update"]:
            run.warnings += districts_elsewhere(placed, parameters)
