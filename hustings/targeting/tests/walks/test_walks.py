from collections import Counter
from datetime import timedelta

import pytest

from hustings.access.models import HandOut
from hustings.audit.words import Action, Purpose
from hustings.canvassing.tests.ground import AT, Ground
from hustings.targeting.models import Walk, WalkDoor, WalkPlan
from hustings.targeting.tests.walks.cutting import LATER, cut, give, take_back, walks
from hustings.targeting.walks.changing import merge_walks, move_doors, split_walk
from hustings.targeting.walks.cutting import cut_plan
from hustings.targeting.walks.handing import UnableToGiveWalk, take_walk_back
from hustings.targeting.walks.planning import UnableToCut, WalkWish, order_walks
from tests.cast import Cast, acting, arranging


def assert_whole(ground: Ground, plan: WalkPlan) -> None:
    """Every door is in one walk, places count from one, and a walk's numbers are those of its doors."""
    with arranging():
        rows = list(WalkDoor.objects.filter(walk__plan=plan))
        assert Counter(row.door_id for row in rows) == Counter(door.id for door in ground.doors)
        for walk in Walk.objects.filter(plan=plan):
            own = [row for row in rows if row.walk_id == walk.id]
            assert sorted(row.place for row in own) == list(range(1, walk.doors + 1))
            assert walk.people == sum(row.people for row in own)


def test_a_seat_is_cut_into_walks_of_about_an_hour(cast: Cast, north: Ground) -> None:
    plan = cut(cast, north)
    assert_whole(north, plan)
    assert len(walks(plan)) >= 3
    assert all(45 <= walk.minutes <= 72 for walk in walks(plan))


def test_a_plan_that_is_cut_again_has_each_door_once(cast: Cast, north: Ground) -> None:
    plan = cut(cast, north)
    with acting(cast.priya, Action.TARGETING_WALK_CUT, Purpose.CANVASS, AT) as by:
        cut_plan(constituency=north.seat.id, plan_id=plan.id, by=by, at=AT)
    assert_whole(north, plan)


def test_nothing_chosen_is_refused(cast: Cast, north: Ground) -> None:
    with (
        acting(cast.priya, Action.TARGETING_WALK_CUT, Purpose.CANVASS, AT) as by,
        pytest.raises(UnableToCut, match="Choose at least one"),
    ):
        order_walks(constituency=north.seat.id, wish=WalkWish(), by=by, at=AT)


def test_doors_move_to_the_neighbour(cast: Cast, north: Ground) -> None:
    plan = cut(cast, north)
    first, second = walks(plan)[:2]
    with arranging():
        door = WalkDoor.objects.filter(walk=first).order_by("place")[0].door_id
    with acting(cast.priya, Action.TARGETING_WALK_CUT, Purpose.CANVASS, AT) as by:
        moved = move_doors(constituency=north.seat.id, doors=[door], to=second.id, by=by, at=AT)
    assert moved == 1
    assert_whole(north, plan)
    with arranging():
        assert WalkDoor.objects.get(walk__plan=plan, door=door).walk_id == second.id


def test_a_walk_is_parted_and_merged(cast: Cast, north: Ground) -> None:
    plan = cut(cast, north)
    before = walks(plan)
    with acting(cast.priya, Action.TARGETING_WALK_CUT, Purpose.CANVASS, AT) as by:
        other = split_walk(constituency=north.seat.id, walk_id=before[0].id, by=by, at=AT)
    assert_whole(north, plan)
    assert len(walks(plan)) == len(before) + 1
    with acting(cast.priya, Action.TARGETING_WALK_CUT, Purpose.CANVASS, AT) as by:
        merge_walks(constituency=north.seat.id, walk_id=other.id, into=before[0].id, by=by, at=AT)
    assert_whole(north, plan)
    assert len(walks(plan)) == len(before)


def test_no_door_is_in_the_hands_of_two_teams(cast: Cast, north: Ground) -> None:
    walk, twin = walks(cut(cast, north))[0], walks(cut(cast, north))[0]
    give(cast, walk, "Blue team")
    with pytest.raises(UnableToGiveWalk, match="in the hands of Blue team"):
        give(cast, twin, "Green team")
    give(cast, walk, "blue team")
    give(cast, twin, "Green team", starts_at=LATER, until=LATER + timedelta(hours=1))


def test_a_walk_that_is_out_is_not_changed(cast: Cast, north: Ground) -> None:
    plan = cut(cast, north)
    give(cast, walks(plan)[0], "Blue team")
    with acting(cast.priya, Action.TARGETING_WALK_CUT, Purpose.CANVASS, AT) as by:
        with pytest.raises(UnableToCut, match="Blue team"):
            split_walk(constituency=north.seat.id, walk_id=walks(plan)[0].id, by=by, at=AT)
        with pytest.raises(UnableToCut, match="Blue team"):
            cut_plan(constituency=north.seat.id, plan_id=plan.id, by=by, at=AT)


def test_a_canvasser_reaches_the_doors_until_the_walk_is_back(cast: Cast, north: Ground) -> None:
    walk = walks(cut(cast, north))[0]
    outing = give(cast, walk, "Tom Wick", grant=cast.grants["tom"].id)
    with arranging():
        handed = HandOut.objects.filter(grant_id=cast.grants["tom"].id)
        assert {one.door_id for one in handed} == {row.door_id for row in WalkDoor.objects.filter(walk=walk)}
        assert {one.ends_at for one in handed} == {LATER}
    back = AT + timedelta(hours=1)
    with acting(cast.priya, Action.TARGETING_WALK_HAND_OUT, Purpose.CANVASS, back) as by:
        take_walk_back(constituency=north.seat.id, outing_id=outing.id, by=by, at=back)
    with arranging():
        assert {one.ends_at for one in HandOut.objects.filter(grant_id=cast.grants["tom"].id)} == {back}
    give(cast, walk, "Green team", starts_at=back)


def test_a_booking_opens_then_and_not_before(cast: Cast, north: Ground) -> None:
    walk = walks(cut(cast, north))[0]
    tomorrow = AT + timedelta(days=1)
    booked = give(
        cast,
        walk,
        "Tom Wick",
        grant=cast.grants["tom"].id,
        starts_at=tomorrow,
        until=tomorrow + timedelta(hours=2),
    )
    with arranging():
        assert {one.starts_at for one in HandOut.objects.all()} == {tomorrow - timedelta(minutes=15)}
    off = take_back(cast, booked)
    assert (off.is_called_off, off.is_walked) == (True, False)
    years = AT + timedelta(days=400)
    with pytest.raises(UnableToGiveWalk, match="two months ahead"):
        give(cast, walk, "Tom Wick", starts_at=years, until=years + timedelta(hours=2))


def test_doors_moved_there_and_back_leave_times_as_the_cut_had_them(cast: Cast, north: Ground) -> None:
    plan = cut(cast, north)
    first, second = walks(plan)[:2]
    with arranging():
        last = WalkDoor.objects.filter(walk=first).order_by("-place")[0].door_id
    with acting(cast.priya, Action.TARGETING_WALK_CUT, Purpose.CANVASS, AT) as by:
        for to in (second, first):
            move_doors(constituency=north.seat.id, doors=[last], to=to.id, by=by, at=AT)
    after = walks(plan)[0]
    assert after.talking == pytest.approx(first.talking)
    assert after.metres == pytest.approx(first.metres, rel=0.35)


def test_a_walk_rests_after_it_came_back(cast: Cast, north: Ground) -> None:
    walk = walks(cut(cast, north, rest_days=14))[0]
    outing = give(cast, walk, "Blue team")
    with acting(cast.priya, Action.TARGETING_WALK_HAND_OUT, Purpose.CANVASS, AT) as by:
        take_walk_back(constituency=north.seat.id, outing_id=outing.id, by=by, at=AT)
    with pytest.raises(UnableToGiveWalk, match="rests until"):
        give(cast, walk, "Blue team")
    give(cast, walk, "Blue team", despite_rest=True)
    weeks = AT + timedelta(days=15)
    give(cast, walk, "Blue team", starts_at=weeks, until=weeks + timedelta(hours=2))


def test_a_neighbouring_seat_changes_nothing(cast: Cast, north: Ground) -> None:
    plan = cut(cast, north)
    with (
        acting(cast.sam, Action.TARGETING_WALK_CUT, Purpose.CANVASS, AT) as by,
        pytest.raises(UnableToCut, match="gone"),
    ):
        split_walk(constituency=north.seat.id, walk_id=walks(plan)[0].id, by=by, at=AT)
