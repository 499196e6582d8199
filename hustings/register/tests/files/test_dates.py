"""Dates have their day first or their year first, and months are found where a file speaks of one."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hustings.register.faults import Reason
from hustings.register.files.dates import read_date, read_month

LAST = date(2009, 12, 31)


@pytest.mark.parametrize(
    "text",
    [
        "31/12/2009",
        "31.12.2009",
        "31-12-2009",
        "2009-12-31",
        "2009/12/31",
        "31/12/2009 00:00",
        "2009-12-31 00:00:00",
        "2009-12-31T00:00:00",
        "31-Dec-2009",
        "31 December 2009",
        "31 dec 2009",
    ],
)
def test_a_date_is_read_in_the_forms_that_councils_use(text: str) -> None:
    assert read_date(text) == LAST


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("31.12.09", Reason.DATE),
        ("31/12-2009", Reason.DATE),
        ("12/31/2009", Reason.MONTH_FIRST),
        ("31/02/2009", Reason.DATE),
        ("2009-31-12", Reason.DATE),
        ("32/13/2009", Reason.DATE),
        ("31 Brumaire 2009", Reason.DATE),
        ("31 Decimal 2009", Reason.DATE),
        ("tomorrow", Reason.DATE),
        ("٣١/١٢/٢٠٠٩", Reason.DATE),
    ],
)
def test_what_could_be_two_dates_or_none_is_said_to_be_none(text: str, reason: Reason) -> None:
    assert read_date(text) is reason


@given(
    st.dates(min_value=date(1900, 1, 1)), st.sampled_from(["%d/%m/%Y", "%Y-%m-%d", "%d-%b-%Y", "%d.%m.%Y"])
)
def test_any_day_written_day_first_or_year_first_is_read_back(day: date, form: str) -> None:
    assert read_date(day.strftime(form)) == day


@given(st.text(max_size=20))
def test_any_text_is_a_date_or_no_date(text: str) -> None:
    assert isinstance(read_date(text), (date, Reason))


MARCH = date(2027, 3, 1)


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("March 2027", MARCH),
        ("Monthly Additions for Mar 2027", MARCH),
        ("Accession: 1st March, 2027", MARCH),
        ("Ref: 01/03/2027", MARCH),
        ("2027-03", MARCH),
        ("+Mar", MARCH),
        ("=mar", MARCH),
        ("+Nov", date(2027, 11, 1)),
        ("+Dec", date(2026, 12, 1)),
        ("Ref: 99/2027", None),
        ("Marching 2027", None),
        ("N", None),
        ("", None),
    ],
)
def test_a_month_is_found_and_its_year_told_by_the_edition(text: str, month: date | None) -> None:
    assert read_month(text, since=date(2026, 12, 1)) == month


def test_a_month_without_a_year_is_not_guessed() -> None:
    assert read_month("+Mar") is None
