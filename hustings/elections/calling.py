"""Whether an election is called: between the notice of election and a week after the poll."""

from collections.abc import Iterable
from datetime import datetime

from django.db import connection
from django.utils.timezone import localdate

from hustings.elections.models import Calling, Election
from hustings.elections.rules import called_between
from hustings.geography.models import Place
from hustings.lib.uuid7 import uuid7


def is_called(constituency_ids: Iterable[int] | None, at: datetime) -> bool:
    """Whether an election is called in any of these seats, or anywhere where none are named. One query."""
    today = localdate(at)
    called = Calling.objects.filter(notice_on__lte=today, ends_on__gt=today)
    if constituency_ids is not None:
        called = called.filter(constituency__in=list(constituency_ids))
    return called.exists()


def call_election(*, election: Election, constituency: int) -> None:
    """Say that an election is held in a seat, so that it is called there when its time comes. Twice is harmless.

    The database refuses a scope that may not add elections in this seat.
    """
    nation = Place.objects.values_list("nation", flat=True).get(pk=constituency)
    notice_on, ends_on = called_between(election.kind, nation, election.polling_day)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT access.call_election(%s, %s, %s, %s, %s)",
            [uuid7(), election.id, constituency, notice_on, ends_on],
        )
