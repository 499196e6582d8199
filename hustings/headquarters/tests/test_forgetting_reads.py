"""The duty of every night: whose rows were read is kept for fourteen months, and not a day by hand."""

from datetime import datetime, timedelta

import pytest
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone

from hustings.audit.models import Entry
from hustings.audit.recording import record
from hustings.audit.words import Action, Purpose
from hustings.headquarters.tasks import forget_who_was_read
from tests.cast import Cast, acting, arranging, role

LISTING = (Action.REGISTER_ELECTOR_LIST, Purpose.ORGANISE)


def read(cast: Cast, at: datetime) -> Entry:
    with acting(cast.priya, *LISTING) as by:
        receipt = record(
            action=by.action, purpose=by.purpose, by=by.person_id, at=at, place="Mill Lane", electors=[(7, 3)]
        )
    with arranging():
        return Entry.objects.get(pk=receipt.entry_id)


def row_sets() -> int:
    with arranging(), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM audit_rowset")
        return int(cursor.fetchone()[0])


def test_after_its_term_an_entry_says_nothing_of_who_was_read(cast: Cast) -> None:
    old, recent = (read(cast, timezone.now() - timedelta(days=days)) for days in (428, 400))

    with role("hustings_worker"):
        assert forget_who_was_read(timestamp=0) == 1

    with arranging():
        old.refresh_from_db()
        recent.refresh_from_db()
        forgotten = Entry.objects.get(action=Action.AUDIT_ENTRY_FORGET)
    assert (old.place, old.salt, old.count, old.person_id) == ("", None, 1, cast.priya.pk)
    assert (recent.place, row_sets(), forgotten.count) == ("Mill Lane", 1, 1)


def test_nothing_is_forgotten_before_its_term(cast: Cast) -> None:
    with (
        role("hustings_worker"),
        pytest.raises(ProgrammingError, match="fourteen months"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT access.forget_reads(%s)", [timezone.now() - timedelta(days=30)])
