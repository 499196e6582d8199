"""A canvasser reaches the doors handed to them, while they last, and nothing else of the seat."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.utils import timezone

from hustings.access.letting_in.handing_out import UnableToHandOut, hand_out_doors
from hustings.accounts.models import Person
from hustings.audit.models import Entry
from hustings.audit.words import Action, Purpose
from hustings.canvassing.models import Conversation
from hustings.canvassing.tests.ground import Ground, heard, make_ground, record
from hustings.lib.uuid7 import uuid7
from hustings.register.models import Door, Elector
from tests.cast import Cast, acting, arranging

PRINTING = (Action.PAPER_SHEET_PRINT, Purpose.CANVASS)
RECORDING = (Action.CANVASSING_CONVERSATION_RECORD, Purpose.CANVASS)
NOW = timezone.now()
TONIGHT = NOW + timedelta(hours=6)


@pytest.fixture
def ground(cast: Cast) -> Ground:
    with arranging():
        return make_ground(cast.northmoor, cast.council)


def hand(
    cast: Cast, doors: Sequence[UUID], by: Person, *, since: datetime = NOW, until: datetime = TONIGHT
) -> int:
    with acting(by, *PRINTING) as actor:
        return hand_out_doors(
            grant=cast.grants["tom"].id,
            constituency=cast.northmoor.id,
            doors=doors,
            since=since,
            until=until,
            handed_for=uuid7(),
            by=actor,
            at=NOW,
        )


def seen_by(person: Person) -> tuple[set[UUID], set[UUID]]:
    with acting(person, *RECORDING):
        doors = set(Door.objects.values_list("id", flat=True))
        return doors, set(Elector.objects.values_list("door_id", flat=True))


def test_a_canvasser_with_no_door_sees_nobody(cast: Cast, ground: Ground) -> None:
    assert seen_by(cast.tom) == (set(), set())


def test_the_doors_handed_out_open_with_who_lives_there(cast: Cast, ground: Ground) -> None:
    mine = {door.id for door in ground.doors[:2]}

    assert hand(cast, list(mine), cast.priya) == 2
    assert seen_by(cast.tom) == (mine, mine)


def test_a_door_shuts_when_its_time_is_over(cast: Cast, ground: Ground) -> None:
    hand(cast, [ground.doors[0].id], cast.priya, until=NOW - timedelta(minutes=1))

    assert seen_by(cast.tom) == (set(), set())


def test_a_door_opens_when_its_time_begins(cast: Cast, ground: Ground) -> None:
    hand(cast, [ground.doors[0].id], cast.priya, since=NOW + timedelta(hours=1))

    assert seen_by(cast.tom) == (set(), set())


def test_what_was_said_elsewhere_stays_shut(cast: Cast, ground: Ground) -> None:
    with acting(cast.priya, *RECORDING) as priya:
        record(priya, ground, heard(ground.electors[0]), heard(ground.electors[-1]))
    hand(cast, [ground.electors[0].door_id or UUID(int=0)], cast.priya)

    with acting(cast.tom, *RECORDING):
        assert list(Conversation.objects.values_list("elector_id", flat=True)) == [ground.electors[0].id]


def test_the_organiser_next_door_hands_nothing_out(cast: Cast, ground: Ground) -> None:
    with pytest.raises(UnableToHandOut):
        hand(cast, [ground.doors[0].id], cast.sam)

    assert seen_by(cast.tom) == (set(), set())


def test_handing_out_leaves_one_entry_in_the_log(cast: Cast, ground: Ground) -> None:
    hand(cast, [door.id for door in ground.doors[:2]], cast.priya)

    with arranging():
        assert [entry.count for entry in Entry.objects.filter(action=Action.PAPER_SHEET_PRINT)] == [2]
