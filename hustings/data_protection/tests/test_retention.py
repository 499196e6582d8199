"""What the duty of every night deletes and what it leaves: of each kind one on either side of its term."""

import re
from datetime import timedelta
from importlib.resources import files

import pytest
from django.db import connection
from django.utils import timezone

from hustings.access.terms import TERMS
from hustings.audit.models import Entry
from hustings.audit.words import Action, Purpose
from hustings.canvassing.models import ContactSummary, Conversation, LatestIntention, WardTotal
from hustings.canvassing.recording import record_conversations
from hustings.canvassing.rules import Meaning
from hustings.canvassing.tests.ground import code, heard, make_ground
from hustings.data_protection.holdings import HELD
from hustings.data_protection.tests.aged_tables import AGED, ALSO, AT_ONCE, ELSEWHERE
from hustings.data_protection.tests.ages import SLACK, Make, dated, elector, entry, keep, left, since
from hustings.register.models import Elector, Objection
from tests.cast import Cast, acting, arranging

CASES = [(table, *case) for table, case in [*AGED.items(), *ALSO.items()]]


@pytest.mark.parametrize(("table", "term", "make"), CASES, ids=[f"{case[0]}, {case[1]}" for case in CASES])
def test_what_has_had_its_term_goes_and_what_has_not_stays(
    cast: Cast, table: str, term: str, make: Make
) -> None:
    moment = since(term)
    with arranging():
        # The newest of all, which some kinds keep for good.
        make(cast, timezone.now())
        old, young = make(cast, moment - SLACK), make(cast, moment + SLACK)

    keep()

    assert old._meta.db_table == table
    assert old.pk not in left(type(old))
    assert young.pk in left(type(young))


@pytest.mark.parametrize("table", AT_ONCE)
def test_what_carries_its_own_end_goes_after_it(cast: Cast, table: str) -> None:
    with arranging():
        over = AT_ONCE[table](cast, timezone.now() - timedelta(minutes=1))
        still = AT_ONCE[table](cast, timezone.now() + timedelta(hours=1))

    keep()

    assert over._meta.db_table == table
    assert over.pk not in left(type(over))
    assert still.pk in left(type(still))


def test_every_table_with_personal_data_has_a_term_or_a_reason() -> None:
    held = {table for holding in HELD for table in holding.tables}

    assert held - set(AGED) - set(AT_ONCE) == set(ELSEWHERE)


def test_every_term_is_one_that_something_is_kept_by() -> None:
    tested = {term for _table, term, _make in CASES}

    assert set(TERMS) - tested == {"photographs", "quarantine"}


SAID = {
    "opinions": r"Two cycles",
    "numbers": r"13 months",
    "marked registers": r"Marked registers 10 years",
    "tellers' numbers": r"tellers’ numbers 30 days after the result",
    "sheets keyed in": r"90 days after they are keyed in",
    "sheets never back": r"14 months after it was due",
    "photographs": r"until its sheet is settled, and 7 days at most; that it was sent, 90 days",
    "copies": r"14 months after the copy is back",
    "held out": r"who was held out, until 30 days after",
    "supporters": r"two years after a membership ended",
    "lists": r"out of use, and 14 months after",
    "walks": r"who took a walk, 14 months after it",
    "incidents": r"Six years",
    "jobs": r"30 days",
    "people": r"14 months after",
    "invitations": r"invitations a week",
    "devices": r"400 days",
    "imports on their way": r"a week",
    "handed out": r"doors handed out 30 days",
    "quarantine": r"30 days after it is settled",
}


@pytest.mark.parametrize("term", TERMS)
def test_what_is_promised_is_what_is_done(term: str) -> None:
    promised = " ".join(str(holding.kept) for holding in HELD)

    assert re.search(SAID[term], promised)


def test_a_night_with_nothing_due_deletes_nothing_and_says_nothing(cast: Cast) -> None:
    assert keep().total == 0
    with arranging():
        assert not Entry.objects.filter(action=Action.DATA_PROTECTION_TERM_KEEP).exists()


def test_the_log_says_how_many_of_what_went_and_where(cast: Cast) -> None:
    with arranging():
        entry(cast, since("numbers") - SLACK)

    keep()

    with arranging():
        told = Entry.objects.get(action=Action.DATA_PROTECTION_TERM_KEEP)
        assert (told.constituency_id, told.count, told.person_id) == (cast.northmoor.id, 1, None)


class TestOpinions:
    def test_whoever_was_spoken_to_since_keeps_all_they_said(self, cast: Cast) -> None:
        old, new = since("opinions") - SLACK, timezone.now() - timedelta(days=300)
        with arranging():
            ground = make_ground(cast.northmoor, cast.council)
            spoken, silent = ground.electors[:2]
        with acting(cast.priya, Action.CANVASSING_CONVERSATION_RECORD, Purpose.CANVASS) as by:
            rows = [
                heard(spoken, said=Meaning.DEFINITE, happened_at=old),
                heard(spoken, said=Meaning.DEFINITE, happened_at=new),
                heard(silent, said=Meaning.DEFINITE, happened_at=old),
            ]
            record_conversations(constituency=cast.northmoor.id, rows=rows, by=by, at=timezone.now())

        keep()

        with arranging():
            assert {talk.elector_id for talk in Conversation.objects.all()} == {spoken.id}
            assert Conversation.objects.count() == 2
            assert {last.elector_id for last in LatestIntention.objects.all()} == {spoken.id}
            assert {one.elector_id for one in ContactSummary.objects.all()} == {spoken.id}
            total = WardTotal.objects.get()
            assert (total.ward_id, total.code_id) == (ground.wards[0].id, code(Meaning.DEFINITE))
            assert (total.year, total.electors) == (old.year, 1)


class TestElectors:
    def test_who_left_and_of_whom_nothing_is_left_goes(self, cast: Cast) -> None:
        with arranging():
            gone, stays = elector(cast, on_register=False), elector(cast)
            protected = dated(Objection, "happened_at", "recorded_at")(cast, timezone.now())
            Objection.objects.filter(pk=protected.pk).update(elector_id=gone.pk)

        keep()

        assert left(Elector) == {stays.pk}
        with arranging():
            kept = Objection.objects.get()
            assert (kept.elector_id, bytes(kept.person_key)) == (None, b"x")

    def test_whatever_hangs_on_an_elector_keeps_them_or_goes_with_them(self, db: None) -> None:
        """A room that comes to know electors says here which of the two, or nobody could be deleted any more."""
        with arranging(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT conrelid::regclass::text FROM pg_constraint WHERE contype = 'f' AND confdeltype <> 'c' "
                "AND confrelid = 'register_elector'::regclass"
            )
            hanging = {table for (table,) in cursor.fetchall()}
        sql = (files("hustings.access") / "sql" / "retention.sql").read_text("utf-8")
        _before, function = sql.split("access._forget_electors(seat int)")
        # What somebody said goes with the conversation, and without one nothing was said.
        spoken = {"canvassing_answer", "canvassing_votingintention"}

        assert {table for table in hanging - spoken if table not in function.split("END $$")[0]} == set()

    def test_who_left_stays_while_an_old_number_of_theirs_may_be_asked_for(self, cast: Cast) -> None:
        with arranging():
            line = entry(cast, since("numbers") + SLACK)
            Elector.objects.update(on_register=False)

        keep()

        assert line.elector_id in left(Elector)  # type: ignore[attr-defined]
