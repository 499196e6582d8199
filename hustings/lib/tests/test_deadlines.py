from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hustings.lib.deadlines import deadlines_of
from hustings.lib.voting_ages import KINDS, NATIONS

POLL = date(2027, 5, 6)


@pytest.mark.parametrize(
    ("nation", "kind", "days"),
    [
        (
            "england",
            "westminster",
            {"register": 12, "postal": 11, "proxy": 6, "certificate": 6, "nominations": 19},
        ),
        ("wales", "local", {"register": 12, "postal": 11, "proxy": 6, "nominations": 19}),
        ("scotland", "local", {"register": 12, "postal": 11, "proxy": 6, "nominations": 23}),
        ("northern_ireland", "local", {"register": 12, "postal": 14, "proxy": 14, "nominations": 16}),
    ],
)
def test_the_deadlines_are_those_of_nation_and_kind(nation: str, kind: str, days: dict[str, int]) -> None:
    found = deadlines_of(nation=nation, kind=kind, on=POLL)

    assert {one.what: one.working_days for one in found} == days


def test_no_certificate_was_asked_for_before_the_law_did() -> None:
    found = deadlines_of(nation="england", kind="westminster", on=date(2019, 12, 12))

    assert "certificate" not in {one.what for one in found}


@given(st.sampled_from(sorted(NATIONS)), st.sampled_from(KINDS), st.dates(date(2015, 1, 1), date(2040, 1, 1)))
def test_each_deadline_is_told_once_and_the_earliest_first(nation: str, kind: str, on: date) -> None:
    found = deadlines_of(nation=nation, kind=kind, on=on)

    assert len({one.what for one in found}) == len(found)
    assert [one.working_days for one in found] == sorted((one.working_days for one in found), reverse=True)
