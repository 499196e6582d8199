"""Saying what became of a copy: returned, destroyed, lost, or out again."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hustings.access.actor import Actor
from hustings.audit.recording import record
from hustings.copies.following import let_follow
from hustings.copies.models import Copy, CopyState
from hustings.copies.rules import State, can_become


class UnableToSettleCopy(Exception):
    """The copy stays as it was; the message says why and what to do."""


def settle_copy(*, copy_id: UUID, state: str, by: Actor, at: datetime) -> Copy:
    """Write what became of a copy, and bring what it was made from in line with it.

    Saying the same twice changes nothing. Raises UnableToSettleCopy as `change_copy` does.
    """
    with transaction.atomic():
        copy, has_changed = change_copy(copy_id=copy_id, state=state, by=by, at=at)
        if has_changed:
            _note(copy, by, at)
    return copy


def change_copy(*, copy_id: UUID, state: str, by: Actor, at: datetime) -> tuple[Copy, bool]:
    """Do what `settle_copy` does under the caller's entry; gives the copy and whether anything changed.

    Raises UnableToSettleCopy for a copy out of reach, or a state that it cannot go to from where it is.
    """
    if state not in list(State):
        raise UnableToSettleCopy(
            _("Say whether the copy was returned, destroyed or lost. Nothing was changed.")
        )
    copy = Copy.objects.select_for_update().filter(pk=copy_id).first()
    if copy is None:
        raise UnableToSettleCopy(_("There is no such copy here. Nothing was changed."))
    if not can_become(copy.state, state):
        raise UnableToSettleCopy(
            _("%(number)s is %(state)s already. Nothing was changed.")
            % {"number": copy.number, "state": copy.get_state_display()}
        )
    if copy.state == state:
        return copy, False
    move_copies([copy], state=State(state), by=by, at=at)
    let_follow([copy], by=by, at=at)
    return copy, True


def move_copies(copies: Iterable[Copy], *, state: State, by: Actor, at: datetime) -> None:
    """Write a state that the caller has checked, without an entry of its own."""
    moved = list(copies)
    for copy in moved:
        copy.state, copy.state_at, copy.state_by = CopyState(state), at, by.person_id
    Copy.objects.bulk_update(moved, ["state", "state_at", "state_by"])


def follow_source(*, source_ids: Iterable[UUID], state: State, holder: str, by: Actor, at: datetime) -> None:
    """Bring copies in line with what they were made from, in the caller's transaction and under its entry.

    A copy that was reported lost stays lost while its source is only said to be out.
    """
    found = list(Copy.objects.select_for_update().filter(source_id__in=list(source_ids)))
    going = [copy for copy in found if copy.state != state and can_become(copy.state, state)]
    move_copies(going, state=state, by=by, at=at)
    Copy.objects.filter(id__in=[copy.id for copy in found]).update(holder=holder[:80])


def _note(copy: Copy, by: Actor, at: datetime) -> None:
    record(
        action=by.action,
        purpose=by.purpose,
        by=by.person_id,
        at=at,
        constituency=copy.constituency_id,
        place=f"copy {copy.id}",
        count=copy.people,
        rule=copy.state,
    )
