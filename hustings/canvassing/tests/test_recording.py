from collections.abc import Iterator
from datetime import timedelta

import pytest

from hustings.access.actor import Actor
from hustings.audit.models import Entry
from hustings.audit.words import Action, Purpose
from hustings.canvassing.judging import Heard
from hustings.canvassing.models import (
    Answer,
    ContactSummary,
    Conversation,
    DoorSummary,
    LatestIntention,
    VotingIntention,
)
from hustings.canvassing.recording import UnableToRecord, withdraw_conversations
from hustings.canvassing.rules import Meaning
from hustings.canvassing.tests.ground import (
    AT,
    LAST_WEEK,
    LOCAL,
    WESTMINSTER,
    YESTERDAY,
    Ground,
    code,
    heard,
    record,
)
from hustings.lib.uuid7 import uuid7
from hustings.register.models import Elector
from tests.cast import Cast, acting, arranging


@pytest.fixture
def priya(cast: Cast, north: Ground) -> Iterator[Actor]:
    with acting(cast.priya, Action.CANVASSING_CONVERSATION_RECORD, Purpose.CANVASS) as by:
        yield by


def latest(elector: Elector, kind: str = WESTMINSTER) -> LatestIntention | None:
    return LatestIntention.objects.filter(elector=elector, election_kind=kind).select_related("code").first()


def test_what_was_heard_is_kept_with_when_it_happened_and_when_it_came(priya: Actor, north: Ground) -> None:
    result = record(priya, north, heard(north.electors[0], said=Meaning.DEFINITE))

    kept = Conversation.objects.get()
    assert (result.recorded, result.already, result.refused) == (1, 0, ())
    assert (kept.happened_at, kept.recorded_at, kept.recorded_by) == (YESTERDAY, AT, priya.person_id)
    assert (kept.door_id, kept.is_current) == (north.doors[0].id, True)


def test_sending_twice_changes_nothing(priya: Actor, north: Ground) -> None:
    row = heard(north.electors[0], said=Meaning.DEFINITE, answers=((code(Meaning.LIFT), ""),))
    record(priya, north, row, row)

    again = record(priya, north, row)

    assert (again.recorded, again.already) == (0, 1)
    assert (Conversation.objects.count(), VotingIntention.objects.count(), Answer.objects.count()) == (
        1,
        1,
        1,
    )
    assert ContactSummary.objects.get().contacts == 1


def test_intentions_of_several_elections_are_kept_apart(priya: Actor, north: Ground) -> None:
    elector = north.electors[0]
    row = heard(elector, intentions=((WESTMINSTER, code(Meaning.DEFINITE)), (LOCAL, code(Meaning.UNDECIDED))))

    record(priya, north, row)

    told = {kind: getattr(latest(elector, kind), "code_id", None) for kind in (WESTMINSTER, LOCAL)}
    assert told == {WESTMINSTER: code(Meaning.DEFINITE), LOCAL: code(Meaning.UNDECIDED)}


def test_the_newest_intention_stands_whichever_came_last(priya: Actor, north: Ground) -> None:
    elector = north.electors[0]
    record(priya, north, heard(elector, said=Meaning.PROBABLE))

    record(priya, north, heard(elector, said=Meaning.UNDECIDED, happened_at=LAST_WEEK))

    found = latest(elector)
    assert found is not None
    assert (found.code_id, found.previous_code_id) == (code(Meaning.PROBABLE), code(Meaning.UNDECIDED))
    assert (found.happened_at, found.previous_at) == (YESTERDAY, LAST_WEEK)


def test_a_correction_supersedes_and_both_stay(priya: Actor, north: Ground) -> None:
    elector = north.electors[0]
    wrong = heard(elector, said=Meaning.DEFINITE)
    record(priya, north, wrong)

    record(priya, north, heard(elector, said=Meaning.FIRM_OTHER, supersedes=wrong.id))

    found = latest(elector)
    assert found is not None
    assert (found.code_id, found.previous_code_id) == (code(Meaning.FIRM_OTHER), None)
    assert Conversation.objects.filter(is_current=True).count() == 1
    assert Conversation.objects.count() == 2


def test_a_correction_can_come_before_what_it_corrects(priya: Actor, north: Ground) -> None:
    elector = north.electors[0]
    wrong = heard(elector, said=Meaning.DEFINITE)
    record(priya, north, heard(elector, said=Meaning.FIRM_OTHER, supersedes=wrong.id))

    record(priya, north, wrong)

    found = latest(elector)
    assert found is not None
    assert (found.code_id, ContactSummary.objects.get().contacts) == (code(Meaning.FIRM_OTHER), 1)


def test_a_correction_can_name_another_elector(priya: Actor, north: Ground) -> None:
    wrong = heard(north.electors[0], said=Meaning.DEFINITE)
    record(priya, north, wrong)

    record(priya, north, heard(north.electors[1], said=Meaning.DEFINITE, supersedes=wrong.id))

    assert latest(north.electors[0]) is None
    assert latest(north.electors[1]) is not None


def test_a_withdrawal_puts_things_back_as_they_were(priya: Actor, north: Ground) -> None:
    elector = north.electors[0]
    first, second = (heard(elector, said=said) for said in (Meaning.PROBABLE, Meaning.DEFINITE))
    second = heard(elector, said=Meaning.DEFINITE, supersedes=first.id)
    record(priya, north, first, second)

    withdrawn = withdraw_conversations(constituency=north.seat.id, ids=[second.id], by=priya, at=AT)

    found = latest(elector)
    assert found is not None
    assert (withdrawn, found.code_id) == (1, code(Meaning.PROBABLE))
    assert withdraw_conversations(constituency=north.seat.id, ids=[second.id], by=priya, at=AT) == 0


def test_a_withdrawn_visit_counts_for_nothing(priya: Actor, north: Ground) -> None:
    row = heard(north.electors[0], said=Meaning.DEFINITE)
    record(priya, north, row)

    withdraw_conversations(constituency=north.seat.id, ids=[row.id], by=priya, at=AT)

    assert not LatestIntention.objects.exists()
    assert not ContactSummary.objects.exists()
    assert not DoorSummary.objects.exists()
    assert Conversation.objects.count() == 2


def test_nobody_at_home_is_an_attempt_and_no_contact(priya: Actor, north: Ground) -> None:
    record(priya, north, heard(north.electors[0], outcome=Meaning.NOT_IN))

    summary = ContactSummary.objects.get()
    assert (summary.last_contacted_at, summary.contacts, summary.attempts) == (None, 0, 1)
    assert DoorSummary.objects.get().last_reached_at is None


def test_another_of_the_household_reaches_the_door_and_not_the_elector(priya: Actor, north: Ground) -> None:
    record(priya, north, heard(north.electors[0], outcome=Meaning.HOUSEHOLD))

    assert ContactSummary.objects.get().contacts == 0
    assert DoorSummary.objects.get().last_reached_at == YESTERDAY


def test_a_door_alone_can_be_recorded(priya: Actor, north: Ground) -> None:
    record(priya, north, Heard(uuid7(), YESTERDAY, Meaning.NOT_IN, door=north.doors[2].id))

    assert DoorSummary.objects.get().door_id == north.doors[2].id
    assert not ContactSummary.objects.exists()


def test_late_work_keeps_its_true_date(priya: Actor, north: Ground) -> None:
    long_ago = AT - timedelta(days=400)

    record(priya, north, heard(north.electors[0], said=Meaning.DEFINITE, happened_at=long_ago))

    assert ContactSummary.objects.get().last_contacted_at == long_ago


def test_somebody_whom_an_objection_hides_can_still_be_recorded(priya: Actor, north: Ground) -> None:
    objector = north.electors[0]
    with arranging():
        Elector.objects.filter(pk=objector.pk).update(objects_at_door=True)
    assert not Elector.objects.filter(pk=objector.pk).exists()

    result = record(priya, north, heard(objector, outcome=Meaning.OBJECTED, door=north.doors[0].id))

    assert (result.recorded, ContactSummary.objects.get().elector_id) == (1, objector.id)


def test_somebody_off_the_register_since_can_still_be_recorded(priya: Actor, north: Ground) -> None:
    with arranging():
        Elector.objects.filter(pk=north.electors[0].pk).update(on_register=False)

    assert record(priya, north, heard(north.electors[0], said=Meaning.DEFINITE)).recorded == 1


def test_an_elector_of_another_seat_cannot_be_recorded_here(
    priya: Actor, north: Ground, south: Ground
) -> None:
    with pytest.raises(UnableToRecord, match="does not belong to this seat"):
        record(priya, north, heard(north.electors[0]), heard(south.electors[0]))
    assert not Conversation.objects.exists()


def test_recording_is_one_line_of_the_log(priya: Actor, north: Ground) -> None:
    record(priya, north, *(heard(elector) for elector in north.electors[:5]))

    with arranging():
        entry = Entry.objects.get(action=Action.CANVASSING_CONVERSATION_RECORD)
    assert (entry.count, entry.constituency_id, entry.person_id) == (5, north.seat.id, priya.person_id)


def test_sam_sees_none_of_it(cast: Cast, north: Ground) -> None:
    with acting(cast.priya, Action.CANVASSING_CONVERSATION_RECORD, Purpose.CANVASS) as by:
        record(by, north, heard(north.electors[0], said=Meaning.DEFINITE))

    with acting(cast.sam, Action.CANVASSING_CONVERSATION_LIST, Purpose.ORGANISE):
        seen = [
            model.objects.count()
            for model in (Conversation, VotingIntention, LatestIntention, ContactSummary)
        ]
    assert seen == [0, 0, 0, 0]


def test_an_id_of_another_seat_is_told_and_not_passed_over(cast: Cast, north: Ground, south: Ground) -> None:
    row = heard(south.electors[0])
    with acting(cast.sam, Action.CANVASSING_CONVERSATION_RECORD, Purpose.CANVASS) as sam:
        record(sam, south, row)

    with acting(cast.priya, Action.CANVASSING_CONVERSATION_RECORD, Purpose.CANVASS) as by:
        result = record(by, north, heard(north.electors[0], id=row.id))

    assert (result.recorded, result.already, [refused.id for refused in result.refused]) == (0, 0, [row.id])
