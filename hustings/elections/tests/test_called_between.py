"""When an election is called, against polls whose notices and timetables were published."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from hustings.elections.rules import NOT_HELD, called_between

# Published timetables: the Electoral Commission's for the UK parliamentary general election of 4 July 2024 and the
# polls of 2 May 2024, 5 May 2022 and 6 May 2021, and of the Senedd and Scottish Parliament of 6 May 2021.
REFERENCE_POLLS = [
    ("westminster", "england", date(2024, 7, 4), date(2024, 6, 4)),
    ("westminster", "northern_ireland", date(2024, 7, 4), date(2024, 6, 4)),
    ("westminster", "scotland", date(2024, 7, 4), date(2024, 6, 4)),
    ("westminster", "england", date(2019, 12, 12), date(2019, 11, 12)),
    ("local", "england", date(2024, 5, 2), date(2024, 3, 26)),
    ("local", "wales", date(2022, 5, 5), date(2022, 3, 28)),
    ("local", "scotland", date(2022, 5, 5), date(2022, 3, 23)),
    ("commissioner", "wales", date(2024, 5, 2), date(2024, 3, 26)),
    ("mayor", "england", date(2024, 5, 2), date(2024, 3, 26)),
    ("devolved", "wales", date(2021, 5, 6), date(2021, 3, 29)),
    ("devolved", "scotland", date(2021, 5, 6), date(2021, 3, 24)),
]


@pytest.mark.parametrize(("kind", "nation", "polling_day", "notice"), REFERENCE_POLLS)
def test_an_election_is_called_from_its_notice(
    kind: str, nation: str, polling_day: date, notice: date
) -> None:
    assert called_between(kind, nation, polling_day)[0] == notice


def test_an_election_is_called_until_a_week_after_the_poll() -> None:
    first_day_after = called_between("westminster", "england", date(2024, 7, 4))[1]

    assert first_day_after == date(2024, 7, 12)


@pytest.mark.parametrize("kind", ["westminster", "local", "devolved", "mayor", "commissioner"])
@pytest.mark.parametrize("nation", ["", *NOT_HELD])
@given(polling_day=some.dates(date(2015, 1, 1), date(2040, 12, 31)))
def test_every_poll_is_called_for_some_weeks(kind: str, nation: str, polling_day: date) -> None:
    notice_on, ends_on = called_between(kind, nation, polling_day)

    assert timedelta(28) <= polling_day - notice_on <= timedelta(70)
    assert ends_on - polling_day == timedelta(8)
