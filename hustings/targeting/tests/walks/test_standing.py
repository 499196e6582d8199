"""Standing walks follow the register: new doors fall into the right walk, emptied ones leave, and the drift is told."""

from collections.abc import Callable
from uuid import UUID

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from hustings.audit.words import Action, Purpose
from hustings.canvassing.rules import Meaning
from hustings.canvassing.tests.ground import AT, Ground, heard, record
from hustings.register.models import Door, Elector, RoadGroup
from hustings.targeting.lists.keeping import make_list
from hustings.targeting.lists.rules import read_form
from hustings.targeting.models import WalkDoor, WalkPlan
from hustings.targeting.tests.walks.cutting import cut, doors_in, give, take_back, walks
from hustings.targeting.walks.cutting import cut_one, cut_plan
from hustings.targeting.walks.homes import StandingDoor, homes_of, put_between
from hustings.targeting.walks.planning import UnableToCut
from hustings.targeting.walks.standing import (
    confirm_drift,
    drift_of,
    follow_register,
    in_none,
    keep_walks,
    let_go,
)
from tests.cast import Cast, acting, arranging

SignedIn = Callable[..., Client]
ODD, EVEN = "odd", "even"


def keep(cast: Cast, plan: WalkPlan) -> WalkPlan:
    with acting(cast.priya, Action.TARGETING_WALK_CUT, Purpose.CANVASS, AT) as by:
        assert not keep_walks(constituency=plan.constituency_id, plan_id=plan.id, by=by, at=AT)
    with arranging():
        plan.refresh_from_db()
    return plan


def follow(cast: Cast, plan: WalkPlan) -> bool:
    with acting(cast.priya, Action.TARGETING_WALK_OPEN, Purpose.CANVASS, AT):
        return follow_register(plan, AT)


def build_beside(door: Door, *, people: int = 2) -> Door:
    """A new house beside a door, with its people on the register; under way past the walls."""
    with arranging():
        names = {
            "address_key": f"{door.address_key} new",
            "walk_key": f"{door.walk_key}a",
            "number_suffix": "A",
        }
        fresh = {field.attname: getattr(door, field.attname) for field in Door._meta.concrete_fields}
        new = Door.objects.create(**{**fresh, "id": UUID(int=door.id.int ^ 1), "uprn": None, **names})
        model = Elector.objects.filter(door=door)[0]
        last = Elector.objects.order_by("-seat_no")[0].seat_no
        for extra in range(people):
            one = {field.attname: getattr(model, field.attname) for field in Elector._meta.concrete_fields}
            one |= {
                "id": UUID(int=model.id.int ^ (extra + 1)),
                "seat_no": last + 1 + extra,
                "door_id": new.id,
            }
            Elector.objects.create(**one)
    return new


def test_a_new_house_falls_into_the_walk_of_its_neighbour(cast: Cast, north: Ground) -> None:
    plan = keep(cast, cut(cast, north))
    with arranging():
        beside = WalkDoor.objects.filter(walk=walks(plan)[1]).select_related("door")[3]
    new = build_beside(beside.door)
    assert follow(cast, plan)
    with arranging():
        row = WalkDoor.objects.get(walk__plan=plan, door=new)
        drift = {one.walk.id: one for one in drift_of(plan)}[beside.walk_id]
        places = list(
            WalkDoor.objects.filter(walk=beside.walk_id).order_by("place").values_list("place", flat=True)
        )
    assert (row.walk_id, row.people, abs(row.place - beside.place) <= 1) == (beside.walk_id, 2, True)
    assert places == list(range(1, len(places) + 1))
    assert (drift.gained, drift.walk.doors) == (1, len(places))
    assert not follow(cast, plan)


def test_where_nobody_lives_any_more_leaves_and_is_counted(cast: Cast, north: Ground) -> None:
    plan = keep(cast, cut(cast, north))
    walk = walks(plan)[0]
    with arranging():
        gone = WalkDoor.objects.filter(walk=walk)[0].door_id
    with arranging():
        Elector.objects.filter(door=gone).update(on_register=False)
    assert follow(cast, plan)
    assert gone not in doors_in(walk)
    with arranging():
        assert drift_of(plan)[0].walk.lost == 1
    with acting(cast.priya, Action.TARGETING_WALK_CUT, Purpose.CANVASS, AT) as by:
        confirm_drift(constituency=north.seat.id, plan_id=plan.id, by=by, at=AT)
    with arranging():
        assert drift_of(plan)[0].walk.lost == 0


def test_a_walk_that_is_out_waits_until_it_is_back(cast: Cast, north: Ground) -> None:
    plan = keep(cast, cut(cast, north))
    walk = walks(plan)[0]
    with arranging():
        beside = WalkDoor.objects.filter(walk=walk).select_related("door")[0].door
    outing = give(cast, walk, "Blue team")
    new = build_beside(beside)
    assert not follow(cast, plan)
    with arranging():
        assert in_none(plan) == 1
    take_back(cast, outing)
    assert new.id in give(cast, walk, "Blue team").doors


def test_whoever_was_left_out_of_the_cut_for_a_while_stands_in_a_walk(cast: Cast, north: Ground) -> None:
    spoken = north.electors[0]
    with acting(cast.priya, Action.CANVASSING_CONVERSATION_RECORD, Purpose.CANVASS, AT) as by:
        record(by, north, heard(spoken, said=Meaning.DEFINITE, door=spoken.door_id))
    plan = cut(cast, north)
    assert spoken.door_id not in doors_in(*walks(plan))
    keep(cast, plan)
    assert doors_in(*walks(plan)) == {door.id for door in north.doors}
    with acting(cast.priya, Action.TARGETING_WALK_CUT, Purpose.CANVASS, AT) as by:
        cut_plan(constituency=north.seat.id, plan_id=plan.id, by=by, at=AT)
    assert doors_in(*walks(plan)) == {door.id for door in north.doors}


def test_many_left_out_for_a_while_are_cut_anew_with_the_others(cast: Cast, north: Ground) -> None:
    spoken = north.electors[0:40:2]
    with acting(cast.priya, Action.CANVASSING_CONVERSATION_RECORD, Purpose.CANVASS, AT) as by:
        record(by, north, *(heard(one, said=Meaning.DEFINITE, door=one.door_id) for one in spoken))
    plan = cut(cast, north)
    with acting(cast.priya, Action.TARGETING_WALK_CUT, Purpose.CANVASS, AT) as by:
        assert keep_walks(constituency=north.seat.id, plan_id=plan.id, by=by, at=AT)
        cut_plan(constituency=north.seat.id, plan_id=plan.id, by=by, at=AT)
    assert doors_in(*walks(plan)) == {door.id for door in north.doors}
    with arranging():
        plan.refresh_from_db()
        assert not any(one.has_drifted for one in drift_of(plan))


def test_one_walk_is_cut_anew_when_it_has_grown(cast: Cast, north: Ground) -> None:
    plan = keep(cast, cut(cast, north, minutes=120))
    big = walks(plan)[0]
    with arranging():
        WalkPlan.objects.filter(pk=plan.pk).update(minutes=40)
        plan.refresh_from_db()
        assert drift_of(plan)[0].is_off
    doors, others = doors_in(big), [one.id for one in walks(plan)[1:]]
    with acting(cast.priya, Action.TARGETING_WALK_CUT, Purpose.CANVASS, AT) as by:
        cut_one(constituency=north.seat.id, plan_id=plan.id, walk=big.id, by=by, at=AT)
    after = walks(plan)
    assert [one.id for one in after if one.id in others] == others
    parts = [one for one in after if one.id not in others]
    assert len(parts) > 1
    assert doors_in(*parts) == doors
    with arranging():
        assert not WalkDoor.objects.filter(walk__plan=plan, joined_at__isnull=False).exists()


def test_each_road_group_is_one_walk_under_its_name(cast: Cast, north: Ground) -> None:
    with arranging():
        groups = [
            RoadGroup.objects.create(
                constituency=north.seat, district=north.districts[0], name=name, looked_at=AT
            )
            for name in ("The lane", "Round the green")
        ]
        for group, doors in zip(groups, (north.doors[:30], north.doors[30:40]), strict=True):
            Door.objects.filter(pk__in=[door.pk for door in doors]).update(road_group=group)
    plan = keep(cast, cut(cast, north, minutes=30, road_groups=[one.id for one in groups], by_group=True))
    named = {walk.name: doors_in(walk) for walk in walks(plan)}
    assert named == {
        "The lane": {door.id for door in north.doors[:30]},
        "Round the green": {door.id for door in north.doors[30:40]},
    }
    with arranging():
        Door.objects.filter(pk=north.doors[50].pk).update(road_group=groups[1])
    assert follow(cast, plan)
    assert north.doors[50].id in doors_in(
        next(walk for walk in walks(plan) if walk.name == "Round the green")
    )


def test_walks_of_a_list_do_not_stand(cast: Cast, north: Ground) -> None:
    form = read_form({"hustings_list": 1, "steps": [{"do": "add", "who": {"by": "everybody"}}]})
    with acting(cast.priya, Action.TARGETING_LIST_BUILD, Purpose.CANVASS, AT) as by:
        kept = make_list(seat=north.seat, name="All", form=form, by=by, at=AT)
    plan = cut(cast, north, saved_list=kept.id)
    with pytest.raises(UnableToCut, match="people on it"):
        keep(cast, plan)


def test_the_page_keeps_tells_and_lets_go(cast: Cast, north: Ground, signed_in: SignedIn) -> None:
    plan = cut(cast, north)
    browser, page = signed_in(cast.priya), f"/seats/northmoor/walks/{plan.id}/"
    assert "nothing has changed" in browser.post(f"{page}standing/", {"what": "keep"}, follow=True).text
    with arranging():
        beside = WalkDoor.objects.filter(walk=walks(plan)[0]).select_related("door")[0].door
    build_beside(beside)
    told = browser.get(page).text
    assert "Doors gained" in told
    walk = walks(plan)[0]
    named = browser.post(f"{page}{walk.id}/name/", {"name": "Old town"}, follow=True).text
    assert "Old town" in named
    browser.post(f"{page}standing/", {"what": "let go"})
    build_beside(north.doors[70])
    assert "Doors gained" not in browser.get(page).text


def test_nothing_joins_walks_that_were_let_go(cast: Cast, north: Ground) -> None:
    plan = keep(cast, cut(cast, north))
    with acting(cast.priya, Action.TARGETING_WALK_CUT, Purpose.CANVASS, AT) as by:
        let_go(constituency=north.seat.id, plan_id=plan.id, by=by, at=AT)
    with arranging():
        plan.refresh_from_db()
    build_beside(north.doors[3])
    assert not follow(cast, plan)


ids = st.integers(1, 2**60).map(lambda number: UUID(int=number))
numbers = st.none() | st.integers(1, 60)
spots = st.none() | st.tuples(st.floats(54.0, 54.02), st.floats(-4.5, -4.48))
doors = st.builds(
    StandingDoor, ids, st.sampled_from("AB"), st.sampled_from([ODD, EVEN]), numbers, spots,
    group=st.none() | st.integers(1, 2), walk=st.sampled_from([UUID(int=1), UUID(int=2)]),
)  # fmt: skip
new_doors = st.builds(
    StandingDoor, ids, st.sampled_from("ABC"), st.sampled_from([ODD, EVEN]), numbers, spots,
    group=st.none() | st.integers(1, 2),
)  # fmt: skip


@given(
    st.lists(new_doors, max_size=6, unique_by=lambda door: door.id),
    st.lists(doors, max_size=12),
    st.booleans(),
)
def test_a_door_falls_into_a_walk_that_stands_where_it_is(
    new: list[StandingDoor], standing: list[StandingDoor], by_group: bool
) -> None:
    homes = homes_of(new, standing, by_group=by_group)
    for door in new:
        if by_group:
            there = {one.walk for one in standing if one.group is not None and one.group == door.group}
        else:
            there = {one.walk for one in standing if one.street == door.street}
        if there:
            assert homes[door.id] in there
        elif by_group:
            assert door.id not in homes


@given(st.lists(st.integers(1, 90), min_size=1, max_size=9, unique=True), st.integers(1, 90), st.booleans())
def test_a_house_stands_between_its_numbers(row: list[int], number: int, falls: bool) -> None:
    ordered = sorted(set(row) - {number} or {number + 1}, reverse=falls)
    side = [StandingDoor(UUID(int=n), "A", ODD, n, None) for n in ordered]
    new = StandingDoor(UUID(int=999), "A", ODD, number, None)
    at = put_between(new, side)
    told = [*ordered[:at], number, *ordered[at:]]
    if len(ordered) > 1:
        assert told == sorted(told, reverse=falls)
