import random
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from hustings.access.actor import Actor
from hustings.audit.words import Action, Purpose
from hustings.canvassing.counting import PERIOD, Area, AreaCount, Figures, added_up, count_area, median_of
from hustings.canvassing.models import DistrictMark
from hustings.canvassing.recording import record_conversations
from hustings.canvassing.rules import CONTACTS, HOUSEHOLD_CONTACTS, OUTCOMES, Meaning, core_code_id
from hustings.canvassing.tests.ground import AT, LOCAL, WESTMINSTER, Ground, heard
from hustings.register.models import Door, Elector
from tests.cast import Cast, acting, arranging, role

SINCE = AT - PERIOD
SAID = (Meaning.DEFINITE, Meaning.PROBABLE, Meaning.UNDECIDED, Meaning.FIRM_OTHER)


def canvass_at_random(by: Actor, ground: Ground, seed: int) -> None:
    """Up to four visits to each elector in two years, with every outcome, some for two elections."""
    chance = random.Random(seed)  # noqa: S311 - the same campaign every time
    rows = [
        heard(
            elector,
            outcome=chance.choice(sorted(OUTCOMES)),
            happened_at=AT - timedelta(days=chance.randrange(1, 200), minutes=chance.randrange(600)),
            intentions=tuple(
                (kind, core_code_id(chance.choice(SAID)))
                for kind in (WESTMINSTER, LOCAL)
                if chance.random() < 0.6
            ),
        )
        for elector in ground.electors
        for _visit in range(chance.randrange(5))
    ]
    assert record_conversations(constituency=ground.seat.id, rows=rows, by=by, at=AT).is_whole


@pytest.fixture
def canvassed(cast: Cast, north: Ground, south: Ground) -> Ground:
    """Northmoor canvassed at random, with people who left, a door not to knock at and one without a street."""
    with acting(cast.sam, Action.CANVASSING_CONVERSATION_RECORD, Purpose.CANVASS) as sam:
        canvass_at_random(sam, south, seed=3)
    with acting(cast.priya, Action.CANVASSING_CONVERSATION_RECORD, Purpose.CANVASS) as priya:
        canvass_at_random(priya, north, seed=7)
    with arranging():
        Elector.objects.filter(pk__in=[north.electors[1].pk, north.electors[8].pk]).update(on_register=False)
        Elector.objects.filter(pk=north.electors[4].pk).update(street=None, door=None)
        Door.objects.filter(pk=north.doors[5].pk).update(do_not_knock=True)
    return north


@pytest.fixture(params=["tallied", "not tallied", "half tallied"])
def campaign(cast: Cast, canvassed: Ground, request: pytest.FixtureRequest) -> Iterator[Ground]:
    """Northmoor as Priya may count it: with tallies kept beforehand, without, and with one district's only."""
    if request.param != "not tallied":
        rebuild()
    if request.param == "half tallied":
        with arranging():
            DistrictMark.objects.filter(district=canvassed.districts[0]).delete()
    with acting(cast.priya, Action.CANVASSING_AREA_COUNT, Purpose.ORGANISE):
        yield canvassed


def rebuild() -> None:
    with role("hustings_worker"):
        call_command("rebuild_summaries", stdout=StringIO())


def plain(statement: str, **facts: Any) -> Any:
    """A plain count over the tables themselves, past the walls."""
    with arranging(), connection.cursor() as cursor:
        cursor.execute(statement, {**facts, "since": SINCE, "at": AT})
        return cursor.fetchall()


ON_REGISTER = "SELECT id FROM register_elector WHERE constituency_id = %(seat)s AND on_register"
SPOKEN_TO = (
    "SELECT count(DISTINCT elector_id) FROM canvassing_conversation WHERE is_current AND happened_at >= %(since)s"
    f" AND elector_id IN ({ON_REGISTER})"
)
NEWEST = (
    "SELECT DISTINCT ON (v.elector_id, election_kind) v.elector_id, election_kind, code_id, v.happened_at"
    " FROM canvassing_votingintention v JOIN canvassing_conversation c ON c.id = v.conversation_id AND c.is_current"
    f" WHERE v.elector_id IN ({ON_REGISTER}) ORDER BY v.elector_id, election_kind, v.happened_at DESC"
)


def count(ground: Ground) -> AreaCount:
    return count_area(Area(ground.seat.id), since=SINCE, at=AT)


def test_electors_and_contacts_equal_plain_counts(campaign: Ground) -> None:
    total, seat = count(campaign).total, campaign.seat.id

    assert [(total.electors,)] == plain(f"SELECT count(*) FROM ({ON_REGISTER}) x", seat=seat)
    assert [(total.attempted,)] == plain(SPOKEN_TO, seat=seat)
    contacted = plain(f"{SPOKEN_TO} AND outcome = ANY (%(outcomes)s)", seat=seat, outcomes=sorted(CONTACTS))
    assert [(total.contacted,)] == contacted


def test_doors_and_doors_left_equal_plain_counts(campaign: Ground) -> None:
    total, seat = count(campaign).total, campaign.seat.id
    doors = (
        f"SELECT DISTINCT door_id FROM register_elector WHERE door_id IS NOT NULL AND id IN ({ON_REGISTER})"
    )

    assert [(total.doors,)] == plain(f"SELECT count(*) FROM ({doors}) d", seat=seat)
    left = plain(
        f"SELECT count(*) FROM register_door WHERE id IN ({doors}) AND NOT do_not_knock AND id NOT IN (SELECT door_id"
        " FROM canvassing_conversation WHERE is_current AND happened_at >= %(since)s AND outcome = ANY (%(answered)s))",
        seat=seat,
        answered=sorted(HOUSEHOLD_CONTACTS),
    )
    assert [(total.doors_left,)] == left


def test_intentions_equal_plain_counts_for_each_kind_of_election(campaign: Ground) -> None:
    total = count(campaign).total
    rows = plain(
        f"SELECT election_kind, code_id, count(*) FROM ({NEWEST}) n GROUP BY 1, 2", seat=campaign.seat.id
    )

    told = {(kind, code): n for kind, said in total.intentions.items() for code, n in said.items()}
    assert told == {(kind, code): n for kind, code, n in rows}
    assert {kind for kind, _code in told} == {WESTMINSTER, LOCAL}


def test_the_age_of_what_we_know_equals_the_databases_own_median(campaign: Ground) -> None:
    rows = plain(
        "SELECT election_kind, percentile_disc(0.5) WITHIN GROUP (ORDER BY (%(at)s AT TIME ZONE 'Europe/London')::date"
        " - (happened_at AT TIME ZONE 'Europe/London')::date)"
        f" FROM ({NEWEST}) n GROUP BY 1",
        seat=campaign.seat.id,
    )

    assert count(campaign).ages == {kind: int(days) for kind, days in rows}


def test_movements_equal_a_plain_comparison_of_the_two_newest(campaign: Ground) -> None:
    rows = plain(
        "SELECT election_kind, before, now, count(*) FROM (SELECT v.election_kind, v.code_id AS now,"
        " row_number() OVER w AS place, lead(v.code_id) OVER w AS before FROM canvassing_votingintention v"
        " JOIN canvassing_conversation c ON c.id = v.conversation_id AND c.is_current"
        f" WHERE v.elector_id IN ({ON_REGISTER})"
        " WINDOW w AS (PARTITION BY v.elector_id, v.election_kind ORDER BY v.happened_at DESC)) r"
        " WHERE place = 1 AND before IS NOT NULL GROUP BY 1, 2, 3",
        seat=campaign.seat.id,
    )

    moved = {
        (kind, *pair): n for kind, pairs in count(campaign).movements.items() for pair, n in pairs.items()
    }
    assert moved == {(kind, before, now): n for kind, before, now, n in rows}


def test_streets_add_up_to_districts_and_districts_to_the_seat(campaign: Ground) -> None:
    counted = count(campaign)

    assert added_up(counted.by_street().values()) == added_up(counted.by_district().values()) == counted.total
    for district in campaign.districts:
        inside = count_area(Area(campaign.seat.id, (district.id,)), since=SINCE, at=AT)
        assert inside.total == counted.by_district()[district.id]
    assert None in counted.by_street()


def test_a_street_counted_alone_is_the_street_among_the_others(campaign: Ground) -> None:
    street = campaign.streets[2].id
    alone = count_area(Area(campaign.seat.id, street=street), since=SINCE, at=AT)

    assert alone.by_street() == {street: count(campaign).by_street()[street]}


def test_a_seat_without_anything_counts_nothing(cast: Cast) -> None:
    with acting(cast.priya, Action.CANVASSING_AREA_COUNT, Purpose.ORGANISE):
        counted = count_area(Area(cast.northmoor.id), since=SINCE, at=AT)

    assert (counted.total, counted.ages, counted.total.contact_rate) == (Figures(), {}, None)


def test_sam_counts_nothing_of_northmoor(canvassed: Ground, cast: Cast) -> None:
    with acting(cast.sam, Action.CANVASSING_AREA_COUNT, Purpose.ORGANISE):
        assert count(canvassed).total == Figures()


def test_figures_of_parts_add_up_kind_by_kind() -> None:
    code = core_code_id(Meaning.DEFINITE)
    one = Figures(10, 4, 5, 3, 1, {WESTMINSTER: Counter({code: 2})})

    both = added_up([one, Figures(2, 1, 1, 1, 0, {LOCAL: Counter({code: 1})}), one])

    assert (both.electors, both.contacted, both.doors_left) == (22, 9, 2)
    assert (both.known(WESTMINSTER), both.told(WESTMINSTER, [code]), both.known(LOCAL)) == (4, 4, 1)


@pytest.mark.parametrize(
    ("days", "median"), [({3: 1}, 3), ({1: 1, 5: 1}, 1), ({1: 1, 5: 1, 9: 1}, 5), ({0: 2, 100: 1}, 0)]
)
def test_the_median_age_is_the_youngest_that_half_does_not_exceed(days: dict[int, int], median: int) -> None:
    assert median_of(Counter(days)) == median
