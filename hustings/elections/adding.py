"""Elections that somebody adds: what is elected, what people call it, and the day of the poll."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from hustings.audit.recording import record
from hustings.audit.words import Action, Purpose
from hustings.elections.calling import call_election
from hustings.elections.models import Election

EARLIEST = date(1918, 12, 14)
"""The first general election of which a marked register could lie in anybody's drawer."""


class UnableToAddElection(Exception):
    """No election was added. The message says why and what to do."""


@transaction.atomic
def add_election(
    *, by: UUID, at: datetime, purpose: Purpose, constituency: int, kind: str, name: str, polling_day: date
) -> Election:
    """Add an election, or give the one that is there already; one to come is called in the seat when its time comes.

    Raises UnableToAddElection for a day that is none.
    """
    name = " ".join(name.split())
    if not name:
        raise UnableToAddElection(_("An election wants a name, such as “Moorland District Council”."))
    if not EARLIEST <= polling_day <= date(at.year + 10, 12, 31):
        raise UnableToAddElection(_("%s is no day for this. Look at the year again.") % polling_day)
    election, is_new = Election.objects.get_or_create(kind=kind, name=name, polling_day=polling_day)
    if polling_day >= localdate(at):
        call_election(election=election, constituency=constituency)
    if is_new:
        record(
            action=Action.ELECTIONS_ELECTION_ADD,
            purpose=purpose,
            by=by,
            at=at,
            constituency=constituency,
            place=f"election {election.id}",
            rule="election added",
        )
    return election
