"""Putting an election on the list, so that its franchise, its lists and its turnout have a day and a kind."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hustings.audit.recording import record
from hustings.audit.words import Action, Purpose
from hustings.elections.models import Election

FURTHEST = 10
"""Years between today and a polling day that somebody can mean."""


class UnableToAnnounceElection(Exception):
    """Nothing was written. The message says why and what to do."""


@transaction.atomic
def announce_election(*, by: UUID | None, at: datetime, kind: str, name: str, polling_day: date) -> Election:
    """Write an election of one kind on one day. Raises UnableToAnnounceElection where it stands already."""
    if abs(polling_day.year - at.year) > FURTHEST:
        raise UnableToAnnounceElection(
            _("%s is too far away. Nothing was kept: check the year of the polling day.") % polling_day.isoformat()
        )
    election, is_new = Election.objects.get_or_create(kind=kind, name=name.strip(), polling_day=polling_day)
    if not is_new:
        raise UnableToAnnounceElection(_("This election is on the list already. Nothing was changed."))
    record(
        action=Action.ELECTIONS_ELECTION_ADD,
        purpose=Purpose.ADMINISTRATION,
        by=by,
        at=at,
        place=f"election {election.id}",
        detail={"kind": kind, "polling_day": polling_day.isoformat()},
    )
    return election
