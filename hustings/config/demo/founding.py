"""The demo's organisation: its units over the region's seats, and its people with their grants."""

from collections.abc import Iterator
from datetime import datetime

from hustings.access.letting_in.founding import found_key_holder, make_unit
from hustings.access.scope import signing_in
from hustings.accounts.models import Person
from hustings.audit.recording import record
from hustings.audit.words import Action, Purpose
from hustings.config.demo.campaign import Campaign
from hustings.config.demo.players import (
    COLOUR,
    FIRST,
    NATIONAL,
    ORGANISATION,
    PLAYERS,
    REGIONAL,
    SECOND,
    TELEPHONE,
    WAITING,
    Player,
    stand_in,
)
from hustings.config.demo.region import OURS, REGION_NAME
from hustings.geography.models import Place
from hustings.organisation.models import Basis, Organisation, OrganisationKind, UnitKind

HEADQUARTERS_UNIT, REGION_UNIT, FIRST_SEAT_UNIT = 1, 2, 3


def found_organisation(*, campaign: Campaign, at: datetime) -> int:
    """Make the organisation, a unit for every seat and all its people, in one transaction; returns how many people.

    Works once, on an installation that nobody has set up yet: the database refuses any other.
    """
    with signing_in():
        Organisation.objects.create(
            name=ORGANISATION,
            kind=OrganisationKind.REGISTERED_PARTY,
            basis=Basis.DEMOCRATIC_ENGAGEMENT,
            colour=COLOUR,
            party_name=OURS,
            contact_telephone=TELEPHONE,
            is_demonstration=True,
        )
        _make_units(campaign)
        people: dict[str, Person] = {}
        for player, unit in _cast(campaign):
            if player.email not in people:
                people[player.email] = Person.objects.create_user(player.email, is_demonstration=True)
            found_key_holder(people[player.email].pk, player.name, unit, player.role, at=at)
        record(
            action=Action.ORGANISATION_DEMO_FILL,
            purpose=Purpose.ADMINISTRATION,
            by=None,
            at=at,
            count=len(people),
            subjects=[person.pk for person in people.values()],
        )
    return len(people)


def _make_units(campaign: Campaign) -> None:
    codes = [seat.code for seat in campaign.region.seats]
    places = {place.code: place.pk for place in Place.objects.filter(code__in=codes)}
    region = Place.objects.get(kind=Place.Kind.REGION, name=REGION_NAME)
    make_unit(HEADQUARTERS_UNIT, UnitKind.NATIONAL, "Headquarters", above=None, place=None, seats=[])
    make_unit(REGION_UNIT, UnitKind.REGION, REGION_NAME, above=HEADQUARTERS_UNIT, place=region.pk, seats=[])
    for seat in campaign.region.seats:
        place = places[seat.code]
        number = FIRST_SEAT_UNIT + seat.index
        make_unit(number, UnitKind.SEAT, seat.name, above=REGION_UNIT, place=place, seats=[place])


def _cast(campaign: Campaign) -> Iterator[tuple[Player, int]]:
    """Yield who works where; a demo of one seat has no second one, and its waiting seat is the next."""
    units = {
        NATIONAL: HEADQUARTERS_UNIT,
        REGIONAL: REGION_UNIT,
        FIRST: FIRST_SEAT_UNIT,
        WAITING: FIRST_SEAT_UNIT + campaign.waiting.index,
    }
    if campaign.seats > 1:
        units[SECOND] = FIRST_SEAT_UNIT + 1
    for player in PLAYERS:
        if player.place in units:
            yield player, units[player.place]
    for seat in campaign.registered[2:]:
        yield stand_in(seat.name), FIRST_SEAT_UNIT + seat.index
