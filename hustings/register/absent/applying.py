"""Writing a looked-over absent-voter list, and taking one back."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from hustings.access.actor import Actor
from hustings.audit.words import Action
from hustings.register.absent.looking_over import ABSENT, ENDED, plan_absent
from hustings.register.locking import lock_seats
from hustings.register.models import Import, ImportState
from hustings.register.querying import IN_SEATS, NEW_ID, change, clock_digits, joining_whole_tables
from hustings.register.staging.list_runs import applied_list, end_list, waiting_list
from hustings.register.staging.listed import list_parameters, refuse_lost_rows
from hustings.register.staging.rows import MINE_AS_S

END_CHANGED = f"""
UPDATE register_absentvote v SET closed_by_id = %(run)s FROM register_stagedrow s
WHERE {MINE_AS_S} AND s.verdict = 'changed' AND v.constituency_id = s.seat_id AND v.elector_id = s.elector_id
  AND v.constituency_id = ANY (%(seats)s) AND v.closed_by_id IS NULL
"""
END_MISSING = f"UPDATE register_absentvote v SET closed_by_id = %(run)s FROM {ENDED}"
BEGIN = f"""
INSERT INTO register_absentvote (id, constituency_id, elector_id, edition_id, kind, lapses_on, opened_by_id)
SELECT {NEW_ID}, s.seat_id, s.elector_id, %(edition)s, s.markers, s.attains_on, %(run)s
FROM register_stagedrow s WHERE {MINE_AS_S} AND s.verdict IN ('new', 'changed')
"""
KEEP_DETAILS = f"""
INSERT INTO register_absentvotedetail (id, constituency_id, absent_vote_id, sent_to, proxy, forget_on)
SELECT {NEW_ID}, v.constituency_id, v.id, s.address_lines, s.forenames, %(until)s
FROM register_stagedrow s
JOIN register_absentvote v ON v.constituency_id = s.seat_id AND v.elector_id = s.elector_id
WHERE {MINE_AS_S} AND v.constituency_id = ANY (%(seats)s) AND v.closed_by_id IS NULL
  AND (s.address_lines <> '' OR s.forenames <> '')
ON CONFLICT (absent_vote_id) DO UPDATE
SET sent_to = excluded.sent_to, proxy = excluded.proxy, forget_on = excluded.forget_on
"""
FORGET_DETAILS = f"""
DELETE FROM register_absentvotedetail WHERE {IN_SEATS} AND (
    left(replace(id::text, '-', ''), 12) = %(clock)s OR absent_vote_id IN (
        SELECT id FROM register_absentvote WHERE {IN_SEATS} AND opened_by_id = %(run)s))
"""
END_BEGUN = f"""
UPDATE register_absentvote SET closed_by_id = %(run)s
WHERE {IN_SEATS} AND opened_by_id = %(run)s AND closed_by_id IS NULL
"""
BEGIN_ENDED = f"""
UPDATE register_absentvote SET closed_by_id = NULL
WHERE {IN_SEATS} AND closed_by_id = %(run)s AND opened_by_id <> %(run)s
"""


@transaction.atomic
def apply_absent(*, by: Actor, at: datetime, run_id: UUID) -> Import:
    """Write a list's difference: who votes by post or proxy from now on, and who does not any more.

    Where the register has changed since the dry run, writes nothing but the new difference and leaves the list
    waiting (`state` tells). Raises UnableToImportRegister for a list that is not waiting.
    """
    run = waiting_list(run_id, ABSENT)
    refuse_lost_rows(run)
    parameters = list_parameters(run, by, Action.REGISTER_ABSENT_IMPORT, at)
    lock_seats(parameters["seats"])
    before = run.counts
    kept = {key: before[key] for key in ("read", "refused", "dropped_outside")}
    with joining_whole_tables():
        plan_absent(run, parameters, kept)
        # What somebody has agreed to is what they saw; anything else they are shown again first.
        if run.counts != before:
            return run
        change(END_CHANGED, parameters)
        change(END_MISSING, parameters)
        change(BEGIN, parameters)
        if run.details_until is not None:
            change(KEEP_DETAILS, {**parameters, "until": run.details_until})
    end_list(run, ImportState.APPLIED, by=by, at=at)
    return run


@transaction.atomic
def undo_absent(*, by: Actor, at: datetime, run_id: UUID) -> Import:
    """Take a list back: what it began ends, what it ended goes on, the details it brought are deleted.

    Raises UnableToImportRegister for one that is not applied or that a later list builds upon.
    """
    run = applied_list(run_id, ABSENT, by)
    lock_seats(run.seats)
    assert run.applied_at is not None
    parameters = {"run": run.id, "seats": run.seats, "clock": clock_digits(run.applied_at)}
    # Details of votes that were there before carry the moment at which they were kept.
    change(FORGET_DETAILS, parameters)
    change(END_BEGUN, parameters)
    change(BEGIN_ENDED, parameters)
    end_list(run, ImportState.UNDONE, by=by, at=at)
    return run
