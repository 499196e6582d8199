"""The register a year on, beside the one before it, and the lists that go by its numbers."""

import csv
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from hustings.config.demo.campaign import Campaign
from hustings.config.demo.electorate import District
from hustings.config.demo.lists import write_absent_voters, write_marked_register
from hustings.config.demo.properties import properties_of
from hustings.config.demo.writing import write_demo_files
from hustings.config.demo.years import a_year_later

CAMPAIGN = Campaign(today=date(2026, 11, 21), electors=1_200)
NEXT = CAMPAIGN.next_published_on


def names(districts: list[District]) -> list[tuple[str, str]]:
    return [
        (elector.surname, elector.forenames)
        for district in districts
        for row in district.rows
        for dwelling in row.dwellings
        for elector in dwelling.electors
    ]


@pytest.fixture(scope="module")
def before() -> list[District]:
    return list(CAMPAIGN.districts_of_council(CAMPAIGN.waiting))


@pytest.fixture(scope="module")
def after(before: list[District]) -> list[District]:
    return list(a_year_later(before, published_on=NEXT, month=CAMPAIGN.month, seed=1))


def read(path: Path, encoding: str = "cp1252") -> list[dict[str, str]]:
    with path.open(encoding=encoding, newline="") as stream:
        return list(csv.DictReader(stream))


def test_most_people_stay_some_leave_and_some_come(before: list[District], after: list[District]) -> None:
    old, new = set(names(before)), set(names(after))

    assert len(old & new) > 0.8 * len(old)
    assert len(old - new) > 10 < len(new - old)


def test_everybody_is_numbered_anew_without_a_gap(after: list[District]) -> None:
    for district in after:
        numbers = [
            number
            for row in district.rows
            for dwelling in row.dwellings
            for number in range(dwelling.first, dwelling.first + len(dwelling.electors))
        ]
        assert numbers == list(range(1, district.first_elsewhere))


def test_one_district_goes_by_other_letters(before: list[District], after: list[District]) -> None:
    turned = [(old.letters, new.letters) for old, new in zip(before, after, strict=True)]

    assert [pair for pair in turned if pair[0] != pair[1]] == [("AB", "AB1")]


def test_every_door_stays_and_keeps_its_property_number(
    before: list[District], after: list[District]
) -> None:
    then, now = (
        [(home.dwelling.door, home.dwelling.postcode, home.uprn) for home in properties_of(CAMPAIGN.waiting, kept)]
        for kept in (before, after)
    )  # fmt: skip

    assert then == now
    assert len({uprn for _door, _postcode, uprn in now}) == len(now)


def test_nobody_of_last_year_is_still_to_come_of_age(before: list[District], after: list[District]) -> None:
    born = {
        elector.born_on for d in before for row in d.rows for one in row.dwellings for elector in one.electors
    }
    later = {
        elector.born_on for d in after for row in d.rows for one in row.dwellings for elector in one.electors
    }

    assert not born & later - {None}


def test_the_list_of_absent_voters_holds_whoever_the_register_marks(
    before: list[District], tmp_path: Path
) -> None:
    count = write_absent_voters(tmp_path / "absent.csv", before, today=CAMPAIGN.today, seed=1)
    rows = read(tmp_path / "absent.csv")
    marked = [
        elector for d in before for row in d.rows for one in row.dwellings for elector in one.electors
        if "A" in elector.markers
    ]  # fmt: skip

    assert len(rows) == count == len(marked)
    assert all(bool(row["Proxy Name"]) == ("Proxy" in row["Absent Vote Type"]) for row in rows)


def test_the_marked_register_leaves_absent_voters_to_their_own_list(
    before: list[District], tmp_path: Path
) -> None:
    write_marked_register(tmp_path / "marked.csv", before, polling_day=CAMPAIGN.last_thursday, seed=1)
    rows = read(tmp_path / "marked.csv")
    marks = [row["Mark"] for row in rows]

    assert set(marks) == {"V", "A", ""}
    assert 0.2 < marks.count("V") / len(marks) < 0.5


@pytest.mark.parametrize(
    ("today", "polled_on", "polls_on"),
    [
        (date(2026, 11, 19), date(2026, 11, 12), date(2027, 5, 6)),
        (date(2026, 11, 20), date(2026, 11, 19), date(2027, 5, 6)),
        (date(2026, 5, 7), date(2026, 4, 30), date(2026, 5, 7)),
    ],
)
def test_polling_days_are_thursdays_before_and_after_today(
    today: date, polled_on: date, polls_on: date
) -> None:
    campaign = replace(CAMPAIGN, today=today)

    assert (campaign.last_thursday, campaign.next_polling_day) == (polled_on, polls_on)


def test_the_same_campaign_writes_the_same_files(tmp_path: Path) -> None:
    written = []
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        written.append(write_demo_files(tmp_path / name, CAMPAIGN))

    assert len({one.path.name for one in written[0]}) == len(written[0]) == 12
    assert all(one.path.read_bytes() == other.path.read_bytes() for one, other in zip(*written, strict=True))


def test_the_waiting_seat_has_one_first_register_and_one_first_update(tmp_path: Path) -> None:
    held = [one.holds for one in write_demo_files(tmp_path, CAMPAIGN) if one.seat == CAMPAIGN.waiting.slug]

    assert held == ["full register", "monthly update", "next full register", "next monthly update"]
