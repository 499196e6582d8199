"""What a phone sends is taken in once, by our clock, and an objection of the same call stands whatever else happens."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from hustings.access.actor import Actor
from hustings.access.letting_in.handing_out import hand_out_doors
from hustings.audit.models import Entry
from hustings.audit.words import Action, Purpose
from hustings.canvassing.judging import Heard
from hustings.canvassing.models import ContactSummary, Conversation, LatestIntention
from hustings.canvassing.recording import settle_conversations
from hustings.canvassing.rules import AHEAD, TRANSIT, Meaning, moment_heard
from hustings.canvassing.sending import State, TakenIn, take_in
from hustings.canvassing.tests.ground import AT, YESTERDAY, Ground, heard
from hustings.lib.uuid7 import uuid7
from hustings.register.models import Objection
from tests.cast import Cast, acting, arranging, role

SENDING = (Action.CANVASSING_CONVERSATION_SEND, Purpose.CANVASS)
moments = st.datetimes(datetime(2010, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
gaps = st.timedeltas(timedelta(0), timedelta(days=60))


@pytest.fixture
def priya(cast: Cast, north: Ground) -> Iterator[Actor]:
    with acting(cast.priya, *SENDING) as by:
        yield by


def send(by: Actor, ground: Ground, *rows: Heard, sent_at: datetime | None = None) -> TakenIn:
    return take_in(constituency=ground.seat.id, rows=rows, sent_at=sent_at, by=by, at=AT)


def states(done: TakenIn) -> list[State]:
    return [answer.state for answer in done.answers]


def test_every_item_is_answered_in_the_order_sent(priya: Actor, north: Ground) -> None:
    good, bad = heard(north.electors[0], said=Meaning.DEFINITE), heard(north.electors[1], outcome="shouted")

    done = send(priya, north, bad, good)

    assert [(answer.id, answer.state) for answer in done.answers] == [
        (bad.id, State.REFUSED),
        (good.id, State.RECORDED),
    ]
    assert "shouted" in done.answers[0].sentence


def test_sending_again_is_safe_and_changes_nothing(priya: Actor, north: Ground) -> None:
    row = heard(north.electors[0], said=Meaning.DEFINITE)
    send(priya, north, row)

    assert states(send(priya, north, row)) == [State.ALREADY]
    assert Conversation.objects.count() == 1


def test_one_of_another_seat_takes_no_other_down_with_it(
    cast: Cast, priya: Actor, north: Ground, south: Ground
) -> None:
    done = send(priya, north, heard(south.electors[0]), heard(north.electors[0]))

    assert states(done) == [State.REFUSED, State.RECORDED]


def test_an_objection_stands_though_its_conversation_is_refused(priya: Actor, north: Ground) -> None:
    row = heard(north.electors[0], outcome=Meaning.OBJECTED, answers=((uuid7(), ""),))

    done = send(priya, north, row)

    assert states(done) == [State.REFUSED]
    assert Objection.objects.get().elector_id == north.electors[0].id


def test_an_objection_once_withdrawn_does_not_come_back_when_it_is_sent_again(
    priya: Actor, north: Ground
) -> None:
    row = heard(north.electors[0], outcome=Meaning.OBJECTED)
    send(priya, north, row)
    Objection.objects.update(withdrawn_at=AT)

    assert send(priya, north, row).objections == 0


def test_a_whole_door_can_object(priya: Actor, north: Ground) -> None:
    row = Heard(uuid7(), YESTERDAY, outcome=Meaning.OBJECTED, door=north.doors[0].id)

    send(priya, north, row)

    assert Objection.objects.get().whole_household


def test_a_clock_that_is_a_day_ahead_is_put_right(priya: Actor, north: Ground) -> None:
    row = heard(north.electors[0], happened_at=AT + timedelta(hours=23))

    send(priya, north, row, sent_at=AT + timedelta(days=1))

    assert Conversation.objects.get().happened_at == AT - timedelta(hours=1)


@pytest.mark.parametrize("year", [1, 1999, 2100, 9999])
def test_a_time_of_another_century_is_refused_with_a_sentence(priya: Actor, north: Ground, year: int) -> None:
    done = send(priya, north, heard(north.electors[0], happened_at=datetime(year, 1, 1, tzinfo=UTC)))

    assert states(done) == [State.REFUSED]
    assert str(year) in done.answers[0].sentence


def test_a_call_leaves_an_entry_with_how_many_it_brought(priya: Actor, north: Ground) -> None:
    send(priya, north, heard(north.electors[0]), heard(north.electors[1]))

    with arranging():
        entry = Entry.objects.get(action=Action.CANVASSING_CONVERSATION_SEND)
    assert (entry.count, entry.detail["recorded"]) == (2, 2)


class TestAtHandedOutDoors:
    """Tom reaches the doors handed to him, and so does what he sends."""

    @pytest.fixture
    def tom(self, cast: Cast, north: Ground) -> Iterator[Actor]:
        now = timezone.now()
        with acting(cast.priya, Action.PAPER_SHEET_PRINT, Purpose.CANVASS) as priya:
            hand_out_doors(
                grant=cast.grants["tom"].id, constituency=north.seat.id, doors=[north.doors[0].id],
                since=now - timedelta(minutes=1), until=now + timedelta(hours=6), handed_for=uuid7(), by=priya, at=now,
            )  # fmt: skip
        with acting(cast.tom, *SENDING) as by:
            yield by

    def test_what_was_said_at_his_doors_is_recorded(self, tom: Actor, north: Ground) -> None:
        done = send(tom, north, heard(north.electors[0], said=Meaning.DEFINITE))

        assert states(done) == [State.RECORDED]
        assert done.unsettled == (done.answers[0].id,)

    @pytest.mark.parametrize("told", [{}, {"door": 0}], ids=["elsewhere", "under his own door's name"])
    def test_what_is_said_of_somebody_else_is_refused(
        self, tom: Actor, north: Ground, told: dict[str, Any]
    ) -> None:
        door: dict[str, Any] = {"door": north.doors[0].id} if told else {}

        done = send(tom, north, heard(north.electors[0]), heard(north.electors[-1], **door))

        assert states(done) == [State.RECORDED, State.REFUSED]

    def test_a_door_that_is_not_his_is_refused_and_no_other_with_it(self, tom: Actor, north: Ground) -> None:
        strange = Heard(uuid7(), YESTERDAY, outcome=Meaning.NOT_IN, door=north.doors[-1].id)

        assert states(send(tom, north, strange, heard(north.electors[0]))) == [State.REFUSED, State.RECORDED]

    def test_somebody_at_his_door_can_object(self, tom: Actor, north: Ground) -> None:
        assert send(tom, north, heard(north.electors[0], outcome=Meaning.OBJECTED)).objections == 1

    def test_the_worker_brings_it_into_the_summaries(self, cast: Cast, north: Ground, tom: Actor) -> None:
        done = send(tom, north, heard(north.electors[0], said=Meaning.DEFINITE))
        with arranging():
            before = LatestIntention.objects.count()
        close_scope()

        with role("hustings_worker"):
            settle_conversations(constituency=north.seat.id, ids=done.unsettled, at=AT)

        with arranging():
            assert (before, LatestIntention.objects.count()) == (0, 1)
            assert ContactSummary.objects.get().contacts == 1


def close_scope() -> None:
    with arranging():
        connection.cursor().execute("DELETE FROM access.scope")


class TestClock:
    """A wrong clock is put right by the whole difference, and nothing moves ahead of our own time."""

    @given(moments, gaps, st.timedeltas(timedelta(days=-400), timedelta(days=400)))
    def test_what_happened_before_it_was_sent_happened_before_it_came(
        self, received: datetime, ago: timedelta, wrong: timedelta
    ) -> None:
        sent = received + wrong

        found = moment_heard(sent - ago, sent, received)

        assert found <= received
        assert abs(found - (received - ago)) <= TRANSIT

    @given(moments, gaps, gaps, st.none() | moments)
    def test_the_order_of_what_happened_stays(
        self, received: datetime, one: timedelta, two: timedelta, sent: datetime | None
    ) -> None:
        earlier, later = sorted([(sent or received) - one, (sent or received) - two])

        assert moment_heard(earlier, sent, received) <= moment_heard(later, sent, received)

    @given(moments)
    def test_a_little_ahead_is_now_and_far_ahead_is_left_to_be_refused(self, received: datetime) -> None:
        assert moment_heard(received + AHEAD, None, received) == received
        assert moment_heard(received + 2 * AHEAD, None, received) > received
