from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.db import ProgrammingError, connection, transaction

from hustings.audit.models import Entry
from hustings.audit.recording import commitment, record
from hustings.audit.words import Action, Outcome, Purpose
from hustings.lib.uuid7 import uuid7
from tests.cast import Cast, acting, arranging

AT = datetime(2026, 5, 7, 18, 30, tzinfo=UTC)
LISTING = (Action.REGISTER_ELECTOR_LIST, Purpose.ORGANISE)


def note(people: list[UUID], place: str = "") -> Entry:
    record(
        action=LISTING[0], purpose=LISTING[1], by=None, at=AT, constituency=7, place=place, subjects=people
    )
    with arranging():
        return Entry.objects.latest("id")


def test_an_entry_says_who_what_why_where_and_how_many(cast: Cast) -> None:
    with acting(cast.priya, *LISTING) as by:
        record(
            action=by.action,
            purpose=by.purpose,
            by=by.person_id,
            at=AT,
            constituency=7,
            place="Mill Lane",
            count=3,
        )

    with arranging():
        entry = Entry.objects.latest("id")
    assert (entry.person_id, entry.action, entry.purpose) == (cast.priya.pk, *LISTING)
    assert (entry.at, entry.constituency_id, entry.place, entry.count) == (AT, 7, "Mill Lane", 3)
    assert entry.outcome == Outcome.DONE


def test_who_was_read_can_be_checked_later_and_not_guessed(cast: Cast) -> None:
    people = [uuid7(), uuid7()]
    with acting(cast.priya, *LISTING):
        first, second = note(people), note(list(reversed(people)))

    shown = sorted(person.bytes for person in people)
    assert bytes(first.commitment or b"") == commitment(bytes(first.salt or b""), shown)
    assert first.commitment != second.commitment
    assert first.count == second.count == 2


def test_an_entry_about_nobody_commits_to_nothing(cast: Cast) -> None:
    with acting(cast.priya, *LISTING):
        entry = note([])

    assert (entry.count, entry.commitment, entry.salt) == (0, None, None)


def test_a_place_too_long_for_the_log_is_cut_and_not_refused(cast: Cast) -> None:
    with acting(cast.priya, *LISTING):
        assert note([], "x" * 500).place == "x" * 200


def test_what_is_rolled_back_leaves_no_entry(cast: Cast) -> None:
    with acting(cast.priya, *LISTING), transaction.atomic():
        note([])
        transaction.set_rollback(True)

    with arranging():
        assert not Entry.objects.filter(at=AT).exists()


@pytest.mark.parametrize(
    "statement", ["SELECT FROM audit_entry", "UPDATE audit_entry SET count = 0", "DELETE FROM audit_entry"]
)
def test_nobody_who_acts_can_read_change_or_remove_an_entry(cast: Cast, statement: str) -> None:
    with acting(cast.priya, *LISTING):
        record(action=LISTING[0], purpose=LISTING[1], by=None, at=AT)

        with (
            pytest.raises(ProgrammingError, match="permission denied"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
