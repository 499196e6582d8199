"""Conversations count for the ward of their day, of today or of a proposal, and the sums stay the same."""

from collections.abc import Callable
from datetime import date

from django.test import Client
from django.urls import reverse

from hustings.audit.words import Action, Purpose
from hustings.canvassing.history import NOW, THEN, WardWork, added_up, work_by_ward
from hustings.canvassing.tests.ground import AT, WESTMINSTER, Ground
from hustings.geography.models import BoundaryChange, Place, PollingDistrict
from hustings.geography.placing import placement_on
from hustings.headquarters.tests.redrawing.ground import LATER, carry_out, propose
from tests.cast import Cast, acting, arranging

SignIn = Callable[..., Client]
TODAY = LATER.date()


def counted(
    cast: Cast, ground: Ground, how: str | BoundaryChange, seat: Place | None = None
) -> dict[str, WardWork]:
    person = cast.sam if seat == cast.southmoor else cast.priya
    with acting(person, Action.CANVASSING_AREA_COUNT, Purpose.ORGANISE, LATER):
        rows = work_by_ward((seat or ground.seat).id, how, kind=WESTMINSTER, today=TODAY)
    return {str(row.ward): row for row in rows}


def test_a_conversation_stays_with_the_ward_of_its_day(cast: Cast, north: Ground, south: Ground) -> None:
    with arranging():
        change = propose("Wards", (north.districts[0], north.seat, north.wards[1]), day=TODAY)
    carry_out(cast, change)

    then, now = counted(cast, north, THEN), counted(cast, north, NOW)

    assert [then[ward].conversations for ward in ("Ward A", "Ward B")] == [15, 12]
    assert [now[ward].conversations for ward in ("Ward B",)] == [27]
    assert "Ward A" not in now
    assert then["Ward B"].electors == now["Ward B"].electors == 24


def test_a_proposal_is_counted_before_it_is_in_force(cast: Cast, north: Ground, south: Ground) -> None:
    with arranging():
        change = propose("Wards", (north.districts[0], south.seat, south.wards[0]))

    proposed = counted(cast, north, change)

    assert {str(row.seat): row.intentions for row in proposed.values()} == {"Northmoor": 12, "Southmoor": 14}


def test_streets_that_would_leave_their_district_count_where_they_would_go(cast: Cast, north: Ground) -> None:
    whole, ward = north.districts[0], north.wards[1]
    with arranging():
        change = propose("Parts")
        change.parted = [
            {
                "id": str(whole.id), "district": str(whole.id), "letters": "A9", "streets": ["mill lane"],
                "ward": ward.id, "constituency": north.seat.id,
            }
        ]  # fmt: skip
        change.save()

    proposed = counted(cast, north, change)

    assert {name: row.electors for name, row in proposed.items()} == {"Ward A": 6, "Ward B": 18}


def test_the_new_seat_shows_the_old_ward_with_its_seat(
    cast: Cast, north: Ground, south: Ground, signed_in: SignIn
) -> None:
    with arranging():
        old = Place.objects.create(kind="ward", code="E05888888", name="Old Quay", nation="england")
        PollingDistrict.objects.filter(id=north.districts[0].id).update(ward=old)
        change = propose("Away", (north.districts[0], south.seat, south.wards[0]), day=TODAY)
    carry_out(cast, change)

    page = signed_in(cast.sam).get(reverse("canvassing:wards", args=["southmoor"]), {"as": "then"})

    assert "Old Quay" in page.content.decode()
    then = counted(cast, south, THEN, seat=south.seat)
    assert (str(then["Old Quay"].seat), then["Old Quay"].conversations) == ("Northmoor", 15)


def test_sums_are_the_same_however_the_wards_are_drawn(cast: Cast, north: Ground, south: Ground) -> None:
    with arranging():
        change = propose("Wards", (north.districts[0], north.seat, north.wards[1]))

    sums = [added_up(list(counted(cast, north, how).values()), north.seat) for how in (THEN, NOW, change)]

    assert {(row.electors, row.conversations, row.intentions, row.promises) for row in sums} == {
        (24, 27, 26, 26)
    }


def test_a_year_is_counted_by_itself(cast: Cast, north: Ground, signed_in: SignIn) -> None:
    client, url = signed_in(cast.priya), reverse("canvassing:wards", args=["northmoor"])

    assert f'<option value="{AT.year}">' in client.get(url).content.decode()
    with acting(cast.priya, Action.CANVASSING_AREA_COUNT, Purpose.ORGANISE, LATER):
        rows = work_by_ward(north.seat.id, NOW, kind=WESTMINSTER, today=TODAY, year=2025)
    assert [row.conversations for row in rows] == [0, 0]


def test_what_is_no_way_of_counting_is_not_there(cast: Cast, north: Ground, signed_in: SignIn) -> None:
    client, url = signed_in(cast.priya), reverse("canvassing:wards", args=["northmoor"])

    assert [
        client.get(url, asked).status_code for asked in ({"as": "x"}, {"year": "20x"}, {"kind": "x"})
    ] == [404] * 3


def test_a_district_lies_where_its_placement_of_the_day_says(cast: Cast, north: Ground) -> None:
    district = north.districts[0]
    with arranging():
        change = propose("Wards", (district, north.seat, north.wards[1]), day=TODAY)
    carry_out(cast, change)

    with arranging():
        before, after = placement_on(district, date(2020, 1, 1)), placement_on(district, TODAY)
    assert (before.ward, after.ward) == (north.wards[0].id, north.wards[1].id)
