from datetime import date
from pathlib import Path

import pytest

from hustings.elections.importing import import_results, recognises
from hustings.elections.models import Election, PartyVotes, Result
from hustings.elections.standing import last_result, parties_of, votes_needed
from hustings.geography.importing.outcome import FileOutcome, UnableToImportPlaces
from hustings.geography.models import Place
from hustings.geography.tests.writing import AT, PUBLISHED, written

pytestmark = pytest.mark.django_db

BY_SEAT = (
    "ONS ID,ONS region ID,Constituency name,Region name,Result,First party,Electorate,Valid votes,Majority,"
    "Red,Blue,All other candidates,Of which other winner\n"
    'E14001231,E12000009,Exeter,South West,Red hold,Red,"72,580","35,755","10,354",'
    '"17,838","7,484","10,433",0\n'
    'E14001305,E12000007,Islington North,London,Ind gain,Ind,72852,"49,006",7247,'
    '16873,1950,"30,183","24,120"\n'
)
BY_PARTY = (
    "ONS ID,ONS region ID,Constituency name,Region name,Party name,Party abbreviation,Votes,Share\n"
    "E14001231,E12000009,Exeter,South West,Red Party,Red,17838,0.5\n"
    "E14001231,E12000009,Exeter,South West,Independent,Ind,32,0.001\n"
    "E14001231,E12000009,Exeter,South West,Independent,Ind,120,0.003\n"
)


def load(
    folder: Path, text: str, name: str = "results-2024.csv", polling_day: date | None = None
) -> FileOutcome:
    return import_results(path=written(folder, text, name), by=None, at=AT, polling_day=polling_day)


def seat(code: str = "E14001231") -> int:
    return Place.objects.get(code=code).id


def test_results_bring_the_seats_and_regions_they_name(tmp_path: Path) -> None:
    outcome = load(tmp_path, BY_SEAT)

    place = Place.objects.select_related("region").get(code="E14001231")
    assert (place.slug, str(place.region), outcome.added) == ("exeter", "South West", 2)


def test_quoted_thousands_are_numbers(tmp_path: Path) -> None:
    load(tmp_path, BY_SEAT)

    result = last_result(seat())
    assert result is not None
    assert (result.electorate, result.valid_votes, result.election.polling_day) == (
        72580,
        35755,
        date(2024, 7, 4),
    )
    assert sum(result.votes.values_list("votes", flat=True)) == 35755


def test_the_votes_needed_are_one_more_than_the_winner_had(tmp_path: Path) -> None:
    load(tmp_path, BY_SEAT)

    assert votes_needed(seat()) == 17839
    assert votes_needed(seat("E14001305")) == 24121
    assert votes_needed(Place.objects.get(code="E12000009").id) is None


def test_a_sum_of_small_candidatures_is_no_party(tmp_path: Path) -> None:
    load(tmp_path, BY_SEAT)

    assert parties_of(seat()) == ["Red", "Blue"]
    assert parties_of(seat("E14001305")) == ["Ind", "Red", "Blue"]


def test_the_same_results_twice_change_nothing(tmp_path: Path) -> None:
    load(tmp_path, BY_SEAT)

    again = load(tmp_path, BY_SEAT)

    assert (again.added, again.amended, again.unchanged) == (0, 0, 2)
    assert Election.objects.count() == 1


def test_a_file_by_party_is_fuller_and_stays(tmp_path: Path) -> None:
    load(tmp_path, BY_SEAT)
    load(tmp_path, BY_PARTY)

    load(tmp_path, BY_SEAT)

    lines = PartyVotes.objects.filter(result=last_result(seat())).order_by("votes")
    assert [(line.party, line.votes) for line in lines] == [("Ind", 32), ("Ind", 120), ("Red", 17838)]


def test_a_name_that_the_ons_gave_is_kept(tmp_path: Path) -> None:
    Place.objects.create(
        code="E14001231", kind="constituency", name="Exeter City", slug="exeter-city", nation="england"
    )

    load(tmp_path, BY_SEAT)

    assert Place.objects.get(code="E14001231").name == "Exeter City"


def test_a_file_that_drops_columns_still_loads(tmp_path: Path) -> None:
    load(tmp_path, "ONS ID,Constituency name,Electorate,Valid votes\nE14001231,Exeter,72580,\n")

    assert Result.objects.get().valid_votes is None
    assert votes_needed(seat()) is None


def test_rows_that_are_no_result_are_left_out_by_line(tmp_path: Path) -> None:
    outcome = load(
        tmp_path, BY_PARTY + "E12000009,,South West,,x,x,5,\nE14001231,,Exeter,,Blue,Blue,many,\nE14001231\n"
    )

    assert [refusal.line for refusal in outcome.refusals] == [5, 6, 7]


def test_an_election_that_cannot_be_told_is_asked_for(tmp_path: Path) -> None:
    with pytest.raises(UnableToImportPlaces, match="--polling-day"):
        load(tmp_path, BY_SEAT, name="results.csv")
    assert not Place.objects.exists()


def test_a_polling_day_given_wins_over_the_name(tmp_path: Path) -> None:
    load(tmp_path, BY_SEAT, polling_day=date(2025, 3, 6))

    assert Election.objects.get().polling_day == date(2025, 3, 6)


def test_a_list_of_names_is_no_list_of_results() -> None:
    assert not recognises(["gss_code", "name"])


@pytest.mark.skipif(not PUBLISHED.is_dir(), reason="the published files are not beside this clone")
@pytest.mark.parametrize("name", ["ge2024_results_by_constituency", "ge2024_votes_by_party_and_constituency"])
def test_the_published_results_load_as_they_are(name: str) -> None:
    outcome = import_results(path=PUBLISHED / "results" / f"{name}.csv", by=None, at=AT)

    assert (outcome.added, outcome.refused) == (650, 0)
    assert sum(PartyVotes.objects.values_list("votes", flat=True)) == 28_808_662
