from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hustings.lib.voting_ages import KINDS, NATIONS, latest_majority, of_age_from, voting_age

POLL = date(2027, 5, 6)
DAYS = st.dates(date(1990, 1, 1), date(2050, 12, 31))


@pytest.mark.parametrize(
    ("nation", "kind", "on", "years"),
    [
        ("england", "local", POLL, 18),
        ("northern_ireland", "devolved", POLL, 18),
        ("scotland", "westminster", POLL, 18),
        ("scotland", "local", POLL, 16),
        ("scotland", "devolved", date(2016, 5, 5), 16),
        ("scotland", "devolved", date(2011, 5, 5), 18),
        ("wales", "devolved", date(2021, 5, 6), 16),
        ("wales", "local", date(2021, 5, 6), 18),
        ("wales", "local", date(2022, 5, 5), 16),
        ("wales", "commissioner", POLL, 18),
        ("wales", "westminster", POLL, 18),
    ],
)
def test_the_voting_age_is_that_of_nation_kind_and_polling_day(
    nation: str, kind: str, on: date, years: int
) -> None:
    assert voting_age(nation=nation, kind=kind, on=on).years == years


@given(DAYS, DAYS, st.sampled_from(sorted(NATIONS)), st.sampled_from(KINDS))
def test_the_latest_birthday_parts_those_who_are_old_enough_from_those_who_are_not(
    attains_on: date, poll: date, nation: str, kind: str
) -> None:
    old_enough = of_age_from(attains_on, nation=nation, kind=kind, on=poll) <= poll

    assert old_enough == (attains_on <= latest_majority(nation=nation, kind=kind, on=poll))


@given(DAYS, st.sampled_from(sorted(NATIONS)), st.sampled_from(KINDS))
def test_whoever_is_eighteen_on_polling_day_is_old_enough_and_whoever_is_younger_by_three_years_is_not(
    poll: date, nation: str, kind: str
) -> None:
    latest = latest_majority(nation=nation, kind=kind, on=poll)

    assert poll <= latest < poll + timedelta(days=3 * 365)
