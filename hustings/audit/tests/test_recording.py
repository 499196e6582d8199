import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.db import ProgrammingError, connection, transaction

from hustings.audit.models import Entry, QueuedLeaf, SubjectKey
from hustings.audit.recording import Receipt, record
from hustings.audit.rules import commitment, committed, leaf_of, private_part
from hustings.audit.words import Action, Outcome, Purpose
from hustings.lib.uuid7 import uuid7
from tests.cast import Cast, acting, arranging

AT = datetime(2026, 5, 7, 18, 30, 5, 123987, tzinfo=UTC)
LISTING = (Action.REGISTER_ELECTOR_LIST, Purpose.ORGANISE)


def note(by: UUID | None, people: Iterable[UUID], place: str = "") -> Entry:
    record(
        action=LISTING[0],
        purpose=LISTING[1],
        by=by,
        at=AT,
        constituency=7,
        place=place,
        subjects=people,
    )
    with arranging():
        return Entry.objects.latest("id")


def leaf_made(receipt: Receipt) -> bytes:
    with arranging():
        return bytes(QueuedLeaf.objects.get(pk=receipt.entry_id).leaf)


def rows_kept(receipt: Receipt) -> list[tuple[int, str]]:
    with arranging(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT constituency_id, seat_nos::text FROM audit_rowset WHERE entry_id = %s ORDER BY 1",
            [receipt.entry_id],
        )
        return list(cursor.fetchall())


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
    with acting(cast.priya, *LISTING) as by:
        first, second = note(by.person_id, people), note(by.person_id, list(reversed(people)))

    shown = sorted(person.bytes for person in people)
    assert bytes(first.commitment or b"") == commitment(bytes(first.salt or b""), shown)
    assert first.commitment != second.commitment
    assert first.count == second.count == 2


def test_an_entry_about_nobody_commits_to_nothing(cast: Cast) -> None:
    with acting(cast.priya, *LISTING) as by:
        entry = note(by.person_id, [])

    assert (entry.count, entry.commitment, entry.salt) == (0, None, None)


def test_a_place_too_long_for_the_log_is_cut_and_not_refused(cast: Cast) -> None:
    with acting(cast.priya, *LISTING) as by:
        assert note(by.person_id, [], "x" * 500).place == "x" * 200


def test_whose_rows_were_read_stands_beside_the_entry_by_seat(cast: Cast) -> None:
    with acting(cast.priya, *LISTING):
        receipt = record(
            action=LISTING[0],
            purpose=LISTING[1],
            by=cast.priya.pk,
            at=AT,
            electors=[(9, 4), (7, 12), (7, 3), (7, 4), (7, 5)],
        )

    assert rows_kept(receipt) == [(7, "{[3,6),[12,13)}"), (9, "{[4,5)}")]
    with arranging():
        assert Entry.objects.latest("id").count == 5


def test_database_and_checker_write_the_same_leaf(cast: Cast) -> None:
    receipt = record(
        action=LISTING[0],
        purpose=LISTING[1],
        by=None,
        at=AT,
        constituency=7,
        place='Ffordd "Dŵr"\t\\ 1',
        electors=[(7, 3)],
        rule="shown",
        outcome=Outcome.REFUSED,
        detail={"b": 2, "a": "é"},
    )

    with arranging():
        entry = Entry.objects.latest("id")
    private = private_part(place=entry.place, detail=entry.detail, rows={7: "{[3,4)}"}, subjects=None)
    leaf = leaf_made(receipt)
    assert leaf == leaf_of(
        entry_id=entry.id,
        at=entry.at,
        by="",
        action=entry.action,
        purpose=entry.purpose,
        outcome=entry.outcome,
        constituency=7,
        count=1,
        commit=committed(bytes(entry.salt or b""), private),
        rule="shown",
    )
    assert receipt.leaf_hash == hashlib.sha256(b"\0" + leaf).hexdigest()


def test_a_leaf_names_nobody_and_no_place_that_somebody_typed(cast: Cast) -> None:
    elector = uuid7()
    with acting(cast.priya, *LISTING) as by:
        receipt = record(
            action=LISTING[0],
            purpose=LISTING[1],
            by=by.person_id,
            at=AT,
            place=f"elector {elector}, Mill Lane",
            subjects=[elector],
            detail={"why": "Okafor"},
        )

    told = leaf_made(receipt).decode()
    assert not any(word in told for word in (str(elector), str(cast.priya.pk), "Mill", "Okafor"))


def test_one_person_is_known_by_one_pseudonym_until_their_key_is_gone(cast: Cast) -> None:
    def by_of(receipt: Receipt) -> str:
        return leaf_made(receipt).decode().split('"by":"')[1][:22]

    def again() -> str:
        with acting(cast.priya, *LISTING) as by:
            return by_of(record(action=LISTING[0], purpose=LISTING[1], by=by.person_id, at=AT))

    first, second = again(), again()
    with arranging():
        SubjectKey.objects.filter(person_id=cast.priya.pk).delete()

    assert first == second
    assert again() != first


def test_what_is_rolled_back_leaves_no_entry_and_no_leaf(cast: Cast) -> None:
    with acting(cast.priya, *LISTING) as by, transaction.atomic():
        note(by.person_id, [])
        transaction.set_rollback(True)

    with arranging():
        assert not Entry.objects.filter(at=AT).exists()
        assert not QueuedLeaf.objects.exists()


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO audit_entry (id, at) VALUES (gen_random_uuid(), '2026-01-01')",
        "UPDATE audit_entry SET count = 0",
        "DELETE FROM audit_entry",
        "SELECT FROM audit_queuedleaf",
        "SELECT FROM audit_subjectkey",
    ],
)
def test_nobody_who_acts_can_write_an_entry_by_hand_or_read_a_key(cast: Cast, statement: str) -> None:
    with acting(cast.priya, *LISTING):
        record(action=LISTING[0], purpose=LISTING[1], by=cast.priya.pk, at=AT)

        with (
            pytest.raises(ProgrammingError, match="permission denied"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


def test_who_may_not_read_the_log_finds_it_empty(cast: Cast) -> None:
    with acting(cast.priya, *LISTING):
        record(action=LISTING[0], purpose=LISTING[1], by=cast.priya.pk, at=AT)

        assert not Entry.objects.exists()
