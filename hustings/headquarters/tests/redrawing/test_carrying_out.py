"""A district goes to another seat: the same people, with everything that was recorded."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import transaction
from django.db.models import F
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from hustings.audit.models import Entry
from hustings.audit.words import Action, Purpose
from hustings.canvassing.comparing import count_seats
from hustings.canvassing.models import LatestIntention, SeatSummary
from hustings.canvassing.summarising import refresh_summaries
from hustings.canvassing.tests.ground import AT, Ground
from hustings.geography.models import PollingDistrict
from hustings.headquarters.tests.redrawing.ground import (
    DAY,
    carry_out,
    everything_of,
    propose,
    redrawing,
    rows_of,
)
from hustings.register.models import Door, Doubt, Elector, Import, RegisterEntry, SeatCount, Street
from hustings.register.objections.heeding import reapply_objections
from hustings.register.redrawing.carrying_out import UnableToRedraw, carry_out_change
from tests.cast import Cast, acting, arranging

pytestmark = pytest.mark.both_databases


def people_of(district: PollingDistrict) -> set[UUID]:
    with arranging():
        return set(Elector.objects.filter(district=district).values_list("id", flat=True))


def test_a_district_takes_its_people_to_the_other_seat(cast: Cast, north: Ground, south: Ground) -> None:
    moving = people_of(north.districts[0])
    with arranging():
        change = propose("Review", (north.districts[0], south.seat, south.wards[0]))

    done = carry_out(cast, change)

    assert done.electors == {(north.seat.id, south.seat.id): 12}
    with arranging():
        there = set(Elector.objects.filter(constituency=south.seat).values_list("id", flat=True))
        district = PollingDistrict.objects.get(id=north.districts[0].id)
    assert moving <= there
    assert len(there) == 36
    assert (district.constituency, district.ward) == (south.seat, south.wards[0])


def test_whoever_comes_gets_a_number_that_nobody_had(cast: Cast, north: Ground, south: Ground) -> None:
    moving = people_of(north.districts[0])
    with arranging():
        change = propose("Review", (north.districts[0], south.seat, south.wards[0]))

    carry_out(cast, change)

    with arranging():
        numbers = sorted(Elector.objects.filter(id__in=moving).values_list("seat_no", flat=True))
        counts = dict(SeatCount.objects.values_list("constituency_id", "last_no"))
    assert numbers == list(range(25, 37))
    assert counts == {north.seat.id: 24, south.seat.id: 36}


def test_the_neighbour_reads_what_was_said_and_the_old_seat_no_more(
    cast: Cast, north: Ground, south: Ground
) -> None:
    with arranging():
        change = propose("Review", (north.districts[0], south.seat, south.wards[0]))

    carry_out(cast, change)

    seen = []
    for person, seat in ((cast.sam, south.seat), (cast.priya, north.seat)):
        with acting(person, Action.CANVASSING_AREA_COUNT, Purpose.ORGANISE):
            seen.append(LatestIntention.objects.filter(constituency=seat).count())
    assert seen == [36, 12]


def test_the_figures_of_both_seats_are_counted_anew(cast: Cast, north: Ground, south: Ground) -> None:
    with arranging():
        change = propose("Review", (north.districts[0], south.seat, south.wards[0]))

    carry_out(cast, change)

    with arranging():
        electors = dict(SeatSummary.objects.values_list("constituency_id", "electors"))
    assert electors == {north.seat.id: 12, south.seat.id: 36}


def test_each_seat_has_an_entry_in_the_log(cast: Cast, north: Ground, south: Ground) -> None:
    with arranging():
        change = propose("Review", (north.districts[0], south.seat, south.wards[0]))

    carry_out(cast, change)

    with arranging():
        entries = Entry.objects.filter(place=f"boundary change {change.id}")
        told = set(entries.values_list("constituency_id", "rule", "count"))
    assert told == {(north.seat.id, "left", 12), (south.seat.id, "came", 12), (None, "in force", 1)}


def test_a_change_of_wards_alone_moves_nobody(cast: Cast, north: Ground) -> None:
    before = everything_of(north.seat.id)
    with arranging():
        change = propose("Wards", (north.districts[0], north.seat, north.wards[1]))

    done = carry_out(cast, change)

    assert done.electors == {}
    assert everything_of(north.seat.id) == before
    with arranging():
        assert PollingDistrict.objects.get(id=north.districts[0].id).ward == north.wards[1]


def test_before_its_day_a_change_waits(cast: Cast, north: Ground) -> None:
    with arranging():
        change = propose(
            "Later", (north.districts[0], north.seat, north.wards[1]), day=AT.date() + timedelta(days=40)
        )

    with pytest.raises(UnableToRedraw, match="takes effect on"):
        carry_out(cast, change)


def test_a_change_is_carried_out_once(cast: Cast, north: Ground) -> None:
    with arranging():
        change = propose("Wards", (north.districts[0], north.seat, north.wards[1]))
    carry_out(cast, change)

    with pytest.raises(UnableToRedraw, match="not proposed any more"):
        carry_out(cast, change)


def test_an_older_change_cannot_overtake_a_newer_one(cast: Cast, north: Ground) -> None:
    with arranging():
        newer = propose("Newer", (north.districts[0], north.seat, north.wards[1]))
        older = propose("Older", (north.districts[0], north.seat, None), day=date(2025, 5, 1))
    carry_out(cast, newer)

    with pytest.raises(UnableToRedraw, match="“Newer” is in force"):
        carry_out(cast, older)


def test_whoever_reaches_one_seat_of_two_changes_nothing(cast: Cast, north: Ground, south: Ground) -> None:
    before = everything_of(north.seat.id)
    with arranging():
        change = propose("Review", (north.districts[0], south.seat, south.wards[0]))

    with (
        pytest.raises(UnableToRedraw, match="also concerns Southmoor"),
        acting(cast.priya, Action.GEOGRAPHY_BOUNDARY_CHANGE, Purpose.ADMINISTRATION) as by,
    ):
        carry_out_change(by=by, at=by.at, change_id=change.id)

    assert everything_of(north.seat.id) == before


def test_a_ward_may_lie_in_two_constituencies(cast: Cast, north: Ground, south: Ground) -> None:
    with arranging():
        change = propose(
            "One ward",
            (north.districts[0], north.seat, north.wards[1]),
            (south.districts[0], south.seat, north.wards[1]),
        )

    carry_out(cast, change)

    with arranging():
        there = PollingDistrict.objects.filter(ward=north.wards[1])
        seats = set(there.values_list("constituency_id", flat=True))
    assert seats == {north.seat.id, south.seat.id}


def test_what_points_at_a_door_that_stays_is_let_go(cast: Cast, north: Ground, south: Ground) -> None:
    mover, old_door = north.electors[0], north.doors[0]
    with arranging():
        new_street = Street.objects.get(id=north.streets[2].id)
        new_door = Door.objects.filter(street=new_street).first()
        assert new_door is not None
        Elector.objects.filter(id=mover.id).update(
            district=north.districts[1], street=new_street, door=new_door
        )
        change = propose("Review", (north.districts[1], south.seat, south.wards[0]))

    done = carry_out(cast, change)

    with arranging():
        entry = RegisterEntry.objects.get(elector=mover)
        assert (entry.constituency, entry.door, entry.district_id) == (
            south.seat,
            None,
            north.districts[0].id,
        )
        assert Door.objects.get(id=old_door.id).constituency == north.seat
    assert done.cut["register_registerentry.door_id"] == 1


def test_an_address_that_the_new_seat_has_too_stays_two_doors(
    cast: Cast, north: Ground, south: Ground
) -> None:
    with arranging():
        Door.objects.filter(id=south.doors[0].id).update(address_key=north.doors[0].address_key)
        change = propose("Review", (north.districts[0], south.seat, south.wards[0]))

    done = carry_out(cast, change)

    assert done.cut == {"register_door.address_key": 1}
    with arranging():
        keys = set(Door.objects.filter(constituency=south.seat).values_list("address_key", flat=True))
        assert Elector.objects.filter(door=north.doors[0]).count() == 2
    assert len(keys) == 18


def move_about(cast: Cast, grounds: tuple[Ground, Ground], plan: list[tuple[int, int]]) -> None:
    """Move districts one after the other, counting after each, and at last all of them home."""
    districts = [*grounds[0].districts, *grounds[1].districts]
    homes = [(place, place // 2) for place in range(4)]
    for step, (place, seat) in enumerate([*plan, *homes]):
        with arranging():
            change = propose(f"Step {step}", (districts[place], grounds[seat].seat, grounds[seat].wards[0]))
        carry_out(cast, change)
        with arranging():
            at_home = Elector.objects.filter(constituency=F("district__constituency")).count()
            summed = sum(SeatSummary.objects.values_list("electors", flat=True))
        assert (at_home, summed) == (48, 48)


@settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(plan=some.lists(some.tuples(some.integers(0, 3), some.integers(0, 1)), min_size=1, max_size=4))
def test_whatever_moved_is_as_it_was_once_it_is_back(
    cast: Cast, north: Ground, south: Ground, plan: list[tuple[int, int]]
) -> None:
    with transaction.atomic():
        with redrawing(cast) as by:
            count_seats(constituencies=[north.seat.id, south.seat.id], by=by, at=by.at)
        before = [everything_of(ground.seat.id) for ground in (north, south)]
        move_about(cast, (north, south), plan)
        after = [everything_of(ground.seat.id) for ground in (north, south)]
        transaction.set_rollback(True)
    assert [
        {table for table in was if was[table] != now[table]} for was, now in zip(before, after, strict=True)
    ] == [
        set(),
        set(),
    ]


def test_the_summaries_are_those_that_a_rebuild_makes(cast: Cast, north: Ground, south: Ground) -> None:
    with arranging():
        change = propose("Review", (north.districts[0], south.seat, south.wards[0]))
    carry_out(cast, change)
    tables = ("canvassing_latestintention", "canvassing_contactsummary", "canvassing_doorsummary")
    kept = [rows_of(table, seat.id) for table in tables for seat in (north.seat, south.seat)]

    with redrawing(cast):
        for seat in (north.seat, south.seat):
            refresh_summaries(seat.id)

    assert [rows_of(table, seat.id) for table in tables for seat in (north.seat, south.seat)] == kept
    assert AT.date() > DAY


def test_whoever_is_perhaps_an_objector_of_the_other_seat_is_still_left_alone(
    cast: Cast, north: Ground, south: Ground
) -> None:
    objector, perhaps = north.electors[8], north.electors[20]
    with arranging():
        Doubt.objects.create(
            constituency=north.seat, run=Import.objects.filter(constituency=north.seat)[0], line=9,
            elector_id=perhaps.id, earlier=objector, kind="moved", likeness=70,
        )  # fmt: skip
        change = propose("Review", (north.districts[0], south.seat, south.wards[0]))

    carry_out(cast, change)

    with arranging():
        for seat in (north.seat, south.seat):
            reapply_objections(constituencies=[seat.id])
        stays, went = (Elector.objects.get(pk=one.pk) for one in (perhaps, objector))
    assert (stays.constituency_id, went.constituency_id) == (north.seat.id, south.seat.id)
    assert (stays.objects_at_door, went.objects_at_door) == (True, True)
