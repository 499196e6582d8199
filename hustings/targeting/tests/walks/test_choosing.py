"""Which doors are cut: nobody who is held out, nobody who leaves lists by themselves, and only people of the list."""

from datetime import timedelta

import pytest

from hustings.audit.words import Action, Purpose
from hustings.canvassing.models import HeldOut
from hustings.canvassing.rules import Meaning
from hustings.canvassing.tests.ground import AT, Ground, heard, record
from hustings.register.models import Door, Elector, RoadGroup
from hustings.targeting.lists.keeping import freeze_list, make_list, put_away
from hustings.targeting.lists.rules import read_form
from hustings.targeting.models import SavedList, WalkDoor, WalkPlan
from hustings.targeting.tests.walks.cutting import cut, doors_in, walks
from hustings.targeting.walks.choosing import Where, doors_to_walk
from hustings.targeting.walks.cutting import cut_plan
from hustings.targeting.walks.planning import UnableToCut
from hustings.targeting.walks.wording import sentences
from tests.cast import Cast, acting, arranging


def hold_out(*electors: Elector) -> None:
    with arranging():
        for elector in electors:
            HeldOut.objects.create(
                constituency_id=elector.constituency_id,
                elector=elector,
                list_id=elector.id,
                drawn_at=AT,
                ends_on=AT.date() + timedelta(days=30),
            )


def kept(cast: Cast, ground: Ground, *steps: dict[str, object], use: str = "door") -> SavedList:
    form = read_form({"hustings_list": 1, "use": use, "steps": list(steps)})
    with acting(cast.priya, Action.TARGETING_LIST_BUILD, Purpose.CANVASS, AT) as by:
        return make_list(seat=ground.seat, name="Chosen", form=form, by=by, at=AT)


def first_district(ground: Ground) -> dict[str, object]:
    place = {"by": "place", "districts": [str(ground.districts[0].id)]}
    return {"do": "add", "who": place}


def people_at(plan: WalkPlan) -> dict[object, int]:
    with arranging():
        return dict(WalkDoor.objects.filter(walk__plan=plan).values_list("door_id", "people"))


def test_nobody_who_is_held_out_is_walked_to(cast: Cast, north: Ground) -> None:
    both, one = north.electors[0:2], north.electors[2]
    hold_out(*both, one)
    plan = cut(cast, north)
    people = people_at(plan)
    assert both[0].door_id not in people
    assert people[one.door_id] == 1
    assert any("3 people left out: held out" in told for told in sentences(plan.said))


def test_a_household_that_was_spoken_to_is_left_in_peace(cast: Cast, north: Ground) -> None:
    spoken = north.electors[0]
    with acting(cast.priya, Action.CANVASSING_CONVERSATION_RECORD, Purpose.CANVASS, AT) as by:
        record(by, north, heard(spoken, said=Meaning.DEFINITE, door=spoken.door_id))
    plan = cut(cast, north)
    assert spoken.door_id not in people_at(plan)
    assert any("spoken to in the last 30 days" in told for told in sentences(plan.said))


def test_a_door_that_is_not_to_be_knocked_at_is_passed_by(cast: Cast, north: Ground) -> None:
    within, last = north.doors[4], north.doors[19]
    with arranging():
        Door.objects.filter(pk__in=[within.pk, last.pk]).update(do_not_knock=True)
    people = people_at(cut(cast, north))
    assert people[within.id] == 0
    assert last.id not in people


def test_a_cut_starts_from_a_list(cast: Cast, north: Ground) -> None:
    plan = cut(cast, north, saved_list=kept(cast, north, first_district(north)).id)
    assert plan.title == "Chosen"
    assert set(people_at(plan)) == {door.id for door in north.doors[:40]}


def test_a_list_for_letters_is_walked_by_the_rules_of_the_doorstep(cast: Cast, north: Ground) -> None:
    with arranging():
        Elector.objects.filter(door=north.doors[0]).update(objects_by_post=True)
        Elector.objects.filter(door=north.doors[1]).update(objects_at_door=True)
    plan = cut(cast, north, saved_list=kept(cast, north, first_district(north), use="post").id)
    assert north.doors[0].id in people_at(plan)
    assert north.doors[1].id not in people_at(plan)


def test_a_list_and_a_place_keep_to_both(cast: Cast, north: Ground) -> None:
    everybody = kept(cast, north, {"do": "add", "who": {"by": "everybody"}})
    plan = cut(cast, north, saved_list=everybody.id, districts=[north.districts[1].id])
    assert set(people_at(plan)) == {door.id for door in north.doors[40:]}


def test_a_snapshot_keeps_its_people_but_not_those_held_out(cast: Cast, north: Ground) -> None:
    live = kept(cast, north, first_district(north))
    with acting(cast.priya, Action.TARGETING_LIST_BUILD, Purpose.CANVASS, AT) as by:
        snapshot = freeze_list(kept=live, name="Frozen", by=by, at=AT)
    spoken, held = north.electors[0], north.electors[2]
    hold_out(held, north.electors[3])
    with acting(cast.priya, Action.CANVASSING_CONVERSATION_RECORD, Purpose.CANVASS, AT) as by:
        record(by, north, heard(spoken, said=Meaning.DEFINITE, door=spoken.door_id))
    doors = set(people_at(cut(cast, north, saved_list=snapshot.id)))
    assert spoken.door_id in doors
    assert held.door_id not in doors
    assert len(doors) == 39


def test_a_road_group_is_cut(cast: Cast, north: Ground) -> None:
    with arranging():
        group = RoadGroup.objects.create(
            constituency=north.seat, district=north.districts[0], name="The lane", looked_at=AT
        )
        Door.objects.filter(pk__in=[door.pk for door in north.doors[:20]]).update(road_group=group)
    plan = cut(cast, north, road_groups=[group.id])
    assert doors_in(*walks(plan)) == {door.id for door in north.doors[:20]}


def test_somebody_elses_list_is_nobodys_walk(cast: Cast, north: Ground) -> None:
    hidden = kept(cast, north, first_district(north))
    with arranging():
        SavedList.objects.filter(pk=hidden.pk).update(made_by=cast.dai.id)
    with pytest.raises(UnableToCut, match="Choose at least one"):
        cut(cast, north, saved_list=hidden.id)


def test_a_list_that_was_put_away_is_a_sentence(cast: Cast, north: Ground) -> None:
    chosen = kept(cast, north, first_district(north))
    plan = cut(cast, north, saved_list=chosen.id)
    with acting(cast.priya, Action.TARGETING_LIST_BUILD, Purpose.CANVASS, AT) as by:
        put_away(kept=chosen, by=by, at=AT)
    with (
        acting(cast.priya, Action.TARGETING_WALK_CUT, Purpose.CANVASS, AT) as by,
        pytest.raises(UnableToCut, match="put away"),
    ):
        cut_plan(constituency=north.seat.id, plan_id=plan.id, by=by, at=AT)


def test_nobody_left_to_speak_to_is_a_sentence(cast: Cast, north: Ground) -> None:
    hold_out(*north.electors)
    with pytest.raises(UnableToCut, match="no door there"):
        cut(cast, north)


def test_a_street_in_two_districts_is_one_street_to_walk(cast: Cast, north: Ground) -> None:
    with acting(cast.priya, Action.TARGETING_WALK_CUT, Purpose.CANVASS, AT):
        chosen = doors_to_walk(north.seat, Where([one.id for one in north.districts]), at=AT)
    districts: dict[object, object] = {door.id: door.street.district_id for door in north.doors}
    lane = [door for door in chosen.doors if door.street_name == "Mill Lane"]
    assert len({door.street for door in lane}) == 1
    assert {districts[door.id] for door in lane} == {one.id for one in north.districts}
