"""Writing what a marked register says, and taking it back."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hustings.access.actor import Actor
from hustings.register.faults import UnableToImportRegister
from hustings.register.models import Import, ImportState, Turnout
from hustings.register.querying import IN_SEATS, NEW_ID, change, fetch, joining_whole_tables
from hustings.register.staging.list_runs import applied_list, end_list, waiting_list
from hustings.register.staging.listed import refuse_lost_rows
from hustings.register.staging.rows import MINE_AS_S
from hustings.register.turnout.locking import lock_turnout
from hustings.register.turnout.looking_over import MARKED, METHOD, marked_parameters, plan_marked
from hustings.register.turnout.rules import Meaning

SUPERSEDE = f"""
UPDATE register_turnout t SET superseded_by = %(run)s FROM register_stagedrow s
WHERE {MINE_AS_S} AND s.verdict = 'changed' AND t.constituency_id = ANY (%(seats)s)
  AND t.constituency_id = s.seat_id AND t.elector_id = s.elector_id AND t.election_id = %(election)s
  AND t.superseded_by IS NULL AND t.source = '{Turnout.Source.MARKED_REGISTER}' AND t.method = {METHOD}
"""
WRITE = f"""
INSERT INTO register_turnout
    (id, constituency_id, elector_id, election_id, voted, method, source, run_id, recorded_by, recorded_at)
SELECT {NEW_ID}, s.seat_id, s.elector_id, %(election)s, s.markers <> '{Meaning.NOT}', {METHOD},
    '{Turnout.Source.MARKED_REGISTER}', %(run)s, %(by)s, %(at)s
FROM register_stagedrow s WHERE {MINE_AS_S} AND s.verdict IN ('new', 'changed')
"""
FORGET_WRITTEN = f"DELETE FROM register_turnout WHERE {IN_SEATS} AND run_id = %(run)s"
LET_STAND = f"UPDATE register_turnout SET superseded_by = NULL WHERE {IN_SEATS} AND superseded_by = %(run)s"
REPLACED = f"""
SELECT count(*) FROM register_turnout WHERE {IN_SEATS} AND run_id = %(run)s AND superseded_by IS NOT NULL
"""


def refuse_replaced(statement: str, parameters: dict[str, Any]) -> None:
    """Raise UnableToImportRegister where something that was written later speaks of the same people."""
    if fetch(statement, parameters)[0][0]:
        raise UnableToImportRegister(
            _("What it said was replaced by something later. Take that back first; nothing was changed.")
        )


@transaction.atomic
def apply_marked(*, by: Actor, at: datetime, run_id: UUID) -> Import:
    """Write down who voted, as a looked-over marked register says.

    Where the register or the turnout has changed since the dry run, writes nothing but the new difference and leaves
    the list waiting (`state` tells). Raises UnableToImportRegister for a list that is not waiting.
    """
    run = waiting_list(run_id, MARKED)
    refuse_lost_rows(run)
    parameters = marked_parameters(run, by, at)
    lock_turnout(parameters["seats"])
    before = run.counts
    with joining_whole_tables():
        plan_marked(run, parameters, {key: before[key] for key in ("read", "refused", "dropped_outside")})
        # What somebody has agreed to is what they saw; anything else they are shown again first.
        if run.counts != before:
            return run
        written: dict[str, Any] = {**parameters, "by": by.person_id, "at": at}
        change(SUPERSEDE, written)
        change(WRITE, written)
    end_list(run, ImportState.APPLIED, by=by, at=at)
    return run


@transaction.atomic
def undo_marked(*, by: Actor, at: datetime, run_id: UUID) -> Import:
    """Take a marked register back: what it said is deleted, and what it replaced stands again.

    Raises UnableToImportRegister for one that is not applied or that something later builds upon.
    """
    run = applied_list(run_id, MARKED, by)
    lock_turnout(run.seats)
    parameters = {"run": run.id, "seats": run.seats}
    refuse_replaced(REPLACED, parameters)
    change(FORGET_WRITTEN, parameters)
    change(LET_STAND, parameters)
    end_list(run, ImportState.UNDONE, by=by, at=at)
    return run
