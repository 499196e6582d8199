"""A district goes to another seat: the same people, with everything that was recorded."""

from hustings.canvassing.tests.ground import Ground
from hustings.headquarters.tests.redrawing.ground import carry_out, propose, rows_of
from hustings.register.models import Elector
from hustings.register.redrawing.following import in_order
from tests.cast import Cast, arranging


def test_a_district_takes_its_people_to_the_other_seat(cast: Cast, north: Ground, south: Ground) -> None:
    moved = {elector.id for elector in north.electors if elector.district_id == north.districts[0].id}
    with arranging():
        change = propose("Review", (north.districts[0], south.seat, south.wards[0]))

    done = carry_out(cast, change)

    assert done.electors == {(north.seat.id, south.seat.id): 12}
    with arranging():
        there = set(Elector.objects.filter(constituency=south.seat).values_list("id", flat=True))
    assert moved <= there
    assert len(there) == 36


def test_everything_is_as_before_when_a_district_comes_back(cast: Cast, north: Ground, south: Ground) -> None:
    district = north.districts[0]
    tables = [table._meta.db_table for table in in_order()]
    before = {table: rows_of(table, north.seat.id, without=("seat_no",)) for table in tables}
    with arranging():
        away = propose("Away", (district, south.seat, south.wards[0]))
        back = propose("Back", (district, north.seat, north.wards[0]))

    carry_out(cast, away)
    carry_out(cast, back)

    after = {table: rows_of(table, north.seat.id, without=("seat_no",)) for table in tables}
    assert {table for table in tables if before[table] != after[table]} == set()
