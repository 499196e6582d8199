"""The demo's ground laid through the importers of published files, then its districts, elections and tiers."""

from collections.abc import Iterable
from datetime import date, datetime
from itertools import chain
from pathlib import Path

from django.db import transaction

from hustings.config.demo.campaign import Campaign
from hustings.config.demo.electorate import District
from hustings.config.demo.published import write_boundaries, write_names, write_postcodes, write_results
from hustings.config.demo.region import Seat
from hustings.elections.importing import import_results
from hustings.elections.models import Election, ElectionKind, PartyVotes, Result, SeatTier
from hustings.geography.importing.boundaries import import_boundaries
from hustings.geography.importing.names import import_place_names
from hustings.geography.importing.postcodes import import_postcodes
from hustings.geography.models import Place, PollingDistrict
from hustings.geography.placing import make_districts

LAST_GENERAL_ELECTION = date(2024, 7, 4)
LAST_LOCAL_ELECTION = date(2025, 5, 1)
POLLING_HOURS = "7am to 10pm"
REASONING = {
    "battleground": "Within ten points of the winner: worth every walk.",
    "defend": "Ours by less than twelve points.",
    "non_battleground": "The gap is wider than a campaign usually moves.",
    "toehold": "Under a tenth of the vote: build the branch first.",
}


@transaction.atomic
def lay_ground(*, campaign: Campaign, folder: Path, at: datetime) -> None:
    """Write the published files into `folder` and load them, in no person's name; ground that lies stays as it is."""
    if PollingDistrict.objects.exists():
        return
    known = (*campaign.registered, campaign.waiting)
    write_names(folder / "places.csv", campaign)
    import_place_names(path=folder / "places.csv", by=None, at=at)
    write_postcodes(folder / "postcodes.csv", chain.from_iterable(map(campaign.districts, known)))
    import_postcodes(path=folder / "postcodes.csv", by=None, at=at)
    write_boundaries(folder / "boundaries.geojson", campaign)
    import_boundaries(path=folder / "boundaries.geojson", by=None, at=at)
    write_results(folder / "results.csv", campaign)
    import_results(path=folder / "results.csv", by=None, at=at, polling_day=LAST_GENERAL_ELECTION)
    places = {place.code: place for place in Place.objects.filter(ends_on=None)}
    for seat in known:
        _lay_districts(campaign.districts(seat), places, campaign.published_on)
    _lay_local_results(campaign.region.seats, places)
    _rank_seats(campaign, places)


def _lay_districts(districts: Iterable[District], places: dict[str, Place], starts_on: date) -> None:
    make_districts(
        PollingDistrict(
            officer=places[district.council.code],
            letters=district.letters,
            name=district.name,
            constituency=places[district.seat.code],
            ward=places[district.ward_code],
            polling_place=district.polling_place,
            polling_hours=POLLING_HOURS,
            starts_on=starts_on,
        )
        for district in districts
    )


def _lay_local_results(seats: Iterable[Seat], places: dict[str, Place]) -> None:
    election = Election.objects.create(
        kind=ElectionKind.LOCAL, name="Council elections 2025", polling_day=LAST_LOCAL_ELECTION
    )
    for seat in seats:
        tally = seat.results["local"]
        result = Result.objects.create(
            election=election,
            constituency=places[seat.code],
            electorate=tally.electorate,
            valid_votes=tally.valid_votes,
        )
        PartyVotes.objects.bulk_create(
            PartyVotes(result=result, party=party, votes=votes) for party, votes in tally.votes.items()
        )


def _rank_seats(campaign: Campaign, places: dict[str, Place]) -> None:
    general = Election.objects.get(kind=ElectionKind.WESTMINSTER, polling_day=LAST_GENERAL_ELECTION)
    SeatTier.objects.bulk_create(
        SeatTier(
            constituency=places[seat.code],
            election=general,
            tier=seat.tier,
            since=campaign.published_on,
            reasoning=REASONING[seat.tier],
            assumptions="The last general election, on the boundaries of today.",
        )
        for seat in campaign.region.seats
    )
