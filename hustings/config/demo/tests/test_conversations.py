"""Six weeks of canvassing as it could have been."""

from collections import Counter
from datetime import date, timedelta

import pytest

from hustings.config.demo.conversations import Canvass, Said
from hustings.config.demo.electorate import District, districts_of
from hustings.config.demo.region import make_region

UNTIL = date(2026, 3, 5)


@pytest.fixture(scope="module")
def districts() -> list[District]:
    region = make_region(1, 12, 8_000)
    return list(districts_of(region, region.seats[0], 8_000, date(2025, 12, 1)))


@pytest.fixture(scope="module")
def said(districts: list[District]) -> list[Said]:
    return list(Canvass(seed="1/0", strength=0.36, until=UNTIL).conversations(districts))


def test_the_same_seed_hears_the_same(districts: list[District], said: list[Said]) -> None:
    assert list(Canvass(seed="1/0", strength=0.36, until=UNTIL).conversations(districts)) == said


def test_every_conversation_lies_in_the_six_weeks_before(said: list[Said]) -> None:
    days = {line.at.date() for line in said}

    assert min(days) >= UNTIL - timedelta(weeks=7)
    assert max(days) < UNTIL


def test_about_half_of_the_doors_do_not_open(said: list[Said]) -> None:
    outcomes = Counter(line.outcome for line in said)

    assert 0.35 < outcomes["not_in"] / len(said) < 0.6
    assert {"spoke", "refused", "household", "moved", "language", "inaccessible"} <= set(outcomes)


def test_a_fifth_of_the_seat_is_spoken_to(districts: list[District], said: list[Said]) -> None:
    spoken = {(line.letters, line.number) for line in said if line.outcome in ("spoke", "refused")}

    assert 0.12 < len(spoken) / sum(district.size for district in districts) < 0.32


def test_some_are_spoken_to_twice_and_change_their_minds(said: list[Said]) -> None:
    heard: dict[tuple[str, int], list[str]] = {}
    for line in said:
        if line.intention:
            heard.setdefault((line.letters, line.number), []).append(line.intention)
    twice = [answers for answers in heard.values() if len(answers) > 1]

    assert len(twice) > 20
    assert 0.05 < sum(len(set(answers)) > 1 for answers in twice) / len(twice) < 0.6


def test_only_those_for_another_name_a_party(said: list[Said]) -> None:
    assert all(
        (line.intention or line.local_intention) in ("soft_other", "firm_other")
        for line in said
        if line.party
    )


def test_nobody_under_age_is_asked_how_they_will_vote(districts: list[District], said: list[Said]) -> None:
    young = {
        (district.letters, number)
        for district in districts
        for row in district.rows
        for dwelling in row.dwellings
        for number, elector in enumerate(dwelling.electors, dwelling.first)
        if elector.born_on is not None
    }

    assert not any(line.met and (line.letters, line.number) in young for line in said)


def test_a_stronger_seat_hears_more_supporters(districts: list[District]) -> None:
    weak, strong = (
        Counter(
            line.intention for line in Canvass(seed="x", strength=share, until=UNTIL).conversations(districts)
        )
        for share in (0.1, 0.6)
    )

    assert weak["definite"] * 2 < strong["definite"]
