"""A walk is joined by the code on its cover, for as long as it is out and by nobody of another seat."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from hustings.accounts.models import Person
from hustings.audit.models import Entry
from hustings.audit.words import Action, Purpose
from hustings.canvassing.models import HeldOut
from hustings.canvassing.tests.ground import Ground
from hustings.register.models import Door, Elector
from hustings.targeting.models import Outing, Walk, WalkDoor
from hustings.targeting.tests.walks.cutting import cut, walks
from hustings.targeting.walks.handing import hand_out_free, hand_out_walk, take_walk_back
from hustings.targeting.walks.joining import UnableToJoin, doors_to_knock, join_walk, spelt, walk_of_code
from tests.cast import Cast, acting, arranging

SignedIn = Callable[..., Client]
JOIN = "/seats/northmoor/walks/join/"


def out(cast: Cast, walk: Walk, *, begins: timedelta = timedelta(hours=-1)) -> Outing:
    now = timezone.now()
    with acting(cast.priya, Action.TARGETING_WALK_HAND_OUT, Purpose.CANVASS) as by:
        return hand_out_walk(
            constituency=walk.constituency_id,
            walk_id=walk.id,
            starts_at=now + begins,
            until=now + begins + timedelta(hours=3),
            by=by,
            at=now,
        )


def back(cast: Cast, outing: Outing) -> None:
    # A test's clock stands still at its beginning.
    at = timezone.now() - timedelta(minutes=1)
    with acting(cast.priya, Action.TARGETING_WALK_HAND_OUT, Purpose.CANVASS) as by:
        take_walk_back(constituency=outing.constituency_id, outing_id=outing.id, by=by, at=at)


def join(person: Person, outing: Outing, at: datetime | None = None) -> None:
    with acting(person, Action.TARGETING_WALK_JOIN, Purpose.CANVASS) as by:
        join_walk(constituency=outing.constituency_id, code=outing.code, by=by, at=at or timezone.now())


def reached(person: Person) -> set[object]:
    with acting(person, Action.CANVASSING_CONVERSATION_RECORD, Purpose.CANVASS):
        return set(Door.objects.values_list("id", flat=True))


def test_whoever_joins_reaches_the_doors_until_it_is_back(cast: Cast, north: Ground) -> None:
    outing = out(cast, walks(cut(cast, north))[0])
    assert reached(cast.tom) == set()
    join(cast.tom, outing)
    assert reached(cast.tom) == set(outing.doors)
    with arranging():
        assert Entry.objects.filter(action=Action.TARGETING_WALK_JOIN, person_id=cast.tom.id).count() == 1
    back(cast, outing)
    assert reached(cast.tom) == set()
    with pytest.raises(UnableToJoin, match="is back since"):
        join(cast.tom, outing)


def test_two_walks_are_in_one_hand_and_one_comes_back(cast: Cast, north: Ground) -> None:
    first, second = walks(cut(cast, north))[:2]
    one, other = out(cast, first), out(cast, second)
    join(cast.tom, one)
    join(cast.tom, other)
    back(cast, one)
    assert reached(cast.tom) == set(other.doors)


def test_a_booking_opens_shortly_before_its_time(cast: Cast, north: Ground) -> None:
    first, second = walks(cut(cast, north))[:2]
    with pytest.raises(UnableToJoin, match="is booked for"):
        join(cast.tom, out(cast, first, begins=timedelta(hours=5)))
    soon = out(cast, second, begins=timedelta(minutes=10))
    join(cast.tom, soon)
    assert reached(cast.tom) == set(soon.doors)


def test_the_database_itself_opens_no_walk_before_its_time(cast: Cast, north: Ground) -> None:
    later = out(cast, walks(cut(cast, north))[0], begins=timedelta(hours=5))
    # As if the first wall took another time for now.
    with pytest.raises(UnableToJoin, match="came back just now"):
        join(cast.tom, later, at=later.starts_at)
    assert reached(cast.tom) == set()


def test_another_seat_is_told_nothing(cast: Cast, north: Ground, signed_in: SignedIn) -> None:
    outing = out(cast, walks(cut(cast, north))[0])
    with acting(cast.sam, Action.TARGETING_WALK_JOIN, Purpose.CANVASS):
        assert walk_of_code(north.seat.id, outing.code) is None
    assert signed_in(cast.sam).get(f"{JOIN}{outing.code}/").status_code == 404
    assert signed_in(cast.sam).post(f"{JOIN}{outing.code}/").status_code == 404


def test_only_who_may_be_asked_for_is_named(cast: Cast, north: Ground) -> None:
    walk = walks(cut(cast, north))[0]
    with arranging():
        doors = list(WalkDoor.objects.filter(walk=walk).order_by("place").values_list("door_id", flat=True))
        behind = [list(Elector.objects.filter(door=door).order_by("id")) for door in doors[:3]]
        held, objecting = behind[0][0], behind[1][0]
        HeldOut.objects.create(
            constituency=north.seat, elector=held, list_id=held.id, drawn_at=timezone.now(),
            ends_on=timezone.localdate() + timedelta(days=30),
        )  # fmt: skip
        Elector.objects.filter(pk=objecting.pk).update(objects_at_door=True)
        Door.objects.filter(pk=doors[2]).update(do_not_knock=True)
    outing = out(cast, walk)
    join(cast.tom, outing)
    with acting(cast.tom, Action.TARGETING_WALK_JOIN, Purpose.CANVASS):
        found = walk_of_code(north.seat.id, outing.code)
        assert found is not None
        told = doors_to_knock(north.seat.id, found)
    assert len(told) == len(doors)
    named = {elector.pk for door in told for elector in door.electors}
    assert {behind[0][1].pk, behind[1][1].pk} <= named
    assert not named & {held.pk, objecting.pk, *(one.pk for one in behind[2])}
    assert told[2].is_passed


def test_a_code_is_read_however_it_is_typed() -> None:
    assert {spelt("k7qm3xpa"), spelt(" K7QM 3XPA"), spelt("K7QM-3XPA")} == {"K7QM-3XPA"}


def test_the_page_asks_first_then_shows_the_doors_in_order(
    cast: Cast, north: Ground, signed_in: SignedIn
) -> None:
    outing = out(cast, walks(cut(cast, north))[0])
    tom = signed_in(cast.tom)
    typed = tom.post(JOIN, {"code": outing.code.lower().replace("-", " ")})
    assert typed["Location"] == f"{JOIN}{outing.code}/"
    page = tom.get(typed["Location"]).text
    assert "Join this walk" in page
    assert "Okafor" not in page
    joined = tom.post(typed["Location"], follow=True)
    assert joined.text.count("<li><strong>") == len(outing.doors)
    assert "Okafor" in joined.text
    back(cast, outing)
    over = tom.get(typed["Location"])
    assert over.status_code == 410
    assert "is back since" in over.text
    assert "Okafor" not in over.text


def test_a_wrong_code_is_a_sentence(cast: Cast, north: Ground, signed_in: SignedIn) -> None:
    tom = signed_in(cast.tom)
    for answer, status in ((tom.post(JOIN, {"code": "AAAA-AAAA"}), 422), (tom.get(f"{JOIN}AAAA-AAAA/"), 404)):
        assert answer.status_code == status
        assert "No walk of this seat has that code" in answer.text


def test_what_is_free_is_handed_out_under_codes(cast: Cast, north: Ground) -> None:
    plan = cut(cast, north)
    held = out(cast, walks(plan)[0])
    now = timezone.now()
    with acting(cast.priya, Action.TARGETING_WALK_HAND_OUT, Purpose.CANVASS) as by:
        given = hand_out_free(
            constituency=north.seat.id, plan_id=plan.id, starts_at=now, until=now + timedelta(hours=2), by=by, at=now
        )  # fmt: skip
    assert {one.walk_id for one in given} == {one.id for one in walks(plan)} - {held.walk_id}
    assert all(one.team == one.code for one in given)
