"""Whoever goes to another seat keeps the number they had, wherever their rows were read under it."""

from hustings.canvassing.tests.ground import Ground
from hustings.headquarters.tests.redrawing.ground import carry_out, propose
from hustings.register.models import Elector, FormerNumber
from tests.cast import Cast, arranging


def test_whoever_goes_keeps_the_number_they_had(cast: Cast, north: Ground, south: Ground) -> None:
    with arranging():
        had = dict(Elector.objects.filter(district=north.districts[0]).values_list("id", "seat_no"))
        change = propose("Review", (north.districts[0], south.seat, south.wards[0]))

    carry_out(cast, change)

    with arranging():
        kept = FormerNumber.objects.filter(constituency=south.seat, given_in=north.seat.id)
        assert dict(kept.values_list("elector_id", "seat_no")) == had
    assert len(had) == 12
