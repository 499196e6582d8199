"""Cutting what is left when helpers drop out, and that who walked what outlasts every cut."""

from datetime import timedelta

import pytest

from hustings.audit.words import Action, Purpose
from hustings.canvassing.recording import record_conversations
from hustings.canvassing.rules import Meaning
from hustings.canvassing.tests.ground import AT, Ground, heard
from hustings.targeting.models import Outing, Walk, WalkPlan
from hustings.targeting.tests.walks.cutting import cut, doors_in, give, take_back, walks
from hustings.targeting.walks.changing import merge_walks
from hustings.targeting.walks.cutting import cut_left, cut_plan
from hustings.targeting.walks.handing import UnableToGiveWalk, outings_over
from hustings.targeting.walks.planning import UnableToCut, put_plan_away
from tests.cast import Cast, acting, arranging

SOON = AT + timedelta(minutes=30)


def cut_rest(cast: Cast, plan: WalkPlan, *, minutes: int = 30, team: int = 1) -> WalkPlan:
    with acting(cast.priya, Action.TARGETING_WALK_CUT, Purpose.CANVASS, SOON) as by:
        return cut_left(
            constituency=plan.constituency_id, plan_id=plan.id, minutes=minutes, team=team, by=by, at=SOON
        )


def test_walks_that_are_out_or_walked_stay(cast: Cast, north: Ground) -> None:
    plan = cut(cast, north)
    out, walked, *rest = walks(plan)
    give(cast, out, "Blue team")
    take_back(cast, give(cast, walked, "Green team"))
    left = doors_in(*rest)

    cut_rest(cast, plan)

    after = walks(plan)
    assert [one.id for one in after[:2]] == [out.id, walked.id]
    assert doors_in(*after[2:]) == left
    assert len(after) - 2 > len(rest)
    assert all(one.minutes <= 36 for one in after[2:])


def test_what_was_walked_stays_walked_at_the_next_cut_of_what_is_left(cast: Cast, north: Ground) -> None:
    plan = cut(cast, north)
    walked = walks(plan)[0]
    take_back(cast, give(cast, walked, "Green team"))
    cut_rest(cast, plan)
    cut_rest(cast, plan, minutes=45)
    assert walks(plan)[0].id == walked.id


def test_all_of_it_is_left_again_once_all_was_cut(cast: Cast, north: Ground) -> None:
    plan = cut(cast, north)
    take_back(cast, give(cast, walks(plan)[0], "Green team"))
    with acting(cast.priya, Action.TARGETING_WALK_CUT, Purpose.CANVASS, SOON) as by:
        cut_plan(constituency=north.seat.id, plan_id=plan.id, by=by, at=SOON)
    cut_rest(cast, plan)
    assert doors_in(*walks(plan)) == {door.id for door in north.doors}


def test_a_walk_that_came_back_unwalked_is_cut_again(cast: Cast, north: Ground) -> None:
    plan = cut(cast, north)
    first = walks(plan)[0]
    take_back(cast, give(cast, first, "Blue team"), is_walked=False)
    doors = doors_in(first)
    cut_rest(cast, plan)
    assert doors <= doors_in(*walks(plan))
    assert first.id not in {one.id for one in walks(plan)}


def test_where_somebody_knocked_since_nobody_knocks_again(cast: Cast, north: Ground) -> None:
    plan = cut(cast, north)
    met = north.electors[0]
    tried = heard(met, outcome=Meaning.NOT_IN, door=met.door_id, happened_at=AT + timedelta(minutes=5))
    with acting(cast.priya, Action.CANVASSING_CONVERSATION_RECORD, Purpose.CANVASS, SOON) as by:
        record_conversations(constituency=north.seat.id, rows=[tried], by=by, at=SOON)
    cut_rest(cast, plan)
    assert doors_in(*walks(plan)) == {door.id for door in north.doors} - {met.door_id}


def test_nothing_left_is_a_sentence(cast: Cast, north: Ground) -> None:
    plan = cut(cast, north)
    for number, walk in enumerate(walks(plan)):
        give(cast, walk, f"Team {number}")
    with pytest.raises(UnableToCut, match="out or was walked"):
        cut_rest(cast, plan)


def test_who_walked_what_outlasts_a_cut(cast: Cast, north: Ground) -> None:
    plan = cut(cast, north)
    walk = walks(plan)[0]
    doors = doors_in(walk)
    outing = take_back(cast, give(cast, walk, "Blue team"))
    with acting(cast.priya, Action.TARGETING_WALK_CUT, Purpose.CANVASS, SOON) as by:
        cut_plan(constituency=north.seat.id, plan_id=plan.id, by=by, at=SOON)
    with arranging():
        assert not Walk.objects.filter(pk=walk.pk).exists()
        [kept] = outings_over(plan, SOON)
    assert (kept.id, kept.team, kept.walk_name, kept.walk_id) == (outing.id, "Blue team", str(walk), None)
    assert set(kept.doors) == doors


def test_doors_walked_before_a_cut_rest_after_it(cast: Cast, north: Ground) -> None:
    plan = cut(cast, north, rest_days=14)
    take_back(cast, give(cast, walks(plan)[0], "Blue team"))
    with acting(cast.priya, Action.TARGETING_WALK_CUT, Purpose.CANVASS, SOON) as by:
        cut_plan(constituency=north.seat.id, plan_id=plan.id, by=by, at=SOON)
    with pytest.raises(UnableToGiveWalk, match="rests until"):
        give(cast, walks(plan)[0], "Blue team")


def test_merging_keeps_who_walked_what(cast: Cast, north: Ground) -> None:
    plan = cut(cast, north, minutes=30)
    first, second = walks(plan)[:2]
    outing = take_back(cast, give(cast, first, "Blue team"))
    with acting(cast.priya, Action.TARGETING_WALK_CUT, Purpose.CANVASS, AT) as by:
        merge_walks(constituency=north.seat.id, walk_id=first.id, into=second.id, by=by, at=AT)
    with arranging():
        assert Outing.objects.get(pk=outing.pk).walk_name == str(first)


def test_a_plan_that_was_put_away_is_gone_but_for_who_walked(cast: Cast, north: Ground) -> None:
    plan = cut(cast, north)
    walk = walks(plan)[0]
    outing = give(cast, walk, "Blue team")
    with (
        acting(cast.priya, Action.TARGETING_WALK_CUT, Purpose.CANVASS, SOON) as by,
        pytest.raises(UnableToCut, match="Blue team"),
    ):
        put_plan_away(constituency=north.seat.id, plan_id=plan.id, by=by, at=SOON)
    take_back(cast, outing)
    with acting(cast.priya, Action.TARGETING_WALK_CUT, Purpose.CANVASS, SOON) as by:
        put_plan_away(constituency=north.seat.id, plan_id=plan.id, by=by, at=SOON)
        with pytest.raises(UnableToCut, match="gone"):
            cut_plan(constituency=north.seat.id, plan_id=plan.id, by=by, at=SOON)
    assert walks(plan) == []
    with arranging():
        assert len(outings_over(plan, SOON)) == 1
