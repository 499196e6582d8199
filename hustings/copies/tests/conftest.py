from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from hustings.audit.words import Action, Purpose
from hustings.copies.files import seal_copy
from hustings.copies.issuing import Leaving, issue_copy
from hustings.copies.models import Copy, CopyKind
from tests.cast import Cast, acting

AT = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
CONTENT = b"number,name\nAA1-1,Ada Okafor\n"
Issue = Callable[..., Copy]


def leaving(**changed: Any) -> Leaving:
    """A list of three people that is due in a week."""
    told: dict[str, Any] = {
        "kind": CopyKind.LIST,
        "title": "Numbers of AA1",
        "purpose": "keying in who has voted",
        "people": 3,
        "due_on": timezone.localdate() + timedelta(days=7),
    }
    return Leaving(**told | changed)


@pytest.fixture
def issue(cast: Cast) -> Issue:
    """`issue()`: a copy with a file, issued to Priya in Northmoor."""

    def write(at: datetime | None = None, *, due_on: date | None = None, **changed: Any) -> Copy:
        now = at or timezone.now()
        rows = [(cast.northmoor.id, number) for number in (3, 1, 2)]
        due = due_on or timezone.localdate(now) + timedelta(days=7)
        with acting(cast.priya, Action.REGISTER_TURNOUT_IMPORT, Purpose.ADMINISTRATION, now) as by:
            told = leaving(**{"rows": rows, "due_on": due, **changed})
            copy = issue_copy(told, by=by, at=now, constituency=cast.northmoor.id)
            seal_copy(copy, [CONTENT], name="list.csv", media_type="text/csv", at=now)
        return copy

    return write
