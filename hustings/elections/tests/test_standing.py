from datetime import date

import pytest

from hustings.elections import rules
from hustings.elections.models import SeatTier
from hustings.elections.standing import tiers_on
from hustings.geography.models import Place


@pytest.mark.parametrize(("votes", "needed"), [([17838, 7484], 17839), ([1], 2), ([0, 0], None), ([], None)])
def test_one_more_than_the_last_winner_is_needed(votes: list[int], needed: int | None) -> None:
    assert rules.votes_needed(votes) == needed


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("HoC-GE2024-results.csv", date(2024, 7, 4)),
        ("results_1997.csv", None),
        ("2019-and-2024.csv", None),
    ],
)
def test_a_file_name_tells_the_election_only_when_it_names_one(name: str, day: date | None) -> None:
    assert rules.general_election_in(name) == day


@pytest.mark.django_db
def test_the_tier_in_force_on_a_day_is_the_newest_until_then() -> None:
    seat = Place.objects.create(
        code="E14001231", kind="constituency", name="Exeter", slug="exeter", nation="england"
    )
    for tier, since in (("toehold", date(2026, 1, 1)), ("battleground", date(2026, 6, 1))):
        SeatTier.objects.create(constituency=seat, tier=tier, since=since)

    assert tiers_on(date(2026, 3, 1), [seat.id])[seat.id].tier == "toehold"
    assert tiers_on(date(2026, 6, 1), [seat.id])[seat.id].tier == "battleground"
    assert tiers_on(date(2025, 12, 31), [seat.id]) == {}


@pytest.mark.parametrize(
    ("kind", "nation", "is_held"),
    [
        ("devolved", "england", False),
        ("devolved", "wales", True),
        ("mayor", "scotland", False),
        ("commissioner", "northern_ireland", False),
        ("westminster", "northern_ireland", True),
        ("mayor", "", True),
    ],
)
def test_a_nation_has_only_its_own_elections(kind: str, nation: str, is_held: bool) -> None:
    assert rules.is_held(kind, nation) is is_held
