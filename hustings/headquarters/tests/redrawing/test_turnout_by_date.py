"""Turnout counts for the ward of polling day, or of today, also once the district lies in another seat."""

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from hustings.canvassing.tests.ground import Ground
from hustings.elections.models import Election
from hustings.headquarters.tests.redrawing.ground import carry_out, propose
from tests.cast import Cast, arranging

SignIn = Callable[..., Client]


def test_turnout_stays_with_the_ward_of_polling_day(
    cast: Cast, north: Ground, south: Ground, signed_in: SignIn
) -> None:
    with arranging():
        south.wards[0].name = "Harbour"
        south.wards[0].save()
        change = propose("Review", (north.districts[0], south.seat, south.wards[0]))
        election = Election.objects.get()
    carry_out(cast, change)
    client, url = signed_in(cast.sam), reverse("register:turnout_election", args=["southmoor", election.id])

    then, now = (client.get(url, asked).content.decode() for asked in ({}, {"wards": "now"}))

    assert "By ward, as the wards were on polling day" in then
    assert "Ward A<br>" in then
    assert "Northmoor" in then
    assert "By ward, as the wards are now" in now
    assert "Ward A<br>" not in now
    assert "Harbour" in now
